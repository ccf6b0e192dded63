/** The counts of a run: pages as they come in, articles as they are sent. */
import type { Article } from '../../engine/article.ts';
import { IdSet, Ids } from '../../engine/ids.ts';
import type { BuildSummary } from '../../engine/summary.ts';
import { Composition, isTooLong, TITLE_LENGTH } from './composition.ts';
import { beginning, type Counts, counts, topOf } from './counts.ts';
import { Fingerprinter, type Fingerprints } from './difference.ts';
import type { StoryPlace } from './document.ts';
import { refusalsOf } from './refusals.ts';
import { RemovalTally } from './removal-tally.ts';
import type { BodyLoss, Names, Repeats, Report, Summary } from './report.ts';
import type { Refused } from './spool.ts';
import type { NamedHere, Told } from './told.ts';

/** Values, lines and articles listed in the summary that is kept beside the articles, and characters of a text. */
const LISTED = { languages: 40, sources: 40, years: 120, completeness: 10, repeated: 10, lost: 10 } as const;
const TEXT_LENGTH = 160;

/** What only the run itself knows of it. */
export interface RunFacts extends Pick<BuildSummary, 'startedAt' | 'before'> {
  /** Milliseconds of each phase until now. */
  readonly timings: Counts;
  readonly peakMemoryBytes: number;
}

/** A page that is indexed, as it is counted. */
export interface PlacedPage {
  readonly id: string;
  readonly path: string;
  readonly told: Told;
  /** Of its entities in the corpus. */
  readonly names: readonly Pick<NamedHere, 'name' | 'type'>[];
}

/** A page as it is counted: judged, with what is to be listed of it, or refused. */
export type Taken<T> =
  | { readonly draft: T; readonly warnings?: readonly string[] }
  | { readonly refused: Refused };

/** Counts pages as they come in, in path order, and articles as they are sent, in the same order. */
export class Tally {
  readonly #refused: Refused[] = [];
  readonly #duplicates: { id: string; path: string }[] = [];
  readonly #warnings: { path: string; warning: string }[] = [];
  readonly #bodyLoss: BodyLoss[] = [];
  readonly #lost: BuildSummary['lost'] = [];
  readonly #composition = new Composition();
  readonly #removals = new RemovalTally();
  readonly #prints = new Fingerprinter();
  readonly #ids: IdSet;
  readonly #firstPaths = new Map<string, string>();
  #repeats: Repeats = { lines: 0, pages: 0, tooMuch: 0, listed: [] };
  #names: Names = { spellings: 0, listed: [] };
  files = 0;
  filesReused = 0;

  /** @param ids the table of all ids of the run: each is added when its first page is taken */
  constructor(ids = new Ids()) {
    this.#ids = new IdSet(ids);
  }

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
  take<T extends { readonly id: string; readonly path: string }>(page: Taken<T>): T | null {
    if ('refused' in page) {
      this.#refused.push(page.refused);
      return null;
    }
    const { draft, warnings = [] } = page;
    for (const warning of warnings) this.#warnings.push({ path: draft.path, warning });
    if (this.#ids.add(draft.id)) return draft;
    this.#duplicates.push({ id: draft.id, path: draft.path });
    this.#firstPaths.set(draft.id, '');
    return null;
  }

  /** Notes what the second look at the whole corpus did. */
  repeated(repeats: Repeats): void {
    this.#repeats = repeats;
  }

  /** Notes what was found among the names of the whole corpus. */
  named(names: Names): void {
    this.#names = names;
  }

  /** Whether `placed` needs the article itself: something of it is to be listed. */
  needs(told: Told): boolean {
    return told.lost || isTooLong(told) || this.#removals.needs(told);
  }

  /**
   * Counts an article as it is indexed, at its place among the stories; called once for each, when it is sent.
   * @param article may be null where nothing `needs` it
   * @throws Error when it is null all the same
   */
  placed(
    { id, path, told, names }: PlacedPage,
    place: Pick<StoryPlace, 'size' | 'rank'>,
    article: Article | null,
  ): void {
    const needed = (): Article => {
      if (!article) throw new Error(`the article ${id} (${path}) is to be listed, and was not read`);
      return article;
    };
    if (this.needs(told)) needed();
    this.#composition.add(told, place, needed);
    this.#removals.add(told, article);
    this.#prints.add(id, told, names);
    if (told.lost) this.#noteLoss(needed());
    if (this.#firstPaths.has(id)) this.#firstPaths.set(id, path);
  }

  /** Of the articles that were placed. */
  get fingerprints(): Fingerprints {
    return this.#prints.sorted;
  }

  summary(build: string, rules: string): Summary {
    return { build, rules, ...this.#counted() };
  }

  #counted(): Omit<Summary, 'build' | 'rules'> {
    const { languages, sources, completeness, undated, stories, shared } = this.#composition;
    return {
      files: this.files,
      filesReused: this.filesReused,
      pages: this.pages,
      articles: this.articles,
      refused: this.refused,
      duplicates: this.#duplicates.length,
      warnings: this.#warnings.length,
      bodyLoss: this.#bodyLoss.length,
      undated,
      stories,
      articlesInSharedStories: shared,
      languages: counts(languages),
      sources: counts(sources),
      completeness: counts(completeness),
      removedBlocks: this.#removals.blocks,
      removalKinds: this.#removals.byKind,
      removalRules: this.#removals.byRule,
      repeatedLines: this.#repeats.lines,
      repeatedPages: this.#repeats.pages,
      repeatedTooMuch: this.#repeats.tooMuch,
      joinedNames: this.#names.spellings,
    };
  }

  /** What is kept beside the articles, and shown by `/build`. */
  buildSummary(run: RunFacts): BuildSummary {
    const { removalKinds, removalRules, languages, sources, completeness, ...figures } = this.#counted();
    const composition = this.#composition;
    return {
      ...figures,
      refusals: refusalsOf(this.#refused),
      removedCharacters: this.#removals.characters,
      keptCharacters: composition.characters,
      stripped: this.#removals.stripped,
      removals: this.#removals.kinds(),
      repeated: this.#repeats.listed
        .filter(({ verdict }) => verdict === 'removed')
        .sort((a, b) => b.pages - a.pages)
        .slice(0, LISTED.repeated)
        .map(({ site, text, pages, of }) => ({
          site: beginning(site, TEXT_LENGTH),
          text: beginning(text, TEXT_LENGTH),
          pages,
          of,
        })),
      languages: topOf(composition.languages, LISTED.languages),
      sources: topOf(composition.sources, LISTED.sources),
      years: topOf(composition.years, LISTED.years),
      completeness: topOf(composition.completeness, LISTED.completeness),
      copies: composition.copies,
      lost: [...this.#lost],
      tooLong: composition.tooLong,
      longest: composition.longest,
      startedAt: run.startedAt,
      timings: Object.entries(run.timings).map(([phase, ms]) => ({ phase, ms })),
      peakMemoryBytes: run.peakMemoryBytes,
      before: run.before,
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
      removals: this.#removals.uses(),
      repeated: this.#repeats.listed,
      names: this.#names.listed,
      timings,
      peakMemoryBytes,
    };
  }

  #noteLoss({ id, path, title, facts }: Article): void {
    const fact = facts.find((row) => row.fact === 'bodyLoss');
    const evidence = fact?.evidence ?? '';
    this.#bodyLoss.push({ id, path, kept: fact?.value ?? '', evidence });
    if (this.#lost.length < LISTED.lost)
      this.#lost.push({
        id,
        title: beginning(title, TITLE_LENGTH),
        evidence: beginning(evidence, TEXT_LENGTH),
      });
  }
}
