/** One value for each facet. */
import { FACETS, type FacetName } from '../../engine/port.ts';
import { Problem } from '../errors.ts';
import { clip } from './clip.ts';

export type PerFacet<T> = Readonly<Record<FacetName, T>>;

export const perFacet = <T>(of: (facet: FacetName) => T): Record<FacetName, T> =>
  Object.fromEntries(FACETS.map((facet) => [facet, of(facet)])) as Record<FacetName, T>;

/** No value chosen in any facet. */
export const NO_VALUES: PerFacet<readonly string[]> = perFacet(() => []);

/** The facet a path names. @throws Problem `not-found` */
export function facetNamed(name: string): FacetName {
  const known = FACETS.find((facet) => facet === name);
  if (known) return known;
  throw new Problem('not-found', `There is no facet «${clip(name, 80)}»; there are ${FACETS.join(', ')}.`);
}
