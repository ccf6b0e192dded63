/**
 * A letter to the readers inside or below the article: "A message from …", "Dear readers", then paragraphs that
 * speak of "we" and "you" and ask for money. Its paragraphs are as good prose as the article's, so only their
 * run can be told: from the salutation to the end of what speaks to the reader.
 */
import type { Block, Why } from '../draft.ts';
import type { Cues } from './cues.ts';
import type { Page, Verdicts } from './page.ts';

/** A line that opens a letter is short. */
const OPENING_MASS = 70;

/** A salutation with its comma or dash: a paragraph may start with it and be the whole letter. */
const SALUTATION = /^\p{L}+(?: \p{L}+){1,3}\s?[,:;!–—-]/u;

/** A letter is at most this many blocks. */
const LONGEST = 20;

const WHY: Why = {
  rule: 'letter/to-readers',
  kind: 'donation',
  reason: 'a letter to the readers that asks for support',
};

/** Takes each run from an opening line on that speaks to the reader, if somewhere in it money or support is asked for. */
export function letters(page: Page, going: Verdicts, cues: Cues): Verdicts {
  const { 'letter/opening': opens, 'letter/asks': asks } = cues;
  const found = new Map<Block, Why>();
  for (let at = 0; at < page.blocks.length; at++) {
    const block = page.blocks[at];
    if (!block || !opens.test(block.text.trim())) continue;
    if ((page.mass[at] ?? 0) > OPENING_MASS && !(SALUTATION.test(block.text.trim()) && asks.test(block.text)))
      continue;
    const run = letterFrom(page, going, at, cues);
    if (!run.some((one) => asks.test(one.text))) continue;
    for (const one of run) found.set(one, WHY);
    at += run.length - 1;
  }
  return found;
}

/** From the opening to the last block that speaks to the reader or asks; one block that does neither may stand between. */
function letterFrom(page: Page, going: Verdicts, start: number, cues: Cues): Block[] {
  const isOfLetter = ({ text }: Block) =>
    cues['letter/speaks'].test(text) ||
    cues['letter/asks'].test(text) ||
    cues['letter/opening'].test(text.trim());
  let end = start;
  for (let at = start + 1; at < Math.min(page.blocks.length, start + LONGEST); at++) {
    const block = page.blocks[at];
    if (!block) break;
    if (going.has(block) || isOfLetter(block)) end = at;
    else if (at - end > 2) break;
  }
  return page.blocks.slice(start, end + 1);
}
