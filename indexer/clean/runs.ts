/** Runs of lines that go: a menu is known by its lines together, no line of it by itself. */
import type { RemovalKind } from '../../config/schema.ts';
import type { Judged } from './judged.ts';

/** Lines on either side that show whether a line stands in a menu. */
const REACH = 5;
/** Mean weight of the lines of a menu at most; headlines weigh more, also with names and times between them. */
export const MENU_MASS = 25;
/** One long line must not make headlines of a menu. */
const MASS_CAP = 90;

/** Kinds of ruled lines that stand in any list and in any menu, and so tell nothing of it. */
const ANYWHERE: ReadonlySet<RemovalKind> = new Set([
  'stamp',
  'byline',
  'share',
  'caption',
  'sponsor',
  'notice',
]);

interface Around {
  /** Mean weight of the lines that go around a block, itself counted twice. */
  readonly mean: number;
  /** Number of those lines, itself counted. */
  readonly count: number;
}

/** What was measured of a page; several witnesses ask for the same block. */
const measured = new WeakMap<Judged, Map<number, Around>>();

/** Measures the lines that go around a block without a break, up to the reach on either side. */
function around(judged: Judged, at: number): Around {
  const known = measured.get(judged) ?? new Map<number, Around>();
  measured.set(judged, known);
  const there = known.get(at);
  if (there) return there;
  const { page, going, hits } = judged;
  const weight = (i: number) => Math.min(MASS_CAP, page.mass[i] ?? 0);
  let sum = 2 * weight(at);
  let count = 1;
  for (let step = -1; step <= 1; step += 2)
    for (let far = 1; far <= REACH; far++) {
      const i = at + step * far;
      const block = page.blocks[i];
      if (!block || !going[i]) break;
      const why = hits.going.get(block);
      if (why && (why.rule === 'navigation/bare' || ANYWHERE.has(why.kind))) continue;
      sum += weight(i);
      count++;
    }
  const found = { mean: sum / (count + 1), count };
  known.set(at, found);
  return found;
}

export const meanAround = (judged: Judged, at: number): number => around(judged, at).mean;
export const runAround = (judged: Judged, at: number): number => around(judged, at).count;

/** A menu is at least this many lines. */
const LEAST_MENU = 4;

/** Whether a block stands in a run of short lines. */
export const isMenu = (judged: Judged, at: number): boolean =>
  meanAround(judged, at) < MENU_MASS && runAround(judged, at) >= LEAST_MENU;
