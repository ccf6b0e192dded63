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

/** What folding does to a UTF-16 unit, found out when first met: it stays, is a blank, ... */
const FOLDS = new Uint8Array(2 ** 16);
const STAYS = 1;
const BLANK = 2;
/** ... becomes a small letter, is white space to be evened out, or is taken apart. */
const CAPITAL = 4;
const UNEVEN = 8;
const COMPOSED = 16;

function foldOf(code: number): number {
  const known = FOLDS[code] as number;
  if (known !== 0) return known;
  const char = String.fromCharCode(code);
  let kind = STAYS;
  if (/[\p{M}\p{Cs}]/u.test(char) || char.normalize('NFKD') !== char) kind = COMPOSED;
  else if (char === ' ') kind = BLANK;
  else if (/\s/.test(char)) kind = UNEVEN;
  else if (char.toLowerCase() !== char) kind = CAPITAL;
  FOLDS[code] = kind;
  return kind;
}

/** Lower case without accents, compatibility forms and doubled spaces: a key to compare by, never a text to show. */
export function fold(text: string): string {
  let seen = 0;
  let last = BLANK;
  for (let at = 0; at < text.length; at++) {
    const kind = foldOf(text.charCodeAt(at));
    if (kind === COMPOSED) return evened(text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase());
    seen |= kind === BLANK && last === BLANK ? UNEVEN : kind;
    last = kind;
  }
  const lower = seen & CAPITAL ? text.toLowerCase() : text;
  return seen & UNEVEN || last === BLANK ? evened(lower) : lower;
}

/** White space that is not one plain space. */
const UNEVEN_SPACE = /\s{2}|[^\S ]/;

const evened = (text: string): string => (UNEVEN_SPACE.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
