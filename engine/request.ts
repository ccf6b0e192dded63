/** What is asked of a store, in our words: what is searched, for which words, under which filters, in which order. */
import { COPIES } from './article.ts';

/** Facets a search can count and filter by; each is a key of Article, `kind` and `rule` those of what was removed. */
export const FACETS = [
  'source',
  'origin',
  'carrier',
  'agency',
  'year',
  'month',
  'day',
  'entity',
  'person',
  'org',
  'place',
  'language',
  'completeness',
  'copies',
  'kind',
  'rule',
  'bodyLoss',
] as const;
export type FacetName = (typeof FACETS)[number];

/** The value of `source`, `origin`, `carrier` and `agency` where none is known, and of names where an article has none. */
export const UNKNOWN_NAME = 'unknown';

/** What is searched: the clean articles, or what was stripped from their pages. */
export const TEXTS = ['articles', 'removed'] as const;
export type TextName = (typeof TEXTS)[number];

/** What an article must satisfy, or with `excluded` must not, whatever is chosen in the facets. */
export type Condition =
  | {
      readonly kind: 'values';
      readonly facet: FacetName;
      /** Any of them. */
      readonly values: readonly string[];
      readonly excluded: boolean;
    }
  | {
      readonly kind: 'dates';
      /** ISO days, both inclusive, as in Filters. */
      readonly from?: string;
      readonly to?: string;
      readonly excluded: boolean;
    };

/** Values chosen within a facet are OR, facets are AND. */
export interface Filters {
  readonly facets: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  /** Only this story. */
  readonly story?: readonly string[];
  /** ISO days, both inclusive: an article counts when the whole interval its date names lies within. */
  readonly from?: string;
  readonly to?: string;
  /** All of them, and the counts of a facet never ignore them. */
  readonly conditions?: readonly Condition[];
}

export interface SearchRequest {
  /** `articles` where it is not said. */
  readonly in?: TextName;
  /** Words to find; every one must match, as far as the engine reads: its first ten words and phrases. Empty: everything. */
  readonly q: string;
  readonly filters: Filters;
  /** By match, by date of publication, or the last that came into the index first. */
  readonly sort: 'relevance' | 'newest' | 'oldest' | 'added';
  /** 1-based. */
  readonly page: number;
  readonly limit: number;
  /**
   * One hit per story, of the members that match. By relevance a story stands where its best member does and shows the
   * first in its own order (`storyRank`); in other orders it stands where the first of its members does, and shows that one.
   */
  readonly collapse: boolean;
  /** No typos and no prefixes. */
  readonly exact: boolean;
  /** Facets to count; each count ignores the facet's own selection. */
  readonly facets: readonly FacetName[];
}

/** The class of `copies` of an article that is alone with its text: each of them is a story of its own. */
export const ALONE = String(COPIES[0]);

/** The same search among the articles that are not alone with their text. */
export function amongCopied(request: SearchRequest): SearchRequest {
  const copied: Condition = { kind: 'values', facet: 'copies', values: [ALONE], excluded: true };
  const { filters } = request;
  return { ...request, filters: { ...filters, conditions: [...(filters.conditions ?? []), copied] } };
}

/** A search without its page: all that it finds. */
export type WholeRequest = Omit<SearchRequest, 'page' | 'limit' | 'facets'>;

/** A search as it is tried on one article. A space behind the last word of `q` says that it is whole. */
export type TriedRequest = Pick<SearchRequest, 'in' | 'q' | 'filters' | 'exact'>;
