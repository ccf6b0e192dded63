/** What two texts share, told by their sketches: how much, of what kind, and where. */
import { BLOCKS, NAMED, NUMBERED, QUOTED } from './shingles.ts';
import type { Signature } from './signature.ts';

/** Shingles of one kind in the sample two sketches cover. */
export interface Tally {
  /** In both texts. */
  readonly shared: number;
  /** In the text that has fewer of them, 0 when it has none. */
  readonly least: number;
}

export interface Overlap {
  readonly all: Tally;
  /** Of the beginnings of both texts. */
  readonly lead: Tally;
  /** Shared over all shingles of both, 0..1. */
  readonly jaccard: number;
  /** Without what either text has in quotation marks: whoever reports an event quotes the same people. */
  readonly unquoted: Tally;
  /** Unquoted ones with neither number nor name: those are shared by whoever reports an event. */
  readonly bare: Tally;
  readonly numbered: Tally;
  readonly named: Tally;
  readonly plain: Tally;
  /** Of either text: the share of its blocks in which something unquoted is shared; the larger of the two. */
  readonly spread: number;
  /** The same with what is quoted. */
  readonly extent: number;
  /** Of either text: the share of its shingles in the blocks of the extent that is shared; the smaller of the two. */
  readonly density: number;
  /** Of either text: the share of those blocks that stand in one row, but for a gap of one; the smaller of the two. */
  readonly row: number;
  /** Share of the first text that stands in the second, and of the second that stands in the first; 0..1. */
  readonly ofFirst: number;
  readonly ofSecond: number;
  /** Whether the first text is the shorter one. */
  readonly isFirstShorter: boolean;
}

/** Share of the text with fewer shingles of a kind that stands in the other; 0 when there are none. */
export const shareOf = ({ shared, least }: Tally): number => shared / (least || 1);

/** The order of the two makes no difference but for what is said of the first and the second. */
export function overlap(a: Signature, b: Signature): Overlap {
  const limit = Math.min(a.limit, b.limit);
  counts.fill(0);
  let [i, j] = [0, 0];
  blocks.fill(0);
  for (;;) {
    const x = i < a.hashes.length ? (a.hashes[i] as number) : Number.POSITIVE_INFINITY;
    const y = j < b.hashes.length ? (b.hashes[j] as number) : Number.POSITIVE_INFINITY;
    const smallest = x < y ? x : y;
    if (smallest > limit || smallest === Number.POSITIVE_INFINITY) break;
    const where = (x === smallest ? IN_FIRST : 0) | (y === smallest ? IN_SECOND : 0);
    const markOfA = where & IN_FIRST ? (a.marks[i++] as number) : 0;
    const markOfB = where & IN_SECOND ? (b.marks[j++] as number) : 0;
    const mark = (markOfA | markOfB) & (QUOTED | NUMBERED | NAMED);
    const at = mark / QUOTED;
    counts[at * 4 + where] = (counts[at * 4 + where] as number) + 1;
    const blockOfA = where & IN_FIRST ? 1 << (markOfA % BLOCKS) : 0;
    const blockOfB = where & IN_SECOND ? 1 << (markOfB % BLOCKS) : 0;
    setBlocks(where === IN_BOTH, 0, blockOfA, blockOfB);
    if (!(mark & QUOTED)) setBlocks(where === IN_BOTH, UNQUOTED_BLOCKS, blockOfA, blockOfB);
  }
  const all = tally(() => true);
  const unquoted = tally((mark) => !(mark & QUOTED));
  const extentOfA = partOf(SHARED_OF_A, BLOCKS_OF_A);
  const extentOfB = partOf(SHARED_OF_B, BLOCKS_OF_B);
  return {
    all,
    lead: sharedOf(a.lead, b.lead, Number.POSITIVE_INFINITY),
    jaccard: all.shared / (i + j - all.shared || 1),
    unquoted,
    bare: tally((mark) => mark === 0),
    numbered: tally((mark) => (mark & NUMBERED) !== 0),
    named: tally((mark) => (mark & NAMED) !== 0),
    plain: tally((mark) => !(mark & (NUMBERED | NAMED))),
    spread: Math.max(
      partOf(UNQUOTED_BLOCKS + SHARED_OF_A, UNQUOTED_BLOCKS + BLOCKS_OF_A),
      partOf(UNQUOTED_BLOCKS + SHARED_OF_B, UNQUOTED_BLOCKS + BLOCKS_OF_B),
    ),
    extent: Math.max(extentOfA, extentOfB),
    density: Math.min(all.shared / (i * extentOfA || 1), all.shared / (j * extentOfB || 1)),
    row: Math.min(longestRow(blocks[SHARED_OF_A] as number), longestRow(blocks[SHARED_OF_B] as number)),
    ofFirst: all.shared / (i || 1),
    ofSecond: all.shared / (j || 1),
    isFirstShorter: a.shingles < b.shingles,
  };
}

