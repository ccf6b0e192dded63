/** @jsxImportSource preact */
/** What narrows the search at the moment: each filter as a link that takes it away. */
import { FACETS } from '../../engine/port.ts';
import { FACET_LABELS, valueLabel } from '../labels.ts';
import { changed, exclusionToggled, href, toggled, unfiltered, withoutDay } from '../query/href.ts';
import type { SearchQuery } from '../query/parse.ts';

/** One filter that is on, and the search without it. */
export interface ActiveFilter {
  readonly kind: string;
  readonly label: string;
  readonly without: SearchQuery;
}

/** Every filter of a search, in the order of the panel. */
export function activeFilters(query: SearchQuery): readonly ActiveFilter[] {
  const facets = FACETS.flatMap((facet) =>
    query.facets[facet].map((value) => ({
      kind: FACET_LABELS[facet],
      label: valueLabel(facet, value),
      without: toggled(query, facet, value),
    })),
  );
  const excluded = FACETS.flatMap((facet) =>
    query.excluded[facet].map((value) => ({
      kind: `Not ${FACET_LABELS[facet].toLowerCase()}`,
      label: valueLabel(facet, value),
      without: exclusionToggled(query, facet, value),
    })),
  );
  const place =
    query.in === 'removed'
      ? [{ kind: 'In', label: 'what was removed', without: changed(query, { in: 'articles' as const }) }]
      : [];
  const stories = query.story.map((story) => ({
    kind: 'Story',
    label: 'copies of one story',
    without: changed(query, { story: query.story.filter((other) => other !== story) }),
  }));
  const days = (['from', 'to'] as const).flatMap((which) => {
    const day = query[which];
    return day === undefined
      ? []
      : [{ kind: which === 'from' ? 'From' : 'Until', label: day, without: withoutDay(query, which) }];
  });
  return [...place, ...facets, ...excluded, ...days, ...stories];
}

export function Chips({ query }: { readonly query: SearchQuery }) {
  const filters = activeFilters(query);
  if (filters.length === 0) return null;
  return (
    <section class="chips" aria-label="Active filters">
      <ul>
        {filters.map(({ kind, label, without }) => (
          <li>
            <a class="chip" href={href(without)} data-focus={`chip ${kind} ${label}`}>
              <span class="unseen">Remove the filter </span>
              <span class="chip-kind">{kind}</span> <bdi>{label}</bdi>
              <span class="cross" aria-hidden="true">
                ×
              </span>
            </a>
          </li>
        ))}
        <li>
          <a class="clear" href={href(unfiltered(query))}>
            Clear all
          </a>
        </li>
      </ul>
    </section>
  );
}
