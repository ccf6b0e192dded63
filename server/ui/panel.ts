/** What the panel lists: its facets, and how many of their values are in sight. */
import { ENTITY_TYPES } from '../../config/schema.ts';
import { type FacetName, UNKNOWN_NAME } from '../../engine/port.ts';
import type { FacetValue } from '../search.ts';

/** Who stands behind an article beside its source. */
export const HANDS = ['origin', 'carrier', 'agency'] as const satisfies readonly FacetName[];

/** Values shown before the reader asks for more. */
const SHOWN = 6;
const SHOWN_SMALL = 4;

/** Values behind those that are shown at once. */
const MORE = 14;

/** The facets that are lists of values. */
export const PANEL_LISTS: readonly FacetName[] = [
  'source',
  ...HANDS,
  ...ENTITY_TYPES,
  'language',
  'completeness',
  'copies',
];

/** Facets that are names of entities. */
const NAMES: readonly FacetName[] = ENTITY_TYPES;

/** Facets that share their section with others. */
const SMALL: readonly FacetName[] = [...HANDS, ...ENTITY_TYPES];

/** The facets the panel shows, and so the ones the page has counted. */
export const PAGE_FACETS: readonly FacetName[] = [...PANEL_LISTS, 'year', 'month', 'day'];

export interface Listed<T> {
  /** In sight; a chosen value always is, in its place, and last that an article names nobody. */
  readonly first: readonly T[];
  /** Behind `more`. */
  readonly more: readonly T[];
  /** Values that are not in sight, those behind `more` among them. */
  readonly rest: number;
}

export function listed<T extends FacetValue>(facet: FacetName, values: readonly T[]): Listed<T> {
  const shown = SMALL.includes(facet) ? SHOWN_SMALL : SHOWN;
  // Articles that name nobody are often the most, and no name: they stand behind the names.
  const nobody = (value: T) => NAMES.includes(facet) && value.value === UNKNOWN_NAME;
  const known = values.filter((value) => !nobody(value));
  const inSight = (value: T, i: number) => i < shown || value.selected;
  const rest = known.filter((value, i) => !inSight(value, i));
  const first = [...known.filter(inSight), ...values.filter(nobody)];
  return { first, more: rest.slice(0, MORE), rest: rest.length };
}
