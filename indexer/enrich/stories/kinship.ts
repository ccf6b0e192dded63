/**
 * Whether two texts are of one story. What they share must be their own words: not quotations and names, which any
 * report of the event has; not the words of a form that was filled with other numbers; not one passage that an agency
 * puts under everything.
 *
 * The thresholds were looked at on one half of the syndication set of `npm run bench:stories`, and on the development
 * pages of the same sites.
 */
import { type Overlap, shareOf, type Tally } from './overlap.ts';

/** Copies with other furniture have .9 and more, later versions .4 to .9. */
const COPY_JACCARD = 0.6;
/** Nearly all of the shorter text stands in the longer one, quotations and all. */
const EXCERPT_SHARE = 0.8;
/** A text that adds nothing and lacks a quarter is an excerpt, however much the two are alike. */
const PART_SHARE = 0.9;
const WHOLE_SHARE = 0.75;
/** A free rewrite keeps .15 to .4 of its unquoted shingles, an independent report at most .1. */
const LINK_SHARE = 0.14;
/** ... and all over the text: in a quarter to three quarters of its blocks, where a report that is independent has a seventh. */
const LINK_SPREAD = 0.28;
/** A share that rests on fewer shingles of the sample may be chance. */
const LINK_SHINGLES = 6;
/** Of these some must be more than names and numbers. */
const LINK_BARE = 2;
/** An excerpt of a very long text is a small part of its sample. */
const EXCERPT_SHINGLES = 3;
/** Texts of one story that were rewritten in turn still share this. */
export const KIN_SHARE = 0.06;

/** A beginning that is nearly the same: the lead of a teaser, where its sample in a very long text is next to nothing. */
const LEAD_SHARE = 0.7;
const LEAD_SHINGLES = 8;
/** Shared or not, this many shingles of a sample say more than the beginning. */
const SMALL_SAMPLE = 8;

/** What takes up at most this much of both texts, word by word and in one piece, is a passage that both were given. */
const PASSAGE_EXTENT = 0.5;
/** Density and row multiplied: rewrites have .1 to .4 (nine of ten), passages .4 and more (nine of ten). */
const PASSAGE_PIECE = 0.38;
/** Two pieces far from each other are no passage. */
const PASSAGE_ROW = 0.6;

/** Of a form, words stay and numbers or names change: shared ones are less than this part of what the words let expect. */
const FORM_SHARE = 0.3;
/** Shared shingles of numbers or of names that must be expected before their absence says anything. */
const FORM_NUMBERS = 8;
const FORM_NAMES = 7;

export type Kinship = 'copy' | 'link' | 'kin' | 'none';

/** How near two texts are, by what their sketches share. */
export function kinship(found: Overlap): Kinship {
  if (isForm(found)) return 'none';
  if (found.jaccard >= COPY_JACCARD) return 'copy';
  if (isInside(found.all, shareOf(found.all)) || isTeaser(found)) return 'link';
  if (isPassage(found)) return 'none';
  const share = shareOf(found.unquoted);
  const isLink =
    share >= LINK_SHARE &&
    found.spread >= LINK_SPREAD &&
    found.unquoted.shared >= LINK_SHINGLES &&
    found.bare.shared >= LINK_BARE;
  if (isLink) return 'link';
  return share >= KIN_SHARE && found.unquoted.shared > 1 ? 'kin' : 'none';
}

/** Whether two texts have no more in common than any two of their language and time. */
export const areStrangers = ({ all }: Overlap): boolean => shareOf(all) < KIN_SHARE;

/** How near two linked texts are, 0..1: the nearest are joined first. */
export const strength = (found: Overlap): number =>
  Math.max(shareOf(found.unquoted), shareOf(found.all), isTeaser(found) ? LEAD_SHARE : 0);

/** Over how much of either text they share something, 0..1; of a teaser that is all of it. */
export const reach = (found: Overlap): number => (isTeaser(found) ? 1 : found.spread);

/** What a comparison of two texts says of joining them. */
export interface Nearness {
  readonly near: Kinship;
  /** Of a link; 0 of all others. */
  readonly strength: number;
  readonly reach: number;
  readonly isFirstInside: boolean;
  readonly isSecondInside: boolean;
  readonly areStrangers: boolean;
}

export function nearness(found: Overlap): Nearness {
  const near = kinship(found);
  return {
    near,
    strength: near === 'link' ? strength(found) : 0,
    reach: reach(found),
    isFirstInside: isInside(found.all, found.ofFirst),
    isSecondInside: isInside(found.all, found.ofSecond),
    areStrangers: areStrangers(found),
  };
}

/** What the first text is to the second, which is shown in its place; the share that says so, and how much of it is shared. */
export function relation(found: Overlap): {
  readonly relation: 'copy' | 'excerpt' | 'rewrite';
  readonly score: number;
  readonly shared: number;
} {
  const { all, lead, jaccard, ofFirst, ofSecond, isFirstShorter } = found;
  const as = (relation: 'copy' | 'excerpt' | 'rewrite', score: number, shared = ofFirst) => ({
    relation,
    score,
    shared,
  });
  const isPart = ofFirst >= PART_SHARE && ofSecond < WHOLE_SHARE;
  if (jaccard >= COPY_JACCARD && !isPart) return as('copy', jaccard);
  if (isInside(all, ofFirst)) return as('excerpt', ofFirst);
  if (isInside(all, ofSecond)) return as('copy', ofSecond); // all of it, and more
  if (isTeaser(found) && isFirstShorter) return as('excerpt', shareOf(lead), shareOf(lead));
  return as('rewrite', shareOf(all));
}

/** Whether a text stands in another one, nearly whole: `share` of it does. */
export const isInside = ({ shared }: Tally, share: number): boolean =>
  share >= EXCERPT_SHARE && shared >= EXCERPT_SHINGLES;

const isTeaser = ({ all, lead }: Overlap): boolean =>
  lead.shared >= LEAD_SHINGLES &&
  shareOf(lead) >= LEAD_SHARE &&
  (all.least === 0 || (all.least <= SMALL_SAMPLE && shareOf(all) >= LEAD_SHARE));

const isPassage = ({ extent, density, row }: Overlap): boolean =>
  extent <= PASSAGE_EXTENT && row >= PASSAGE_ROW && density * row >= PASSAGE_PIECE;

function isForm({ plain, numbered, named }: Overlap): boolean {
  const expected = (least: number) => shareOf(plain) * least;
  return (
    (expected(numbered.least) >= FORM_NUMBERS && numbered.shared <= expected(numbered.least) * FORM_SHARE) ||
    (expected(named.least) >= FORM_NAMES && named.shared <= expected(named.least) * FORM_SHARE)
  );
}