/** Share of the smaller text, or of the shorter beginning, that stands in the other: what decides for most pairs. */
export function sharedPart(a: Signature, b: Signature): number {
  const part = shareOf(sharedOf(a.hashes, b.hashes, Math.min(a.limit, b.limit)));
  return Math.max(part, shareOf(sharedOf(a.lead, b.lead, Number.POSITIVE_INFINITY)));
}

function sharedOf(one: Uint32Array, two: Uint32Array, limit: number): Tally {
  let [i, j, shared] = [0, 0, 0];
  while (i < one.length && j < two.length) {
    const x = one[i] as number;
    const y = two[j] as number;
    if (x > limit || y > limit) break;
    if (x === y) shared++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  while (i < one.length && (one[i] as number) <= limit) i++;
  while (j < two.length && (two[j] as number) <= limit) j++;
  return { shared, least: Math.min(i, j) };
}

const IN_FIRST = 1;
const IN_SECOND = 2;
const IN_BOTH = 3;
/** Shingles by their marks (QUOTED, NUMBERED, NAMED) and by whose they are. */
const counts = new Uint32Array(8 * 4);

/** Sets of blocks, as bits: those with any shingle of a text, those with a shared one; then the same of what is unquoted. */
const BLOCKS_OF_A = 0;
const BLOCKS_OF_B = 1;
const SHARED_OF_A = 2;
const SHARED_OF_B = 3;
const UNQUOTED_BLOCKS = 4;
const blocks = new Int32Array(8);

function setBlocks(isShared: boolean, from: number, ofA: number, ofB: number): void {
  blocks[from + BLOCKS_OF_A] = (blocks[from + BLOCKS_OF_A] as number) | ofA;
  blocks[from + BLOCKS_OF_B] = (blocks[from + BLOCKS_OF_B] as number) | ofB;
  if (!isShared) return;
  blocks[from + SHARED_OF_A] = (blocks[from + SHARED_OF_A] as number) | ofA;
  blocks[from + SHARED_OF_B] = (blocks[from + SHARED_OF_B] as number) | ofB;
}

const partOf = (part: number, whole: number): number =>
  bits(blocks[part] as number) / (bits(blocks[whole] as number) || 1);

function tally(
  holds: (mark: number) => boolean,
): Tally & { readonly first: number; readonly second: number } {
  let [first, second, shared] = [0, 0, 0];
  for (let at = 0; at < 8; at++) {
    if (!holds(at * QUOTED)) continue;
    const both = counts[at * 4 + IN_BOTH] as number;
    shared += both;
    first += both + (counts[at * 4 + IN_FIRST] as number);
    second += both + (counts[at * 4 + IN_SECOND] as number);
  }
  return { shared, least: Math.min(first, second), first, second };
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** The bits of the longest row, in which one may be missing between two, over all bits that are set. */
function longestRow(mask: number): number {
  let [longest, current, missing] = [0, 0, 0];
  for (let at = 0; at < BLOCKS; at++) {
    if (mask & (1 << at)) {
      current = missing > 1 ? 1 : current + 1;
      missing = 0;
      longest = Math.max(longest, current);
    } else missing++;
  }
  return longest / (bits(mask) || 1);
}
