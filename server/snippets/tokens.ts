/** Words of a text with their places, folded as the engine folds them: case, accents and letter variants apart. */

/** A word of a text: UTF-16 positions in that text, and the form words are compared by. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly folded: string;
}

const WORD = /^[\p{L}\p{N}\p{M}]/u;
const ASCII = /^[\x20-\x7e]*$/;
const HANGUL = /\p{Script=Hangul}/u;
/** Scripts written without spaces: their words cannot be told by looking for spaces. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** The Arabic article, written onto its noun; the engine takes it off words that are long enough. */
const ARABIC_ARTICLE = /^ال(?=.{3})/u;

export const isUnspaced = (text: string): boolean => UNSPACED.test(text);

/** The words of a text, in order. A run of an unspaced script is one token. Linear in the length of the text. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  eachWord(text, (start, end) => found.push(tokenAt(text, start, end)));
  return found;
}

/** The token of a word that stands there. */
export function tokenAt(text: string, start: number, end: number): Token {
  const word = text.slice(start, end);
  const skipped = ARABIC_ARTICLE.test(word) ? 2 : 0;
  return { start: start + skipped, end, folded: foldWord(word.slice(skipped)) };
}

/** What a UTF-16 unit is in a word: a letter or digit of ASCII, another one, or half of a character; 0: no part of it. */
const [PLAIN, OTHER, HALF] = [1, 2, 3];
let unitClasses: Uint8Array | undefined;

function classesOfUnits(): Uint8Array {
  const classes = new Uint8Array(0x10000);
  for (let unit = 0; unit < classes.length; unit++)
    if (unit >= 0xd800 && unit <= 0xdfff) classes[unit] = HALF;
    else if (WORD.test(String.fromCharCode(unit))) classes[unit] = unit < 0x80 ? PLAIN : OTHER;
  return classes;
}

/**
 * Tells of every word of a text where it stands, and whether all of it is ASCII. Looks each unit up instead of matching
 * an expression: a page of hits has twenty thousand words.
 */
export function eachWord(text: string, tell: (start: number, end: number, plain: boolean) => void): void {
  unitClasses ??= classesOfUnits();
  const { length } = text;
  let at = 0;
  while (at < length) {
    const start = at;
    let plain = true;
    while (at < length) {
      const unitClass = unitClasses[text.charCodeAt(at)];
      if (unitClass === PLAIN) at++;
      else if (unitClass === OTHER) {
        plain = false;
        at++;
      } else if (unitClass === HALF && WORD.test(String.fromCodePoint(text.codePointAt(at) ?? 0))) {
        plain = false;
        at += 2;
      } else break;
    }
    if (at > start) tell(start, at, plain);
    else at++;
  }
}

/** Words that were folded: those of one corpus come again and again. Bounded, and then filled anew. */
const foldedWords = new Map<string, string>();
const MOST_FOLDED = 50_000;

/** Lower case without accents, tatweel and letter variants. A key to compare by; its length may differ. */
function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  const known = foldedWords.get(word);
  if (known !== undefined) return known;
  if (foldedWords.size >= MOST_FOLDED) foldedWords.clear();
  const made = foldLetters(word);
  // A run of an unspaced script may be a whole sentence: it does not come again.
  if (word.length <= LONGEST_KEPT) foldedWords.set(word, made);
  return made;
}
const LONGEST_KEPT = 40;

function foldLetters(word: string): string {
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

/** How a UTF-16 unit is folded that is a character of its own. */
export function foldOfUnit(unit: number): string {
  const known = foldsOfUnits.get(unit);
  if (known !== undefined) return known;
  const fold = foldWord(String.fromCharCode(unit));
  foldsOfUnits.set(unit, fold);
  return fold;
}
const foldsOfUnits = new Map<number, string>();

/**
 * A text folded letter by letter, with the way back: `placeOf(i)` is where the letter of `folded[i]` stands in the
 * text, and `placeOf(folded.length)` is its end.
 */
export function foldWithMap(text: string): {
  readonly folded: string;
  readonly placeOf: (at: number) => number;
} {
  if (isItsFold(text)) return { folded: text, placeOf: (at) => at };
  const starts: number[] = [];
  let folded = '';
  let at = 0;
  for (const letter of text) {
    const plain = letter.length === 1 ? foldOfUnit(letter.charCodeAt(0)) : foldWord(letter);
    for (let i = 0; i < plain.length; i++) starts.push(at);
    folded += plain;
    at += letter.length;
  }
  starts.push(at);
  return { folded, placeOf: (index) => starts[index] ?? at };
}

/** Whether each letter is its own fold, as those of Chinese are. */
function isItsFold(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80 ? unit >= 65 && unit <= 90 : !isIts(unit)) return false;
  }
  return true;
}

const YES = 1;
const NO = 2;
const itself = new Uint8Array(0x10000);
function isIts(unit: number): boolean {
  if (itself[unit] === 0) {
    const isHalf = unit >= 0xd800 && unit <= 0xdfff;
    itself[unit] = !isHalf && foldOfUnit(unit) === String.fromCharCode(unit) ? YES : NO;
  }
  return itself[unit] === YES;
}
