/** One value for each facet. */
import { FACETS, type FacetName } from '../../engine/port.ts';

export type PerFacet<T> = Readonly<Record<FacetName, T>>;

export const perFacet = <T>(of: (facet: FacetName) => T): Record<FacetName, T> =>
  Object.fromEntries(FACETS.map((facet) => [facet, of(facet)])) as Record<FacetName, T>;

/** No value chosen in any facet. */
export const NO_VALUES: PerFacet<readonly string[]> = perFacet(() => []);
