/**
 * What a store can do, in our words: what it is asked stands in `request.ts`, how it fails in `errors.ts`, both of which this
 * file gives on. The server and the indexer know it and `article.ts` only, so that a second adapter can stand beside
 * Meilisearch. One contract suite (`tests/engine/`) runs against every adapter.
 */
import type { Article, Build, RemovedPiece, StoredBuild } from './article.ts';
import type { FacetName, SearchRequest, TriedRequest, WholeRequest } from './request.ts';

export * from './errors.ts';
export * from './request.ts';

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/**
 * The fields a result list needs: everything but what only the article page shows. Where the removed texts were
 * searched, `body` is those of the page, joined by a blank line.
 */
export interface ArticleSummary extends Omit<Article, 'paragraphs' | 'removals' | 'facts' | 'entities'> {
  /** When it first came into the index, Unix milliseconds: it stays from build to build. */
  readonly addedAt: number;
  /** What the parts of a removed text are. */
  readonly pieces?: readonly RemovedPiece[];
}

export interface SearchAnswer {
  /** Articles that match. */
  readonly total: number;
  /** Stories among them. */
  readonly stories: number;
  readonly hits: readonly ArticleSummary[];
  /** Largest count first, then by value. Selected values are always listed, also with a count of 0. */
  readonly facets: Readonly<Partial<Record<FacetName, readonly FacetCount[]>>>;
  readonly build: Build;
}

/** An article as far as it is counted. */
export interface FacetedArticle {
  readonly storyId: string;
  /** As in Article: null when undated. */
  readonly firstDay: number | null;
  readonly lastDay: number | null;
  /** Its values of each facet that was asked for, as the store compares them: see `valueKey`. */
  readonly values: Readonly<Partial<Record<FacetName, readonly string[]>>>;
}

/** Everything a search finds, however much that is. */
export interface Everything {
  readonly build: Build;
  /** Articles that follow: one a story when collapsed. */
  readonly total: number;
  /**
   * In the order of the search, all of this build, also when another one goes live meanwhile; read as they are asked
   * for, and once. Ends after `total` articles or throws: what came before is right, and not all.
   * @throws BuildGone, StoreUnavailable
   */
  readonly articles: AsyncIterable<ArticleSummary>;
}

/** What the store itself says of one article under one search. */
export interface Verdict {
  readonly found: boolean;
  /** How well the article answers, 0..1; null when it is not found. */
  readonly score: number | null;
  /** What the score is made of, in the order it decides, in the store's own names and numbers. */
  readonly ranking: readonly Ranking[];
  /** Where the words stand, as the store marks them: UTF-16 start and end in what was searched. */
  readonly places: Readonly<Record<'title' | 'body', readonly (readonly [number, number])[]>>;
}

export interface Ranking {
  readonly rule: string;
  readonly score: number | null;
  readonly details: Readonly<Record<string, string | number | null>>;
}

/**
 * For so many milliseconds after a swap a reader may still answer from the build before, which it has been told is live.
 * The writing side waits as long before it says that it is done: who searches after a run finds what the run indexed.
 */
export const SWAP_GRACE_MS = 200;

/** Words of a body that can be found: the engine leaves out what follows, without a word. */
export const SEARCHABLE_WORDS = 65_535;

/** Reading side: a search-only key is enough for all of it. Every call has a deadline. */
export interface ArticleReader {
  /** @throws StoreUnavailable, NoBuildYet, StoreRefused */
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** What a search counts, without its hits. @throws StoreUnavailable, NoBuildYet, StoreRefused */
  facetCounts(request: SearchRequest): Promise<Pick<SearchAnswer, 'total' | 'facets'>>;
  /** What a search finds, in no order and at most `most` of it, by the request's facets. @throws StoreUnavailable, NoBuildYet */
  facetsOfEach(request: SearchRequest, most: number): Promise<readonly FacetedArticle[]>;
  /** All that a search finds, of one build. @throws StoreUnavailable, NoBuildYet, StoreRefused */
  all(request: WholeRequest): Promise<Everything>;
  /**
   * The article with this id and, for each search, whether it finds that article: all of one build. Null when there is no
   * such article. @throws StoreUnavailable, NoBuildYet
   */
  judge(
    id: string,
    requests: readonly TriedRequest[],
  ): Promise<{ article: Article; verdicts: readonly Verdict[]; build: Build } | null>;
  /** The article with this id, or null. @throws StoreUnavailable, NoBuildYet */
  article(id: string): Promise<{ article: Article; build: Build } | null>;
  /** The members of a story in its order, the one shown first at the head; at most `limit`. */
  story(storyId: string, limit: number): Promise<readonly ArticleSummary[]>;
  /**
   * Values of one facet that contain or begin with `q`, under the request's filters but its own; an entity also when
   * another name of it begins so.
   */
  facetValues(name: FacetName, q: string, request: SearchRequest): Promise<readonly FacetCount[]>;
  /**
   * The entity that articles call so, where the name is no value of the facet itself and nearly all mean the same;
   * null where they do not, and for facets of other things than names.
   */
  entityCalled(name: string, facet: FacetName): Promise<string | null>;
  /**
   * How much each of these searches finds, all from one build: articles, or stories where it is collapsed.
   * @throws StoreUnavailable, NoBuildYet
   */
  counts(requests: readonly SearchRequest[]): Promise<readonly number[]>;
  /** The live build, or null when nothing was indexed yet. @throws StoreUnavailable */
  build(): Promise<Build | null>;
  /** The live build with its summary, which no search carries along. @throws StoreUnavailable */
  storedBuild(): Promise<StoredBuild | null>;
}

