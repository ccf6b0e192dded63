/** The boilerplate rules of `config/boilerplate/*.yml`, compiled once, applied to each block of a page. */
import type { BoilerplateRule } from '../../config/schema.ts';
import type { Block, Why } from '../draft.ts';
import { prefilter } from '../text/prefilter.ts';
import { endsSentence } from './measure.ts';
import type { Page, Verdicts } from './page.ts';

/** One rule ready to run. */
interface Compiled {
  readonly why: Why;
  readonly pattern: RegExp;
  readonly takes: BoilerplateRule['takes'];
  readonly where: BoilerplateRule['where'];
  readonly maxLength: number;
}

/** What the rules say of one page. */
export interface RuleHits {
  /** Blocks a rule takes. */
  readonly going: Verdicts;
  /** The short lines under a heading that a `section` rule took: most likely its list, but the classifier decides. */
  readonly sections: Verdicts;
  /** Blocks after which, by an `onward` rule, the article is over; whether it is, the body step decides. */
  readonly ends: Verdicts;
}

/** A section under a heading such as "Related stories" is at most this many blocks. */
const SECTION_BLOCKS = 12;

/** A rule's pattern as it is run. */
export const compile = (rule: Pick<BoilerplateRule, 'pattern' | 'letterCase'>): RegExp =>
  new RegExp(rule.pattern, rule.letterCase === 'exact' ? 'u' : 'iu');

/** Compiles the rules and returns what finds their hits on a page. Linear in the page: no block longer than a rule's `maxLength` is read. */
export function ruleFinder(rules: readonly BoilerplateRule[]): (page: Page) => RuleHits {
  const compiled = rules.map(
    (rule): Compiled => ({
      why: { rule: rule.id, kind: rule.kind, reason: rule.reason },
      pattern: compile(rule),
      takes: rule.takes,
      where: rule.where,
      maxLength: rule.maxLength,
    }),
  );
  const longest = Math.max(0, ...compiled.map((rule) => rule.maxLength));
  const possible = prefilter(rules.map((rule) => rule.pattern));
  /** The first rule that takes a text, in the order of the rules. */
  const ruleFor = (text: string, isRow: boolean, isHead: boolean, isTail: boolean): Compiled | undefined => {
    possible.look(text);
    for (let i = 0; i < compiled.length; i++) {
      if (!possible.mayMatch(i)) continue;
      const { pattern, where, maxLength, why } = compiled[i] as Compiled;
      // Bars part the cells of a table as they part the entries of a menu.
      if (isRow && (why.kind === 'navigation' || why.kind === 'share')) continue;
      if (text.length > maxLength || (where === 'head' && !isHead) || (where === 'tail' && !isTail)) continue;
      if (pattern.test(text)) return compiled[i];
    }
    return undefined;
  };

  return (page) => {
    const going = new Map<Block, Why>();
    const sections = new Map<Block, Why>();
    const headings: [at: number, reason: Why][] = [];
    const ends = new Map<Block, Why>();
    const firstProse = page.prose.indexOf(true);
    const lastProse = page.prose.lastIndexOf(true);
    page.blocks.forEach((block, at) => {
      if (block.text.length > longest) return;
      const isHead = firstProse < 0 || at < firstProse;
      const isTail = lastProse < 0 || at > lastProse;
      const rule = ruleFor(block.text.trim(), block.kind === 'table-row', isHead, isTail);
      if (!rule) return;
      if (!going.has(block)) going.set(block, rule.why);
      if (rule.takes === 'onward') ends.set(block, rule.why);
      if (rule.takes === 'section') headings.push([at, rule.why]);
    });
    for (const [at, reason] of headings)
      for (const next of section(page, at, ends)) sections.set(next, reason);
    return { going, sections, ends };
  };
}

/** From this weight on a line that ends as a sentence is no entry of a list of headlines. */
const SENTENCE_MASS = 50;

const isSentence = (page: Page, at: number): boolean =>
  (page.mass[at] ?? 0) >= SENTENCE_MASS && endsSentence(page.blocks[at]?.text ?? '');

/** The run of blocks right after `at` that are neither paragraphs nor whole sentences, up to where the article is over. */
function section(page: Page, at: number, ends: Verdicts): Block[] {
  const run: Block[] = [];
  for (let i = at + 1; i < page.blocks.length && run.length < SECTION_BLOCKS; i++) {
    const block = page.blocks[i];
    if (!block || page.prose[i] || isSentence(page, i) || ends.has(block)) return run;
    run.push(block);
  }
  return run;
}
