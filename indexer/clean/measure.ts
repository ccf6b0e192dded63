/**
 * How much a block says, measured alike in every script: no count of words, which fails where words have no
 * spaces, and no lower case, which most scripts have not.
 */

import { countLetters } from '../text/words.ts';
import { isHalf, unitClasses } from './units.ts';

/** A Han or kana letter says as much as about three Latin ones, a Hangul syllable as about two. */
const HAN_WEIGHT = 3;
const HANGUL_WEIGHT = 2;
/** Characters looked at per block: a block longer than this is long, and by how much decides nothing. */
export const LOOKED_AT = 20_000;

const HAN_OR_KANA = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const HANGUL = /\p{Script=Hangul}/gu;
const EAST_ASIAN = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[\ud840-\ud8bf]/;

const LETTER = 1;
/** Bits that hold what a unit weighs besides being a letter. */
const EXTRA = 1;
const EAST = 8;
const HALF = 16;

const weightClass = unitClasses((char, code) => {
  if (isHalf(code)) return HALF;
  const extra = char.match(HAN_OR_KANA) ? HAN_WEIGHT - 1 : char.match(HANGUL) ? HANGUL_WEIGHT - 1 : 0;
  return (/\p{L}/u.test(char) ? LETTER : 0) | (extra << EXTRA) | (EAST_ASIAN.test(char) ? EAST : 0);
});

/** The weight of a text: about its number of letters if it stood in a Latin script. */
export function mass(text: string): number {
  const end = Math.min(text.length, LOOKED_AT);
  let letters = 0;
  let extra = 0;
  let seen = 0;
  for (let at = 0; at < end; at++) {
    const own = weightClass(text.charCodeAt(at));
    if (own === HALF) return massOfCharacters(text.slice(0, end));
    seen |= own;
    letters += own & LETTER;
    extra += (own & (EAST - 1)) >> EXTRA;
  }
  return (seen & EAST) === 0 ? letters : letters + extra;
}

/** The same for a text with characters beyond the first plane. */
function massOfCharacters(text: string): number {
  const letters = countLetters(text);
  if (!EAST_ASIAN.test(text)) return letters;
  const han = text.match(HAN_OR_KANA)?.length ?? 0;
  const hangul = text.match(HANGUL)?.length ?? 0;
  return letters + han * (HAN_WEIGHT - 1) + hangul * (HANGUL_WEIGHT - 1);
}

/** Letters of a text, piece by piece: one line of 100 MB must not become an array of as many letters. */
export function letters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += LOOKED_AT) count += countLetters(text.slice(at, at + LOOKED_AT));
  return count;
}

const CLOSERS = `["'”’»“›)\\]」』】]*`;
const INNER_STOP = new RegExp(`[.!?؟۔।]${CLOSERS}\\s|[。！？]`, 'gu');

const STOP = 1;
const COLON = 2;
const CLOSER = 4;
const SPACE = 8;
const endClass = unitClasses((char) => {
  if (/[.!?…。！？؟۔।]/u.test(char)) return STOP;
  if (/[:;：；]/u.test(char)) return COLON;
  if (/["'”’»“›)\]」』】]/u.test(char)) return CLOSER;
  return /\s/u.test(char) ? SPACE : 0;
});

/** Units at the end of a text in which its stop stands, with quotes and spaces behind it. */
const END = 12;

/** Whether a mark of one of these classes ends the text, with or without closing quotes and spaces behind it. */
function endsWith(text: string, classes: number): boolean {
  const from = Math.max(0, text.length - END);
  let at = text.length - 1;
  while (at >= from && endClass(text.charCodeAt(at)) === SPACE) at--;
  while (at >= from && endClass(text.charCodeAt(at)) === CLOSER) at--;
  return at >= from && (endClass(text.charCodeAt(at)) & classes) !== 0;
}

/** Whether the text stops as a sentence does: full stop, question mark and their like in any script, with closing quotes. */
export const endsSentence = (text: string): boolean => endsWith(text, STOP);

/** As `endsSentence`, or leads on to what follows with a colon or semicolon. */
export const endsClause = (text: string): boolean => endsWith(text, STOP | COLON);

/** Number of sentence ends inside the text, its last character not counted. */
export const innerStops = (text: string): number =>
  text.slice(0, LOOKED_AT).trimEnd().slice(0, -1).match(INNER_STOP)?.length ?? 0;

/** Units at the end of a text in which the dots of a cut stand. */
const CUT = 6;

/** A block cut off by whoever made the page: `…` or three dots at its end. */
export function isCutOff(text: string): boolean {
  const from = Math.max(0, text.length - CUT);
  let at = text.length - 1;
  while (at >= from && endClass(text.charCodeAt(at)) === SPACE) at--;
  if (at < from) return false;
  return text[at] === '…' || (at > from && text[at] === '.' && text[at - 1] === '.');
}

/** From this weight on a block with a sentence end is a paragraph of prose, not a line of furniture. */
export const PARAGRAPH_MASS = 80;
/** From this weight on a block is prose even without a full stop: a paragraph cut by a paywall. */
export const LONG_MASS = 220;

/** A paragraph: long, or a whole sentence of some length. */
export function isProse(text: string, weight: number = mass(text)): boolean {
  return weight >= LONG_MASS || (weight >= PARAGRAPH_MASS && endsSentence(text) && !isCutOff(text));
}
