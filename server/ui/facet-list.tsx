/** @jsxImportSource preact */
/** The values of one facet: each a link that adds or removes itself, and one that leaves its articles out. */
import type { FacetName } from '../../engine/port.ts';
import { FACET_LABELS, numberLabel, valueLabel } from '../labels.ts';
import { changed, exclusionToggled, href, toggled, toParams } from '../query/href.ts';
import type { SearchQuery } from '../query/parse.ts';
import type { FacetValue } from '../search.ts';
import { HiddenFields } from './form-state.tsx';
import { listed } from './panel.ts';
import { type PanelStories, storiesKnown } from './panel-stories.ts';

/** What the page of a facet shows, for the headings that lead to it. */
export const ALL_VALUES = 'All values, in articles and in stories';

export interface ListProps {
  readonly facet: FacetName;
  readonly values: readonly FacetValue[];
  /** The search as the reader asked for it: what links are made from. */
  readonly query: SearchQuery;
  readonly level: 'h3' | 'h4';
  /** Values the store lists of a facet at most. */
  readonly facetValues: number;
  readonly stories: PanelStories;
}

/** One facet of the panel. The order stays when a value is chosen; a chosen one is always in sight. */
export function FacetList({ facet, values, query, level: Heading, facetValues, stories }: ListProps) {
  if (values.length === 0 && query.excluded[facet].length === 0) return null;
  const counted = values.map((value) => ({ ...value, ...storiesKnown(stories, facet, value.value) }));
  const { first, more, rest } = listed(facet, counted);
  return (
    <section class="facet" aria-labelledby={`facet-${facet}`} data-section={facet}>
      <Heading id={`facet-${facet}`} tabIndex={-1}>
        <a href={facetHref(facet, query)} title={ALL_VALUES}>
          {FACET_LABELS[facet]}
        </a>
      </Heading>
      <Values facet={facet} values={first} query={query} />
      {rest > 0 && (
        <details data-keep={`more ${facet}`}>
          <summary>
            {numberLabel(rest)}
            {values.length >= facetValues && '+'} more, search
            <span class="unseen"> in {FACET_LABELS[facet]}</span>
          </summary>
          <FindForm facet={facet} query={query} />
          <div data-found={facet}>
            <Values facet={facet} values={more} query={query} left={false} />
            {rest > more.length && (
              <a class="all-values" href={facetHref(facet, query)}>
                All values<span class="unseen"> of {FACET_LABELS[facet]}</span>
              </a>
            )}
          </div>
        </details>
      )}
    </section>
  );
}

/** The page of one facet within a search. */
export function facetHref(facet: FacetName, query: SearchQuery): string {
  const params = toParams(changed(query, {})).toString();
  return `/facets/${facet}${params && `?${params}`}`;
}

interface FindProps {
  readonly facet: FacetName;
  readonly query: SearchQuery;
  readonly find?: string;
}

/** The search within a facet: it leads to the facet's page, and with the script its answer comes in place. */
export const FindForm = ({ facet, query, find = '' }: FindProps) => (
  <form class="find" action={`/facets/${facet}`} method="get" data-find={facet}>
    <HiddenFields query={changed(query, {})} />
    <input
      type="search"
      name="find"
      value={find}
      aria-label={`Search in ${FACET_LABELS[facet]}`}
      placeholder="Search here"
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      dir="auto"
    />
    <button type="submit" class="quiet">
      Find<span class="unseen"> in {FACET_LABELS[facet]}</span>
    </button>
  </form>
);

interface ValuesProps {
  readonly facet: FacetName;
  readonly values: readonly (FacetValue & { readonly stories?: number })[];
  readonly query: SearchQuery;
  /** Whether the values that are left out are listed too. */
  readonly left?: boolean;
}

export const Values = ({ facet, values, query, left = true }: ValuesProps) => (
  <ul class="values">
    {values.map((value) => (
      <li>
        <ValueLink facet={facet} value={value} query={query} />
        <LeaveOut facet={facet} value={value.value} label={value.label} query={query} />
      </li>
    ))}
    {left &&
      query.excluded[facet].map((value) => (
        <li>
          <a
            class="value out"
            href={href(exclusionToggled(query, facet, value))}
            data-focus={`not ${facet} ${value}`}
            rel="nofollow"
          >
            <span class="box" aria-hidden="true" />
            <span class="unseen">No longer leave out </span>
            <s class="value-label">
              <bdi>{valueLabel(facet, value)}</bdi>
            </s>
            <span class="value-count">left out</span>
          </a>
        </li>
      ))}
  </ul>
);

interface LinkProps {
  readonly facet: FacetName;
  readonly value: FacetValue & { readonly stories?: number };
  readonly query: SearchQuery;
}

const ValueLink = ({ facet, value, query }: LinkProps) => (
  <a
    class={value.selected ? 'value chosen' : 'value'}
    href={href(toggled(query, facet, value.value))}
    data-focus={`${facet} ${value.value}`}
    rel="nofollow"
  >
    <span class="box" aria-hidden="true" />
    <span class="unseen">{value.selected ? 'Remove ' : 'Add '}</span>
    <span class="value-label">
      <bdi>{value.label}</bdi>
    </span>
    <Count {...value} />
  </a>
);

/** Articles, and where it is known and fewer, in how many stories: `12 in 9`. */
export const Count = ({ count, stories = count }: { readonly count: number; readonly stories?: number }) => (
  <span class="value-count">
    {numberLabel(count)}
    <span class="unseen"> {count === 1 ? 'article' : 'articles'}</span>
    {stories < count && (
      <>
        {' '}
        in {numberLabel(stories)}
        <span class="unseen"> {stories === 1 ? 'story' : 'stories'}</span>
      </>
    )}
  </span>
);

interface LeaveOutProps {
  readonly facet: FacetName;
  readonly value: string;
  readonly label: string;
  readonly query: SearchQuery;
}

export const LeaveOut = ({ facet, value, label, query }: LeaveOutProps) => (
  <a
    class="leave-out"
    href={href(exclusionToggled(query, facet, value))}
    data-focus={`not ${facet} ${value}`}
    rel="nofollow"
    title={`Leave out ${label}`}
  >
    <span class="unseen">
      Leave out <bdi>{label}</bdi>
    </span>
  </a>
);
