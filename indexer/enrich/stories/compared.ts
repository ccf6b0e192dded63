/**
 * What comparisons of two texts found, kept from one build to the next: a pair of texts that are both what they were
 * need not be compared again. What is kept is what the comparison said, so nothing that follows is another.
 *
 * Texts are known by 64 bits of their signatures, and pairs by 63 bits of both, in order: among a million pairs two meet
 * once in some five million runs. As many pairs are kept as some 100,000 articles have; the others are compared.
 */
import { createPairWriter, type Found, readPairs } from './kept-pairs.ts';
import type { Signature } from './signature.ts';

export type { Found };

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
  const known = before === null ? null : readPairs(before);
  const pairs = createPairWriter(now);
  return {
    find: (a, b) => known?.find(highOf(names, a, b), lowOf(names, a, b)),
    keep: (a, b, found) => pairs.keep(highOf(names, a, b), lowOf(names, a, b), found),
    close: pairs.close,
  };
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
/** Even. */
const lowOf = (names: Uint32Array, a: number, b: number): number =>
  (mixed(Math.imul(names[2 * a + 1] as number, 37) + (names[2 * b] as number)) & ~1) >>> 0;

/** The finalizer of MurmurHash3. */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
