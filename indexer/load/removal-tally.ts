/** What was removed in a run: how often, by which rule, with examples. */
import type { Article, ArticleRemoval } from '../../engine/article.ts';
import type { RemovalKind } from '../../engine/summary.ts';
import { add, beginning, type Counts, counts, largestFirst, sumOf } from './counts.ts';

/** Examples kept of what a rule removed, and characters of each in the report and in the summary. */
const EXAMPLES = 3;
const EXAMPLE_LENGTH = 200;
const SHORT_EXAMPLE = 100;
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
  reason: string | null;
  readonly examples: { id: string; text: string }[];
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

  add(article: Article): void {
    const { id, path, removals, removedKinds, removedRules } = article;
    if (removals.length > 0) this.stripped++;
    for (const removal of removals) {
      this.#countRule(path, removal);
      this.#countKind(id, removal);
    }
    for (const kind of removedKinds) this.#kind(kind).articles++;
    for (const rule of removedRules) add(this.#articles, rule);
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
            reason: rules.get(rule)?.reason ?? null,
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

  #countRule(path: string, { rule, kind, line, text }: ArticleRemoval): void {
    const use = this.#rules.get(rule) ?? { kind, count: 0, examples: [] };
    use.count++;
    if (use.examples.length < EXAMPLES)
      use.examples.push({ path, line, text: text.slice(0, EXAMPLE_LENGTH) });
    this.#rules.set(rule, use);
  }

  #countKind(id: string, { rule, kind, reason, text }: ArticleRemoval): void {
    const use = this.#kind(kind);
    use.blocks++;
    use.characters += text.length;
    const of = use.rules.get(rule) ?? { blocks: 0, reason: beginning(reason, SHORT_EXAMPLE), examples: [] };
    of.blocks++;
    if (of.reason !== beginning(reason, SHORT_EXAMPLE)) of.reason = null;
    const example = { id, text: beginning(text, SHORT_EXAMPLE) };
    // The same words or the same page again would teach little.
    const isNew = of.examples.every((other) => other.id !== id && other.text !== example.text);
    if (of.examples.length < EXAMPLES && isNew) of.examples.push(example);
    use.rules.set(rule, of);
  }

  #kind(kind: string): KindUse {
    const use = this.#kinds.get(kind) ?? { blocks: 0, articles: 0, characters: 0, rules: new Map() };
    this.#kinds.set(kind, use);
    return use;
  }
}
