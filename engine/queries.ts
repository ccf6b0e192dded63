/** A search request of the port as queries of one multi-search. */
import type { MultiSearchQuery } from 'meilisearch';
import { attributeOf } from './facets.ts';
import { filterExpression, oneOf } from './filter.ts';
import {
  type ArticleSummary,
  amongCopied,
  type FacetName,
  type Filters,
  type SearchRequest,
  type TriedRequest,
  type WholeRequest,
} from './port.ts';
import { hasSign, signsApart } from './signs.ts';

/** The keys of a result list; the type makes sure that none is forgotten. */
const SUMMARY: Record<keyof ArticleSummary, true> = {
  id: true,
  path: true,
  url: true,
  title: true,
  body: true,
  source: true,
  origin: true,
  carrier: true,
  agency: true,
  language: true,
  published: true,
  year: true,
  month: true,
  day: true,
  publishedFrom: true,
  firstDay: true,
  lastDay: true,
  completeness: true,
  completenessState: true,
  bodyLoss: true,
  removedKinds: true,
  removedRules: true,
  pieces: true,
  entity: true,
  person: true,
  org: true,
  place: true,
  storyId: true,
  storySize: true,
  copies: true,
  storyRank: true,
  storyRelation: true,
  storyScore: true,
  storyShared: true,
  wordCount: true,
  addedAt: true,
};
export const SUMMARY_KEYS = Object.keys(SUMMARY);

/**
 * The words to find as the engine reads them. It always takes the last word for a prefix and allows typos, except
 * within a phrase: so an exact search makes each word a phrase of its own; phrases stay, `-word` still excludes. A word
 * with a sign at it, such as `$5`, is a phrase too: of the words it is in the texts.
 */
function queryText({ q, exact }: Pick<SearchRequest, 'q' | 'exact'>): string {
  if (!exact && !hasSign(q)) return q;
  const parts = q.match(/-?"[^"]*"?|[^\s"]+/gu) ?? [];
  const written = parts
    .map((part) => {
      if (!exact && !hasSign(part)) return part;
      // Two of them are no minus.
      const minus = /^-[^-]/.test(part) ? '-' : '';
      const words = part.slice(minus.length).replaceAll('"', '').trim();
      return words ? `${minus}"${signsApart(words)}"` : '';
    })
    .filter(Boolean)
    .join(' ');
  // A space behind the last word says that it is whole.
  return /\s$/u.test(q) ? `${written} ` : written;
}

/** What every query of a request shares: the words, and that each of them must match. */
function common(
  request: Pick<SearchRequest, 'q' | 'exact' | 'filters'>,
  index: string,
  except?: FacetName,
): MultiSearchQuery {
  const filter = filterExpression(request.filters, except);
  return {
    indexUid: index,
    q: queryText(request),
    matchingStrategy: 'all',
    ...(filter === undefined ? {} : { filter }),
  };
}

const NOTHING_BUT_TOTALS = { hitsPerPage: 0, attributesToRetrieve: [] };

const ORDERS: Readonly<Record<SearchRequest['sort'], readonly string[]>> = {
  relevance: [],
  newest: ['publishedFrom:desc'],
  oldest: ['publishedFrom:asc'],
  // A build adds all its new articles at one time: of those the newest come first.
  added: ['addedAt:desc', 'publishedFrom:desc'],
};

const sortOf = ({ sort }: Pick<SearchRequest, 'sort'>): Pick<MultiSearchQuery, 'sort'> =>
  ORDERS[sort].length === 0 ? {} : { sort: [...ORDERS[sort]] };

const hitsOf = (request: SearchRequest, index: string): MultiSearchQuery => ({
  ...common(request, index),
  attributesToRetrieve: SUMMARY_KEYS,
  ...(request.collapse ? { distinct: 'storyId' } : {}),
  ...sortOf(request),
});

/** The page of hits, one per story when collapsed. It tells no total: to count stories takes the engine as long again. */
export const hitsQuery = (request: SearchRequest, index: string): MultiSearchQuery => ({
  ...hitsOf(request, index),
  offset: (request.page - 1) * request.limit,
  limit: request.limit,
});

/** The same with a total, of stories when collapsed. */
export const countedHitsQuery = (request: SearchRequest, index: string): MultiSearchQuery => ({
  ...hitsOf(request, index),
  page: request.page,
  hitsPerPage: request.limit,
});

