/** @jsxImportSource preact */
/** The panel that narrows a search: each value is a link that adds or removes itself. */
import { ENTITY_TYPES } from '../../config/schema.ts';
import type { FacetName } from '../../engine/port.ts';
import { FACET_LABELS, numberLabel } from '../labels.ts';
import { href, toggled } from '../query/href.ts';
import type { SearchQuery } from '../query/parse.ts';
import type { FacetValue, SearchResult } from '../search.ts';
import { DatePanel } from './dates.tsx';

/** The facets the panel shows, and so the ones the page has counted. */
export const PAGE_FACETS = [
  'source',
  'year',
  'month',
  'person',
  'org',
  'place',
  'language',
  'completeness',
] as const satisfies readonly FacetName[];

/** Values shown before the reader asks for more. */
const SHOWN = 7;
const SHOWN_NAMES = 5;

interface PanelProps {
  readonly result: SearchResult;
  /** The search as the reader asked for it: what links are made from. */
  readonly query: SearchQuery;
  /** Values the store lists of a facet at most. */
  readonly facetValues: number;
}

export function FacetPanel({ result, query, facetValues }: PanelProps) {
  const list = (facet: FacetName, shown: number, level: 'h3' | 'h4' = 'h3') => (
    <FacetList {...{ facet, query, shown, level, facetValues }} values={result.facets[facet] ?? []} />
  );
  const named = ENTITY_TYPES.some((type) => (result.facets[type] ?? []).length > 0);
  return (
    <div class="facets">
      {list('source', SHOWN)}
      <DatePanel years={result.facets.year ?? []} months={result.facets.month ?? []} query={query} />
      {named && (
        <section class="facet names" aria-labelledby="facet-names">
          <h3 id="facet-names">Names</h3>
          {ENTITY_TYPES.map((type) => list(type, SHOWN_NAMES, 'h4'))}
        </section>
      )}
      {list('language', SHOWN)}
      {list('completeness', SHOWN)}
    </div>
  );
}

interface ListProps {
  readonly facet: FacetName;
  readonly values: readonly FacetValue[];
  readonly query: SearchQuery;
  readonly shown: number;
  readonly level: 'h3' | 'h4';
  readonly facetValues: number;
}

function FacetList({ facet, values, query, shown, level: Heading, facetValues }: ListProps) {
  if (values.length === 0) return null;
  const chosen = values.filter((value) => value.selected);
  const others = values.filter((value) => !value.selected);
  const first = [...chosen, ...others.slice(0, Math.max(shown - chosen.length, 0))];
  const rest = others.slice(Math.max(shown - chosen.length, 0));
  const items = (list: readonly FacetValue[]) => (
    <ul>
      {list.map((value) => (
        <li>
          <FacetLink facet={facet} value={value} query={query} />
        </li>
      ))}
    </ul>
  );
  return (
    <section class="facet" aria-labelledby={`facet-${facet}`}>
      <Heading id={`facet-${facet}`}>{FACET_LABELS[facet]}</Heading>
      {items(first)}
      {rest.length > 0 && (
        <details data-keep={`more ${facet}`}>
          <summary>
            {numberLabel(rest.length)} more<span class="unseen"> of {FACET_LABELS[facet]}</span>
          </summary>
          {items(rest)}
          {values.length >= facetValues && (
            <p class="note">The {numberLabel(values.length)} most frequent.</p>
          )}
        </details>
      )}
    </section>
  );
}

interface LinkProps {
  readonly facet: FacetName;
  readonly value: FacetValue;
  readonly query: SearchQuery;
}

function FacetLink({ facet, value, query }: LinkProps) {
  return (
    <a
      class={value.selected ? 'value chosen' : 'value'}
      href={href(toggled(query, facet, value.value))}
      data-focus={`${facet} ${value.value}`}
      rel="nofollow"
    >
      <span class="box" aria-hidden="true" />
      <span class="unseen">{value.selected ? 'Remove ' : 'Add '}</span>
      <bdi class="value-label">{value.label}</bdi>
      <span class="value-count">
        {numberLabel(value.count)}
        <span class="unseen"> {value.count === 1 ? 'article' : 'articles'}</span>
      </span>
    </a>
  );
}
