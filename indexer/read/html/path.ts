/** The way from the body down to an element, in the words its author gave it. */

/** Elements of a path at most, the nearest: pages that nest deeper say nothing more with it. */
const DEEPEST = 24;
/** Words of one element, and characters of one word, at most. */
const WORDS = 8;
const WORD_LENGTH = 40;

/**
 * Returns a function that writes `main.content>article.story.body>p`: element names with the words of id, class,
 * role and itemprop. It remembers elements, so it is for one page, and for before the page is edited.
 */
export function elementPath(): (element: Element) => string {
  const names = new Map<Element, string>();
  const nameOf = (element: Element) => {
    let name = names.get(element);
    if (name === undefined) {
      name = [element.localName.toLowerCase(), ...wordsOf(element)].join('.');
      names.set(element, name);
    }
    return name;
  };
  return (element) => {
    const path: string[] = [];
    let at: Element | null = element;
    while (at && path.length < DEEPEST && !/^(?:body|html)$/i.test(at.localName)) {
      path.push(nameOf(at));
      at = at.parentElement;
    }
    return path.length === 0 ? nameOf(element) : path.reverse().join('>');
  };
}

function wordsOf(element: Element): string[] {
  const words = new Set<string>();
  for (const attribute of ['id', 'class', 'role', 'itemprop'])
    for (const word of (element.getAttribute(attribute) ?? '').split(/[\s.>]+/, WORDS))
      if (word) words.add(word.slice(0, WORD_LENGTH));
  return [...words].slice(0, WORDS);
}
