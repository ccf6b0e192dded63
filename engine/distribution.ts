/** The values of a facet with their counts, as the engine tells them. */
import type { RecordAny } from 'meilisearch';
import { attributeOf } from './facets.ts';
import type { Result } from './one-build.ts';
import type { FacetCount, FacetedArticle, FacetName } from './port.ts';
import type { StoredArticle } from './stored.ts';
import { valueKey } from './values.ts';

/** What a result counts of a facet, largest first. */
export function distribution(result: Result | undefined, facet: FacetName): FacetCount[] {
  const counts = result?.facetDistribution?.[attributeOf(facet)] ?? {};
  return Object.entries(counts)
    .map(([value, count]) => ({ value, count }))
    .sort(largestFirst);
}

/** Largest count first, then by value. */
export const largestFirst = (a: FacetCount, b: FacetCount): number =>
  b.count - a.count || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);

/** `le monde` in a link selects `Le Monde`: it is listed once, and as it was selected. */
export function inTheUsersSpelling(listed: FacetCount[], selected: readonly string[]): FacetCount[] {
  const spelling = new Map(selected.map((value) => [valueKey(value), value]));
  return listed.map(({ value, count }) => ({ value: spelling.get(valueKey(value)) ?? value, count }));
}

/** A document of which only what is counted was asked for. */
export function faceted(document: RecordAny, facets: readonly FacetName[]): FacetedArticle {
  const { storyId, firstDay, lastDay } = document as StoredArticle;
  const valuesOf = (facet: FacetName): readonly string[] => {
    const value: unknown = document[attributeOf(facet)];
    return (Array.isArray(value) ? value : [value]).map((one) => valueKey(String(one)));
  };
  return {
    storyId,
    firstDay,
    lastDay,
    values: Object.fromEntries(facets.map((facet) => [facet, valuesOf(facet)])),
  };
}
