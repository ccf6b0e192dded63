/** Which member of a story is shown first, and which one gives it its name. */

/** What decides, beside the text. */
export interface Standing {
  /** Whether the page held all of the article. */
  readonly completeness: 'whole' | 'truncated' | 'unknown';
  /** By when it was certainly published: the last second (Unix) of what its date names. Null when undated. */
  readonly publishedBy: number | null;
}

export const UNKNOWN_STANDING: Standing = { completeness: 'unknown', publishedBy: null };

/** A member of a story, as far as its order goes. */
export interface Placed {
  /** Smaller ids have smaller positions. */
  readonly position: number;
  readonly standing: Standing;
  readonly wordCount: number;
}

const CUT_LAST = { whole: 0, unknown: 1, truncated: 2 } as const;
const time = ({ standing }: Placed): number => standing.publishedBy ?? Number.MAX_SAFE_INTEGER;

/** Whole before cut, earliest (undated last), longest, smallest id. */
export const shownFirst = (a: Placed, b: Placed): number =>
  CUT_LAST[a.standing.completeness] - CUT_LAST[b.standing.completeness] ||
  time(a) - time(b) ||
  b.wordCount - a.wordCount ||
  a.position - b.position;

/** Earliest, smallest id: what is added later seldom comes first. */
export const namesFirst = (a: Placed, b: Placed): number => time(a) - time(b) || a.position - b.position;
