/**
 * The article of a page by weight alone: the run of blocks that weighs most, paragraphs counting for it and furniture
 * against it. It stands where the classifier finds nothing, and for pages too long to ask it.
 */
import { endsSentence, isCutOff } from './measure.ts';
import type { Page } from './page.ts';
import type { RuleHits } from './rules.ts';

/** A paragraph counts for the body with its weight up to this: one huge block must not outweigh a page. */
const PARAGRAPH_CAP = 400;
/** What one block of furniture counts against the body. */
const FURNITURE = 22;
/** What a line that a rule takes counts against it: boilerplate comes in runs, and they mark the borders. */
const BOILERPLATE = 40;
/** What the start of a section that ends articles ("Comments", "More stories") counts against going on. */
const END_MARK = 350;
/** Letters inside links from which a block is a list of links, whatever else it looks like. */
const LINK_HEAVY = 0.6;

/** A heading or list item at the border of the body stays if it is at most this many blocks from a paragraph. */
const BORDER_REACH = 2;

export interface Span {
  /** Index of the first block of the body. */
  readonly from: number;
  /** Index after its last block. */
  readonly to: number;
}

/** The span that weighs most; the whole page where nothing weighs anything. */
export function bodySpan(page: Page, hits: RuleHits): Span {
  let best = { from: 0, to: page.blocks.length, sum: 0 };
  let from = 0;
  let sum = 0;
  page.blocks.forEach((_, at) => {
    if (sum <= 0) {
      from = at;
      sum = 0;
    }
    sum += weight(page, at, hits);
    if (sum > best.sum) best = { from, to: at + 1, sum };
  });
  return { from: best.from, to: best.to };
}

function weight(page: Page, at: number, hits: RuleHits): number {
  const block = page.blocks[at];
  if (!block) return 0;
  if (hits.ends.has(block)) return -END_MARK;
  const size = page.mass[at] ?? 0;
  if (hits.going.has(block)) return -Math.min(BOILERPLATE + size, PARAGRAPH_CAP / 2);
  if (hits.sections.has(block)) return -FURNITURE;
  const { markup } = block;
  if (markup && markup.linkDensity > LINK_HEAVY) return -FURNITURE;
  if (page.prose[at]) return Math.min(size, PARAGRAPH_CAP);
  return endsSentence(block.text) ? 0 : -FURNITURE;
}

/** Widens the span over short lines that belong to its first or last paragraph: a sub-headline, a closing line of speech. */
export function widen(page: Page, span: Span, hits: RuleHits): Span {
  let { from, to } = span;
  for (let step = 0; step < BORDER_REACH; step++) {
    const next = page.blocks[to];
    if (!next || hits.going.has(next) || hits.ends.has(next)) break;
    if (!endsSentence(next.text) || isCutOff(next.text)) break;
    to++;
  }
  for (let step = 0; step < BORDER_REACH; step++) {
    const previous = page.blocks[from - 1];
    if (!previous || hits.going.has(previous)) break;
    if (!endsSentence(previous.text) || isCutOff(previous.text)) break;
    from--;
  }
  return { from, to };
}
