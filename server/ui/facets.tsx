/** @jsxImportSource preact */
/** The panel that narrows a search. */
import { ENTITY_TYPES } from '../../config/schema.ts';
import type { FacetName } from '../../engine/port.ts';
import type { Histogram } from '../histogram.ts';
import { changed, href } from '../query/href.ts';
import type { SearchQuery } from '../query/parse.ts';
import type { SearchResult } from '../search.ts';
import { DatePanel } from './dates.tsx';
import { FacetList } from './facet-list.tsx';
import { HANDS } from './panel.ts';
import type { PanelStories } from './panel-stories.ts';

interface PanelProps {
  readonly result: SearchResult;
  readonly dates: Histogram;
  /** The search as the reader asked for it: what links are made from. */
  readonly query: SearchQuery;
  /** Values the store lists of a facet at most. */
  readonly facetValues: number;
  readonly stories: PanelStories;
}

/** What the numbers mean, where they do not mean articles alone or could not be counted in full. */
const StoriesNote = ({ stories, query }: Pick<PanelProps, 'stories' | 'query'>) => {
  if (stories === null)
    return (
      <p class="note panel-note">
        Numbers are articles.{' '}
        <a href={href(changed(query, { count: 'stories', page: query.page }))} rel="nofollow">
          Count stories too
        </a>
        , which takes longer.
      </p>
    );
  if (stories.size === 0) return null;
  return <p class="note panel-note">Numbers are articles, and after “in” the stories they tell.</p>;
};

export function FacetPanel({ result, dates, query, facetValues, stories }: PanelProps) {
  const valuesOf = (facet: FacetName) => result.facets[facet] ?? [];
  const list = (facet: FacetName, level: 'h3' | 'h4' = 'h3') => (
    <FacetList {...{ facet, query, level, facetValues, stories }} values={valuesOf(facet)} />
  );
  const narrowed = (facet: FacetName) => query.facets[facet].length + query.excluded[facet].length > 0;
  const present = (facet: FacetName) => valuesOf(facet).length > 0 || narrowed(facet);
  return (
    <div class="facets">
      <StoriesNote {...{ stories, query }} />
      {list('source')}
      {HANDS.some(present) && (
        <details class="facet hands" data-keep="hands" open={HANDS.some(narrowed)}>
          <summary>Writer, carrier, agency</summary>
          {HANDS.map((facet) => list(facet, 'h4'))}
        </details>
      )}
      <DatePanel dates={dates} query={query} stories={stories} />
      {ENTITY_TYPES.some(present) && (
        <section class="facet names" aria-labelledby="facet-names">
          <h3 id="facet-names">Names</h3>
          {ENTITY_TYPES.map((type) => list(type, 'h4'))}
        </section>
      )}
      {list('language')}
      {list('completeness')}
      {list('copies')}
    </div>
  );
}
