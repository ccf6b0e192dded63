/** The one `search()` that both the API and the page call: what the store found, labelled and with snippets. */
import type { EntityType } from '../config/schema.ts';
import { ENTITY_TYPES } from '../config/schema.ts';
import type { ArticlePublished, Build, CompletenessState } from '../engine/article.ts';
import type { ArticleReader, ArticleSummary, FacetCount, FacetName, SearchAnswer } from '../engine/port.ts';
import { FACETS } from '../engine/port.ts';
import { valueLabel } from './labels.ts';
import { perFacet } from './query/facets.ts';
import { type SearchQuery, toRequest } from './query/parse.ts';
import { type Hint, understand } from './query/words.ts';
import { chosenFirst } from './removed.ts';
import { secondTier } from './second-tier.ts';
import type { MarkedText } from './snippets/marked.ts';
import { createMatcher } from './snippets/matcher.ts';
import { excerpt } from './snippets/snippets.ts';
import { firstUnread, MAX_TERMS } from './snippets/terms.ts';

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
  /** When it first came into the index, ISO 8601. */
  readonly added: string;
}

/** A word of the query and what was found in its place. */
export interface Typo {
  readonly word: string;
  readonly found: readonly string[];
}

/** What the second tier found: see second-tier.ts. */
export interface RelaxedResult {
  readonly dropped: readonly string[];
  /** The search without the words that were dropped. */
  readonly query: SearchQuery;
  readonly total: number;
  readonly stories: number;
  readonly hits: readonly Hit[];
  readonly typos: readonly Typo[];
}

export interface SearchResult {
  readonly query: SearchQuery;
  /** Articles that match, and stories among them. */
  readonly total: number;
  readonly stories: number;
  /** Milliseconds from the checked query to the finished answer. */
  readonly tookMs: number;
  readonly build: Build;
  readonly hits: readonly Hit[];
  readonly facets: Readonly<Partial<Record<FacetName, readonly FacetValue[]>>>;
  /** What of the query could not be read. */
  readonly hints: readonly Hint[];
  /** Words of these hits that only resemble the words of the query. */
  readonly typos: readonly Typo[];
  /** The first page of the second tier, where no article has every word and some have most. */
  readonly relaxed: RelaxedResult | null;
}

/**
 * Answers a search that was checked; a name that is none of an entity's is understood as the one it is another name of.
 * @param facets the facets to count: a page that shows fewer asks for fewer
 * @throws StoreUnavailable, NoBuildYet
 */
export async function search(
  reader: ArticleReader,
  asked: SearchQuery,
  facets: readonly FacetName[] = FACETS,
): Promise<SearchResult> {
  const started = performance.now();
  const { query, answer } = await understood(reader, asked, facets);
  const found = foundIn(query, answer);
  const relaxed = answer.total === 0 ? await relaxedResult(reader, query) : null;
  return {
    query,
    ...found,
    hints: hintsOf(query.q),
    relaxed,
    tookMs: Math.round((performance.now() - started) * 10) / 10,
    build: answer.build,
    facets: Object.fromEntries(
      facets.map((facet) => [facet, labelled(facet, answer.facets[facet] ?? [], query.facets[facet])]),
    ),
  };
}

/** What of a query is not read as it was meant, or not at all. */
export function hintsOf(q: string): readonly Hint[] {
  const { words, hints } = understand(q);
  const unread = firstUnread(words);
  if (!unread) return hints;
  const message = `Only the first ${MAX_TERMS} words and phrases of a search are read. Those from here on are ignored.`;
  return [...hints, { at: unread.at, length: q.length - unread.at, message }];
}

async function relaxedResult(reader: ArticleReader, query: SearchQuery): Promise<RelaxedResult | null> {
  const tier = await secondTier(reader, query);
  if (!tier) return null;
  return { ...tier, ...foundIn(tier.query, await reader.search(toRequest(tier.query, []))) };
}

/** The answer, and the search it answers: with `Zelenskyy` for a person it is the one for `Volodymyr Zelensky`. */
async function understood(
  reader: ArticleReader,
  query: SearchQuery,
  facets: readonly FacetName[],
): Promise<{ query: SearchQuery; answer: SearchAnswer }> {
  const answer = await reader.search(toRequest(query, facets));
  const isEmpty = (facet: FacetName, value: string) => {
    const counts = answer.facets[facet];
    return counts ? !counts.some((listed) => listed.value === value && listed.count > 0) : answer.total === 0;
  };
  const called = new Map<string, string>();
  for (const facet of FACETS)
    for (const value of query.facets[facet].filter((value) => isEmpty(facet, value)).slice(0, MOST_CALLED)) {
      const name = await reader.entityCalled(value, facet);
      if (name !== null) called.set(`${facet} ${value}`, name);
    }
  if (called.size === 0) return { query, answer };
  const named = (facet: FacetName) => [
    ...new Set(query.facets[facet].map((value) => called.get(`${facet} ${value}`) ?? value)),
  ];
  const better = { ...query, facets: perFacet(named) };
  return { query: better, answer: await reader.search(toRequest(better, facets)) };
}

/** Values of a facet that are looked up as other names. */
const MOST_CALLED = 5;

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

/** An answer's hits with their snippets, and the typos that were forgiven to find them. */
function foundIn(query: SearchQuery, { total, stories, hits }: SearchAnswer) {
  const matcher = createMatcher(understand(query.q).words, query.exact);
  // Of removed texts the title is the article's: it was not searched.
  const searched =
    query.in === 'removed'
      ? (article: ArticleSummary) => ({ ...article, title: '', body: chosenFirst(article, query) })
      : undefined;
  const typos = new Map<string, Set<string>>();
  const shown = hits.map((article): Hit => {
    const { title, snippets, typos: resembling } = excerpt(searched?.(article) ?? article, matcher);
    for (const { word, found } of resembling) typos.set(word, (typos.get(word) ?? new Set()).add(found));
    const titleMarked = searched ? [{ text: article.title, marked: false }] : title;
    return { ...toHit(article), titleMarked, snippets };
  });
  return {
    total,
    stories,
    hits: shown,
    typos: [...typos].map(([word, found]): Typo => ({ word, found: [...found] })),
  };
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
    added: new Date(article.addedAt).toISOString(),
  };
}
