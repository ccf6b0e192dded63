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

/** The lines that go around a block without a break, up to the reach on either side. */
function* linesAround({ page, going, hits }: Judged, at: number): Iterable<number> {
  for (const step of [-1, 1] as const)
    for (let far = 1; far <= REACH; far++) {
      const i = at + step * far;
      const block = page.blocks[i];
      if (!block || !going[i]) break;
      const why = hits.going.get(block);
      if (why?.rule !== 'navigation/bare' && !(why && ANYWHERE.has(why.kind))) yield i;
    }
}

/** Mean weight of the lines that go around a block, itself counted twice. */
export function meanAround(judged: Judged, at: number): number {
  const weight = (i: number) => Math.min(MASS_CAP, judged.page.mass[i] ?? 0);
  let sum = 2 * weight(at);
  let count = 2;
  for (const i of linesAround(judged, at)) {
    sum += weight(i);
    count++;
  }
  return sum / count;
}

/** Number of lines that go around a block without a break, itself counted. */
export function runAround(judged: Judged, at: number): number {
  let count = 1;
  for (const _ of linesAround(judged, at)) count++;
  return count;
}

/** A menu is at least this many lines. */
const LEAST_MENU = 4;

/** Whether a block stands in a run of short lines. */
export const isMenu = (judged: Judged, at: number): boolean =>
  meanAround(judged, at) < MENU_MASS && runAround(judged, at) >= LEAST_MENU;
