/**
 * A first guess at where the article begins and ends: the run of blocks that weighs most, paragraphs counting for it
 * and furniture against it. The classifier starts from it, and where the classifier finds nothing it stands.
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
/** What Readability's verdict counts, where it gave one. */
const OUTSIDE_ARTICLE = 260;
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

/**
 * The span that weighs most; the whole page where nothing weighs anything.
 *
 * Readability's verdict counts unless it missed most of what reads as the article: then the text decides alone.
 */
export function bodySpan(page: Page, hits: RuleHits): Span {
  const byText = heaviest(page, hits, false);
  return verdictCovers(page, byText) ? heaviest(page, hits, true) : byText;
}

/** Share of the article by its text that Readability must have found to be believed. */
const VERDICT_SHARE = 0.4;

/** Whether the page has a verdict that is to be believed. */
function verdictCovers(page: Page, byText: Span): boolean {
  let all = 0;
  let found = 0;
  for (let at = byText.from; at < byText.to; at++) {
    if (!page.prose[at]) continue;
    all += page.mass[at] ?? 0;
    if (page.blocks[at]?.markup?.inArticle) found += page.mass[at] ?? 0;
  }
  return found > 0 && found >= VERDICT_SHARE * all;
}

function heaviest(page: Page, hits: RuleHits, useVerdict: boolean): Span {
  let best = { from: 0, to: page.blocks.length, sum: 0 };
  let from = 0;
  let sum = 0;
  page.blocks.forEach((_, at) => {
    if (sum <= 0) {
      from = at;
      sum = 0;
    }
    sum += weight(page, at, hits, useVerdict);
    if (sum > best.sum) best = { from, to: at + 1, sum };
  });
  return { from: best.from, to: best.to };
}

function weight(page: Page, at: number, hits: RuleHits, useVerdict: boolean): number {
  const block = page.blocks[at];
  if (!block || block === page.title) return 0;
  if (hits.ends.has(block)) return -END_MARK;
  const size = page.mass[at] ?? 0;
  if (hits.going.has(block)) return -Math.min(BOILERPLATE + size, PARAGRAPH_CAP / 2);
  if (hits.sections.has(block)) return -FURNITURE;
  const { markup } = block;
  if (useVerdict && markup?.inArticle === false) return page.prose[at] ? -OUTSIDE_ARTICLE : -FURNITURE;
  const isInside = useVerdict && markup?.inArticle === true;
  if (markup && markup.linkDensity > LINK_HEAVY) return isInside ? 0 : -FURNITURE;
  if (page.prose[at] || isInside) return Math.min(size, PARAGRAPH_CAP);
  return endsSentence(block.text) ? 0 : -FURNITURE;
}

/** Widens the span over short lines that belong to its first or last paragraph: a sub-headline, a closing line of speech. */
export function widen(page: Page, span: Span, hits: RuleHits): Span {
  let { from, to } = span;
  for (let step = 0; step < BORDER_REACH; step++) {
    const next = page.blocks[to];
    if (!next || next === page.title || hits.going.has(next) || hits.ends.has(next)) break;
    if (!endsSentence(next.text) || isCutOff(next.text) || next.markup?.inArticle === false) break;
    to++;
  }
  for (let step = 0; step < BORDER_REACH; step++) {
    const previous = page.blocks[from - 1];
    if (!previous || previous === page.title || hits.going.has(previous)) break;
    if (!endsSentence(previous.text) || isCutOff(previous.text) || previous.markup?.inArticle === false)
      break;
    from--;
  }
  return { from, to };
}
