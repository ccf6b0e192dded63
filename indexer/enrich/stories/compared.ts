/**
 * What comparisons of two texts found, kept from one build to the next: a pair of texts that are both what they were
 * need not be compared again. What is kept is what the comparison said, so nothing that follows is another.
 *
 * Texts are known by 64 bits of their signatures, and pairs by 64 bits of both, in order: among a million pairs two meet
 * once in some ten million runs. As many pairs are kept as 50 MB hold, some 80,000 articles; the others are compared.
 */
import { closeSync, existsSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import type { Nearness } from './kinship.ts';
import type { Signature } from './signature.ts';

/** Pairs kept at most. */
const MOST = 2 ** 21;
/** 32-bit numbers of a pair: its name, how far it reaches (64 bits), its strength, its kinship and marks. */
const WIDTH = 6;
/** Pairs that wait before they are written. */
const WAITING = 2 ** 13;

const KINSHIPS = ['none', 'kin', 'link', 'copy'] as const;
const FIRST_INSIDE = 4;
const SECOND_INSIDE = 8;
const STRANGERS = 16;
/** Next to nothing is shared, and no more was looked at. */
const APART = 32;

/** What is known of a pair: next to nothing is shared, or what a comparison found. */
export type Found = Nearness | 'apart';

export interface Compared {
  /** What an earlier build found of two texts, in this order; undefined: they were not compared, or are others now. */
  find(a: number, b: number): Found | undefined;
  /** Keeps what was found for the next build. */
  keep(a: number, b: number, found: Found): void;
  /** Writes what waits. Safe to call twice. @throws errors of the file system */
  close(): void;
}

export interface ComparedFiles {
  /** What an earlier build kept; null: nothing, or it was of another version of rules and code. */
  readonly before: string | null;
  /** Is made. */
  readonly now: string;
}

/** Keeps nothing. */
export const FORGETFUL: Compared = { find: () => undefined, keep: () => undefined, close: () => undefined };

/** @param signature of the text at a position @throws errors of the file system */
export function createCompared(
  { before, now }: ComparedFiles,
  size: number,
  signature: (position: number) => Signature,
): Compared {
  const names = new Uint32Array(2 * size);
  for (let position = 0; position < size; position++) name(signature(position), names, 2 * position);
  const known = before !== null && existsSync(before) ? tableOf(before) : null;
  const file = openSync(now, 'w');
  const waiting = new Uint32Array(WAITING * WIDTH);
  let [filled, written, isOpen] = [0, 0, true];
  const flush = () => {
    const bytes = new Uint8Array(waiting.buffer, 0, filled * WIDTH * 4);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    filled = 0;
  };
  return {
    find(a, b) {
      const at = known?.find(highOf(names, a, b), lowOf(names, a, b));
      return known && at !== undefined ? foundAt(known.words, at) : undefined;
    },
    keep(a, b, found) {
      if (written === MOST) return;
      written++;
      reaches[0] = found === 'apart' ? 0 : found.reach;
      strengths[0] = found === 'apart' ? 0 : found.strength;
      const at = filled * WIDTH;
      waiting[at] = highOf(names, a, b);
      waiting[at + 1] = lowOf(names, a, b);
      waiting[at + 2] = reachWords[0] as number;
      waiting[at + 3] = reachWords[1] as number;
      waiting[at + 4] = strengthWords[0] as number;
      waiting[at + 5] = found === 'apart' ? APART : marksOf(found);
      if (++filled === WAITING) flush();
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      try {
        flush();
      } finally {
        closeSync(file);
      }
    },
  };
}

const marksOf = ({ near, isFirstInside, isSecondInside, areStrangers }: Nearness): number =>
  KINSHIPS.indexOf(near) |
  (isFirstInside ? FIRST_INSIDE : 0) |
  (isSecondInside ? SECOND_INSIDE : 0) |
  (areStrangers ? STRANGERS : 0);

/** A number as its 32-bit halves, and a smaller one. */
const reaches = new Float64Array(1);
const reachWords = new Uint32Array(reaches.buffer);
const strengths = new Float32Array(1);
const strengthWords = new Uint32Array(strengths.buffer);

function foundAt(words: Uint32Array, at: number): Found {
  const marks = words[at + 5] as number;
  if (marks & APART) return 'apart';
  reachWords.set(words.subarray(at + 2, at + 4));
  strengthWords[0] = words[at + 4] as number;
  return {
    near: KINSHIPS[marks & 3] ?? 'none',
    reach: reaches[0] as number,
    strength: strengths[0] as number,
    isFirstInside: (marks & FIRST_INSIDE) !== 0,
    isSecondInside: (marks & SECOND_INSIDE) !== 0,
    areStrangers: (marks & STRANGERS) !== 0,
  };
}

/** The pairs in a file by their names. A last one that is not whole is none. */
function tableOf(path: string): {
  readonly words: Uint32Array;
  find(high: number, low: number): number | undefined;
} {
  const words = wordsIn(path);
  const pairs = words.length / WIDTH;
  const room = 2 ** Math.ceil(Math.log2(2 * pairs + 2));
  /** One more than the number of a pair; 0: free. */
  const slots = new Int32Array(room);
  const slotOf = (high: number, low: number): number => {
    for (let slot = low & (room - 1); ; slot = (slot + 1) & (room - 1)) {
      const at = ((slots[slot] as number) - 1) * WIDTH;
      if (at < 0 || (words[at] === high && words[at + 1] === low)) return slot;
    }
  };
  for (let pair = 0; pair < pairs; pair++) {
    const at = pair * WIDTH;
    const slot = slotOf(words[at] as number, words[at + 1] as number);
    slots[slot] = pair + 1;
  }
  return {
    words,
    find(high, low) {
      const pair = slots[slotOf(high, low)] as number;
      return pair === 0 ? undefined : (pair - 1) * WIDTH;
    },
  };
}

function wordsIn(path: string): Uint32Array {
  const file = openSync(path, 'r');
  try {
    const pairs = Math.min(MOST, Math.floor(fstatSync(file).size / (WIDTH * 4)));
    const words = new Uint32Array(pairs * WIDTH);
    for (let at = 0; at < words.byteLength; ) {
      const read = readSync(file, words, at, words.byteLength - at, at);
      if (read === 0) throw new Error(`${path} ended at ${at} bytes where ${words.byteLength} were told of`);
      at += read;
    }
    return words;
  } finally {
    closeSync(file);
  }
}

/** Two 32-bit hashes of all a comparison looks at. */
function name(
  { hashes, marks, lead, shingles, wordCount, whole }: Signature,
  into: Uint32Array,
  at: number,
): void {
  let [one, two] = [0x811c9dc5, 0x9747b28c];
  const add = (value: number) => {
    one = mixed(Math.imul(one, 31) ^ value);
    two = mixed(Math.imul(two, 37) + value);
  };
  for (const value of [hashes.length, lead.length, shingles, wordCount, whole[0], whole[1]]) add(value);
  for (const value of hashes) add(value);
  for (const value of marks) add(value);
  for (const value of lead) add(value);
  into[at] = one;
  into[at + 1] = two;
}

const highOf = (names: Uint32Array, a: number, b: number): number =>
  mixed(Math.imul(names[2 * a] as number, 31) ^ (names[2 * b + 1] as number)) >>> 0;
const lowOf = (names: Uint32Array, a: number, b: number): number =>
  mixed(Math.imul(names[2 * a + 1] as number, 37) + (names[2 * b] as number)) >>> 0;

/** The finalizer of MurmurHash3. */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
