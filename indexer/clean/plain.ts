/** Texts that were clean before they came: nothing but sentences, as archives of plain text hold them. */
import { endsSentence } from './measure.ts';
import type { Prepared } from './prepare.ts';

/** Share of the letters that stands in paragraphs: a page of short sentences alone may be a list of teasers or notices. */
const LEAST_PROSE = 0.5;

/**
 * Whether nothing shows that something was put around the article of a page of lines: every line is a sentence, the first
 * may be a headline and the last be cut, and no rule knows any of them. The dump of a web page is hardly ever so: of 719
 * benchmark dumps one is, a press release. What a classifier that has learned from dumps finds odd on such a page (a short
 * sentence first, another topic last) is mostly how it was written.
 */
export function isPlainText({ page, hits }: Prepared): boolean {
  if (hits.going.size > 0 || hits.ends.size > 0) return false;
  const last = page.blocks.length - 1;
  const isText = page.blocks.every(
    (block, at) =>
      !block.markup && (at === 0 || endsSentence(block.text) || (at === last && page.prose[at] === true)),
  );
  if (!isText) return false;
  const all = page.mass.reduce((sum, mass) => sum + mass, 0);
  const prose = page.mass.reduce((sum, mass, at) => sum + (page.prose[at] ? mass : 0), 0);
  return prose >= LEAST_PROSE * all;
}
