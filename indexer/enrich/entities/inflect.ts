/** The case endings of East Slavic names, so that a name is found as it stands in a sentence: `Москва`, `в Москве`. */

type Endings = readonly [ending: RegExp, forms: readonly string[]];

/** Nominative ending -> genitive, dative, accusative, instrumental, prepositional; the first that fits counts. */
const ENDINGS: readonly Endings[] = [
  [/(?<=[кгхсц])ий$/u, ['ого', 'ому', 'ого', 'им', 'ом']],
  [/ий$/u, ['ия', 'ию', 'ия', 'ием', 'ии']],
  [/ія$/u, ['ії', 'ії', 'ію', 'ією', 'ії']],
  [/ия$/u, ['ии', 'ии', 'ию', 'ией', 'ии']],
  [/(?<=[кгхжшчщ])а$/u, ['и', 'е', 'у', 'ой', 'е']],
  [/а$/u, ['ы', 'е', 'у', 'ой', 'е']],
  [/я$/u, ['и', 'е', 'ю', 'ей', 'е']],
  [/[йь]$/u, ['я', 'ю', 'я', 'ем', 'е']],
  [/(?<=[оеё]в|ин)$/u, ['а', 'у', 'а', 'ым', 'е']],
  [/(?<=[бвгджзклмнпрстфхцчшщ])$/u, ['а', 'у', 'а', 'ом', 'е']],
];
const CASES = 5;
const WORD = /^\p{Lu}\p{Ll}{2,}$/u;
const CYRILLIC = /^[\p{Script=Cyrillic}\s-]+$/u;

/** A Cyrillic name of capitalised words in its other cases; nothing for other names. Some forms may be none in use. */
export function inflected(name: string): string[] {
  const words = name.split(' ');
  if (!CYRILLIC.test(name) || !words.every((word) => WORD.test(word))) return [];
  const forms = words.map(casesOf);
  const all = Array.from({ length: CASES }, (_, i) => forms.map((cases) => cases[i]).join(' '));
  return [...new Set(all)].filter((form) => form !== name);
}

function casesOf(word: string): readonly string[] {
  const found = ENDINGS.find(([ending]) => ending.test(word));
  return found
    ? found[1].map((form) => word.replace(found[0], form))
    : Array.from({ length: CASES }, () => word);
}
