/**
 * Signatures of all articles of a run in flat memory: about 740 bytes an article outside the JavaScript heap, never
 * a text.
 */
import type { Standing } from './order.ts';
import { LEAD_SIZE, limitOf, SIGNATURE_SIZE, type Signature } from './signature.ts';

/** Articles in one slab of memory: small enough not to waste, large enough not to count. */
const SLAB = 1024;
/**
 * Numbers kept beside the hashes: how many there are, of the text and of its lead, shingles, words, the two halves of the whole's hash, and where
 * the article stands: its completeness, and the minute it was published by.
 */
const NUMBERS = 8;
/** The marks of the hashes, four in a number. */
const MARKS = SIGNATURE_SIZE / 4;
const LEAD = NUMBERS + MARKS + SIGNATURE_SIZE;
const WIDTH = LEAD + LEAD_SIZE;

export interface SignatureStore {
  readonly size: number;
  /** Keeps a copy at position `at`, which is at most `size`. Of the time of publication the minute is kept. */
  put(at: number, signature: Signature, standing: Standing): void;
  /** A view that stays valid until the position is put again. */
  get(at: number): Signature;
  standing(at: number): Standing;
}

const STATES = ['unknown', 'whole', 'truncated'] as const;
/** No minute of any calendar we read. */
const UNDATED = 2 ** 31 - 1;

export function createSignatureStore(): SignatureStore {
  const slabs: Uint32Array[] = [];
  let size = 0;
  const row = (at: number): Uint32Array => {
    const slab = slabs[Math.floor(at / SLAB)];
    if (!slab) throw new RangeError(`the signature store holds ${size} articles: there is no position ${at}`);
    return slab.subarray((at % SLAB) * WIDTH, (at % SLAB) * WIDTH + WIDTH);
  };
  return {
    get size() {
      return size;
    },
    put(at, signature, { completeness, publishedBy }) {
      if (at === size) {
        if (at % SLAB === 0) slabs.push(new Uint32Array(SLAB * WIDTH));
        size++;
      }
      const target = row(at);
      const { hashes, marks, lead, shingles, wordCount, whole } = signature;
      const minute = publishedBy === null ? UNDATED : Math.floor(publishedBy / 60);
      target.set([
        hashes.length,
        lead.length,
        shingles,
        wordCount,
        whole[0],
        whole[1],
        STATES.indexOf(completeness),
        minute,
      ]);
      bytesOf(target).set(marks);
      target.set(hashes, NUMBERS + MARKS);
      target.set(lead, LEAD);
    },
    get(at) {
      const found = row(at);
      const [length = 0, leadLength = 0, shingles = 0, wordCount = 0, one = 0, two = 0] = found;
      const hashes = found.subarray(NUMBERS + MARKS, NUMBERS + MARKS + length);
      return {
        hashes,
        marks: bytesOf(found).subarray(0, length),
        lead: found.subarray(LEAD, LEAD + leadLength),
        limit: limitOf(hashes, shingles),
        shingles,
        wordCount,
        whole: [one, two],
      };
    },
    standing(at) {
      const [, , , , , , state = 0, minute = 0] = row(at);
      const signed = minute | 0; // before 1970 it is negative
      return {
        completeness: STATES[state] ?? 'unknown',
        publishedBy: signed === UNDATED ? null : signed * 60 + 59,
      };
    },
  };
}

/** The marks within a row. */
const bytesOf = (row: Uint32Array): Uint8Array =>
  new Uint8Array(row.buffer, row.byteOffset + NUMBERS * 4, SIGNATURE_SIZE);
