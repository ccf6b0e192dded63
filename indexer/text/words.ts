/** Words, letters and folded keys of a text, alike in every script. */

const WORD = /[\p{L}\p{N}_]+/gu;
/** Cheap: a text without one of these holds no script without spaces. */
const MAY_BE_UNSPACED = /[\u0e00-\u0e7f\u2e80-\uffff]/;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Words of a text; scripts written without spaces give one word a character. */
export function words(text: string): string[] {
  const found = text.match(WORD) ?? [];
  return MAY_BE_UNSPACED.test(text) && UNSPACED.test(text)
    ? found.flatMap((word) => (UNSPACED.test(word) ? Array.from(word) : [word]))
    : found;
}

export const countWords = (text: string): number => words(text).length;

const LETTER_BEYOND_ASCII = /[^\P{L}A-Za-z]/gu;

/** Number of letters, for shares and floors that punctuation and digits must not move. */
export function countLetters(text: string): number {
  let letters = 0;
  let isAscii = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) isAscii = false;
    else if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) letters++;
  }
  return isAscii ? letters : letters + (text.match(LETTER_BEYOND_ASCII)?.length ?? 0);
}

const ASCII = /^[\0-\x7f]*$/;

/** Lower case without accents, compatibility forms and doubled spaces: a key to compare by, never a text to show. */
export const fold = (text: string): string =>
  (ASCII.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, ''))
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
