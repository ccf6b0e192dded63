/**
 * How much a block says, measured alike in every script: no count of words, which fails where words have no
 * spaces, and no lower case, which most scripts have not.
 */

import { countLetters } from '../text/words.ts';

/** A Han or kana letter says as much as about three Latin ones, a Hangul syllable as about two. */
const HAN_WEIGHT = 3;
const HANGUL_WEIGHT = 2;
/** Characters looked at per block: a block longer than this is long, and by how much decides nothing. */
export const LOOKED_AT = 20_000;

const HAN_OR_KANA = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const HANGUL = /\p{Script=Hangul}/gu;
const EAST_ASIAN = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[\ud840-\ud8bf]/;

/** The weight of a text: about its number of letters if it stood in a Latin script. */
export function mass(text: string): number {
  const looked = text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text;
  const letters = countLetters(looked);
  if (!EAST_ASIAN.test(looked)) return letters;
  const han = looked.match(HAN_OR_KANA)?.length ?? 0;
  const hangul = looked.match(HANGUL)?.length ?? 0;
  return letters + han * (HAN_WEIGHT - 1) + hangul * (HANGUL_WEIGHT - 1);
}

/** Letters of a text, piece by piece: one line of 100 MB must not become an array of as many letters. */
export function letters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += LOOKED_AT) count += countLetters(text.slice(at, at + LOOKED_AT));
  return count;
}

const CLOSERS = `["'”’»“›)\\]」』】]*`;
const ENDS = new RegExp(`[.!?…。！？؟۔।:;：；]${CLOSERS}\\s*$`, 'u');
const FULL_STOP = new RegExp(`[.!?…。！？؟۔।]${CLOSERS}\\s*$`, 'u');
const INNER_STOP = new RegExp(`[.!?؟۔।]${CLOSERS}\\s|[。！？]`, 'gu');

/** Whether the text stops as a sentence does: full stop, question mark and their like in any script, with closing quotes. */
export const endsSentence = (text: string): boolean => FULL_STOP.test(text.slice(-12));

/** As `endsSentence`, or leads on to what follows with a colon or semicolon. */
export const endsClause = (text: string): boolean => ENDS.test(text.slice(-12));

/** Number of sentence ends inside the text, its last character not counted. */
export const innerStops = (text: string): number =>
  text.slice(0, LOOKED_AT).trimEnd().slice(0, -1).match(INNER_STOP)?.length ?? 0;

/** A block cut off by whoever made the page: `…` or three dots at its end. */
export const isCutOff = (text: string): boolean => /(?:…|\.{2,3})\s*$/u.test(text.slice(-6));

/** From this weight on a block with a sentence end is a paragraph of prose, not a line of furniture. */
export const PARAGRAPH_MASS = 80;
/** From this weight on a block is prose even without a full stop: a paragraph cut by a paywall. */
export const LONG_MASS = 220;

/** A paragraph: long, or a whole sentence of some length. */
export function isProse(text: string, weight: number = mass(text)): boolean {
  return weight >= LONG_MASS || (weight >= PARAGRAPH_MASS && endsSentence(text) && !isCutOff(text));
}
