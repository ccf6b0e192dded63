/** The boilerplate rules of `config/boilerplate/*.yml`, compiled once, applied to each block of a page. */
import type { BoilerplateRule, RemovalKind } from '../../config/schema.ts';
import type { Block, Why } from '../draft.ts';
import { alternativesOf, literalsOf } from '../text/literals.ts';
import { literalSearch } from '../text/prefilter.ts';
import { endsSentence } from './measure.ts';
import { once } from './once.ts';
import type { Page, Verdicts } from './page.ts';

/** What the rules say of one page. */
export interface RuleHits {
  /** Blocks a rule takes. */
  readonly going: Verdicts;
  /** The short lines under a heading that a `section` rule took: most likely its list, but the classifier decides. */
  readonly sections: Verdicts;
  /** Blocks after which, by an `onward` rule, the article is over; whether it is, the body step decides. */
  readonly ends: Verdicts;
}

/** Longer lines are read with the rules for longer lines alone: few rules are, and most of a page's letters stand there. */
const LENGTHS = [100, 300];

/** A section under a heading such as "Related stories" is at most this many blocks. */
const SECTION_BLOCKS = 12;

/** A rule's pattern as it is run. */
export const compile = (rule: Pick<BoilerplateRule, 'pattern' | 'letterCase'>): RegExp =>
  new RegExp(rule.pattern, rule.letterCase === 'exact' ? 'u' : 'iu');

/**
 * Whether a rule is tried once it is known what the article is, and takes what of it should not be there. The classifier
 * reads what the other rules say, and was trained with them: one more shifts what it makes of the lines around.
 */
export const isAfterwards = ({ takes }: Pick<BoilerplateRule, 'takes'>): boolean => takes === 'afterwards';

const NOTHING: Passed = new Set();

/** What speaks to the reader in these may also be told of: "Subscribe to read, the slogan on the vans says." */
const APPEALS: ReadonlySet<RemovalKind> = new Set(['paywall', 'newsletter', 'donation', 'share']);

/**
 * Compiles the rules and returns what finds their hits on a page; blocks that go anyway may be passed over, and sentences in
 * which `reported` finds who said it are no appeal. Linear in the page: no block longer than a rule's `maxLength` is read.
 */
export function ruleFinder(
  rules: readonly BoilerplateRule[],
  reported?: RegExp,
): (page: Page, passed?: Passed) => RuleHits {
  const alternatives = withLiterals(rules.flatMap(alternativesIn));
  const longest = Math.max(0, ...rules.map((rule) => rule.maxLength));
  const searches = [...LENGTHS.filter((length) => length < longest), longest].map((length, i, all) => {
    const isLonger = (one: Alternative) => one.maxLength > (all[i - 1] ?? -1);
    // Made when the first text of that length comes.
    return [length, once(() => search(alternatives.filter(isLonger)))] as const;
  });
  /** The first rule that takes a text, in the order of the rules. No flag knows the Turkish capital of i for one. */
  const ruleFor = (text: string, place: Place): Ruled | undefined => {
    for (const [length, find] of searches)
      if (text.length <= length)
        return (
          find()(text, place) ?? (text.includes('İ') ? find()(text.replaceAll('İ', 'i'), place) : undefined)
        );
    return undefined;
  };

  return (page, passed = NOTHING) => {
    const going = new Map<Block, Why>();
    const sections = new Map<Block, Why>();
    const headings: [at: number, reason: Why][] = [];
    const ends = new Map<Block, Why>();
    const firstProse = page.prose.indexOf(true);
    const lastProse = page.prose.lastIndexOf(true);
    page.blocks.forEach((block, at) => {
      if (block.text.length > longest || passed.has(block)) return;
      const isHead = firstProse < 0 || at < firstProse;
      const isTail = lastProse < 0 || at > lastProse;
      const rule = ruleFor(block.text.trim(), { isRow: block.kind === 'table-row', isHead, isTail });
      if (!rule) return;
      if (APPEALS.has(rule.why.kind) && endsSentence(block.text) && reported?.test(block.text)) return;
      going.set(block, rule.why);
      if (rule.takes === 'onward') ends.set(block, rule.why);
      if (rule.takes === 'section') headings.push([at, rule.why]);
    });
    for (const [at, reason] of headings)
      for (const next of section(page, at, ends)) sections.set(next, reason);
    return { going, sections, ends };
  };
}

/** Blocks that go anyway. */
type Passed = Pick<ReadonlySet<Block>, 'has'>;

/** What a rule may ask of the block a text stands in. */
interface Place {
  readonly isRow: boolean;
  readonly isHead: boolean;
  readonly isTail: boolean;
}

/** What a rule says of a block it takes. */
type Ruled = Pick<BoilerplateRule, 'takes'> & { readonly why: Why };

/** One alternative of a rule's pattern, ready to run: it is tried only where its own words stand. */
interface Alternative extends Ruled {
  readonly pattern: RegExp;
  readonly literals: readonly string[] | undefined;
  readonly where: BoilerplateRule['where'];
  readonly maxLength: number;
}

type Unlooked = Omit<Alternative, 'literals'> & { readonly source: string };

function alternativesIn(rule: BoilerplateRule): Unlooked[] {
  const { id, kind, reason, takes, where, maxLength, letterCase } = rule;
  const why: Why = { rule: id, kind, reason };
  return alternativesOf(rule.pattern).map((source) => {
    const pattern = compile({ pattern: source, letterCase });
    return { why, takes, where, maxLength, pattern, source };
  });
}

function withLiterals(alternatives: readonly Unlooked[]): Alternative[] {
  const literals = literalsOf(alternatives.map(({ source }) => source));
  return alternatives.map(({ why, takes, where, maxLength, pattern }, i) => {
    return { why, takes, where, maxLength, pattern, literals: literals[i] };
  });
}

/** Finds the first of some alternatives that takes a text. */
function search(alternatives: readonly Alternative[]): (text: string, place: Place) => Ruled | undefined {
  const possible = literalSearch(alternatives.map(({ literals }) => literals));
  return (text, { isRow, isHead, isTail }) => {
    possible.look(text);
    for (let i = possible.next(0); i >= 0; i = possible.next(i + 1)) {
      const rule = alternatives[i] as Alternative;
      // Bars part the cells of a table as they part the entries of a menu.
      if (isRow && (rule.why.kind === 'navigation' || rule.why.kind === 'share')) continue;
      if (text.length > rule.maxLength) continue;
      if ((rule.where === 'head' && !isHead) || (rule.where === 'tail' && !isTail)) continue;
      if (rule.pattern.test(text)) return rule;
    }
    return undefined;
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
