/**
 * The 3-word shingles of a text as hashes, each with what kind of words they are: said by someone, a number, a name,
 * and where they stand. Case, accents and punctuation do not count for the hash.
 */

/** Words of one shingle. */
const SHINGLE_WORDS = 3;
/** Where a shingle stands is kept to this part of its text. */
export const BLOCKS = 32;
/** All its words stand in quotation marks. */
export const QUOTED = 1 << 5;
/** One of its words begins with a digit. */
export const NUMBERED = 1 << 6;
/** One of its words has a capital inside a sentence. */
export const NAMED = 1 << 7;
/** A quotation that is longer was never closed: a mark of inches, of years. */
const QUOTATION_WORDS = 120;
/** Where more of the words have capitals, capitals say nothing: headlines, notices. */
const MOST_CAPITALS = 0.8;

export interface Shingles {
  /** 32-bit hash * 256 + marks: QUOTED, NUMBERED, NAMED and the block. In the order of the text. */
  readonly keys: Float64Array;
  /** Two 32-bit hashes of the whole sequence of words. */
  readonly whole: readonly [number, number];
  readonly wordCount: number;
}

/** What a UTF-16 unit is to a text; found out when first met. */
const KINDS = new Uint8Array(2 ** 16);
const BETWEEN = 1;
const LETTER = 2;
const CAPITAL = 3;
const DIGIT = 4;
/** A word of its own: scripts written without spaces. */
const ALONE = 5;
/** Half of a character. */
const HALF = 6;
/** Small letters of capitals. */
const LOWER = new Uint16Array(2 ** 16);
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function kindOf(code: number): number {
  const known = KINDS[code] as number;
  if (known !== 0) return known;
  const char = String.fromCharCode(code);
  const lower = char.toLowerCase();
  LOWER[code] = lower.length === 1 ? lower.charCodeAt(0) : code;
  let kind = BETWEEN;
  if (code >= 0xd800 && code < 0xe000) kind = HALF;
  else if (UNSPACED.test(char)) kind = ALONE;
  else if (/\p{N}/u.test(char)) kind = DIGIT;
  else if (/[\p{L}_]/u.test(char)) kind = lower === char ? LETTER : CAPITAL;
  KINDS[code] = kind;
  return kind;
}

/** Marks that open a quotation, and what closes it. */
const OPENING = new Map([
  ['“', '”'],
  ['„', '“”'],
  ['«', '»'],
  ['»', '«'],
  ['「', '」'],
  ['『', '』'],
  ['"', '"'],
  ['‘', '’'],
  ["'", "'"],
]);
const MARKS = new Set([...OPENING.keys(), ...[...OPENING.values()].join('')].map((c) => c.charCodeAt(0)));
const ENDS = new Set([...'.!?:…'].map((c) => c.charCodeAt(0)));

/** Words as hashes with their marks, in flat memory that grows and is used again for every text. */
let hashes = new Uint32Array(4096);
let marks = new Uint8Array(4096);

/** The shingles of a clean text. */
export function shinglesOf(text: string): Shingles {
  const count = readWords(/[^\p{ASCII}]/u.test(text) ? unaccented(text) : text);
  const keys = new Float64Array(Math.max(0, count - SHINGLE_WORDS + 1));
  for (let i = 0; i < keys.length; i++) {
    const [a, b, c] = [hashes[i] as number, hashes[i + 1] as number, hashes[i + 2] as number];
    const [x, y, z] = [marks[i] as number, marks[i + 1] as number, marks[i + 2] as number];
    const hash = mix(Math.imul(mix(Math.imul(a, 31) ^ b), 31) ^ c);
    const block = Math.floor((i * BLOCKS) / keys.length);
    keys[i] = hash * 256 + ((x & y & z & QUOTED) | ((x | y | z) & (NUMBERED | NAMED)) | block);
  }
  let one = count;
  let two = ~count;
  for (let i = 0; i < count; i++) {
    const hash = hashes[i] as number;
    one = mix(Math.imul(one, 31) ^ hash);
    two = mix(Math.imul(two, 37) ^ Math.imul(hash, 0x9e3779b1));
  }
  return { keys, whole: [one >>> 0, two >>> 0], wordCount: count };
}

/** Compatibility forms and accents go; quotation marks and capitals stay. */
const unaccented = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '');

/** Fills `hashes` and `marks`. @returns the number of words */
function readWords(text: string): number {
  let count = 0;
  let capitals = 0;
  let atStart = true;
  let closing = '';
  let openedAt = 0;
  let hash = 0;
  let mark = 0;
  let inWord = false;
  const end = () => {
    if (count === hashes.length) grow();
    hashes[count] = mix(hash);
    marks[count] = closing === '' ? mark : mark | QUOTED;
    count++;
    inWord = false;
    atStart = false;
  };
  const unquote = () => {
    for (let i = openedAt; i < count; i++) marks[i] = (marks[i] as number) & ~QUOTED;
    closing = '';
  };
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    let kind = kindOf(code);
    if (kind === HALF) {
      const char = String.fromCodePoint(text.codePointAt(at) ?? code);
      kind = UNSPACED.test(char) ? ALONE : /\p{L}|\p{N}/u.test(char) ? LETTER : BETWEEN;
      if (char.length === 2) {
        at++;
        code = text.codePointAt(at - 1) ?? code;
      }
    }
    if (kind === BETWEEN) {
      if (inWord) end();
      if (ENDS.has(code)) atStart = true;
      if (closing !== '' && (code === 10 || count - openedAt > QUOTATION_WORDS)) unquote();
      if (MARKS.has(code)) quote(String.fromCharCode(code), text, at);
      continue;
    }
    if (kind === ALONE && inWord) end();
    if (!inWord) {
      inWord = true;
      hash = 0x811c9dc5;
      mark = kind === DIGIT ? NUMBERED : kind === CAPITAL && !atStart ? NAMED : 0;
      if (kind === CAPITAL) capitals++;
    }
    hash = Math.imul(hash ^ (kind === CAPITAL ? (LOWER[code] as number) : code), 0x01000193);
    if (kind === ALONE) end();
  }
  if (inWord) end();
  if (closing !== '') unquote();
  if (capitals > count * MOST_CAPITALS)
    for (let i = 0; i < count; i++) marks[i] = (marks[i] as number) & ~NAMED;
  return count;

  function quote(char: string, within: string, at: number): void {
    const before = at === 0 ? BETWEEN : kindOf(within.charCodeAt(at - 1));
    const after = at + 1 < within.length ? kindOf(within.charCodeAt(at + 1)) : BETWEEN;
    if (closing.includes(char) && closing !== '') {
      // don't, workers' rights: no end where a letter follows.
      if (char !== '"' && (char === "'" || char === '’') && after !== BETWEEN) return;
      closing = '';
      atStart = false;
    } else if (closing === '') {
      const partner = OPENING.get(char);
      if (partner === undefined || before !== BETWEEN) return;
      if ((char === "'" || char === '"' || char === '‘') && after === BETWEEN) return;
      closing = partner;
      openedAt = count;
      atStart = true;
    }
  }
}

function grow(): void {
  const [more, moreMarks] = [new Uint32Array(hashes.length * 2), new Uint8Array(hashes.length * 2)];
  more.set(hashes);
  moreMarks.set(marks);
  [hashes, marks] = [more, moreMarks];
}

/** The finalizer of MurmurHash3: every input bit moves every output bit. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
