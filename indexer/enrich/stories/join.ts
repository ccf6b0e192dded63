/** From pairs that are near each other to stories: copies at once, all else along the strongest links. */
import { candidates } from './candidates.ts';
import type { Groups } from './groups.ts';
import { areStrangers, isInside, KIN_SHARE, kinship, reach, strength } from './kinship.ts';
import { createLinks, type Links } from './links.ts';
import { overlap, sharedPart } from './overlap.ts';
import { SHORT_TEXT_WORDS, type Signature } from './signature.ts';

/** Texts of a group that are looked at; of copies any one will do. */
const KIN_TEXTS = 8;
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

type Signatures = (position: number) => Signature;

/** Joins the positions of `size` texts into stories. Depends on nothing but the texts and the order of positions. */
export function joinStories(size: number, signature: Signatures, groups: Groups): void {
  const distinct = joinTwins(size, signature, groups);
  const links = createLinks(size);
  candidates(distinct, signature, (a, b) => {
    if (groups.find(a) === groups.find(b) || links.isKnown(a, b)) return;
    const [one, two] = [signature(a), signature(b)];
    if (sharedPart(one, two) < KIN_SHARE) return links.note(a, b, 0);
    const found = overlap(one, two);
    const near = kinship(found);
    if (near === 'copy') groups.join(a, b);
    else links.note(a, b, near === 'link' ? strength(found) : 0);
  });
  joinKin(links, groups, signature);
}

/** Joins texts that are the same word for word. @returns one position of each text that is long enough to compare */
function joinTwins(size: number, signature: Signatures, groups: Groups): number[] {
  const distinct: number[] = [];
  const seen = new Map<number, number>();
  for (let position = 0; position < size; position++) {
    const { whole, wordCount } = signature(position);
    if (wordCount === 0) continue;
    // Exact in a double, and 53 of the 64 bits: one pair of a million texts in ten thousand corpora is taken for equal.
    const name = whole[0] * 2 ** 21 + (whole[1] >>> 11);
    const twin = seen.get(name);
    if (twin !== undefined) groups.join(twin, position);
    else {
      seen.set(name, position);
      if (wordCount >= SHORT_TEXT_WORDS) distinct.push(position);
    }
  }
  return distinct;
}

/** Joins groups along their links, the strongest first, where most of their texts are kin. */
function joinKin(links: Links, groups: Groups, signature: Signatures): void {
  const texts = new Map<number, number[]>();
  for (const { a, b } of links.strongestFirst())
    for (const position of [a, b]) {
      const name = groups.find(position);
      const members = texts.get(name) ?? [];
      if (members.length < KIN_TEXTS && !members.includes(position)) members.push(position);
      texts.set(name, members);
    }
  const roundUps = findRoundUps(links, groups, signature);
  /** Pairs of groups that were refused, with the number of texts that were looked at. */
  const refused = new Map<string, number>();
  for (const { a, b } of links.strongestFirst()) {
    const [one, two] = [groups.find(a), groups.find(b)];
    if (one === two || roundUps.has(one) || roundUps.has(two)) continue;
    const [left, right] = [texts.get(one) ?? [], texts.get(two) ?? []];
    const pair = [one, two].sort((x, y) => x - y).join();
    if (refused.get(pair) === left.length + right.length) continue;
    if (areKin(left, right, signature)) {
      groups.join(one, two);
      texts.set(groups.find(a), [...left, ...right].slice(0, KIN_TEXTS));
    } else refused.set(pair, left.length + right.length);
  }
}

function areKin(left: readonly number[], right: readonly number[], signature: Signatures): boolean {
  let kin = 0;
  let spread = 0;
  for (const x of left)
    for (const y of right) {
      const found = overlap(signature(x), signature(y));
      if (kinship(found) !== 'none') kin++;
      spread += reach(found);
    }
  const pairs = left.length * right.length;
  return kin > pairs * KIN_PAIRS && spread >= pairs * KIN_SPREAD;
}

/** Groups with a text that holds two others whole which have nothing in common: it belongs to neither. */
function findRoundUps(links: Links, groups: Groups, signature: Signatures): Set<number> {
  const inside = new Map<number, number>();
  const roundUps = new Set<number>();
  const contain = (outer: number, inner: number) => {
    const name = groups.find(outer);
    const other = inside.get(name);
    if (other === undefined) inside.set(name, inner);
    else if (areStrangers(overlap(signature(other), signature(inner)))) roundUps.add(name);
  };
  for (const { a, b } of links.strongestFirst()) {
    const found = overlap(signature(a), signature(b));
    if (isInside(found.all, found.ofFirst)) contain(b, a);
    if (isInside(found.all, found.ofSecond)) contain(a, b);
  }
  return roundUps;
}
