/** Turns the query string of a request into a search that was checked. */
import type { z } from 'zod';
import {
  type Condition,
  FACETS,
  type FacetName,
  type Filters,
  type SearchRequest,
  type TextName,
} from '../../engine/port.ts';
import { Problem } from '../errors.ts';
import { clip } from './clip.ts';
import { type PerFacet, perFacet } from './facets.ts';
import {
  type COUNTS,
  DEFAULT_LIMIT,
  excluding,
  explainParams,
  exportParams,
  facetSearchParams,
  feedParams,
  type QueryLimits,
  REPEATABLE,
  searchParams,
} from './params.ts';
import { understand, writeWords } from './words.ts';

/** A search as it was understood: every default filled in. */
export interface SearchQuery {
  readonly q: string;
  readonly facets: PerFacet<readonly string[]>;
  /** Values that must not be there. */
  readonly excluded: PerFacet<readonly string[]>;
  readonly in: TextName;
  readonly story: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly sort: SearchRequest['sort'];
  readonly page: number;
  readonly limit: number;
  readonly collapse: boolean;
  readonly exact: boolean;
  readonly count: (typeof COUNTS)[number];
}

/**
 * How strict to be. The API refuses what it does not know, because a mistyped filter would silently widen the
 * answer. The page ignores unknown parameters (links carry campaign tags) and blank ones (forms send them).
 */
export type Strictness = 'api' | 'page';

/** @throws Problem `bad-parameter` naming the parameter, its value and what it must be */
export function parseSearch(
  params: URLSearchParams,
  limits: QueryLimits,
  strictness: Strictness,
): SearchQuery {
  const parsed = check(params, searchParams(limits), strictness);
  const deepest = Math.ceil(limits.maxTotalHits / parsed.limit);
  if (parsed.page > deepest)
    throw bad(
      'page',
      `is ${parsed.page}, and the deepest page with limit ${parsed.limit} is ${deepest}: narrow the search or sort it the other way`,
    );
  return {
    q: parsed.q.trim(),
    ...filtersOf(parsed),
    sort: parsed.sort,
    page: parsed.page,
    limit: parsed.limit,
    collapse: parsed.collapse === '1',
    exact: parsed.exact === '1',
    count: parsed.count,
  };
}

/** A search for all it finds. @throws Problem `bad-parameter` */
export function parseExport(params: URLSearchParams, limits: QueryLimits): SearchQuery {
  const parsed = check(params, exportParams(limits), 'api');
  return {
    q: parsed.q.trim(),
    ...filtersOf(parsed),
    sort: parsed.sort,
    page: 1,
    limit: DEFAULT_LIMIT,
    collapse: parsed.collapse === '1',
    exact: parsed.exact === '1',
    count: 'articles',
  };
}

/** A search as a feed: what came into the index last is first. @throws Problem `bad-parameter` */
export function parseFeed(params: URLSearchParams, limits: QueryLimits): SearchQuery {
  const parsed = check(params, feedParams(limits), 'api');
  return {
    q: parsed.q.trim(),
    ...filtersOf(parsed),
    sort: 'added',
    page: 1,
    limit: parsed.limit,
    collapse: parsed.collapse === '1',
    exact: parsed.exact === '1',
    count: 'articles',
  };
}

/** A search as it is tried on one article. @throws Problem `bad-parameter` */
export function parseExplain(params: URLSearchParams, limits: QueryLimits): SearchQuery {
  const parsed = check(params, explainParams(limits), 'api');
  return {
    q: parsed.q.trim(),
    ...filtersOf(parsed),
    sort: 'relevance',
    page: 1,
    limit: DEFAULT_LIMIT,
    collapse: false,
    exact: parsed.exact === '1',
    count: 'articles',
  };
}

/** A search in the values of one facet: what is looked for, and the search within which is counted. */
export interface FacetQuery {
  readonly q: string;
  readonly within: SearchQuery;
}

/** @throws Problem `bad-parameter` */
export function parseFacetSearch(params: URLSearchParams, limits: QueryLimits): FacetQuery {
  const parsed = check(params, facetSearchParams(limits), 'api');
  const within: SearchQuery = {
    q: parsed.query.trim(),
    ...filtersOf(parsed),
    sort: 'relevance',
    page: 1,
    limit: 1,
    collapse: false,
    exact: parsed.exact === '1',
    count: 'articles',
  };
  return { q: parsed.q.trim(), within };
}

