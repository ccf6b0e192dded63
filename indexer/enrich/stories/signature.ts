/**
 * The fixed-size fingerprint of a text: the smallest hashes of its 3-word shingles (a bottom-k sketch), with what kind
 * of words each is.
 *
 * Two sketches tell how much two texts share, also when one is much longer than the other: below the smaller of
 * their two largest kept hashes both are complete, so the hashes there are a fair sample of both texts.
 */
import { shinglesOf } from './shingles.ts';

/** Hashes kept of a text: with 128 the share of two equal-sized texts is known to about 4 points (one deviation). */
export const SIGNATURE_SIZE = 128;
/** Texts with fewer words say too little by their shingles: they are compared as a whole. */
export const SHORT_TEXT_WORDS = 20;

/** Hashes kept of the beginning of a text, and the shingles it has: a teaser of 45 words is that much. */
export const LEAD_SIZE = 16;
const LEAD_SHINGLES = 40;

export interface Signature {
  /** At most SIGNATURE_SIZE different 32-bit hashes, ascending. */
  readonly hashes: Uint32Array;
  /** Of each hash: QUOTED, NUMBERED, NAMED and the block of the text it stands in first. */
  readonly marks: Uint8Array;
  /** At most LEAD_SIZE hashes of its beginning, ascending. */
  readonly lead: Uint32Array;
  /** Up to this hash every shingle of the text is among `hashes`. */
  readonly limit: number;
  /** Number of different shingles of the text; more than `hashes.length` when the sketch is full. */
  readonly shingles: number;
  /** Two 32-bit hashes of the whole sequence of words: equal texts, whatever their case, accents and punctuation. */
  readonly whole: readonly [number, number];
  readonly wordCount: number;
}

/** The fingerprint of a clean text; punctuation, case and accents do not count. */
export function signatureOf(text: string): Signature {
  const { keys, whole, wordCount } = shinglesOf(text);
  const lead = smallest(Uint32Array.from(keys.subarray(0, LEAD_SHINGLES), (key) => Math.floor(key / 256)));
  keys.sort();
  const hashes = new Uint32Array(Math.min(SIGNATURE_SIZE, keys.length));
  const marks = new Uint8Array(hashes.length);
  let shingles = 0;
  let before = -1;
  for (const key of keys) {
    const hash = Math.floor(key / 256);
    if (hash === before) continue;
    if (shingles < SIGNATURE_SIZE) {
      hashes[shingles] = hash;
      marks[shingles] = key % 256;
    }
    before = hash;
    shingles++;
  }
  const kept = Math.min(SIGNATURE_SIZE, shingles);
  const found = hashes.subarray(0, kept);
  return {
    hashes: found,
    marks: marks.subarray(0, kept),
    lead,
    limit: limitOf(found, shingles),
    shingles,
    whole,
    wordCount,
  };
}

/** Up to which hash a sketch holds every shingle of a text that has so many. */
export const limitOf = (hashes: Uint32Array, shingles: number): number =>
  shingles > hashes.length ? (hashes[hashes.length - 1] ?? 0) : Number.MAX_SAFE_INTEGER;

/** The smallest different hashes, as many as a lead has. Sorts what it is given. */
const smallest = (hashes: Uint32Array): Uint32Array =>
  hashes
    .sort()
    .filter((hash, at) => hash !== hashes[at - 1])
    .subarray(0, LEAD_SIZE);
