/**
 * Passages that stand in texts of many stories: an agency's notice, a company's words on itself. Where a text is short
 * they are most of it, and only the other texts tell that they are not its own.
 */
import { BLOCKS } from './shingles.ts';
import type { Signature } from './signature.ts';

/** Shingles of a passage that must be in the sample, and of the rest of its text. */
const PASSAGE_SAMPLE = 5;
const REST_SAMPLE = 6;
/** Of the passage nearly everything is common, of the rest nearly nothing. A text of a large story is common all over. */
const COMMON_INSIDE = 0.8;
const COMMON_OUTSIDE = 0.2;
/** What one shingle of its own weighs against one that is common, when the passage is bounded. */
const OWN_WEIGHT = 1.5;

/** Blocks of a text that are such a passage, as bits; 0 when there is none. `isCommon` is asked of the first `sample` hashes. */
export function passageOf(
  { hashes, marks }: Signature,
  sample: number,
  isCommon: (hash: number) => boolean,
): number {
  const common = new Uint8Array(BLOCKS);
  const own = new Uint8Array(BLOCKS);
  let commons = 0;
  const size = Math.min(sample, hashes.length);
  for (let at = 0; at < size; at++) {
    const counts = isCommon(hashes[at] as number) ? common : own;
    const block = (marks[at] as number) % BLOCKS;
    counts[block] = (counts[block] as number) + 1;
    if (counts === common) commons++;
  }
  if (commons < PASSAGE_SAMPLE) return 0;
  const [from, to] = heaviestRun(common, own);
  const [inside, total] = [sum(common, from, to), sum(common, from, to) + sum(own, from, to)];
  const rest = size - total;
  const isPassage =
    inside >= PASSAGE_SAMPLE &&
    inside >= total * COMMON_INSIDE &&
    rest >= REST_SAMPLE &&
    commons - inside <= rest * COMMON_OUTSIDE;
  if (!isPassage) return 0;
  let bits = 0;
  for (let block = from; block < to; block++) bits |= 1 << block;
  return bits;
}

/** A text without some of its blocks. */
export function without(signature: Signature, blocks: number): Signature {
  const { hashes, marks, lead } = signature;
  const stays = (at: number) => (blocks & (1 << ((marks[at] as number) % BLOCKS))) === 0;
  return {
    ...signature,
    hashes: hashes.filter((_, at) => stays(at)),
    marks: marks.filter((_, at) => stays(at)),
    lead: blocks & 1 ? lead.subarray(0, 0) : lead,
  };
}

/** The run of blocks that holds most of what is common and least of the text's own: [from, to). */
function heaviestRun(common: Uint8Array, own: Uint8Array): [from: number, to: number] {
  let best: [number, number] = [0, 0];
  let [bestWeight, weight, from] = [0, 0, 0];
  for (let block = 0; block < BLOCKS; block++) {
    if (weight <= 0) [weight, from] = [0, block];
    weight += (common[block] as number) - OWN_WEIGHT * (own[block] as number);
    if (weight > bestWeight) [bestWeight, best] = [weight, [from, block + 1]];
  }
  return best;
}

const sum = (counts: Uint8Array, from: number, to: number): number =>
  counts.subarray(from, to).reduce((total, count) => total + count, 0);