/** Refuses every parameter: for addresses that take none. @throws Problem `bad-parameter` */
export function refuseParams(params: URLSearchParams): void {
  for (const key of params.keys()) throw bad(key, 'is not a parameter of this address');
}

/** What is asked of the store; `facets` are those to count. */
export function toRequest(query: SearchQuery, facets: readonly FacetName[]): SearchRequest {
  const { in: text, sort, page, limit, collapse, exact } = query;
  const { words, conditions } = understand(query.q);
  const filters = toFilters(query, conditions);
  return { in: text, q: writeWords(words), filters, sort, page, limit, collapse, exact, facets };
}

/** What is asked of the store to count the articles of a search, or its stories. */
export const toCount = (query: SearchQuery, of: 'articles' | 'stories' = 'articles'): SearchRequest => ({
  ...toRequest(query, []),
  collapse: of === 'stories',
});

/** Whether anything narrows the search beside its words. */
export const isFiltered = (query: SearchQuery): boolean =>
  FACETS.some((facet) => query.facets[facet].length > 0 || query.excluded[facet].length > 0) ||
  query.story.length > 0 ||
  query.from !== undefined ||
  query.to !== undefined;

/** Whether a search has neither words nor filters: everything is meant. */
export const asksForNothing = (query: SearchQuery): boolean =>
  query.q === '' && query.in === 'articles' && !isFiltered(query);

/** Whether this is the page of someone who asked for nothing yet. */
export const isFirstVisit = (query: SearchQuery): boolean => asksForNothing(query) && query.page === 1;

function toFilters(query: SearchQuery, typed: readonly Condition[]): Filters {
  const excluded = FACETS.filter((facet) => query.excluded[facet].length > 0).map(
    (facet): Condition => ({ kind: 'values', facet, values: query.excluded[facet], excluded: true }),
  );
  return {
    conditions: [...typed, ...excluded],
    facets: Object.fromEntries(
      FACETS.filter((facet) => query.facets[facet].length > 0).map((facet) => [facet, query.facets[facet]]),
    ),
    ...(query.story.length > 0 && { story: query.story }),
    ...(query.from !== undefined && { from: query.from }),
    ...(query.to !== undefined && { to: query.to }),
  };
}

type ParsedFilters = Record<FacetName | `-${FacetName}` | 'story', readonly string[]> & {
  readonly in: TextName;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

function filtersOf(
  parsed: ParsedFilters,
): Pick<SearchQuery, 'facets' | 'excluded' | 'in' | 'story' | 'from' | 'to'> {
  const { from, to } = parsed;
  if (from !== undefined && to !== undefined && from > to)
    throw bad('from', `is ${from}, and that is after \`to\` (${to}): swap them`);
  return {
    facets: perFacet((facet) => unique(parsed[facet])),
    excluded: perFacet((facet) => unique(parsed[excluding(facet)])),
    in: parsed.in,
    story: unique(parsed.story),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function check<T extends z.ZodObject>(params: URLSearchParams, shape: T, strictness: Strictness): z.infer<T> {
  const raw: Record<string, string | string[]> = {};
  for (const key of new Set(params.keys())) {
    if (!Object.hasOwn(shape.shape, key)) {
      if (strictness === 'page') continue;
      throw bad(key, `is not known here; the parameters are ${Object.keys(shape.shape).join(', ')}`);
    }
    const values =
      strictness === 'page' ? params.getAll(key).filter((value) => value !== '') : params.getAll(key);
    const [first] = values;
    if (first === undefined) continue;
    if (REPEATABLE.has(key)) raw[key] = values;
    else if (values.length > 1) throw bad(key, `stands ${values.length} times, and it takes one value`);
    else raw[key] = first;
  }
  const parsed = shape.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const parameter = String(issue?.path[0]);
  const values = raw[parameter];
  const at = issue?.path[1];
  const value = Array.isArray(values) ? (typeof at === 'number' ? values[at] : values.length) : values;
  throw bad(parameter, `is «${clipped(String(value))}»: ${issue?.message}`);
}

/** Enough of a refused value to recognise it. */
const clipped = (value: string): string => (value.length > 80 ? `${clip(value, 80)}…` : value);

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];

const bad = (parameter: string, what: string): Problem =>
  new Problem('bad-parameter', `\`${parameter}\` ${what}`, { parameter });
