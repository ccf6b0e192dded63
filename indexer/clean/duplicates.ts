/** Lines the page says twice: a headline again below the text, a caption for desktop and for phone, a pull quote. */
import type { Block, Why } from '../draft.ts';
import { keyOf } from './key.ts';
import { isProse, mass } from './measure.ts';
import type { Page, Verdicts } from './page.ts';

/** Below this weight a repeated line may be speech or a list value: "No.", "6-4, 6-4". */
const MIN_MASS = 15;
/** A pull quote is at least this heavy: shorter phrases recur by chance. */
const PULL_QUOTE_MASS = 40;

const REPEATED: Why = {
  rule: 'duplicate/repeated',
  kind: 'duplicate',
  reason: 'the page says the same line twice',
};
const TITLE_AGAIN: Why = { rule: 'duplicate/headline', kind: 'duplicate', reason: 'repeats the headline' };
const PULL_QUOTE: Why = {
  rule: 'duplicate/pull-quote',
  kind: 'duplicate',
  reason: 'repeats words of the paragraph beside it, as a pull quote does',
};

/** Repeats among the blocks that are still in the body. Linear: a pull quote is only looked for in the blocks around it. */
export function duplicates(page: Page, going: Verdicts): Verdicts {
  const found = new Map<Block, Why>();
  const keys = page.keys();
  const titleKey = page.draft.facts.title ? keyOf(page.draft.facts.title.value) : '';
  /** Where each line stood last. */
  const last = new Map<string, number>();
  page.blocks.forEach((block, at) => {
    if (block === page.title || going.has(block) || (page.mass[at] ?? 0) < MIN_MASS) return;
    const own = keys[at] ?? '';
    if (titleKey && own === titleKey && page.title) {
      found.set(block, TITLE_AGAIN);
      return;
    }
    const earlier = last.get(own);
    last.set(own, at);
    const twin = earlier === undefined ? undefined : page.blocks[earlier];
    if (earlier !== undefined && twin && saysAgain(block, at - earlier) && !isAskedAgain(page, earlier, at)) {
      found.set(block, REPEATED);
      if (!isProse(twin.text) && !found.has(twin)) found.set(twin, REPEATED);
      return;
    }
    if (isPullQuote(page, going, keys, at)) found.set(block, PULL_QUOTE);
  });
  return found;
}

/**
 * A short line goes with one right beside it that says the same and goes, for the same reason: an outlet's name for the eye and
 * for the menu, of which a classifier may keep one.
 */
export function twinsOf(page: Page, going: Verdicts): Verdicts {
  const found = new Map<Block, Why>();
  const keys = page.keys();
  page.blocks.forEach((block, at) => {
    if (page.prose[at] || going.has(block) || keys[at] === '') return;
    for (const beside of [at - 1, at + 1]) {
      const twin = page.blocks[beside];
      const why = twin && keys[beside] === keys[at] ? going.get(twin) : undefined;
      if (why) found.set(block, why);
    }
  });
  return found;
}

/** How far from its paragraph a pull quote stands, or a caption from its copy for other screens, in blocks. */
const NEAR = 4;

/** A paragraph is told once. Shorter lines that come again far off are the text's own: a refrain, the same meal on another day. */
const saysAgain = (block: Block, distance: number): boolean =>
  distance <= NEAR || (block.kind !== 'list-item' && block.kind !== 'table-row' && isProse(block.text));

const QUESTION = /[?？؟]\s*["»”’」]?\s*$/u;

/** Whether it is a question that several people are asked: far off, and followed by another answer. */
function isAskedAgain(page: Page, earlier: number, at: number): boolean {
  if (at - earlier <= NEAR || !QUESTION.test(page.blocks[at]?.text.slice(-8) ?? '')) return false;
  const [answer, other] = [page.blocks[at + 1], page.blocks[earlier + 1]];
  const keys = page.keys();
  return answer !== undefined && other !== undefined && keys[at + 1] !== keys[earlier + 1];
}

function isPullQuote(page: Page, going: Verdicts, keys: readonly string[], at: number): boolean {
  const own = keys[at] ?? '';
  if (mass(own) < PULL_QUOTE_MASS) return false;
  for (let i = Math.max(0, at - NEAR); i <= Math.min(page.blocks.length - 1, at + NEAR); i++) {
    const other = page.blocks[i];
    if (i === at || !other || going.has(other) || !page.prose[i]) continue;
    const whole = keys[i] ?? '';
    if (whole.length > own.length && whole.includes(own)) return true;
  }
  return false;
}
