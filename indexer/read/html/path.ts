/** The way from the body down to an element, in the words its author gave it. */
import type { PageElement } from './elements.ts';

/** Elements of a path at most, the nearest: pages that nest deeper say nothing more with it. */
const DEEPEST = 24;
/** Words of one element, and characters of one word, at most. */
const WORDS = 8;
const WORD_LENGTH = 40;
/** Attributes whose words say what an element is for. */
const NAMING = ['id', 'class', 'role', 'itemprop'] as const;

/**
 * Returns a function that writes `main.content>article.story.body>p`: element names with the words of id, class,
 * role and itemprop. It remembers elements, so it is for one page.
 */
export function elementPath(): (element: PageElement) => string {
  const names = new Map<PageElement, string>();
  const nameOf = (element: PageElement) => {
    let name = names.get(element);
    if (name === undefined) {
      name = [element.name, ...wordsOf(element)].join('.');
      names.set(element, name);
    }
    return name;
  };
  return (element) => {
    const path: string[] = [];
    let at: PageElement | undefined = element;
    while (at && path.length < DEEPEST && at.name !== 'body' && at.name !== 'html') {
      path.push(nameOf(at));
      at = at.parent;
    }
    return path.length === 0 ? nameOf(element) : path.reverse().join('>');
  };
}

function wordsOf({ attributes }: PageElement): string[] {
  const words = new Set<string>();
  for (const attribute of NAMING) {
    const value = attributes[attribute];
    if (!value) continue;
    for (const word of value.trim().split(/[\s.>]+/, WORDS)) if (word) words.add(word.slice(0, WORD_LENGTH));
  }
  return [...words].slice(0, WORDS);
}