/** Whether a hit stands for its story, and may not be the first member that matches: sorted by date it is the one to show. */
export const isLaterMember = (
  { collapse, sort }: Pick<SearchRequest, 'collapse' | 'sort'>,
  { storyRank }: Pick<ArticleSummary, 'storyRank'>,
): boolean => collapse && sort === 'relevance' && storyRank > 0;

/** Of each of these stories the first member, in the order of the story, that the request finds. */
export function firstMembersQuery(
  request: Pick<SearchRequest, 'q' | 'exact' | 'filters'>,
  index: string,
  stories: readonly string[],
): MultiSearchQuery {
  const { filter, ...query } = common(request, index);
  const ofStories = oneOf('storyId', stories);
  return {
    ...query,
    filter: filter === undefined ? ofStories : `${filter} AND ${ofStories}`,
    page: 1,
    hitsPerPage: stories.length,
    attributesToRetrieve: SUMMARY_KEYS,
    distinct: 'storyId',
    sort: ['storyRank:asc'],
  };
}

/** The ids of what a search finds, `size` at a time, how long each text is, and its place in its story. */
export const idsQuery = (
  request: WholeRequest,
  index: string,
  page: number,
  size: number,
): MultiSearchQuery => ({
  ...countedHitsQuery({ ...request, page, limit: size, facets: [] }, index),
  attributesToRetrieve: ['id', 'wordCount', 'storyId', 'storyRank'],
});

/** What a result list needs of these articles, in no order. */
export const byIdsQuery = (ids: readonly string[], index: string): MultiSearchQuery => ({
  indexUid: index,
  q: '',
  filter: oneOf('id', ids),
  // The engine compares values without regard to case: there may be more than were asked for.
  limit: 2 * ids.length,
  attributesToRetrieve: SUMMARY_KEYS,
});

/** Whether a search finds one article, how well and where. */
export function triedQuery(request: TriedRequest, index: string, id: string): MultiSearchQuery {
  const query = common(request, index);
  const thisOne = oneOf('id', [id]);
  return {
    ...query,
    filter: query.filter === undefined ? thisOne : `${thisOne} AND ${query.filter}`,
    limit: 2,
    attributesToRetrieve: ['id', 'title', 'body'],
    showMatchesPosition: true,
    showRankingScore: true,
    showRankingScoreDetails: true,
  };
}

/** The total of stories. */
export const storiesQuery = (request: SearchRequest, index: string): MultiSearchQuery => ({
  ...common(request, index),
  ...NOTHING_BUT_TOTALS,
  distinct: 'storyId',
});

/** The stories of more than one article: of each article found the engine looks for its kin, which one without has none. */
export const sharedStoriesQuery = (request: SearchRequest, index: string): MultiSearchQuery =>
  storiesQuery(amongCopied(request), index);

/** The total of articles and the counts of facets: all filters apply. */
export const countsQuery = (
  request: SearchRequest,
  index: string,
  facets: readonly FacetName[],
): MultiSearchQuery => ({
  ...common(request, index),
  ...NOTHING_BUT_TOTALS,
  facets: facets.map(attributeOf),
});

/** The counts of one facet, which ignore its own selection. */
export const ownFacetQuery = (request: SearchRequest, index: string, facet: FacetName): MultiSearchQuery => ({
  ...common(request, index, facet),
  ...NOTHING_BUT_TOTALS,
  facets: [attributeOf(facet)],
});

/** Of what a request finds, what it is counted by. */
export const facetsOfEachQuery = (request: SearchRequest, index: string, most: number): MultiSearchQuery => ({
  ...common(request, index),
  limit: most,
  attributesToRetrieve: ['storyId', 'firstDay', 'lastDay', ...request.facets.map(attributeOf)],
});

/** The count of one value: what a click on it alone would find. */
export function oneValueQuery(
  request: SearchRequest,
  index: string,
  facet: FacetName,
  value: string,
): MultiSearchQuery {
  const filters: Filters = {
    ...request.filters,
    facets: { ...request.filters.facets, [facet]: [value] },
  };
  return { ...common({ ...request, filters }, index), ...NOTHING_BUT_TOTALS };
}

/** The words and filters for a search among the values of one facet, or of another attribute under the same filters. */
export function facetSearchQuery(
  request: SearchRequest,
  facet: FacetName,
  q: string,
  attribute: string = attributeOf(facet),
) {
  const filter = filterExpression(request.filters, facet);
  return {
    facetName: attribute,
    facetQuery: q,
    q: queryText(request),
    matchingStrategy: 'all' as const,
    exhaustiveFacetCount: true,
    ...(filter === undefined ? {} : { filter }),
  };
}
