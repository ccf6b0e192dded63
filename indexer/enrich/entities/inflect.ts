/**
 * The endings of names, so that a name is found as it stands in a sentence: the cases of East Slavic (`Москва`, `в
 * Москве`) and the genitive of German (`Merkels Nachfolger`).
 */

type Endings = readonly [ending: RegExp, forms: readonly string[]];

/** Nominative ending -> genitive, dative, accusative, instrumental, prepositional; the first that fits counts. */
const ENDINGS: readonly Endings[] = [
  [/(?<=^П)авел$/u, ['авла', 'авлу', 'авла', 'авлом', 'авле']],
  [/(?<=[кгхсц])ий$/u, ['ого', 'ому', 'ого', 'им', 'ом']],
  [/ый$/u, ['ого', 'ому', 'ого', 'ым', 'ом']],
  [/ий$/u, ['ия', 'ию', 'ия', 'ием', 'ии']],
  [/ія$/u, ['ії', 'ії', 'ію', 'ією', 'ії']],
  [/ия$/u, ['ии', 'ии', 'ию', 'ией', 'ии']],
  [/ая$/u, ['ой', 'ой', 'ую', 'ой', 'ой']],
  [/(?<=[кгхжшчщ])а$/u, ['и', 'е', 'у', 'ой', 'е']],
  [/а$/u, ['ы', 'е', 'у', 'ой', 'е']],
  [/я$/u, ['и', 'е', 'ю', 'ей', 'е']],
  [/ец$/u, ['ца', 'цу', 'ца', 'цем', 'це']],
  [/[йь]$/u, ['я', 'ю', 'я', 'ем', 'е']],
  [/(?<=[оеё]в|ин)$/u, ['а', 'у', 'а', 'ым', 'е']],
  [/(?<=[бвгджзклмнпрстфхцчшщ])$/u, ['а', 'у', 'а', 'ом', 'е']],
];
/** Surnames that are declined in another way than other words with their ending. */
const SURNAME_ENDINGS: readonly Endings[] = [
  [/(?<=(?:[оеё]в|[иы]н))а$/u, ['ой', 'ой', 'у', 'ой', 'ой']],
  [/(?<=енк)о$/u, ['а', 'у', 'а', 'ом', 'у']],
];
const CASES = 5;
const WORD = /^\p{Lu}\p{Ll}{2,}$/u;
const CYRILLIC = /^[\p{Script=Cyrillic}\s-]+$/u;
/** The parts of a name that are declined each by itself. */
const PART = /([\s-])/u;

/** A Cyrillic name of capitalised words in its other cases; nothing for other names. Some forms may be none in use. */
export function inflected(name: string): string[] {
  if (!CYRILLIC.test(name)) return [];
  const parts = name.split(PART);
  const words = parts.filter((part) => !PART.test(part));
  if (!words.some((word) => WORD.test(word)) || !words.every((word) => WORD.test(word) || SMALL.test(word)))
    return [];
  const all = declined(parts, ENDINGS);
  if (SURNAME_ENDINGS.some(([ending]) => ending.test(name)))
    all.push(...declined(parts, [...SURNAME_ENDINGS, ...ENDINGS]));
  return [...new Set(all)].filter((form) => form !== name);
}

const SMALL = /^\p{Ll}+$/u;
/** The end of a name of two parts that is declined for both: `Юнус-бек`, `Юнус-беком`. */
const SMALL_END = /^\p{Ll}{3,}$/u;

/** @param last how the last part is declined */
function declined(parts: readonly string[], last: readonly Endings[]): string[] {
  const forms = parts.map((part, i) => {
    if (parts[i - 1] === '-' && SMALL_END.test(part)) return casesOf(part, ENDINGS);
    if (!WORD.test(part) || (parts[i + 1] === '-' && SMALL_END.test(parts[i + 2] ?? '')))
      return unchanged(part);
    return casesOf(part, i === parts.length - 1 ? last : ENDINGS);
  });
  return Array.from({ length: CASES }, (_, i) => forms.map((cases) => cases[i]).join(''));
}

/** A Cyrillic common noun in its cases, itself first: `министр`, `министра`. */
export function declinedNoun(word: string): string[] {
  return CYRILLIC.test(word) ? [...new Set([word, ...casesOf(word, ENDINGS)])] : [word];
}

function casesOf(word: string, endings: readonly Endings[]): readonly string[] {
  const found = endings.find(([ending]) => ending.test(word));
  return found ? found[1].map((form) => word.replace(found[0], form)) : unchanged(word);
}

const unchanged = (word: string): readonly string[] => Array.from({ length: CASES }, () => word);

const LATIN_NAME = /^\p{Lu}[\p{Script=Latin}\p{M}\s.'’-]+$/u;
/** Names that end in these have no `s` in the genitive. */
const SIBILANT = /[sxzß]$/iu;

/** The genitive of a name in Latin letters, as German and Dutch write it: `Frankreichs`; undefined where it has no ending. */
export const genitive = (name: string): string | undefined =>
  LATIN_NAME.test(name) && /\p{Ll}$/u.test(name) && !SIBILANT.test(name) ? `${name}s` : undefined;
