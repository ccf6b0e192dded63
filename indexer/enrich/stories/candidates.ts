/** Which pairs of signatures are worth comparing: those that share rare shingles. */
import type { Signature } from './signature.ts';

/**
 * Hashes of each signature that are looked up. Two texts that share a seventh of all their shingles (a rewrite) have
 * about 7 of 48 in common; none at all in one pair of a thousand.
 */
const LOOKED_UP = 48;
/** A shingle in more texts than this is a phrase of the trade, or a text with very many copies. */
const COMMON = 32;
/** Of the texts with a common shingle each is compared with this many that follow in the order of their hashes. */
const NEIGHBOURS = 4;
/** A key is hash * 2^21 + position: exact in a double up to this many articles. */
export const MOST_ARTICLES = 2 ** 21;

/**
 * Calls `compare` for every pair `a < b` of positions worth a look; a pair may come more than once.
 *
 * Texts with very many copies do not make it quadratic: their signatures begin alike, so in the order of their hashes
 * copies are neighbours. Takes about 580 bytes an article while it runs.
 */
export function candidates(
  positions: readonly number[],
  signature: (position: number) => Signature,
  compare: (a: number, b: number) => void,
): void {
  if (positions.length > MOST_ARTICLES)
    throw new RangeError(
      `stories are found among at most ${MOST_ARTICLES} articles, not ${positions.length}`,
    );
  const keys = new Float64Array(positions.length * LOOKED_UP);
  let filled = 0;
  positions.forEach((position, rank) => {
    for (const hash of signature(position).hashes.subarray(0, LOOKED_UP))
      keys[filled++] = hash * MOST_ARTICLES + rank;
  });
  const sorted = keys.subarray(0, filled).sort();
  const rankAt = (i: number) => (sorted[i] ?? 0) % MOST_ARTICLES;
  const hashAt = (i: number) => Math.floor((sorted[i] ?? 0) / MOST_ARTICLES);
  const pair = (one: number, two: number) => {
    const a = positions[one];
    const b = positions[two];
    if (a !== undefined && b !== undefined) compare(Math.min(a, b), Math.max(a, b));
  };

  for (let start = 0; start < filled; ) {
    const hash = hashAt(start);
    let end = start + 1;
    while (end < filled && hashAt(end) === hash) end++;
    const run = Array.from({ length: end - start }, (_, i) => rankAt(start + i));
    if (run.length > COMMON)
      run.sort(
        (x, y) => inOrderOfHashes(signature(positions[x] ?? 0), signature(positions[y] ?? 0)) || x - y,
      );
    const reach = run.length > COMMON ? NEIGHBOURS : run.length;
    run.forEach((one, i) => {
      for (const two of run.slice(i + 1, i + 1 + reach)) pair(one, two);
    });
    start = end;
  }
}

function inOrderOfHashes(a: Signature, b: Signature): number {
  const length = Math.min(a.hashes.length, b.hashes.length);
  for (let i = 0; i < length; i++) {
    const difference = (a.hashes[i] ?? 0) - (b.hashes[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.hashes.length - b.hashes.length;
}
