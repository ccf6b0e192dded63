/** The values of a facet with their counts, as the engine tells them. */
import { attributeOf } from './facets.ts';
import type { Result } from './one-build.ts';
import type { FacetCount, FacetName } from './port.ts';
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
