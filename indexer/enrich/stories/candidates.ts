/** Which pairs of signatures are worth comparing: those that share rare shingles. */
import { grown } from '../../../engine/grown.ts';
import type { Signature } from './signature.ts';

/**
 * Hashes of each signature that are looked up. Two texts that share a seventh of all their shingles (a rewrite) have
 * about 7 of 48 in common; none at all in one pair of a thousand.
 */
export const LOOKED_UP = 48;
/** Hashes of its beginning that are looked up beside them, and what keeps them apart from the others. */
const LEADS_LOOKED_UP = 6;
const LEAD_SALT = 0x5bd1e995;
/** A shingle in more texts than this is a phrase of the trade, or stands in a text with very many copies. */
const COMMON = 12;
/** Of the texts with a common shingle each is compared with this many that follow in the order of their hashes. */
const NEIGHBOURS = 3;
/** A key is hash * 2^21 + position: exact in a double up to this many articles. */
export const MOST_ARTICLES = 2 ** 21;

/** Hashes that are looked at in one go: 64 MB of them. */
const KEYS_AT_ONCE = 2 ** 23;

/** Texts by the shingles that are looked up: in parts, by ranges of their hashes, so that memory does not grow with the texts. */
export interface Candidates {
  /**
   * Calls `compare` for every pair of positions worth a look, the smaller first; a pair may come more than once.
   *
   * A shingle that many texts share does not make it quadratic: texts are taken in the order of their hashes, in which
   * copies, whose signatures begin alike, are neighbours.
   */
  pairs(compare: (a: number, b: number) => void): void;
  /** Hashes that stand in texts of at least `least` different groups. */
  common(least: number, groupOf: (position: number) => number): Set<number>;
}

/** @param keysAtOnce hashes that are looked at in one go: 8 bytes each. How many makes no difference to what is found */
export function createCandidates(
  positions: Uint32Array,
  signature: (position: number) => Signature,
  keysAtOnce = KEYS_AT_ONCE,
): Candidates {
  if (positions.length > MOST_ARTICLES)
    throw new RangeError(
      `stories are found among at most ${MOST_ARTICLES} articles, not ${positions.length}`,
    );
  const ordered = inOrderOfHashes(positions, signature);
  const each = (visit: (hash: number, rank: number) => void) =>
    ordered.forEach((position, rank) => {
      const { hashes, lead } = signature(position);
      for (let i = 0; i < hashes.length && i < LOOKED_UP; i++) visit(hashes[i] as number, rank);
      for (let i = 0; i < lead.length && i < LEADS_LOOKED_UP; i++)
        visit(((lead[i] as number) ^ LEAD_SALT) >>> 0, rank);
    });
  const parts = partsOf(each, keysAtOnce);
  /** The keys of a part, ascending. One part alone is made once. */
  const keysOf = ({ from, to, keys: count }: Part): Float64Array => {
    const keys = new Float64Array(count);
    let filled = 0;
    each((hash, rank) => {
      if (hash >= from && hash < to) keys[filled++] = hash * MOST_ARTICLES + rank;
    });
    return keys.sort();
  };
  const only = parts.length === 1 && parts[0] ? keysOf(parts[0]) : undefined;
  /** Texts that share a hash, in the order of their hashes; the list is valid until the next call. */
  const eachShared = (visit: (hash: number, sharing: Uint32Array, count: number) => void) => {
    let sharing = new Uint32Array(1024);
    for (const part of parts) {
      const sorted = only ?? keysOf(part);
      for (let start = 0; start < sorted.length; ) {
        const hash = Math.floor((sorted[start] as number) / MOST_ARTICLES);
        const [first, after] = [hash * MOST_ARTICLES, (hash + 1) * MOST_ARTICLES];
        let end = start;
        for (; end < sorted.length && (sorted[end] as number) < after; end++) {
          if (end - start === sharing.length) sharing = grown(sharing, new Uint32Array(2 * sharing.length));
          sharing[end - start] = ordered[(sorted[end] as number) - first] as number;
        }
        if (end - start > 1) visit(hash, sharing, end - start);
        start = end;
      }
    }
  };
  return {
    pairs(compare) {
      eachShared((_, sharing, count) => {
        const reach = count > COMMON ? NEIGHBOURS : COMMON;
        for (let i = 0; i < count; i++) {
          const a = sharing[i] as number;
          const end = Math.min(count, i + 1 + reach);
          for (let j = i + 1; j < end; j++) {
            const b = sharing[j] as number;
            compare(Math.min(a, b), Math.max(a, b));
          }
        }
      });
    },
    common(least, groupOf) {
      const found = new Set<number>();
      eachShared((hash, sharing, count) => {
        if (count < least) return;
        const groups = new Set<number>();
        for (let i = 0; i < count && groups.size < least; i++) groups.add(groupOf(sharing[i] as number));
        if (groups.size === least) found.add(hash);
      });
      return found;
    },
  };
}

/** Hashes of [from, to), and how many keys there are with one of them. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly keys: number;
}

/** Bits of a hash that are counted before parts are made: what has them in common lies in one part. */
const COUNTED_BITS = 16;

/** Ranges of hashes with at most so many keys each, but for one that cannot be divided; in ascending order. */
function partsOf(each: (visit: (hash: number) => void) => void, most: number): Part[] {
  const width = 2 ** (32 - COUNTED_BITS);
  const counts = new Uint32Array(2 ** COUNTED_BITS);
  each((hash) => {
    const bin = Math.floor(hash / width);
    counts[bin] = (counts[bin] as number) + 1;
  });
  const parts: Part[] = [];
  let [from, keys] = [0, 0];
  for (let bin = 0; bin < counts.length; bin++) {
    const more = counts[bin] as number;
    if (keys > 0 && keys + more > most) {
      parts.push({ from: from * width, to: bin * width, keys });
      [from, keys] = [bin, 0];
    }
    keys += more;
  }
  parts.push({ from: from * width, to: 2 ** 32, keys });
  return parts;
}

/** By the first hash, as numbers; then those that have it in common by all of theirs. */
function inOrderOfHashes(positions: Uint32Array, signature: (position: number) => Signature): Uint32Array {
  const firstHash = (position: number) => signature(position).hashes[0] ?? 0;
  const keys = Float64Array.from(
    positions,
    (position) => firstHash(position) * MOST_ARTICLES + position,
  ).sort();
  const ordered = Uint32Array.from(keys, (key) => key % MOST_ARTICLES);
  for (let start = 0; start < keys.length; ) {
    const hash = Math.floor((keys[start] ?? 0) / MOST_ARTICLES);
    let end = start + 1;
    while (end < keys.length && Math.floor((keys[end] ?? 0) / MOST_ARTICLES) === hash) end++;
    if (end - start > 1)
      ordered.subarray(start, end).sort((a, b) => compareHashes(signature(a), signature(b)) || a - b);
    start = end;
  }
  return ordered;
}

function compareHashes(a: Signature, b: Signature): number {
  const length = Math.min(a.hashes.length, b.hashes.length);
  for (let i = 0; i < length; i++) {
    const difference = (a.hashes[i] ?? 0) - (b.hashes[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.hashes.length - b.hashes.length;
}
