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
  readonly bytes: readonly number[];
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

/** The languages the text reads like at all, the likeliest first; what is read of it are its first 350 bytes. */
export function languageScores(text: string): LanguageScore[] {
  loaded ??= load();
  const { languages, separators, keys, starts, counts, scored, scores } = loaded;
  const ngrams = ngramsOf(text.slice(0, READ).replace(separators, ' ').trim().toLowerCase(), loaded.bytes);
  const sums = new Float64Array(languages.length);
  for (const ngram of ngrams) {
    const slot = slotOf(keys, ngram);
    const end = (starts[slot] as number) + (counts[slot] as number);
    for (let i = starts[slot] as number; i < end; i++) {
      const language = scored[i] as number;
      sums[language] = (sums[language] as number) + (scores[i] as number) + LEAST_SCORE;
    }
  }
  const found: LanguageScore[] = [];
  languages.forEach((language, i) => {
    const mean = (sums[i] ?? 0) / ngrams.size;
    if (mean > 0) found.push([language, mean / (mean + SCALE)]);
  });
  return found.sort((a, b) => b[1] - a[1]);
}

/** The different n-grams of a text whose words are parted by single spaces, as numbers. */
function ngramsOf(text: string, bytes: readonly number[]): Set<number> {
  const found = new Set<number>();
  let word: number[] = [];
  let read = 0;
  const add = (code: number) => word.push(bytes[code] as number);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === SPACE) {
      addNgrams(word, found);
      word = [];
      if (read > CUT_AFTER) break;
      read++;
    } else if (unit < 0x80) {
      word.push(unit);
      read++;
    } else if (unit < 0x800) {
      add(0xc0 | (unit >> 6));
      add(0x80 | (unit & 0x3f));
      read += 2;
    } else if (unit < 0xd800 || unit >= 0xe000) {
      add(0xe0 | (unit >> 12));
      add(0x80 | ((unit >> 6) & 0x3f));
      add(0x80 | (unit & 0x3f));
      read += 3;
    } else {
      const point = 0x10000 + (((unit & 0x3ff) << 10) | (text.charCodeAt(++at) & 0x3ff));
      add(0xf0 | (point >> 18));
      add(0x80 | ((point >> 12) & 0x3f));
      add(0x80 | ((point >> 6) & 0x3f));
      add(0x80 | (point & 0x3f));
      read += 4;
    }
    if (read > ENFORCED_AFTER) break;
  }
  addNgrams(word, found);
  return found;
}

function addNgrams(word: readonly number[], found: Set<number>): void {
  if (word.length === 0) return;
  const length = Math.min(word.length, LONGEST_WORD);
  let at = 0;
  for (; at + LENGTH < length; at += STRIDE) found.add(keyOf(word, at, at + LENGTH, at === 0, false));
  found.add(keyOf(word, Math.max(0, length - LENGTH), word.length, at === 0, true));
}

/** The codes of an n-gram, with a space where a word begins or ends, as one number; longer ones share one now and then. */
function keyOf(word: readonly number[], start: number, end: number, begins: boolean, ends: boolean): number {
  let key = begins ? SPACE : 0;
  for (let i = start; i < end; i++) key = (key * 256 + (word[i] as number)) % Number.MAX_SAFE_INTEGER;
  return ends ? (key * 256 + SPACE) % Number.MAX_SAFE_INTEGER : key;
}

/** Where an n-gram stands, or the free slot where it would. */
function slotOf(keys: Float64Array, key: number): number {
  const high = Math.floor(key / 2 ** 32);
  let slot = Math.imul(Math.imul(key | 0, 0x9e3779b1) ^ high, 0x85ebca6b) >>> 15;
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) % SLOTS;
  return slot;
}

const FILE = new URL('./ngrams.bin.gz', import.meta.url);

/** The table as a file: a line of JSON, then keys, counts, languages and scores. The same table, the same bytes. */
export function pack(header: Header, entries: readonly Entry[]): Buffer {
  const keys = Float64Array.from(entries, ([ngram]) =>
    keyOf(
      Array.from(ngram, (char) => char.charCodeAt(0)),
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
    bytes: header.bytes,
    separators,
    keys,
    starts,
    counts,
    scored,
    scores,
  };
}
