/** From pairs that are near each other to stories: copies at once, all else along the strongest links. */
import { createCandidates, LOOKED_UP } from './candidates.ts';
import type { Compared, Found } from './compared.ts';
import type { Groups } from './groups.ts';
import { KIN_SHARE, type Nearness, nearness } from './kinship.ts';
import { createLinks, type Link, type Links } from './links.ts';
import { overlap, sharedPart } from './overlap.ts';
import { createPairNumbers } from './pairs.ts';
import { passageOf, without } from './passages.ts';
import { SHORT_TEXT_WORDS, type Signature } from './signature.ts';
import { createGroupTexts } from './texts.ts';

/**
 * Two groups become one story only if more than this share of the pairs of their texts are kin, so that a chain of
 * weak links cannot glue what has nothing in common.
 */
const KIN_PAIRS = 0.5;
/**
 * ... and if these pairs share something all over the text, in the mean. Of groups of rewrites it is at least .25; of
 * two reports of one evening by the same paper, with the same nominees and prizes, .18.
 */
const KIN_SPREAD = 0.22;

/** A shingle that stands in texts of so many groups of copies may be of a passage that was given to all of them. */
const PASSAGE_GROUPS = 20;

type Signatures = (position: number) => Signature;
/** How near two texts are. */
type Compare = (a: number, b: number) => Nearness;

/**
 * Joins the positions of `size` texts into stories. Depends on nothing but the texts and the order of positions.
 * @param compared what is known of pairs already, and is told what is found of them
 */
export function joinStories(size: number, signature: Signatures, groups: Groups, compared: Compared): void {
  const distinct = joinTwins(size, signature, groups);
  const links = createLinks(size);
  const candidates = createCandidates(distinct, signature);
  candidates.pairs((a, b) => {
    if (groups.find(a) === groups.find(b) || links.isKnown(a, b)) return;
    const found = compared.find(a, b) ?? firstLook(signature(a), signature(b));
    compared.keep(a, b, found);
    if (found === 'unlinked') return links.note(a, b, 0);
    if (found.near === 'copy') groups.join(a, b);
    else links.note(a, b, found.strength);
  });
  const passages = () =>
    findPassages(distinct, size, signature, candidates.common(PASSAGE_GROUPS, groups.find));
  const before = passages();
  joinKin(size, links, groups, comparer(signature, before, compared));
  // What a story of many rewrites has in common looked like a passage until they were one group.
  const after = passages();
  joinKin(
    size,
    links,
    groups,
    comparer(signature, after, compared),
    ({ a, b }) => before[a] !== after[a] || before[b] !== after[b],
  );
}

/** Of each text the blocks that hold a passage, as bits, by position. */
function findPassages(
  positions: Uint32Array,
  size: number,
  signature: Signatures,
  common: ReadonlySet<number>,
): Int32Array {
  const passages = new Int32Array(size);
  if (common.size > 0)
    for (const position of positions)
      passages[position] = passageOf(signature(position), LOOKED_UP, (hash) => common.has(hash));
  return passages;
}

/** Most pairs share next to nothing, which is soon found. */
function firstLook(one: Signature, two: Signature): Found {
  if (sharedPart(one, two) < KIN_SHARE) return 'unlinked';
  const found = nearness(overlap(one, two));
  return found.near === 'copy' || found.near === 'link' ? found : 'unlinked';
}

/** Compares texts without their passages. */
function comparer(signature: Signatures, passages: Int32Array, compared: Compared): Compare {
  const own = (position: number) => {
    const passage = passages[position] ?? 0;
    return passage === 0 ? signature(position) : without(signature(position), passage);
  };
  return (a, b) => {
    const isWhole = passages[a] === 0 && passages[b] === 0;
    const known = isWhole ? compared.find(a, b) : undefined;
    return known && known !== 'unlinked' ? known : nearness(overlap(own(a), own(b)));
  };
}

