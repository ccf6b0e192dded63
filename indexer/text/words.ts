/** Words, letters and folded keys of a text, alike in every script. */

const WORD = /[\p{L}\p{N}_]+/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** What a UTF-16 unit is, found out when first met: 0 is not met yet. */
const KINDS = new Uint8Array(2 ** 16);
const BETWEEN = 1;
const IN_WORD = 2;
/** Half a character, or one of a script without spaces: not told unit by unit. */
const SPECIAL = 3;

function kindOf(code: number): number {
  const known = KINDS[code] as number;
  if (known !== 0) return known;
  const char = String.fromCharCode(code);
  const isSpecial = (code >= 0xd800 && code < 0xe000) || UNSPACED.test(char);
  const kind = isSpecial ? SPECIAL : /[\p{L}\p{N}_]/u.test(char) ? IN_WORD : BETWEEN;
  KINDS[code] = kind;
  return kind;
}

/** Words of a text; scripts written without spaces give one word a character. */
export function words(text: string): string[] {
  const found: string[] = [];
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === SPECIAL) return specialWords(text);
    if (kind === IN_WORD) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      found.push(text.slice(start, at));
      start = -1;
    }
  }
  if (start >= 0) found.push(text.slice(start));
  return found;
}

const specialWords = (text: string): string[] =>
  (text.match(WORD) ?? []).flatMap((word) => (UNSPACED.test(word) ? Array.from(word) : [word]));

export function countWords(text: string): number {
  let count = 0;
  let before = BETWEEN;
  for (let at = 0; at < text.length; at++) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === SPECIAL) return specialWords(text).length;
    if (kind === IN_WORD && before === BETWEEN) count++;
    before = kind;
  }
  return count;
}

const LETTER = /\p{L}/gu;
/** Whether a UTF-16 unit is a letter: 1 yes, 2 no, 3 half a character, 0 not met yet. */
const LETTERS = new Uint8Array(2 ** 16);

function letterKind(code: number): number {
  const known = LETTERS[code] as number;
  if (known !== 0) return known;
  const kind = code >= 0xd800 && code < 0xe000 ? 3 : /\p{L}/u.test(String.fromCharCode(code)) ? 1 : 2;
  LETTERS[code] = kind;
  return kind;
}

/** Number of letters, for shares and floors that punctuation and digits must not move. */
export function countLetters(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const kind = letterKind(text.charCodeAt(at));
    if (kind === 3) return text.match(LETTER)?.length ?? 0;
    if (kind === 1) letters++;
  }
  return letters;
}

/** Whether decomposition leaves a UTF-16 unit as it is and it is no mark: 1 yes, 2 no, 0 not met yet. */
const STEADY = new Uint8Array(2 ** 16);

function isSteady(code: number): boolean {
  if (code < 128) return true;
  const known = STEADY[code] as number;
  if (known !== 0) return known === 1;
  const char = String.fromCharCode(code);
  const steady = !/[\p{M}\p{Cs}]/u.test(char) && char.normalize('NFKD') === char;
  STEADY[code] = steady ? 1 : 2;
  return steady;
}

function decomposed(text: string): string {
  for (let at = 0; at < text.length; at++)
    if (!isSteady(text.charCodeAt(at))) return text.normalize('NFKD').replace(/\p{M}/gu, '');
  return text;
}

/** White space that is not one plain space. */
const UNEVEN_SPACE = /\s{2}|[^\S ]/;

/** Lower case without accents, compatibility forms and doubled spaces: a key to compare by, never a text to show. */
export function fold(text: string): string {
  const lower = decomposed(text).toLowerCase();
  return (UNEVEN_SPACE.test(lower) ? lower.replace(/\s+/g, ' ') : lower).trim();
}
