/** How likely a date that a page shows is that of its article, in points: by its place, its label, its element. */
import type { RemovalKind } from '../../../config/schema.ts';
import type { Layout, Line } from './layout.ts';
import type { Label } from './stamp.ts';

/** Points from which a date is taken before the vaguer meta elements, and from which it is taken at all. */
export const SURE = 3;
export const LIKELY = 2.5;
/** Points of a place from which a line stands by the headline or right above the text. */
const NEAR = 2;
/** Points of a date with a time of day, and against one of a list. */
const TIMED = 0.25;
const LISTED = 1.5;
/** Lines at the foot of a page, where it says when it was changed last. */
const FOOT = 10;

/** Kinds of removals whose dates are of a photograph, of an advertiser, of readers. */
const NEVER: ReadonlySet<RemovalKind> = new Set(['caption', 'sponsor', 'comment']);
const BY_KIND: Readonly<Partial<Record<RemovalKind, number>>> = {
  stamp: 1,
  byline: 1,
  teaser: -2,
  feed: -2,
  related: -2,
  legal: -1,
  navigation: -1,
  bio: -1,
};
const BY_LABEL: Readonly<Record<Label, number>> = {
  sentence: 5,
  revised: 5,
  published: 3,
  updated: 2,
  none: 0,
};
/** Class words of elements that hold the date of the page's article, and of those that hold other articles'. */
const OF_ARTICLE = /date|time|publi|posted|byline|meta|stamp|stand\b/iu;
const ELSEWHERE =
  /related|sidebar|recent|popular|recommend|latest|trending|most-|widget|comment-|comments|teaser|event|newslist|archive|carousel/iu;

/** What a date in a line is judged by. */
export interface Seen {
  /** Number of its line. */
  readonly at: number;
  readonly label: Label;
  /** Names of its element and those around it, see `Markup.path`. */
  readonly path: string;
  /** Whether it stands alone, with its label at most. */
  readonly bare: boolean;
  /** Whether a time of day is told. */
  readonly timed: boolean;
  /** Whether the same element comes again with another day: in a list of articles or of comments. */
  readonly listed: boolean;
}

/** Whether a line stands by the headline or right above the text. */
export const isNear = (at: number, layout: Layout): boolean =>
  at <= layout.last && byPlace(at, layout) >= NEAR;

/** Whether a line stands at the headline or below it. */
export const isBelow = (at: number, { title }: Layout): boolean => title >= 0 && at >= title;

/** Points of a date in a line; undefined where no date is the article's. */
export function pointsOf(seen: Seen, layout: Layout): number | undefined {
  const { at, label, bare, timed, listed } = seen;
  const line = layout.lines[at];
  const near = byPlace(at, layout);
  const said = label !== 'none' && label !== 'updated';
  const isClose = isNear(at, layout);
  if (!line || isNever(line, isClose && (said || bare))) return undefined;
  const atFoot = label === 'updated' && bare && at >= layout.lines.length - FOOT ? 1 : 0;
  return (
    BY_LABEL[label] +
    Math.max(near, atFoot) +
    byKind(line.kind, isClose || (bare && at === layout.last + 1), said) +
    byPath(seen.path, isClose || said) +
    (timed ? TIMED : 0) -
    (listed && !isClose && !said ? LISTED : 0)
  );
}

/** Captions, advertisements and comments; a class may call so what stands by the headline and holds a date only. */
function isNever({ block, kind }: Line, isStamp: boolean): boolean {
  if (isStamp && kind !== 'sponsor') return false;
  return block.kind === 'caption' || (kind !== undefined && NEVER.has(kind));
}

/** Near the headline, or by a label, it tells little why a line was stripped; elsewhere it tells whose date it is. */
function byKind(kind: RemovalKind | undefined, isClose: boolean, said: boolean): number {
  const points = (kind && BY_KIND[kind]) ?? 0;
  if (isClose) return Math.max(0, points);
  return said && points < 0 ? points / 2 : points;
}

function byPath(path: string, isSure: boolean): number {
  const own = path.split('>').slice(-3).join('>');
  return (OF_ARTICLE.test(own) ? 1 : 0) - (ELSEWHERE.test(own) ? (isSure ? 0.25 : 3) : 0);
}

/** Nearest to the headline first; without one, nearest above the text; then within it and right below. */
function byPlace(at: number, { title, first, last }: Layout): number {
  if (at > last) return at === last + 1 ? 2 : at - last <= 3 ? 1.75 - (at - last) / 4 : 0;
  if (title >= 0 && at >= title && at <= title + 4) return 3.25 - (at - title || 2) / 4;
  if (title >= 0 && at < title) return title - at <= 2 ? 2.75 - (title - at) / 4 : title - at <= 6 ? 1 : 0;
  if (title >= 0 && at > title && at <= title + 12) return 2.25 - (at - title) / 24;
  if (title >= 0 && at <= first && first - at <= 4) return 2.25 - (first - at) / 8;
  if (title < 0 && at <= first) return first - at <= 6 ? 3 - (first - at) / 8 : 0;
  return at < last ? 0.5 : 2;
}
