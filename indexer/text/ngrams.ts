/**
 * How much a text reads like each of some 60 languages: eld's method (Apache-2.0, Nito T.M.) over eld's own table of
 * n-grams of UTF-8 bytes, laid out flat. The scores are those of `eld/extrasmall`, to the last bit.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Score of a language, 0..1. */
export type LanguageScore = readonly [language: string, score: number];

export interface Header {
  /** Whose table it is, and its licence. */
  readonly source: string;
  /** ISO 639-1 (eld's own where that differs), in the order of the numbers in the table. */
  readonly languages: readonly string[];
  /** What parts words (a regular expression). */
  readonly separators: string;
  /** The code the table writes for each byte. */
  readonly bytes: readonly number[];
}

/** An n-gram with the number and score of each language that has it. */
type Entry = readonly [ngram: string, scores: readonly (readonly [language: number, score: number])[]];

interface Table {
  readonly languages: readonly string[];
  readonly separators: RegExp;
  readonly bytes: Uint8Array;
  /** Slots by the hash of an n-gram: its codes, and where its scores start and end. */
  readonly keys: Float64Array;
  readonly starts: Uint32Array;
  readonly counts: Uint8Array;
  readonly scored: Uint8Array;
  readonly scores: Uint8Array;
}

/** Slots of the table of n-grams: a power of two, at least twice their number. */
const SLOTS = 2 ** 17;
const SPACE = 32;
/** Characters of a text that are read, and bytes after which the next space, or the next character, ends it. */
const READ = 1000;
const CUT_AFTER = 350;
const ENFORCED_AFTER = 380;
/** Bytes of a word that are read, of an n-gram, and from one n-gram to the next. */
const LONGEST_WORD = 70;
const LENGTH = 4;
const STRIDE = 3;
/** Added to every score of the table, and the scale to 0..1: both eld's. */
const LEAST_SCORE = 53;
const SCALE = 25;

let loaded: Table | undefined;

/** The languages that are scored, by their numbers: ISO 639-1, eld's own where that differs. */
export function scoredLanguages(): readonly string[] {
  loaded ??= load();
  return loaded.languages;
}

/** The languages the text reads like at all, the likeliest first; what is read of it are its first 350 bytes. */
export function languageScores(text: string): LanguageScore[] {
  const languages = scoredLanguages();
  const scores = new Float64Array(languages.length);
  addScores(text, 1, scores);
  return languages
    .map((language, i): LanguageScore => [language, scores[i] as number])
    .filter(([, score]) => score > 0)
    .sort((a, b) => b[1] - a[1]);
}

/** Scores of the text at hand, by language: there is one byte for its number. */
const sums = new Uint32Array(2 ** 8);

/** Adds to the score of each language, by its number, what this text scores as one of so many parts of a text. */
export function addScores(text: string, parts: number, to: Float64Array): void {
  loaded ??= load();
  const { keys, starts, counts, scored, scores, bytes, separators } = loaded;
  const different = findNgrams(writeUnits(text, separators), bytes);
  sums.fill(0);
  for (let n = 0; n < different; n++) {
    const slot = slotOf(keys, ngrams[n] as number);
    const end = (starts[slot] as number) + (counts[slot] as number);
    for (let i = starts[slot] as number; i < end; i++) {
      const language = scored[i] as number;
      sums[language] = (sums[language] as number) + (scores[i] as number) + LEAST_SCORE;
    }
  }
  for (let i = 0; i < to.length; i++) {
    const mean = (sums[i] as number) / different;
    if (mean > 0) to[i] = (to[i] as number) + mean / (mean + SCALE) / parts;
  }
}

/** What a UTF-16 unit is to eld, found out when first met (0: not yet), and its small letter. */
const kinds = new Uint8Array(2 ** 16);
const smalls = new Uint16Array(2 ** 16);
const LETTER = 1;
const SEPARATOR = 2;
/** Belongs to what parts two words only where a separator follows. */
const APOSTROPHE = 3;
/** A letter whose small one depends on its neighbours (Σ) or is two units (İ). */
const UNSTEADY = 4;

