/** What a run says about itself: counts as pages come in, and every page a person should look at. */
import type { RemovalKind } from '../../config/schema.ts';
import type { Article } from '../../engine/article.ts';
import type { Draft } from '../draft.ts';
import { UNDATED } from './document.ts';
import type { Refused, Spooled } from './spool.ts';

/** Examples kept of what a rule removed, and characters of each. */
const EXAMPLES = 3;
const EXAMPLE_LENGTH = 200;
/** Sources listed in the summary that is kept beside the articles. */
const SUMMARY_SOURCES = 100;

type Counts = Readonly<Record<string, number>>;

/** A second page with an id that was already taken: it was left out. */
export interface Duplicate {
  readonly id: string;
  readonly path: string;
  /** The page that stayed. */
  readonly first: string;
}

/** A page of which cleaning left suspiciously little; it is in the index all the same. */
export interface BodyLoss {
  readonly id: string;
  readonly path: string;
  readonly kept: string;
  readonly evidence: string;
}

/** A line that stands on many pages of its source. */
export interface RepeatedLine {
  readonly site: string;
  readonly text: string;
  /** Pages of the source it stands on, and pages of the source. */
  readonly pages: number;
  readonly of: number;
  readonly verdict: 'removed' | 'kept';
  readonly why: string;
}

/** What the second look at the whole corpus found and did. */
export interface Repeats {
  readonly lines: number;
  readonly pages: number;
  readonly tooMuch: number;
  readonly listed: readonly RepeatedLine[];
}

/** An entity that articles name in several ways. */
export interface JoinedName {
  readonly name: string;
  readonly type: string;
  /** Each way, by how many articles it is used. */
  readonly spellings: readonly { readonly name: string; readonly articles: number }[];
}

/** What was found among the names of the whole corpus. */
export interface Names {
  /** Names that became another one. */
  readonly spellings: number;
  readonly listed: readonly JoinedName[];
}

export interface RuleUse {
  readonly rule: string;
  readonly kind: RemovalKind | string;
  readonly count: number;
  readonly examples: readonly { readonly path: string; readonly line: number; readonly text: string }[];
}

/** The figures of a run, without lists that grow with the corpus. Counts are sorted, largest first. */
export interface Summary {
  readonly build: string;
  readonly rules: string;
  readonly files: number;
  /** Files copied from the previous build's spool because nothing about them changed. */
  readonly filesReused: number;
  /** Articles, refused and duplicates together. */
  readonly pages: number;
  readonly articles: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly warnings: number;
  readonly bodyLoss: number;
  readonly undated: number;
  /** Groups of articles with the same text, articles that stand alone included. */
  readonly stories: number;
  /** Articles that share their story with another. */
  readonly articlesInSharedStories: number;
  readonly languages: Counts;
  readonly sources: Counts;
  readonly completeness: Counts;
  readonly removedBlocks: number;
  readonly removalKinds: Counts;
  readonly removalRules: Counts;
  /** Different lines that were removed because they stand on many pages of their source. */
  readonly repeatedLines: number;
  /** Pages they were removed from. */
  readonly repeatedPages: number;
  /** Pages that keep theirs, since they are too large a share of the text. */
  readonly repeatedTooMuch: number;
  /** Names that became another one, which most articles use for the same entity. */
  readonly joinedNames: number;
}

/** The summary with every list: what `--report` writes. */
export interface Report extends Omit<Summary, 'refused' | 'duplicates' | 'warnings' | 'bodyLoss'> {
  readonly outcome: string;
  readonly paths: readonly string[];
  readonly counts: {
    readonly refused: number;
    readonly duplicates: number;
    readonly warnings: number;
    readonly bodyLoss: number;
  };
  readonly refused: readonly Refused[];
  readonly duplicates: readonly Duplicate[];
  readonly warnings: readonly { readonly path: string; readonly warning: string }[];
  readonly bodyLoss: readonly BodyLoss[];
  readonly removals: readonly RuleUse[];
  /** Lines that stand on many pages of their source among different texts: removed, or kept and worth a look. */
  readonly repeated: readonly RepeatedLine[];
  /** The entities of the most articles among those that articles name in several ways. */
  readonly names: readonly JoinedName[];
  /** Milliseconds of each phase. */
  readonly timings: Counts;
  readonly peakMemoryBytes: number;
}

/** Counts pages as they come in, in path order, and articles as they are sent, in the same order. */
export class Tally {
  readonly #refused: Refused[] = [];
  readonly #duplicates: { id: string; path: string }[] = [];
  readonly #warnings: { path: string; warning: string }[] = [];
  readonly #bodyLoss: BodyLoss[] = [];
  readonly #languages = new Map<string, number>();
  readonly #sources = new Map<string, number>();
  readonly #completeness = new Map<string, number>();
  readonly #kinds = new Map<string, number>();
  readonly #rules = new Map<
    string,
    { kind: string; count: number; examples: RuleUse['examples'][number][] }
  >();
  readonly #ids = new Set<string>();
  readonly #firstPaths = new Map<string, string>();
  #repeats: Repeats = { lines: 0, pages: 0, tooMuch: 0, listed: [] };
  #names: Names = { spellings: 0, listed: [] };
  #undated = 0;
  #stories = 0;
  #shared = 0;
  files = 0;
  filesReused = 0;

