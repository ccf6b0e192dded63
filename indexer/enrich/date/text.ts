/** Dates by layout: a stamp near the headline, by the outlet's name, or below the text. */
import type { Block, Draft } from '../../draft.ts';
import { edges } from '../source/layout.ts';
import type { Order } from './parse.ts';
import type { Candidate, DateReader } from './reader.ts';
import { type DateLine, dateLine } from './stamp.ts';

/** Lines above the headline in which a stamp is the article's; above them stands the date of the day. */
const ABOVE_TITLE = 2;
/** Lines below the text in which a stamp without a label is the article's; below them stand those of other articles. */
const BELOW_TEXT = 2;
/** Characters of a block that starts with a stamp and goes on with prose. */
const START = 60;

interface Placed extends DateLine {
  readonly text: string;
  /** How near the article it stands: larger is nearer. */
  readonly near: number;
}

/** Stamps among the lines above the text and below it, the most telling first; a caption's date is never one. */
export const fromText: DateReader = (draft, order) => {
  const { head, tail } = edges(draft);
  const usable = (lines: typeof head) =>
    lines.filter(({ kind, block }) => kind !== 'caption' && kind !== 'sponsor' && block.kind !== 'caption');
  const title = head.findLastIndex(({ block }) => block.kind === 'title');
  const above = usable(head).flatMap(({ text, block }) => {
    const found = dateLine(text, order);
    if (!found) return [];
    const place = head.findIndex((line) => line.block === block);
    if (title >= 0 && title - place > ABOVE_TITLE && found.label === 'none') return [];
    return [{ ...found, text, near: place > title ? 100 + place : place }];
  });
  const below = usable(tail).flatMap(({ text, kind }, i) => {
    const found = dateLine(text, order);
    const believed = found && (found.label !== 'none' || kind === 'stamp' || i < BELOW_TEXT);
    return believed ? [{ ...found, text, near: -i }] : [];
  });
  const placed = [...above, ...below, ...leading(draft, order)].sort(mostTelling);
  return placed.map(toCandidate);
};

/** A stamp at the very start of the text's first block: `Varnholm, 3 March 2021 – The harbour…`. */
function leading(draft: Draft, order: Order): Placed[] {
  const first: Block | undefined = draft.blocks.find(({ kind }) => kind === 'paragraph');
  const start = first && /^.{0,60}?\s[-–—|:]\s/u.exec(first.text.slice(0, START + 10))?.[0];
  const found = start ? dateLine(start, order) : undefined;
  return found && start ? [{ ...found, text: start, near: 50 }] : [];
}

const RANK = { published: 0, none: 1, updated: 2 } as const;
const mostTelling = (a: Placed, b: Placed): number => RANK[a.label] - RANK[b.label] || b.near - a.near;

const toCandidate = ({ stamp, label, text }: Placed): Candidate => ({
  date: stamp.date,
  precision: stamp.precision,
  role: label === 'updated' ? 'updated' : 'published',
  evidence: text,
});
