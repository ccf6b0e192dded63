/** Words, letters and folded keys of a text, alike in every script. */

const WORD = /[\p{L}\p{N}_]+/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Words of a text; scripts written without spaces give one word a character. */
export function words(text: string): string[] {
  const found = text.match(WORD) ?? [];
  return UNSPACED.test(text)
    ? found.flatMap((word) => (UNSPACED.test(word) ? Array.from(word) : [word]))
    : found;
}

export const countWords = (text: string): number => words(text).length;

/** Number of letters, for shares and floors that punctuation and digits must not move. */
export const countLetters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

/** Lower case without accents, compatibility forms and doubled spaces: a key to compare by, never a text to show. */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();