  get articles(): number {
    return this.#ids.size;
  }

  get refused(): number {
    return this.#refused.length;
  }

  get pages(): number {
    return this.#ids.size + this.#refused.length + this.#duplicates.length;
  }

  /** Counts a page. @returns the page when it is to be indexed: not refused, and the first with its id */
  take(page: Spooled): Draft | null {
    if ('refused' in page) {
      this.#refused.push(page.refused);
      return null;
    }
    const { draft, warnings = [] } = page;
    for (const warning of warnings) this.#warnings.push({ path: draft.path, warning });
    if (this.#ids.has(draft.id)) {
      this.#duplicates.push({ id: draft.id, path: draft.path });
      this.#firstPaths.set(draft.id, '');
      return null;
    }
    this.#ids.add(draft.id);
    return draft;
  }

  /** Notes what the second look at the whole corpus did. */
  repeated(repeats: Repeats): void {
    this.#repeats = repeats;
  }

  /** Notes what was found among the names of the whole corpus. */
  named(names: Names): void {
    this.#names = names;
  }

  /** Counts an article as it is indexed, at its place among the stories; called once for each, when it is sent. */
  placed(article: Article): void {
    this.#count(article);
    if (article.storyRank === 0) this.#stories++;
    if (article.storySize > 1) this.#shared++;
    if (this.#firstPaths.has(article.id)) this.#firstPaths.set(article.id, article.path);
  }

  summary(build: string, rules: string): Summary {
    const sources = counts(this.#sources);
    return {
      build,
      rules,
      files: this.files,
      filesReused: this.filesReused,
      pages: this.pages,
      articles: this.articles,
      refused: this.refused,
      duplicates: this.#duplicates.length,
      warnings: this.#warnings.length,
      bodyLoss: this.#bodyLoss.length,
      undated: this.#undated,
      stories: this.#stories,
      articlesInSharedStories: this.#shared,
      languages: counts(this.#languages),
      sources: Object.fromEntries(Object.entries(sources).slice(0, SUMMARY_SOURCES)),
      completeness: counts(this.#completeness),
      removedBlocks: [...this.#kinds.values()].reduce((sum, count) => sum + count, 0),
      removalKinds: counts(this.#kinds),
      removalRules: counts(new Map([...this.#rules].map(([rule, { count }]) => [rule, count]))),
      repeatedLines: this.#repeats.lines,
      repeatedPages: this.#repeats.pages,
      repeatedTooMuch: this.#repeats.tooMuch,
      joinedNames: this.#names.spellings,
    };
  }

  report(about: {
    build: string;
    rules: string;
    outcome: string;
    paths: readonly string[];
    timings: Counts;
    peakMemoryBytes: number;
  }): Report {
    const { outcome, paths, timings, peakMemoryBytes } = about;
    const { refused, duplicates, warnings, bodyLoss, ...summary } = this.summary(about.build, about.rules);
    return {
      outcome,
      ...summary,
      sources: counts(this.#sources),
      paths,
      counts: { refused, duplicates, warnings, bodyLoss },
      refused: this.#refused,
      duplicates: this.#duplicates.map(({ id, path }) => ({
        id,
        path,
        first: this.#firstPaths.get(id) ?? '',
      })),
      warnings: this.#warnings,
      bodyLoss: this.#bodyLoss,
      removals: [...this.#rules]
        .map(([rule, use]) => ({ rule, ...use }))
        .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1)),
      repeated: this.#repeats.listed,
      names: this.#names.listed,
      timings,
      peakMemoryBytes,
    };
  }

  #count(article: Article): void {
    add(this.#languages, article.language);
    add(this.#sources, article.source);
    add(this.#completeness, article.completenessState);
    if (article.year === UNDATED) this.#undated++;
    if (article.bodyLoss) {
      const fact = article.facts.find((row) => row.fact === 'bodyLoss');
      this.#bodyLoss.push({
        id: article.id,
        path: article.path,
        kept: fact?.value ?? '',
        evidence: fact?.evidence ?? '',
      });
    }
    for (const { rule, kind, line, text } of article.removals) {
      add(this.#kinds, kind);
      const use = this.#rules.get(rule) ?? { kind, count: 0, examples: [] };
      use.count++;
      if (use.examples.length < EXAMPLES)
        use.examples.push({ path: article.path, line, text: text.slice(0, EXAMPLE_LENGTH) });
      this.#rules.set(rule, use);
    }
  }
}

const add = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);

const counts = (map: ReadonlyMap<string, number>): Counts =>
  Object.fromEntries([...map].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
