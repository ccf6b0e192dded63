/** @jsxImportSource preact */
/** The panel that narrows a search. */
import { ENTITY_TYPES } from '../../config/schema.ts';
import type { FacetName } from '../../engine/port.ts';
import type { Histogram } from '../histogram.ts';
import type { SearchQuery } from '../query/parse.ts';
import type { SearchResult } from '../search.ts';
import { DatePanel } from './dates.tsx';
import { FacetList } from './facet-list.tsx';

/** Who stands behind an article beside its source. */
const HANDS = ['origin', 'carrier', 'agency'] as const satisfies readonly FacetName[];

/** The facets the panel shows, and so the ones the page has counted. */
export const PAGE_FACETS = [
  'source',
  ...HANDS,
  'year',
  'month',
  'day',
  ...ENTITY_TYPES,
  'language',
  'completeness',
  'copies',
] as const satisfies readonly FacetName[];

/** Values shown before the reader asks for more. */
const SHOWN = 6;
const SHOWN_SMALL = 4;

interface PanelProps {
  readonly result: SearchResult;
  readonly dates: Histogram;
  /** The search as the reader asked for it: what links are made from. */
  readonly query: SearchQuery;
  /** Values the store lists of a facet at most. */
  readonly facetValues: number;
}

export function FacetPanel({ result, dates, query, facetValues }: PanelProps) {
  const valuesOf = (facet: FacetName) => result.facets[facet] ?? [];
  const list = (facet: FacetName, shown: number, level: 'h3' | 'h4' = 'h3') => (
    <FacetList {...{ facet, query, shown, level, facetValues }} values={valuesOf(facet)} />
  );
  const narrowed = (facet: FacetName) => query.facets[facet].length + query.excluded[facet].length > 0;
  const present = (facet: FacetName) => valuesOf(facet).length > 0 || narrowed(facet);
  return (
    <div class="facets">
      {list('source', SHOWN)}
      {HANDS.some(present) && (
        <details class="facet hands" data-keep="hands" open={HANDS.some(narrowed)}>
          <summary>Writer, carrier, agency</summary>
          {HANDS.map((facet) => list(facet, SHOWN_SMALL, 'h4'))}
        </details>
      )}
      <DatePanel dates={dates} query={query} />
      {ENTITY_TYPES.some(present) && (
        <section class="facet names" aria-labelledby="facet-names">
          <h3 id="facet-names">Names</h3>
          {ENTITY_TYPES.map((type) => list(type, SHOWN_SMALL, 'h4'))}
        </section>
      )}
      {list('language', SHOWN)}
      {list('completeness', SHOWN)}
      {list('copies', SHOWN)}
    </div>
  );
}
