/** What two texts share, told by their sketches: how much, of what kind, and where. */
import { BLOCKS, NAMED, NUMBERED, QUOTED } from './shingles.ts';
import { SIGNATURE_SIZE, type Signature } from './signature.ts';

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
  const [ofA, ofB] = [sampleOf(a, limit), sampleOf(b, limit)];
  const common = findShared(a.hashes, ofA, b.hashes, ofB);
  counts.fill(0);
  blocks.fill(0);
  countOwn(a.marks, ofA, sharedOfA, IN_FIRST, BLOCKS_OF_A);
  countOwn(b.marks, ofB, sharedOfB, IN_SECOND, BLOCKS_OF_B);
  for (let at = 0; at < common; at++) {
    const markOfA = a.marks[sharedOfA[at] as number] as number;
    const markOfB = b.marks[sharedOfB[at] as number] as number;
    const mark = (markOfA | markOfB) & KINDS;
    count(mark, IN_BOTH);
    for (const from of mark & QUOTED ? EVERY : EVERY_AND_UNQUOTED) {
      setBlock(from + BLOCKS_OF_A, markOfA);
      setBlock(from + BLOCKS_OF_B, markOfB);
      setBlock(from + SHARED_OF_A, markOfA);
      setBlock(from + SHARED_OF_B, markOfB);
    }
  }
  const all = tally(ALL);
  const unquoted = tally(UNQUOTED);
  const extentOfA = partOf(SHARED_OF_A, BLOCKS_OF_A);
  const extentOfB = partOf(SHARED_OF_B, BLOCKS_OF_B);
  return {
    all,
    lead: sharedLead(a, b),
    jaccard: all.shared / (ofA + ofB - all.shared || 1),
    unquoted,
    bare: tally(BARE),
    numbered: tally(WITH_NUMBER),
    named: tally(WITH_NAME),
    plain: tally(PLAIN),
    spread: Math.max(
      partOf(UNQUOTED_BLOCKS + SHARED_OF_A, UNQUOTED_BLOCKS + BLOCKS_OF_A),
      partOf(UNQUOTED_BLOCKS + SHARED_OF_B, UNQUOTED_BLOCKS + BLOCKS_OF_B),
    ),
    extent: Math.max(extentOfA, extentOfB),
    density: Math.min(all.shared / (ofA * extentOfA || 1), all.shared / (ofB * extentOfB || 1)),
    row: Math.min(longestRow(blocks[SHARED_OF_A] as number), longestRow(blocks[SHARED_OF_B] as number)),
    ofFirst: all.shared / (ofA || 1),
    ofSecond: all.shared / (ofB || 1),
    isFirstShorter: a.shingles < b.shingles,
  };
}

/** Share of the smaller text, or of the shorter beginning, that stands in the other: what decides for most pairs. */
export function sharedPart(a: Signature, b: Signature): number {
  const limit = Math.min(a.limit, b.limit);
  const [ofA, ofB] = [sampleOf(a, limit), sampleOf(b, limit)];
  const shared = findShared(a.hashes, ofA, b.hashes, ofB);
  return Math.max(shareOf({ shared, least: Math.min(ofA, ofB) }), shareOf(sharedLead(a, b)));
}

const sharedLead = ({ lead: one }: Signature, { lead: two }: Signature): Tally => ({
  shared: findShared(one, one.length, two, two.length),
  least: Math.min(one.length, two.length),
});

/** How many of its hashes, which ascend, are at most `limit`. */
function sampleOf({ hashes, limit: own }: Signature, limit: number): number {
  if (limit >= own) return hashes.length;
  let [from, to] = [0, hashes.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((hashes[middle] as number) <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Where what is shared stands in each of the two, ascending; then a place that is in neither. Until the next call. */
const sharedOfA = new Uint8Array(SIGNATURE_SIZE + 1);
const sharedOfB = new Uint8Array(SIGNATURE_SIZE + 1);
const NOWHERE = 255;

/**
 * Finds what the first hashes of two ascending lists share, and says how many there are. Which of two hashes is smaller is chance, so
 * that a processor guesses every second branch wrong: without branches it takes half the time.
 */
function findShared(one: Uint32Array, ofOne: number, two: Uint32Array, ofTwo: number): number {
  let [i, j, shared] = [0, 0, 0];
  while (i < ofOne && j < ofTwo) {
    const x = one[i] as number;
    const y = two[j] as number;
    sharedOfA[shared] = i;
    sharedOfB[shared] = j;
    shared += +(x === y);
    i += +(x <= y);
    j += +(y <= x);
  }
  sharedOfA[shared] = NOWHERE;
  sharedOfB[shared] = NOWHERE;
  return shared;
}

/** What a mark says besides the block. */
const KINDS = QUOTED | NUMBERED | NAMED;

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
const EVERY = [0];
const EVERY_AND_UNQUOTED = [0, UNQUOTED_BLOCKS];
const blocks = new Int32Array(8);

/** Counts the first shingles of a text that are not among the shared ones. */
function countOwn(marks: Uint8Array, size: number, shared: Uint8Array, where: number, into: number): void {
  let [next, every, unquoted] = [0, 0, 0];
  for (let at = 0; at < size; at++) {
    if (at === shared[next]) {
      next++;
      continue;
    }
    const mark = marks[at] as number;
    const block = 1 << (mark % BLOCKS);
    count(mark & KINDS, where);
    every |= block;
    if (!(mark & QUOTED)) unquoted |= block;
  }
  blocks[into] = every;
  blocks[UNQUOTED_BLOCKS + into] = unquoted;
}

function count(mark: number, where: number): void {
  const at = (mark >>> 5) * 4 + where;
  counts[at] = (counts[at] as number) + 1;
}

function setBlock(set: number, mark: number): void {
  blocks[set] = (blocks[set] as number) | (1 << (mark % BLOCKS));
}

const partOf = (part: number, whole: number): number =>
  bits(blocks[part] as number) / (bits(blocks[whole] as number) || 1);

/** Sets of kinds of shingles, as bits: those for which it holds. */
const kindsWith = (holds: (mark: number) => boolean): number =>
  Array.from({ length: 8 }, (_, kind) => (holds(kind * QUOTED) ? 1 << kind : 0)).reduce(
    (all, bit) => all | bit,
  );
const ALL = kindsWith(() => true);
const UNQUOTED = kindsWith((mark) => !(mark & QUOTED));
const BARE = kindsWith((mark) => mark === 0);
const WITH_NUMBER = kindsWith((mark) => (mark & NUMBERED) !== 0);
const WITH_NAME = kindsWith((mark) => (mark & NAMED) !== 0);
const PLAIN = kindsWith((mark) => !(mark & (NUMBERED | NAMED)));

function tally(kinds: number): Tally {
  let [first, second, shared] = [0, 0, 0];
  for (let kind = 0; kind < 8; kind++) {
    if (!(kinds & (1 << kind))) continue;
    first += counts[kind * 4 + IN_FIRST] as number;
    second += counts[kind * 4 + IN_SECOND] as number;
    shared += counts[kind * 4 + IN_BOTH] as number;
  }
  return { shared, least: Math.min(first, second) + shared };
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
