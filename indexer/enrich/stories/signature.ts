/**
 * The fixed-size fingerprint of a text: the smallest hashes of its 3-word shingles (a bottom-k sketch).
 *
 * Two sketches tell how much two texts share, also when one is much longer than the other: below the smaller of
 * their two largest kept hashes both are complete, so the hashes there are a fair sample of both texts.
 */
import { fold, words } from '../../text/words.ts';

/** Hashes kept of a text: with 128 the share of two equal-sized texts is known to about 4 points (one deviation). */
export const SIGNATURE_SIZE = 128;
/** Texts with fewer words say too little by their shingles: they are compared as a whole. */
export const SHORT_TEXT_WORDS = 20;

export interface Signature {
  /** At most SIGNATURE_SIZE different 32-bit hashes, ascending. */
  readonly hashes: Uint32Array;
  /** Number of different shingles of the text; more than `hashes.length` when the sketch is full. */
  readonly shingles: number;
  /** Two 32-bit hashes of the whole sequence of words: equal texts, whatever their case, accents and punctuation. */
  readonly whole: readonly [number, number];
  readonly wordCount: number;
}

/** What two texts share, by their sketches. */
export interface Overlap {
  /** Shared shingles in the sample both sketches cover. */
  readonly shared: number;
  /** Shared over all shingles of both, 0..1. */
  readonly jaccard: number;
  /** Share of the smaller text that stands in the larger one, 0..1. */
  readonly containment: number;
}

const NOTHING_SHARED: Overlap = { shared: 0, jaccard: 0, containment: 0 };

/** The fingerprint of a clean text; punctuation, case and accents do not count. */
export function signatureOf(text: string): Signature {
  const found = words(fold(text));
  const hashed = Uint32Array.from(found, hashWord);
  const shingles = new Uint32Array(Math.max(0, hashed.length - 2));
  for (let i = 0; i < shingles.length; i++)
    shingles[i] = mix(
      Math.imul(mix(Math.imul(hashed[i] ?? 0, 31) ^ (hashed[i + 1] ?? 0)), 31) ^ (hashed[i + 2] ?? 0),
    );
  shingles.sort();
  const distinct = shingles.filter((hash, i) => i === 0 || hash !== shingles[i - 1]);
  let one = found.length;
  let two = ~found.length;
  for (const hash of hashed) {
    one = mix(Math.imul(one, 31) ^ hash);
    two = mix(Math.imul(two, 37) ^ Math.imul(hash, 0x9e3779b1));
  }
  return {
    hashes: distinct.slice(0, SIGNATURE_SIZE),
    shingles: distinct.length,
    whole: [one, two],
    wordCount: found.length,
  };
}

/** Symmetric: the order of the two makes no difference. */
export function overlap(a: Signature, b: Signature): Overlap {
  const limit = Math.min(coverage(a), coverage(b));
  let i = 0;
  let j = 0;
  let shared = 0;
  for (;;) {
    const x = i < a.hashes.length ? (a.hashes[i] ?? 0) : Number.POSITIVE_INFINITY;
    const y = j < b.hashes.length ? (b.hashes[j] ?? 0) : Number.POSITIVE_INFINITY;
    if (Math.min(x, y) > limit || (x === Number.POSITIVE_INFINITY && y === x)) break;
    if (x === y) shared++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  const smaller = Math.min(i, j);
  if (smaller === 0) return NOTHING_SHARED;
  return { shared, jaccard: shared / (i + j - shared), containment: shared / smaller };
}

/** The hash up to which a sketch holds every shingle of its text. */
const coverage = (signature: Signature): number =>
  signature.shingles > signature.hashes.length
    ? (signature.hashes[signature.hashes.length - 1] ?? 0)
    : Number.MAX_SAFE_INTEGER;

function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** The finalizer of MurmurHash3: every input bit moves every output bit. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
