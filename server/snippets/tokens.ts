/** Words of a text with their places, folded as the engine folds them: case, accents and letter variants apart. */

/** A word of a text: UTF-16 positions in that text, and the form words are compared by. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly folded: string;
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const ASCII = /^[\x20-\x7e]*$/;
const HANGUL = /\p{Script=Hangul}/u;
/** Scripts written without spaces: their words cannot be told by looking for spaces. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** The Arabic article, written onto its noun; the engine takes it off words that are long enough. */
const ARABIC_ARTICLE = /^ال(?=.{3})/u;

export const isUnspaced = (text: string): boolean => UNSPACED.test(text);

/** The words of a text, in order. A run of an unspaced script is one token. Linear in the length of the text. */
export function* tokens(text: string): Generator<Token> {
  for (const match of text.matchAll(WORD)) {
    const [word] = match;
    const skipped = ARABIC_ARTICLE.test(word) ? 2 : 0;
    yield {
      start: match.index + skipped,
      end: match.index + word.length,
      folded: foldWord(word.slice(skipped)),
    };
  }
}

/** Lower case without accents, tatweel and letter variants. A key to compare by; its length may differ. */
function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  const plain = word
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .replace(/[\u0671]/gu, 'ا')
    .replace(/[ىی]/gu, 'ي')
    .replace(/ک/gu, 'ك')
    .replace(/ة/gu, 'ه')
    .replace(/ß/gu, 'ss')
    .replace(/æ/gu, 'ae')
    .replace(/œ/gu, 'oe')
    .replace(/ø/gu, 'o')
    .replace(/ł/gu, 'l')
    .replace(/đ/gu, 'd')
    .replace(/ı/gu, 'i')
    .replace(/ς/gu, 'σ');
  return HANGUL.test(plain) ? plain.normalize('NFC') : plain;
}

/**
 * A text folded letter by letter, with the way back: `starts[i]` is where the letter of `folded[i]` stands in the
 * text, and `starts[folded.length]` is its end.
 */
export function foldWithMap(text: string): { readonly folded: string; readonly starts: readonly number[] } {
  const starts: number[] = [];
  let folded = '';
  const known = new Map<string, string>();
  let at = 0;
  for (const letter of text) {
    const plain = known.get(letter) ?? foldWord(letter);
    known.set(letter, plain);
    for (let i = 0; i < plain.length; i++) starts.push(at);
    folded += plain;
    at += letter.length;
  }
  starts.push(at);
  return { folded, starts };
}
