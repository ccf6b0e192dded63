/** Dates by layout: a stamp near the headline, by the outlet's name, or below the text. */
import { type Draft, paragraphs } from '../../draft.ts';
import { type Layout, PROSE } from './layout.ts';
import { lists } from './lists.ts';
import type { Order } from './parse.ts';
import { isBelow, LIKELY, pointsOf } from './points.ts';
import type { Scored } from './reader.ts';
import type { StampLine, StampReader } from './stamp.ts';

/** Lines of one block that are looked at: an address block holds a stamp among its lines. */
const LINES = 8;
/** Characters at the start of the text in which place and date may stand before a dash. */
const START = 70;
/** Paragraphs at the start of the text that may begin so: the first may be a summary. */
const STARTS = 3;
/** Points of a date that stands alone in its line. */
const BARE = 0.5;
/** Of any script: a line without one holds no date. */
export const HAS_DIGIT = /[\d٠-٩۰-۹０-９]/u;

/** The stamps among the lines around the article. */
export function fromLines(draft: Draft, layout: Layout, order: Order, stamp: StampReader): Scored[] {
  const stamps = layout.lines.flatMap(({ block }, at) => {
    if (!HAS_DIGIT.test(block.text)) return [];
    const path = block.markup?.path ?? '';
    // The first line of the headline is none, others of the same element may be.
    const lines = block.text.split('\n', LINES).slice(block.kind === 'title' ? 1 : 0);
    return lines.flatMap((text) => {
      const found = stamp(text, order);
      return found ? [{ found, text, at, path, date: found.stamp.date }] : [];
    });
  });
  const isListed = lists(stamps);
  const scored = stamps.flatMap((one) => {
    const { found, text, at, path } = one;
    const { label, bare, stamp: date } = found;
    const timed = date.precision === 'minute';
    const points = pointsOf({ at, label, path, bare, timed, listed: isListed(one) }, layout);
    return points === undefined
      ? []
      : [scoredStamp(found, text, points + (bare ? BARE : 0), isBelow(at, layout))];
  });
  return [...leadingStamps(draft, order, stamp), ...scored];
}

/** Stamps before the first words of the text: `Varnholm, 3 March 2021 – The harbour…`, `Varnholm (3.3.2021).` */
function leadingStamps(draft: Draft, order: Order, stamp: StampReader): Scored[] {
  const starts = paragraphs(draft).filter(({ kind, text }) => kind === 'paragraph' && text.length >= PROSE);
  return starts.slice(0, STARTS).flatMap((block) => {
    const start = /^.{4,60}?(?:\s[-–—|]{1,2}\s|\)\s?[.:–—-]|:\s)/u.exec(block.text.slice(0, START))?.[0];
    const found = start ? stamp(start, order) : undefined;
    return found && start ? [scoredStamp(found, start, LIKELY + 0.5, true)] : [];
  });
}

const scoredStamp = ({ stamp, label }: StampLine, text: string, points: number, below: boolean): Scored => ({
  date: stamp.date,
  precision: stamp.precision,
  role: label === 'updated' || label === 'revised' ? 'updated' : 'published',
  evidence: text.replace(/\s+/gu, ' '),
  reader: 'text',
  points,
  isBelow: below,
});