/** Writing side: builds a staging index and swaps it in. */
export interface ArticleWriter {
  /**
   * Removes leftovers of a run that died, creates the staging index and applies the settings before any document.
   * @param now Unix milliseconds at which its articles are added that the live index does not hold; the time of the call
   * where it is not said
   */
  begin(now?: number): Promise<Staging>;
  /**
   * Makes the previous build the staging index, so that only what differs from it need be sent: null where the previous
   * build is another one than this, or of another version of the index. Until a build is published there is no previous
   * one any more.
   * @param held every article it holds, and whether something was stripped from it
   */
  beginFrom(
    build: string,
    held: Iterable<{ readonly id: string; readonly stripped: boolean }>,
  ): Promise<Staging | null>;
  /** The live build, or null. */
  build(): Promise<StoredBuild | null>;
  /** Puts the previous build back; the one that was live becomes the previous. @throws NothingToRollBack */
  rollback(): Promise<Build>;
}

/** A line of UTF-8 that waits elsewhere until it is sent. */
export interface WaitingLine {
  readonly bytes: number;
  /** Puts it there, any number of times: what broke off is sent again. @throws LineLost */
  copyTo(into: Uint8Array, at: number): void;
}

export type Line = string | Uint8Array | WaitingLine;

/** The documents of an article, each a line of NDJSON without its line feed; `removed` is null where nothing was stripped. See `prepare`. */
export interface Prepared<L extends Line = Line> {
  readonly id: string;
  readonly article: L;
  readonly removed: L | null;
}

/** An article as a backup keeps it: with the time it first came into the index, Unix milliseconds. */
export type KeptArticle = Article & { readonly addedAt?: number };

export interface Staging {
  /** Enqueues documents; returns once they are accepted, not once they are indexed. One payload per call. */
  add(articles: readonly KeptArticle[]): Promise<void>;
  /** `add` for articles that were prepared elsewhere. One with the id of another that was added takes its place. */
  send(articles: readonly Prepared[]): Promise<void>;
  /** Tells some keys of articles anew that were added, by `prepareChange`; the others stay. One payload per call. */
  change(changes: readonly Prepared[]): Promise<void>;
  /** Takes articles out again; `removed`: only what was stripped from them. One payload per call. */
  remove(ids: readonly string[], what: 'all' | 'removed'): Promise<void>;
  /**
   * Waits for every task, checks every status, the count of documents and the settings, then swaps articles and
   * build in one task; the old pair stays as the previous one.
   * @param indexed told how many of the payloads that were sent are indexed, and how many that are
   * @throws StoreRefused with the engine's own words; the live index is untouched
   */
  publish(build: StoredBuild, indexed?: (payloads: number, of: number) => void): Promise<void>;
  /**
   * Cancels what is queued and deletes the staging index; the live one is untouched. While `publish` is waiting this
   * makes it fail; once it swaps this does nothing, and `publish` ends as if it had not been called.
   */
  abandon(): Promise<void>;
}

/** What there is, for who looks after it. */
export interface Checkup {
  /** Of the engine; null: our key may not know. */
  readonly version: string | null;
  readonly build: Build | null;
  /** Whether this version of the program can search what is there. */
  readonly sameFormat: boolean;
  /** Articles the live index holds; null: there is none. */
  readonly documents: number | null;
  /** Settings of the live indexes that are not what the configuration says, each with its index. */
  readonly settingsThatDiffer: readonly string[];
  /** Indexes of a run that is under way, or that died. */
  readonly leftovers: readonly string[];
  /** Tasks that wait or are at work. */
  readonly tasks: number;
  readonly databaseBytes: number;
}

/** Looking after a store: it changes nothing. */
export interface StoreCare {
  /** The version of what an index holds: an article of another version cannot be put back. */
  readonly format: string;
  /** @throws StoreUnavailable, StoreRefused when the key may search only */
  checkup(): Promise<Checkup>;
  /** The id of the build that `--rollback` puts back, or null. */
  previous(): Promise<string | null>;
  /**
   * All articles of the live build, some at a time.
   * @throws StoreUnavailable when another build goes live meanwhile, StoreRefused when some are missing
   */
  articles(build: Build): AsyncIterable<readonly KeptArticle[]>;
}

/** An opened store. */
export interface Store {
  readonly reader: ArticleReader;
  readonly writer: ArticleWriter;
  readonly care: StoreCare;
  /** In words, for the log: `embedded Meilisearch 1.21.0 at http://127.0.0.1:7701 (joined)`. */
  readonly description: string;
  /** Stops the embedded engine if this process owns it. Safe to call twice. */
  close(): Promise<void>;
}
