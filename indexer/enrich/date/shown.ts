/** Dates the page shows its readers, in lines and in elements: the most likely of both. */
import type { Draft } from '../../draft.ts';
import { remembered } from '../remembered.ts';
import { fromElements } from './elements.ts';
import { layOut } from './layout.ts';
import type { Order } from './parse.ts';
import { LIKELY, SURE } from './points.ts';
import type { DateReader, Scored } from './reader.ts';
import type { StampReader } from './stamp.ts';
import { fromLines, HAS_DIGIT } from './text.ts';

/** `sure`: what can hardly be another date; `likely`: the rest as well; `below`: the sure ones below the headline. */
export type ShownReaders = Readonly<Record<'sure' | 'likely' | 'below', DateReader>>;

export function shownReaders(stamp: StampReader): ShownReaders {
  const scored = remembered((draft: Draft, order: Order) => {
    if (!mayShowDate(draft)) return [];
    const layout = layOut(draft);
    const all = [...fromElements(draft, layout, order, stamp), ...fromLines(draft, layout, order, stamp)];
    return agreeing(all, monthInAddress(draft)).sort(
      (a, b) => Number(a.role === 'updated') - Number(b.role === 'updated') || b.points - a.points,
    );
  });
  const above =
    (least: number): DateReader =>
    (draft, order) =>
      scored(draft, order).filter(({ points }) => points >= least);
  return {
    sure: above(SURE),
    likely: above(LIKELY),
    below: (draft, order) => scored(draft, order).filter(({ points, isBelow }) => points >= SURE && isBelow),
  };
}

/** Whether there is any digit on the page: most single lines have none, and need no looking at. */
const mayShowDate = ({ blocks, removals, meta }: Draft): boolean =>
  (meta.head?.times.length ?? 0) > 0 ||
  blocks.some(({ text }) => HAS_DIGIT.test(text)) ||
  removals.some(({ block }) => HAS_DIGIT.test(block.text));

/** A month that the address tells speaks for the dates within it, and against the others. */
function agreeing(all: readonly Scored[], month: string | undefined): Scored[] {
  return all.map((one) => {
    const agrees = month === undefined ? 0 : one.date.startsWith(month) ? 2 : -1.5;
    return { ...one, points: one.points + agrees - (one.precision === 'month' ? 0.5 : 0) };
  });
}

/** `2021-08`, where the address says so. */
function monthInAddress({ url }: Draft): string | undefined {
  const match = url ? /\/((?:19|20)\d{2})\/(0?[1-9]|1[0-2])\//u.exec(url.slice(0, 500)) : null;
  return match ? `${match[1]}-${match[2]?.padStart(2, '0')}` : undefined;
}
