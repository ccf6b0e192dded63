/** Which pairs of signatures are worth comparing: those that share rare shingles. */
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

/** Texts by the shingles that are looked up: about 450 bytes an article. */
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

export function createCandidates(
  positions: readonly number[],
  signature: (position: number) => Signature,
): Candidates {
  if (positions.length > MOST_ARTICLES)
    throw new RangeError(
      `stories are found among at most ${MOST_ARTICLES} articles, not ${positions.length}`,
    );
  const ordered = inOrderOfHashes(positions, signature);
  const keys = new Float64Array(positions.length * (LOOKED_UP + LEADS_LOOKED_UP));
  let filled = 0;
  ordered.forEach((position, rank) => {
    const { hashes, lead } = signature(position);
    for (const hash of hashes.subarray(0, LOOKED_UP)) keys[filled++] = hash * MOST_ARTICLES + rank;
    for (const hash of lead.subarray(0, LEADS_LOOKED_UP))
      keys[filled++] = ((hash ^ LEAD_SALT) >>> 0) * MOST_ARTICLES + rank;
  });
  const sorted = keys.subarray(0, filled).sort();
  const hashAt = (i: number) => Math.floor((sorted[i] ?? 0) / MOST_ARTICLES);
  const positionAt = (i: number) => ordered[(sorted[i] ?? 0) % MOST_ARTICLES] ?? 0;
  const eachHash = (visit: (hash: number, start: number, end: number) => void) => {
    for (let start = 0; start < filled; ) {
      const hash = hashAt(start);
      let end = start + 1;
      while (end < filled && hashAt(end) === hash) end++;
      if (end - start > 1) visit(hash, start, end);
      start = end;
    }
  };
  return {
    pairs(compare) {
      eachHash((_, start, end) => {
        const reach = end - start > COMMON ? NEIGHBOURS : COMMON;
        for (let i = start; i < end; i++)
          for (let j = i + 1; j < Math.min(end, i + 1 + reach); j++) {
            const [a, b] = [positionAt(i), positionAt(j)];
            compare(Math.min(a, b), Math.max(a, b));
          }
      });
    },
    common(least, groupOf) {
      const found = new Set<number>();
      eachHash((hash, start, end) => {
        if (end - start < least) return;
        const groups = new Set<number>();
        for (let i = start; i < end && groups.size < least; i++) groups.add(groupOf(positionAt(i)));
        if (groups.size === least) found.add(hash);
      });
      return found;
    },
  };
}

/** By the first hash, as numbers; then those that have it in common by all of theirs. */
function inOrderOfHashes(
  positions: readonly number[],
  signature: (position: number) => Signature,
): Uint32Array {
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
