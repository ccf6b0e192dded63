/** How a word of a name sounds, so that the ways to write one name in Latin letters, and its Cyrillic form, are known for one. */
import { nameKey } from './names.ts';

type Rules = readonly (readonly [RegExp, string])[];

/** Cyrillic letters without their accents (`й` is `и` then), as English writes them. */
const LATIN: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'абвгдезиклмнопрстуфыэіґ'.split('').map((letter, i) => [letter, 'abvgdeziklmnoprstufyeig'[i] ?? '']),
  ),
  ж: 'zh',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ю: 'yu',
  я: 'ya',
  є: 'ye',
  ў: 'u',
  ь: '',
  ъ: '',
};
const CYRILLIC = /\p{Script=Cyrillic}/u;
const EACH_CYRILLIC = /\p{Script=Cyrillic}/gu;

/** What only the habits of a language's transliteration tell apart: no two names in use are one by these. */
const SPELLINGS: Rules = [
  [/[^a-z]/g, ''],
  [/^ye/, 'e'],
  [/(?<=.)(?:yi|iy|ij|yy|ii|y)/g, 'i'], // at the start it tells Yan from Ian
  [/(?:ou|oo)/g, 'u'],
  [/ue/g, 'u'],
  [/oe/g, 'o'],
  [/ae/g, 'a'],
  [/x/g, 'ks'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/dh/g, 'd'],
  [/th/g, 't'],
  [/ph/g, 'f'],
  [/w/g, 'v'],
  [/tsch/g, 'ch'],
  [/sch/g, 'sh'],
  [/(?<=[bdkptv])er$/, 'r'],
  [/(.)\1+/g, '$1'],
];

/** Beyond that, within one text: hard and soft sounds, and the ways to hiss. */
const SOUNDS: Rules = [
  [/^je/, 'e'],
  [/[jy]/g, 'i'],
  [/i+e/g, 'e'],
  [/(?:tch|ch|sh)/g, 's'],
  [/(?:ck|q|g)/g, 'k'],
  [/t/g, 'd'],
  [/z/g, 's'],
  [/(.)\1+/g, '$1'],
];

/** Words kept ready: the names of a page are compared each with each. */
const READY = 10_000;

/**
 * How a word of a name sounds, roughly: equal for the transliterations of one name (Yevkurov and Evkurov, Gaddafi and
 * Qadhafi), different for names that end differently (Petrov and Petrova). For names of one text: across texts `Todd`
 * and `Dodd` are two. Empty outside the Latin and Cyrillic scripts.
 */
export const soundKey = remembered((word) => by(SOUNDS, spellingKey(word)));

/** The word without what transliterations differ in: equal for `Zelenskyy`, `Zelenskiy` and `Зеленский`. Empty as above. */
export const spellingKey = remembered((word) => by(SPELLINGS, inLatin(nameKey(word))));

const inLatin = (word: string): string =>
  CYRILLIC.test(word) ? word.replace(EACH_CYRILLIC, (letter) => LATIN[letter] ?? letter) : word;

const by = (rules: Rules, word: string): string =>
  rules.reduce((sound, [pattern, replacement]) => sound.replace(pattern, replacement), word);

function remembered(keyOf: (word: string) => string): (word: string) => string {
  const ready = new Map<string, string>();
  return (word) => {
    const known = ready.get(word);
    if (known !== undefined) return known;
    if (ready.size >= READY) ready.clear();
    const key = keyOf(word);
    ready.set(word, key);
    return key;
  };
}
