/** The one `search()` that both the API and the page call: what the store found, labelled and with snippets. */
import type { EntityType } from '../config/schema.ts';
import { ENTITY_TYPES } from '../config/schema.ts';
import type { ArticlePublished, Build, CompletenessState } from '../engine/article.ts';
import type { ArticleReader, ArticleSummary, FacetCount, FacetName } from '../engine/port.ts';
import { FACETS } from '../engine/port.ts';
import { valueLabel } from './labels.ts';
import { type SearchQuery, toRequest } from './query/parse.ts';
import type { MarkedText } from './snippets/marked.ts';
import { createMatcher } from './snippets/matcher.ts';
import { excerpt } from './snippets/snippets.ts';

/** A value of a facet as a choice: `count` articles match once it is chosen. */
export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
}

export interface Hit {
  readonly id: string;
  readonly title: string;
  readonly titleMarked: MarkedText;
  readonly snippets: readonly MarkedText[];
  readonly source: string;
  readonly origin: string | null;
  readonly published: ArticlePublished | null;
  readonly language: string;
  readonly entities: readonly { readonly name: string; readonly type: EntityType }[];
  readonly url: string | null;
  /** Share of the article that is there, 0..1; null when unknown or when nobody says how much is gone. */
  readonly completeness: number | null;
  readonly completenessState: CompletenessState;
  /** Cleaning left suspiciously little of the page. */
  readonly bodyLoss: boolean;
  readonly story: { readonly id: string; readonly size: number };
  readonly wordCount: number;
}

export interface SearchResult {
  readonly query: SearchQuery;
  /** Articles that match, and stories among them. */
  readonly total: number;
  readonly stories: number;
  /** Milliseconds from the checked query to the finished answer. */
  readonly tookMs: number;
  readonly build: Pick<Build, 'id' | 'rules'>;
  readonly hits: readonly Hit[];
  readonly facets: Readonly<Partial<Record<FacetName, readonly FacetValue[]>>>;
}

/**
 * Answers a search that was checked.
 * @param facets the facets to count: a page that shows fewer asks for fewer
 * @throws StoreUnavailable, NoBuildYet
 */
export async function search(
  reader: ArticleReader,
  query: SearchQuery,
  facets: readonly FacetName[] = FACETS,
): Promise<SearchResult> {
  const started = performance.now();
  const answer = await reader.search(toRequest(query, facets));
  const matcher = createMatcher(query.q, query.exact);
  const hits = answer.hits.map((article) => ({ ...toHit(article), ...shown(article, matcher) }));
  return {
    query,
    total: answer.total,
    stories: answer.stories,
    tookMs: Math.round((performance.now() - started) * 10) / 10,
    build: { id: answer.build.id, rules: answer.build.rules },
    hits,
    facets: Object.fromEntries(
      facets.map((facet) => [facet, labelled(facet, answer.facets[facet] ?? [], query.facets[facet])]),
    ),
  };
}

/** Counts as choices, with the labels a reader is shown. */
export const labelled = (
  facet: FacetName,
  counts: readonly FacetCount[],
  selected: readonly string[],
): readonly FacetValue[] =>
  counts.map(({ value, count }) => ({
    value,
    label: valueLabel(facet, value),
    count,
    selected: selected.includes(value),
  }));

function shown(article: ArticleSummary, matcher: ReturnType<typeof createMatcher>) {
  const { title, snippets } = excerpt(article, matcher);
  return { titleMarked: title, snippets };
}

function toHit(article: ArticleSummary): Omit<Hit, 'titleMarked' | 'snippets'> {
  return {
    id: article.id,
    title: article.title,
    source: article.source,
    origin: article.origin,
    published: article.published,
    language: article.language,
    entities: ENTITY_TYPES.flatMap((type) => article[type].map((name) => ({ name, type }))),
    url: article.url,
    completeness: article.completeness,
    completenessState: article.completenessState,
    bodyLoss: article.bodyLoss,
    story: { id: article.storyId, size: article.storySize },
    wordCount: article.wordCount,
  };
}
