/** @jsxImportSource preact */
/** All values of one facet within a search, and the search among them. */
import type { FacetName } from '../../engine/port.ts';
import type { CountedValue } from '../counted-values.ts';
import { countLabel, FACET_LABELS, numberLabel } from '../labels.ts';
import { changed, href } from '../query/href.ts';
import type { SearchQuery } from '../query/parse.ts';
import { Chips } from './chips.tsx';
import { FindForm, Values } from './facet-list.tsx';
import { FormState } from './form-state.tsx';

interface FacetPageProps {
  readonly facet: FacetName;
  readonly query: SearchQuery;
  /** What is looked for among the values. */
  readonly find: string;
  readonly values: readonly CountedValue[];
  /** Values that are listed at most. */
  readonly facetValues: number;
}

export function FacetPage({ facet, query, find, values, facetValues }: FacetPageProps) {
  const name = FACET_LABELS[facet];
  const full = values.length >= facetValues;
  const found = countLabel(values.length, 'value');
  return (
    <main id="main" class="facet-page" data-live tabIndex={-1}>
      <FormState query={query} days="here" />
      <p class="back">
        <a href={href(changed(query, {}))}>← Back to the results</a>
      </p>
      <h1 data-announce={found}>{name}</h1>
      <p class="note">
        What a choice would find{query.q !== '' && ' for '}
        {query.q !== '' && <bdi class="words">{query.q}</bdi>}: articles, and in how many stories where some
        are copies.
      </p>
      <Chips query={query} />
      <FindForm facet={facet} query={query} find={find} />
      <div data-values data-announce={found}>
        {values.length === 0 ? (
          <p class="note">
            Nothing in {name}
            {find !== '' && (
              <>
                {' '}
                is called <bdi class="words">{find}</bdi>
              </>
            )}{' '}
            in this search.
          </p>
        ) : (
          <Values facet={facet} values={values} query={query} />
        )}
        {full && <p class="note">The {numberLabel(values.length)} most frequent: search for others.</p>}
      </div>
    </main>
  );
}
