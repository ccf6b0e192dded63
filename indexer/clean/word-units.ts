/** What a UTF-16 unit is in a word: read off tables, so that the words of a page are read without regular expressions. */
import { isHalf } from './units.ts';

/** A unit between words. */
const BETWEEN = 1;
/** The same, but folding the text makes letters of it, or joins what it parts: `™`, `№`, an accent by itself. */
export const ODD = 2;
/** A unit that is no word unit by itself: half a character, one of a script without spaces, or what folds to several. */
export const MANY = 3;

export const isWordUnit = (own: number): boolean => own > MANY;

const WORD = /^[\p{L}\p{N}_]+$/u;
const NO_WORD = /^[^\p{L}\p{N}_]+$/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Lower case without accents and compatibility forms, of one character. */
const foldedChar = (char: string): string => char.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
/** The small sigma depends on its neighbours. */
const hasSigma = (char: string): boolean => char.normalize('NFKD').includes('Σ');

const words = new Uint16Array(2 ** 16);
const folds = new Uint16Array(2 ** 16);

/** The small letter of a unit that stands in words, else one of the classes above. */
export function wordUnit(code: number): number {
  const there = words[code] as number;
  if (there !== 0) return there;
  const char = String.fromCharCode(code);
  const own = isHalf(code)
    ? MANY
    : WORD.test(char)
      ? inWord(char)
      : NO_WORD.test(foldedChar(char))
        ? BETWEEN
        : ODD;
  words[code] = own;
  return own;
}

function inWord(char: string): number {
  const small = char.toLowerCase();
  const folded = foldedChar(char);
  const isPlain = small.length === 1 && !hasSigma(char) && WORD.test(folded) && folded === foldedChar(small);
  return isPlain && !UNSPACED.test(char) && !UNSPACED.test(folded) ? small.charCodeAt(0) : MANY;
}

/** A unit of a word without accents and compatibility forms; `MANY` where these are several units. */
export function foldedUnit(code: number): number {
  const there = folds[code] as number;
  if (there !== 0) return there;
  const char = String.fromCharCode(code);
  const folded = foldedChar(char);
  const own = isHalf(code) || hasSigma(char) || folded.length !== 1 ? MANY : folded.charCodeAt(0);
  folds[code] = own;
  return own;
}
