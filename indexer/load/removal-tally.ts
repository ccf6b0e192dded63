/** What was removed in a run: how often, by which rule, with examples. */
import type { Article, ArticleRemoval } from '../../engine/article.ts';
import type { RemovalKind } from '../../engine/summary.ts';
import { add, type Counts, counts, largestFirst, sumOf } from './counts.ts';
import { EXAMPLES, hashOf, shownReason, shownText, type Told, type ToldRemovals } from './told.ts';

/** Characters of an example in the report. */
const EXAMPLE_LENGTH = 200;
/** Rules a summary lists of one kind. */
const RULES = 12;

export interface RuleUse {
  readonly rule: string;
  readonly kind: string;
  readonly count: number;
  readonly examples: readonly { readonly path: string; readonly line: number; readonly text: string }[];
}

interface KindUse {
  blocks: number;
  articles: number;
  characters: number;
  readonly rules: Map<string, KindRuleUse>;
}

/** What one rule removed of one kind. */
interface KindRuleUse {
  blocks: number;
  /** The reason, and its hash; null: there are several. */
  reason: string | null;
  reasonHash: string | null;
  readonly examples: { id: string; text: string }[];
  /** Hashes of their texts. */
  readonly texts: Set<string>;
}

/** Counts removals of articles as they are sent. */
export class RemovalTally {
  readonly #kinds = new Map<string, KindUse>();
  readonly #rules = new Map<
    string,
    { kind: string; count: number; examples: RuleUse['examples'][number][] }
  >();
  /** Articles each rule removed something from. */
  readonly #articles = new Map<string, number>();
  /** Articles that lost something. */
  stripped = 0;

  /** Whether an article can show what no example shows yet: then `add` needs it. */
  needs({ removals }: Told): boolean {
    return removals.some(
      (removed) =>
        (this.#rules.get(removed.rule)?.examples.length ?? 0) < EXAMPLES ||
        isNews(this.#kinds.get(removed.kind)?.rules.get(removed.rule), removed),
    );
  }

  /** @param article may be null where nothing `needs` it */
  add({ removals }: Told, article: Article | null): void {
    if (removals.length > 0) this.stripped++;
    for (const removed of removals) this.#count(removed);
    for (const kind of new Set(removals.map((removed) => removed.kind))) this.#kind(kind).articles++;
    for (const rule of new Set(removals.map((removed) => removed.rule))) add(this.#articles, rule);
    for (const removal of article?.removals ?? []) {
      this.#showRule(article?.path ?? '', removal);
      this.#showKind(article?.id ?? '', removal);
    }
  }

  get blocks(): number {
    return sumOf([...this.#kinds.values()].map(({ blocks }) => blocks));
  }

  get characters(): number {
    return sumOf([...this.#kinds.values()].map(({ characters }) => characters));
  }

  /** Blocks by kind, and by rule. */
  get byKind(): Counts {
    return counts(new Map([...this.#kinds].map(([kind, { blocks }]) => [kind, blocks])));
  }

  get byRule(): Counts {
    return counts(new Map([...this.#rules].map(([rule, { count }]) => [rule, count])));
  }

  /** Every rule, most blocks first. */
  uses(): RuleUse[] {
    return [...this.#rules]
      .map(([rule, use]) => ({ rule, ...use }))
      .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
  }

  /** Every kind with its most frequent rules. */
  kinds(): RemovalKind[] {
    return largestFirst(new Map([...this.#kinds].map(([kind, { blocks }]) => [kind, blocks]))).map(
      ([kind]) => {
        const { blocks, articles, characters, rules } = this.#kind(kind);
        const all = largestFirst(new Map([...rules].map(([rule, use]) => [rule, use.blocks])));
        const listed = all.slice(0, RULES);
        return {
          kind,
          blocks,
          articles,
          characters,
          rules: listed.map(([rule, count]) => ({
            rule,
            reason: reasonOf(rules.get(rule)),
            blocks: count,
            articles: this.#articles.get(rule) ?? 0,
            examples: [...(rules.get(rule)?.examples ?? [])],
          })),
          others: {
            rules: all.length - listed.length,
            blocks: blocks - sumOf(listed.map(([, count]) => count)),
          },
        };
      },
    );
  }

  #count({ rule, kind, blocks, characters, reason }: ToldRemovals): void {
    const use = this.#rules.get(rule) ?? { kind, count: 0, examples: [] };
    use.count += blocks;
    this.#rules.set(rule, use);
    const all = this.#kind(kind);
    all.blocks += blocks;
    all.characters += characters;
    const of = all.rules.get(rule) ?? {
      blocks: 0,
      reason: null,
      reasonHash: reason,
      examples: [],
      texts: new Set<string>(),
    };
    of.blocks += blocks;
    if (of.reasonHash !== reason) of.reasonHash = null;
    all.rules.set(rule, of);
  }

  #showRule(path: string, { rule, line, text }: ArticleRemoval): void {
    const examples = this.#rules.get(rule)?.examples ?? [];
    if (examples.length < EXAMPLES) examples.push({ path, line, text: text.slice(0, EXAMPLE_LENGTH) });
  }

  #showKind(id: string, { rule, kind, reason, text }: ArticleRemoval): void {
    const of = this.#kinds.get(kind)?.rules.get(rule);
    if (!of || of.examples.length === EXAMPLES) return;
    of.reason ??= shownReason(reason);
    const example = { id, text: shownText(text) };
    // The same words or the same page again would teach little.
    const isNew = of.examples.every((other) => other.id !== id && other.text !== example.text);
    if (!isNew) return;
    of.examples.push(example);
    of.texts.add(hashOf(example.text));
  }

  #kind(kind: string): KindUse {
    const use = this.#kinds.get(kind) ?? { blocks: 0, articles: 0, characters: 0, rules: new Map() };
    this.#kinds.set(kind, use);
    return use;
  }
}

/** Whether a page holds another text than the examples of a rule. */
const isNews = (of: KindRuleUse | undefined, { texts }: ToldRemovals): boolean =>
  !of || (of.examples.length < EXAMPLES && texts.some((text) => !of.texts.has(text)));

const reasonOf = (of: KindRuleUse | undefined): string | null =>
  of && of.reasonHash !== null ? of.reason : null;
