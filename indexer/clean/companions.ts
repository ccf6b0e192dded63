/** Lines that go because of the line beside them: what a heading of other stories heads, what stands within a form. */
import type { RemovalKind } from '../../config/schema.ts';
import type { Block, Why } from '../draft.ts';
import { LIGHTEST } from './headline.ts';
import { shown } from './judged.ts';
import { endsSentence } from './measure.ts';
import type { Page, Verdicts } from './page.ts';

/** Rules that read the heading of a list of other pages. */
const HEADING = /^related\/(?:heading|label)/u;
/** Lines under such a heading that were kept, at most: more of them are a list of the article itself. */
const MOST_HEADED = 4;
/** Kinds whose lines make a form, and what a line within is said to be. */
const FORMS: Readonly<Partial<Record<RemovalKind, string>>> = {
  newsletter: 'stands in a form for a newsletter',
  paywall: 'stands between notices for subscribers',
};
/** A line within a form weighs at most this. */
const WITHIN_MASS = 80;

const isLine = (page: Page, at: number): boolean =>
  !page.prose[at] && !endsSentence(page.blocks[at]?.text ?? '') && page.blocks[at] !== page.title;

/** Blocks that go with those that a rule took beside them. */
export function companions(page: Page, going: Verdicts): Verdicts {
  const found = new Map<Block, Why>();
  const lastKept = page.blocks.findLastIndex((block) => !going.has(block));
  page.blocks.forEach((block, at) => {
    const why = going.get(block);
    if (why && HEADING.test(why.rule))
      for (const one of headed(page, going, at, lastKept)) found.set(one, underOf(block));
    if (!why && isWithin(page, going, at)) {
      const kind = going.get(page.blocks[at - 1] as Block)?.kind as RemovalKind;
      found.set(block, { rule: `block/${kind}`, kind, reason: FORMS[kind] ?? '' });
    }
  });
  return found;
}

const underOf = (heading: Block): Why => ({
  rule: 'block/teaser',
  kind: 'teaser',
  reason: `stands under «${shown(heading.text)}», a heading of other stories`,
});

/** The kept lines right under a heading: a headline with the short lines that belong to it, or the last lines of the page. */
function headed(page: Page, going: Verdicts, heading: number, lastKept: number): Block[] {
  const run: Block[] = [];
  let at = heading + 1;
  let hasHeadline = false;
  for (; at < page.blocks.length && run.length <= MOST_HEADED; at++) {
    const block = page.blocks[at] as Block;
    if (going.has(block) || !isLine(page, at)) break;
    hasHeadline ||= (page.mass[at] ?? 0) >= LIGHTEST;
    run.push(block);
  }
  if (run.length > MOST_HEADED) return [];
  return hasHeadline || at > lastKept ? run : [];
}

/** Whether a kept line stands between two lines which rules took as one kind. */
function isWithin(page: Page, going: Verdicts, at: number): boolean {
  if (!isLine(page, at) || (page.mass[at] ?? 0) > WITHIN_MASS) return false;
  const [above, below] = [page.blocks[at - 1], page.blocks[at + 1]].map((one) => one && going.get(one));
  if (!above || !below || above.kind !== below.kind || !(above.kind in FORMS)) return false;
  return !above.rule.startsWith('block/') && !below.rule.startsWith('block/');
}
