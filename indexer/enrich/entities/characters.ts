/** What a character is to a word, looked up in a table that the expressions fill when it is first met. */

export const LETTER = 1;
export const CAPITAL = 2;
export const SMALL = 4;
export const NUMBER = 8;
/** A letter or number of ASCII. */
export const PLAIN = 16;
/** A letter of a script without capitals, or one that stands for a sound. */
export const UNCASED = 32;
const MET = 128;

const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/\p{L}/u, LETTER],
  [/\p{Lu}/u, CAPITAL],
  [/\p{Ll}/u, SMALL],
  [/\p{N}/u, NUMBER],
  [/[A-Za-z0-9]/, PLAIN],
  [/[\p{Lo}\p{Lm}]/u, UNCASED],
];

const known = new Uint8Array(2 ** 16);

/** The classes of a code point, as bits. */
export function classesOf(point: number): number {
  const there = point < known.length ? (known[point] as number) : 0;
  if (there !== 0) return there;
  const char = String.fromCodePoint(point);
  const own = CLASSES.reduce((sum, [pattern, flag]) => (pattern.test(char) ? sum | flag : sum), MET);
  if (point < known.length) known[point] = own;
  return own;
}
