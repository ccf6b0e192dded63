/** Addresses of searches: each link of the page is the search it leads to, written down. */
import { FACETS, type FacetName } from '../../engine/port.ts';
import { NO_VALUES } from './facets.ts';
import { DEFAULT_LIMIT, excluding, FEED_LIMIT } from './params.ts';
import type { SearchQuery } from './parse.ts';

/** The parameters of a search in a fixed order, defaults left out: equal searches have equal addresses. */
export function toParams(query: SearchQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (query.q !== '') params.set('q', query.q);
  for (const facet of FACETS) for (const value of query.facets[facet]) params.append(facet, value);
  for (const facet of FACETS)
    for (const value of query.excluded[facet]) params.append(excluding(facet), value);
  for (const story of query.story) params.append('story', story);
  if (query.from !== undefined) params.set('from', query.from);
  if (query.to !== undefined) params.set('to', query.to);
  if (query.in !== 'articles') params.set('in', query.in);
  if (query.sort !== 'relevance') params.set('sort', query.sort);
  if (!query.collapse) params.set('collapse', '0');
  if (query.exact) params.set('exact', '1');
  if (query.count !== 'articles') params.set('count', query.count);
  if (query.limit !== DEFAULT_LIMIT) params.set('limit', String(query.limit));
  if (query.page !== 1) params.set('page', String(query.page));
  return params;
}

/** The address of the page for a search. */
export function href(query: SearchQuery): string {
  const params = toParams(query).toString();
  return params === '' ? '/' : `/?${params}`;
}

export const FEED_FORMATS = ['atom', 'json'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** The address of a search as a feed, whose order and page are its own. */
export function feedHref(query: SearchQuery, format: FeedFormat): string {
  const params = toParams({
    ...query,
    sort: 'relevance',
    page: 1,
    limit: DEFAULT_LIMIT,
    count: 'articles',
  });
  if (query.limit !== FEED_LIMIT) params.set('limit', String(query.limit));
  return `/api/feed.${format}${params.size === 0 ? '' : `?${params}`}`;
}

/** The address of all that a search finds as a file, which has no pages. */
export function exportHref(query: SearchQuery, name: string): string {
  const params = toParams({ ...query, page: 1, limit: DEFAULT_LIMIT, count: 'articles' });
  return `/api/export.${name}${params.size === 0 ? '' : `?${params}`}`;
}

/** The same search with a change; it starts at its first page again. */
export const changed = (query: SearchQuery, change: Partial<SearchQuery>): SearchQuery => ({
  ...query,
  page: 1,
  ...change,
});

/** The same search with one value of a facet added, or removed where it was chosen. */
export function toggled(query: SearchQuery, facet: FacetName, value: string): SearchQuery {
  const chosen = query.facets[facet];
  const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  const excluded = query.excluded[facet].filter((other) => other !== value);
  return changed(query, {
    facets: { ...query.facets, [facet]: next },
    excluded: { ...query.excluded, [facet]: excluded },
  });
}

/**
 * The same search with this value of a facet and no other: what a count of the facet counts. What is left out stays out,
 * so a value that is chosen and left out at once counts nothing.
 */
export const chosenAlone = (query: SearchQuery, facet: FacetName, value: string): SearchQuery =>
  changed(query, { facets: { ...query.facets, [facet]: [value] } });

/** The same search with one value of a facet excluded, or no longer excluded where it was. */
export function exclusionToggled(query: SearchQuery, facet: FacetName, value: string): SearchQuery {
  const without = (values: readonly string[]) => values.filter((other) => other !== value);
  const out = query.excluded[facet];
  return changed(query, {
    facets: { ...query.facets, [facet]: without(query.facets[facet]) },
    excluded: { ...query.excluded, [facet]: out.includes(value) ? without(out) : [...out, value] },
  });
}

/** The same search without its first or last day. */
export function withoutDay(query: SearchQuery, which: 'from' | 'to'): SearchQuery {
  const { [which]: _gone, ...rest } = query;
  return { ...rest, page: 1 };
}

/** The same search within these days only. */
export const withinDays = (query: SearchQuery, from: string, to: string): SearchQuery =>
  changed(query, { from, to });

/** The same search on any day. */
export const onAnyDay = (query: SearchQuery): SearchQuery => withoutDay(withoutDay(query, 'from'), 'to');

/** The same words and order without any filter. */
export function unfiltered(query: SearchQuery): SearchQuery {
  const { from: _from, to: _to, ...rest } = query;
  return { ...rest, page: 1, facets: NO_VALUES, excluded: NO_VALUES, story: [] };
}

/** A search for nothing but these words. */
export const freshSearch = (change: Partial<SearchQuery> = {}): SearchQuery => ({
  q: '',
  facets: NO_VALUES,
  excluded: NO_VALUES,
  story: [],
  in: 'articles',
  sort: 'relevance',
  page: 1,
  limit: DEFAULT_LIMIT,
  collapse: true,
  exact: false,
  count: 'articles',
  ...change,
});

/** A search for one value of a facet. */
export const searchFor = (facet: FacetName, value: string): SearchQuery =>
  freshSearch({ facets: { ...NO_VALUES, [facet]: [value] } });
