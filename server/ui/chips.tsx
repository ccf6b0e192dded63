/** @jsxImportSource preact */
/** What narrows the search at the moment: each filter as a link that takes it away. */
import { FACETS } from '../../engine/port.ts';
import { DATE_LABEL, FACET_LABELS, rangeLabel, valueLabel } from '../labels.ts';
import { changed, exclusionToggled, href, onAnyDay, toggled, unfiltered, withoutDay } from '../query/href.ts';
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
  const stories = query.story.map((story) => ({
    kind: 'Story',
    label: 'copies of one story',
    without: changed(query, { story: query.story.filter((other) => other !== story) }),
  }));
  return [...facets, ...excluded, ...days(query), ...stories];
}

/** A range of days is one filter, and so is a week. */
function days(query: SearchQuery): readonly ActiveFilter[] {
  const { from, to } = query;
  if (from !== undefined && to !== undefined)
    return [{ kind: DATE_LABEL, label: rangeLabel(from, to), without: onAnyDay(query) }];
  if (from !== undefined)
    return [{ kind: 'From', label: rangeLabel(from, from), without: withoutDay(query, 'from') }];
  if (to !== undefined)
    return [{ kind: 'Until', label: rangeLabel(to, to), without: withoutDay(query, 'to') }];
  return [];
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
