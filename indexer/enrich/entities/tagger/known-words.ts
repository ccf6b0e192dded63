/**
 * What is known of a word before any training: the cluster of words it stands in like company with, and how common it is
 * as a surname, a first name and the name of a place. Made by `npm run train:words`; it holds hashes and numbers, no words.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { hashText } from './hashes.ts';

const FILE = new URL('./known-words.bin.gz', import.meta.url);

/** Bits of a word's hash that are kept, so that a word that is not known is taken for one in a thousand times. */
const HASH_BITS = 28;
/** Words are found by so many bits of their hash. */
const DOOR_BITS = 16;
const DOOR_SHIFT = HASH_BITS - DOOR_BITS;
/** Gaps between neighbouring hashes, sorted, are written in two bytes. */
const LARGEST_GAP = 2 ** 16 - 1;

/** Degrees of being common: 0 for not at all. */
export const DEGREES = 6;

export interface KnownWord {
  readonly word: string;
  /** From 1; 0 for none. */
  readonly cluster: number;
  /** Each below DEGREES. */
  readonly surname: number;
  readonly firstName: number;
  readonly place: number;
}

/** Wider clusters that a cluster is part of: some hundred, and some tens. Places in the lists are clusters. */
export interface Widths {
  readonly middle: readonly number[];
  readonly wide: readonly number[];
}

/** What is known of a word in small letters, as one number: 0 for one that is not known. */
export interface KnownWords {
  readonly find: (lower: string) => number;
  /** Of what `find` gave: the cluster, the wider ones (0: none), and the degrees as a surname, first name and place in one number. */
  readonly clusterOf: (found: number) => number;
  readonly middleOf: (found: number) => number;
  readonly wideOf: (found: number) => number;
  readonly degreesOf: (found: number) => number;
}

const keptHash = (lower: string): number => hashText(lower) >>> (32 - HASH_BITS);

/** The words as a file: the same words, the same bytes. Of words with one hash the first is kept. @throws when there are too few to fill the gaps */
export function packWords(words: Iterable<KnownWord>, { middle, wide }: Widths): Buffer {
  const byHash = new Map<number, KnownWord>();
  for (const known of words) {
    const hash = keptHash(known.word);
    if (!byHash.has(hash)) byHash.set(hash, known);
  }
  const sorted = [...byHash].sort(([a], [b]) => a - b);
  const gaps = new Uint16Array(sorted.length);
  let last = 0;
  sorted.forEach(([hash], i) => {
    if (hash - last > LARGEST_GAP)
      throw new Error(`${sorted.length} words are too few: their hashes lie too far apart`);
    gaps[i] = hash - last;
    last = hash;
  });
  const parts = [
    Int32Array.of(sorted.length, middle.length),
    Uint16Array.from([...middle, ...wide]),
    gaps,
    Uint16Array.from(sorted, ([, { cluster }]) => cluster),
    Uint8Array.from(
      sorted,
      ([, known]) => known.surname + DEGREES * (known.firstName + DEGREES * known.place),
    ),
  ];
  return gzipSync(
    Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))),
    {
      level: 9,
    },
  );
}

/** Reads a file of `packWords`. @throws when it is cut or of another make */
export function unpackWords(file: Buffer): KnownWords {
  const { buffer, byteLength } = Uint8Array.from(gunzipSync(file));
  const [count = 0, clusters = 0] = byteLength < 8 ? [] : new Int32Array(buffer, 0, 2);
  const wanted = 8 + 4 * clusters + 5 * count;
  if (byteLength !== wanted)
    throw new Error(
      `the known words hold ${byteLength} bytes, not ${wanted}: make them again (npm run train:words)`,
    );
  const widths = new Uint16Array(buffer, 8, 2 * clusters);
  const gaps = new Uint16Array(buffer, 8 + 4 * clusters, count);
  const clusterAt = new Uint16Array(buffer, 8 + 4 * clusters + 2 * count, count);
  const degreesAt = new Uint8Array(buffer, 8 + 4 * clusters + 4 * count, count);
  const hashes = new Int32Array(count);
  const doors = new Uint32Array(2 ** DOOR_BITS + 1);
  let hash = 0;
  for (let i = 0; i < count; i++) {
    hash += gaps[i] as number;
    hashes[i] = hash;
    (doors[(hash >>> DOOR_SHIFT) + 1] as number)++;
  }
  for (let door = 1; door < doors.length; door++)
    doors[door] = (doors[door] as number) + (doors[door - 1] as number);
  const clusterOf = (found: number): number => (found === 0 ? 0 : (clusterAt[found - 1] as number));
  const widthOf = (found: number, from: number): number => {
    const cluster = clusterOf(found);
    return cluster === 0 ? 0 : (widths[from + cluster - 1] as number);
  };
  return {
    find(lower) {
      const own = keptHash(lower);
      const door = own >>> DOOR_SHIFT;
      for (let at = doors[door] as number; at < (doors[door + 1] as number); at++)
        if (hashes[at] === own) return at + 1;
      return 0;
    },
    clusterOf,
    middleOf: (found) => widthOf(found, 0),
    wideOf: (found) => widthOf(found, clusters),
    degreesOf: (found) => (found === 0 ? 0 : (degreesAt[found - 1] as number)),
  };
}

let read: KnownWords | undefined;

/** The shipped words, read once. */
export function knownWords(): KnownWords {
  read ??= unpackWords(readFileSync(FILE));
  return read;
}