function kindOf(unit: number, separators: RegExp): number {
  const known = kinds[unit] as number;
  if (known !== 0) return known;
  const char = String.fromCharCode(unit);
  const small = char.toLowerCase();
  smalls[unit] = small.charCodeAt(0);
  if (/['`’]/.test(char)) kinds[unit] = APOSTROPHE;
  else if (char.replace(separators, '') === '') kinds[unit] = SEPARATOR;
  else kinds[unit] = small.length > 1 || char === 'Σ' ? UNSTEADY : LETTER;
  return kinds[unit] as number;
}

/** The text at hand as eld reads it: small letters, words parted by single spaces. */
const units = new Uint16Array(2 * READ);

/** Writes the beginning of a text into `units`; returns how many there are. */
function writeUnits(text: string, separators: RegExp): number {
  const end = Math.min(text.length, READ);
  let length = 0;
  let isParted = false;
  let apostrophes = 0;
  for (let at = 0; at < end; at++) {
    const unit = text.charCodeAt(at);
    const kind = kindOf(unit, separators);
    if (kind === UNSTEADY)
      return writeString(text.slice(0, READ).replace(separators, ' ').trim().toLowerCase());
    if (kind === SEPARATOR) {
      length -= apostrophes;
      apostrophes = 0;
      if (!isParted && length > 0) units[length++] = SPACE;
      isParted = true;
      continue;
    }
    units[length++] = smalls[unit] as number;
    if (kind === APOSTROPHE) apostrophes++;
    else {
      isParted = false;
      apostrophes = 0;
    }
  }
  return isParted && apostrophes === 0 && length > 0 ? length - 1 : length;
}

function writeString(text: string): number {
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  return text.length;
}

/** The different n-grams of the text at hand, as numbers, and a table of them by their hash. */
const MOST_NGRAMS = 1024;
const ngrams = new Float64Array(MOST_NGRAMS);
const met = new Float64Array(2 * MOST_NGRAMS);
/** The bytes of the word at hand. */
const word = new Uint8Array(4 * READ);

/** Finds the different n-grams of so many `units`; returns how many there are. */
function findNgrams(length: number, bytes: Uint8Array): number {
  met.fill(0);
  let found = 0;
  let size = 0;
  let read = 0;
  for (let at = 0; at < length && read <= ENFORCED_AFTER; at++) {
    const unit = units[at] as number;
    if (unit === SPACE) {
      found = addNgrams(size, found);
      size = 0;
      if (read > CUT_AFTER) break;
      read++;
    } else if (unit < 0x80) {
      word[size++] = unit;
      read++;
    } else if (unit < 0x800) {
      word[size++] = bytes[0xc0 | (unit >> 6)] as number;
      word[size++] = bytes[0x80 | (unit & 0x3f)] as number;
      read += 2;
    } else {
      word[size++] = bytes[0xe0 | (unit >> 12)] as number;
      word[size++] = bytes[0x80 | ((unit >> 6) & 0x3f)] as number;
      word[size++] = bytes[0x80 | (unit & 0x3f)] as number;
      read += 3;
    }
  }
  return addNgrams(size, found);
}

/** Adds the n-grams of the word at hand to those that were found; returns how many there are now. */
function addNgrams(size: number, before: number): number {
  if (size === 0) return before;
  const length = Math.min(size, LONGEST_WORD);
  let found = before;
  let at = 0;
  for (; at + LENGTH < length; at += STRIDE)
    found = add(keyOf(word, at, at + LENGTH, at === 0, false), found);
  return add(keyOf(word, Math.max(0, length - LENGTH), size, at === 0, true), found);
}

function add(key: number, found: number): number {
  let slot = hashOf(key) >>> 21;
  while (met[slot] !== 0) {
    if (met[slot] === key) return found;
    slot = (slot + 1) % met.length;
  }
  met[slot] = key;
  ngrams[found] = key;
  return found + 1;
}

/** The codes of an n-gram, with a space where a word begins or ends, as one number; longer ones share one now and then. */
function keyOf(codes: Uint8Array, start: number, end: number, begins: boolean, ends: boolean): number {
  let key = begins ? SPACE : 0;
  if (end - start > LENGTH) {
    for (let i = start; i < end; i++) key = (key * 256 + (codes[i] as number)) % Number.MAX_SAFE_INTEGER;
    return ends ? (key * 256 + SPACE) % Number.MAX_SAFE_INTEGER : key;
  }
  for (let i = start; i < end; i++) key = key * 256 + (codes[i] as number);
  return ends ? key * 256 + SPACE : key;
}

const hashOf = (key: number): number =>
  Math.imul(Math.imul(key | 0, 0x9e3779b1) ^ Math.floor(key / 2 ** 32), 0x85ebca6b);

/** Where an n-gram stands, or the free slot where it would. */
function slotOf(keys: Float64Array, key: number): number {
  let slot = hashOf(key) >>> 15;
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) % SLOTS;
  return slot;
}

const FILE = new URL('./ngrams.bin.gz', import.meta.url);

/** The table as a file: a line of JSON, then keys, counts, languages and scores. The same table, the same bytes. */
export function pack(header: Header, entries: readonly Entry[]): Buffer {
  const keys = Float64Array.from(entries, ([ngram]) =>
    keyOf(
      Uint8Array.from(ngram, (char) => char.charCodeAt(0)),
      0,
      ngram.length,
      false,
      false,
    ),
  );
  const pairs = entries.flatMap(([, scores]) => scores);
  const parts = [
    Buffer.from(`${JSON.stringify({ ...header, size: entries.length })}\n`),
    Buffer.from(keys.buffer),
    Uint8Array.from(entries, ([, scores]) => scores.length),
    Uint8Array.from(pairs, ([language]) => language),
    Uint8Array.from(pairs, ([, score]) => score),
  ];
  return gzipSync(Buffer.concat(parts), { level: 9 });
}

function load(): Table {
  const file = gunzipSync(readFileSync(FILE));
  let at = file.indexOf('\n') + 1;
  const header = JSON.parse(file.toString('utf8', 0, at)) as Header & { readonly size: number };
  const take = (bytes: number) => {
    at += bytes;
    return file.subarray(at - bytes, at);
  };
  const packed = take(8 * header.size);
  const sizes = take(header.size);
  const pairs = (file.length - at) / 2;
  const [scored, scores] = [take(pairs), take(pairs)];
  const keys = new Float64Array(SLOTS);
  const starts = new Uint32Array(SLOTS);
  const counts = new Uint8Array(SLOTS);
  let next = 0;
  for (const [i, size] of sizes.entries()) {
    const key = packed.readDoubleLE(8 * i);
    const slot = slotOf(keys, key);
    keys[slot] = key;
    starts[slot] = next;
    counts[slot] = size;
    next += size;
  }
  const separators = new RegExp(header.separators, 'gu');
  return {
    languages: header.languages,
    bytes: Uint8Array.from(header.bytes),
    separators,
    keys,
    starts,
    counts,
    scored,
    scores,
  };
}