/** Joins texts that are the same word for word. @returns one position of each text that is long enough to compare */
function joinTwins(size: number, signature: Signatures, groups: Groups): Uint32Array {
  const distinct = new Uint32Array(size);
  let found = 0;
  const firstWith = createFirsts(size);
  for (let position = 0; position < size; position++) {
    const { whole, wordCount } = signature(position);
    if (wordCount === 0) continue;
    // Exact in a double, and 53 of the 64 bits: one pair of a million texts in ten thousand corpora is taken for equal.
    const name = whole[0] * 2 ** 21 + (whole[1] >>> 11);
    const twin = firstWith(name, position);
    if (twin !== position) groups.join(twin, position);
    else if (wordCount >= SHORT_TEXT_WORDS) distinct[found++] = position;
  }
  return distinct.subarray(0, found);
}

/** Tells the first position that was asked with a number; there are at most `size` of them. */
function createFirsts(size: number): (name: number, position: number) => number {
  const room = 2 ** Math.ceil(Math.log2(2 * size + 2));
  const names = new Float64Array(room);
  /** One more than a position; 0: free. */
  const firsts = new Uint32Array(room);
  return (name, position) => {
    let slot = Math.floor(name / 2 ** 16) & (room - 1);
    while (firsts[slot] !== 0 && names[slot] !== name) slot = (slot + 1) & (room - 1);
    if (firsts[slot] === 0) {
      names[slot] = name;
      firsts[slot] = position + 1;
    }
    return (firsts[slot] as number) - 1;
  };
}

/** Joins groups along those links that count, the strongest first, where most of their texts are kin. */
function joinKin(
  size: number,
  links: Links,
  groups: Groups,
  compare: Compare,
  counts: (link: Link) => boolean = () => true,
): void {
  const texts = createGroupTexts(size);
  for (const { a, b } of links.strongestFirst())
    for (const position of [a, b]) texts.add(groups.find(position), position);
  const roundUps = findRoundUps(size, links, groups, compare);
  /** Pairs of groups that were refused, with the number of texts that were looked at. */
  const refused = createPairNumbers(size);
  for (const link of links.strongestFirst()) {
    if (!counts(link)) continue;
    const [one, two] = [groups.find(link.a), groups.find(link.b)];
    if (one === two || roundUps[one] || roundUps[two]) continue;
    const [left, right] = [texts.of(one), texts.of(two)];
    const [first, second] = [Math.min(one, two), Math.max(one, two)];
    if (refused.get(first, second) === left.length + right.length) continue;
    if (areKin(left, right, compare)) {
      groups.join(one, two);
      texts.set(groups.find(one), [...left, ...right]);
    } else refused.set(first, second, left.length + right.length);
  }
}

function areKin(left: Uint32Array, right: Uint32Array, compare: Compare): boolean {
  let kin = 0;
  let spread = 0;
  for (const x of left)
    for (const y of right) {
      const found = compare(x, y);
      if (found.near !== 'none') kin++;
      spread += found.reach;
    }
  const pairs = left.length * right.length;
  return kin > pairs * KIN_PAIRS && spread >= pairs * KIN_SPREAD;
}

/** Marks groups with a text that holds two others whole which have nothing in common: it belongs to neither. */
function findRoundUps(size: number, links: Links, groups: Groups, compare: Compare): Uint8Array {
  /** By group one more than the position of a text it holds whole; 0: none. */
  const inside = new Uint32Array(size);
  const roundUps = new Uint8Array(size);
  const contain = (outer: number, inner: number) => {
    const name = groups.find(outer);
    const other = inside[name] as number;
    if (other === 0) inside[name] = inner + 1;
    else if (compare(other - 1, inner).areStrangers) roundUps[name] = 1;
  };
  for (const { a, b } of links.strongestFirst()) {
    const found = compare(a, b);
    if (found.isFirstInside) contain(b, a);
    if (found.isSecondInside) contain(a, b);
  }
  return roundUps;
}
