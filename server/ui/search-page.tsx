/** @jsxImportSource preact */
/** The results of a search: what was found, in which order, and how to narrow it. */

import { countLabel, numberLabel } from '../labels.ts';
import { changed, href } from '../query/href.ts';
import { SORTS } from '../query/params.ts';
import { asksForNothing, isFirstVisit, type SearchQuery } from '../query/parse.ts';
import type { SearchResult } from '../search.ts';
import { activeFilters, Chips } from './chips.tsx';
import { FacetPanel } from './facets.tsx';
import { FirstVisit } from './first-visit.tsx';
import { FormState } from './form-state.tsx';
import { HitCard } from './hit.tsx';
import { NothingFound } from './nothing-found.tsx';
import { Notices } from './notices.tsx';
import type { SearchView } from './search-view.ts';
import { SecondTier } from './second-tier.tsx';
import { TakeAlong } from './take-along.tsx';

interface SearchPageProps extends SearchView {
  readonly facetValues: number;
  /** Deepest hit that can be paged to. */
  readonly maxTotalHits: number;
}

export function SearchPage(props: SearchPageProps) {
  const { result, query, dates, stories, indexed, suggestions, relaxations, facetValues, maxTotalHits } =
    props;
  const untouched = asksForNothing(query);
  const first = isFirstVisit(query);
  const filters = activeFilters(query).length;
  return (
    <main id="main" data-live tabIndex={-1}>
      <a class="skip" href="#results">
        Skip to the results
      </a>
      <FormState query={query} days="beside" />
      {first && <FirstVisit result={result} indexed={indexed} facetValues={facetValues} />}
      <div class="columns">
        <div class="side">
          <input type="checkbox" id="show-filters" class="show-filters unseen" data-keep="filters" />
          <label for="show-filters" class="filters-button">
            Filters{filters > 0 && ` (${numberLabel(filters)})`}
          </label>
          <aside class="panel" aria-labelledby="panel">
            <h2 id="panel" class="unseen">
              Narrow the search
            </h2>
            <FacetPanel {...{ result, dates, query, facetValues, stories }} />
          </aside>
        </div>
        <section id="results" class="results" aria-labelledby="summary" tabIndex={-1}>
          <div class="results-head">
            <Summary result={result} query={query} untouched={untouched} level={first ? 'h2' : 'h1'} />
            {query.in === 'removed' && <RemovedState query={query} />}
            <Notices result={result} suggestions={suggestions} />
            <Chips query={query} />
            {result.total > 0 && <Toolbar query={query} />}
          </div>
          {result.total === 0 ? (
            <>
              {result.relaxed && <SecondTier relaxed={result.relaxed} level={first ? 'h3' : 'h2'} />}
              <NothingFound query={query} relaxations={relaxations} tier={result.relaxed !== null} />
            </>
          ) : (
            <Hits result={result} query={query} level={first ? 'h3' : 'h2'} />
          )}
          <Pages result={result} query={query} maxTotalHits={maxTotalHits} />
          <TakeAlong result={result} query={query} />
        </section>
      </div>
    </main>
  );
}

/** Says that what follows is no article. */
const RemovedState = ({ query }: { readonly query: SearchQuery }) => (
  <p class="removed-state">
    You are searching what was <strong>removed</strong> from the pages: menus, appeals, lists of other
    stories. Nothing of it is in the articles.{' '}
    <a href={href(changed(query, { in: 'articles' }))} data-focus="in">
      Search the articles
    </a>
  </p>
);

interface ResultProps {
  readonly result: SearchResult;
  readonly query: SearchQuery;
}

interface SummaryProps extends ResultProps {
  readonly untouched: boolean;
  readonly level: 'h1' | 'h2';
}

const EVERYTHING_LABELS = {
  relevance: 'What is new',
  newest: 'What is new',
  oldest: 'The articles',
  added: 'What was added last',
} as const;

function Summary({ result, query, untouched, level: Heading }: SummaryProps) {
  const removed = query.in === 'removed' ? 'Removed text of ' : '';
  const articles = countLabel(result.total, 'article');
  const found =
    result.total === 0
      ? `${removed}${removed ? 'no' : 'No'} articles`
      : result.total === result.stories
        ? `${removed}${articles}`
        : `${removed}${articles} in ${countLabel(result.stories, 'story', 'stories')}`;
  const everything = EVERYTHING_LABELS[query.sort];
  return (
    <Heading id="summary" class="summary" data-announce={found}>
      {untouched ? (
        everything
      ) : (
        <>
          {found}
          {query.q !== '' && (
            <>
              {' '}
              for <bdi class="words">{query.q}</bdi>
            </>
          )}
        </>
      )}
    </Heading>
  );
}

const SORT_LABELS = {
  relevance: 'Best match',
  newest: 'Newest',
  oldest: 'Oldest',
  added: 'Added last',
} as const;

/** Order and reach of the search, each choice a link. */
function Toolbar({ query }: { readonly query: SearchQuery }) {
  const sorts = SORTS.filter((sort) => sort !== 'relevance' || query.q !== '');
  const current = query.q === '' && query.sort === 'relevance' ? 'newest' : query.sort;
  return (
    <nav class="toolbar" aria-label="Order of the results">
      <ul>
        {sorts.map((sort) => (
          <li>
            <a
              href={href(changed(query, { sort }))}
              aria-current={sort === current ? 'true' : undefined}
              data-focus={`sort ${sort}`}
            >
              {SORT_LABELS[sort]}
            </a>
          </li>
        ))}
      </ul>
      <ul>
        <li>
          <a href={href(changed(query, { collapse: !query.collapse }))} data-focus="collapse">
            {query.collapse ? 'Show every copy' : 'Fold copies of a story'}
          </a>
        </li>
        {query.in === 'articles' && (
          <li>
            <a href={href(changed(query, { in: 'removed' }))} data-focus="in">
              Search what was removed
            </a>
          </li>
        )}
        {query.q !== '' && (
          <li>
            <a href={href(changed(query, { exact: !query.exact }))} data-focus="exact">
              {query.exact ? 'Forgive typos' : 'Exact words only'}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Hits({ result, query, level }: ResultProps & { readonly level: 'h2' | 'h3' }) {
  if (result.hits.length === 0)
    return (
      <p class="empty-page">
        Page {numberLabel(query.page)} is behind the last result.{' '}
        <a href={href(changed(query, {}))}>Go to the first page</a>
      </p>
    );
  return (
    <ol class="hits" start={(query.page - 1) * query.limit + 1}>
      {result.hits.map((hit) => (
        <li>
          <HitCard hit={hit} query={query} level={level} />
        </li>
      ))}
    </ol>
  );
}

function Pages({ result, query, maxTotalHits }: ResultProps & { readonly maxTotalHits: number }) {
  const listed = query.collapse ? result.stories : result.total;
  const last = Math.ceil(Math.min(listed, maxTotalHits) / query.limit);
  if (last <= 1) return null;
  const to = (page: number) => href({ ...query, page });
  return (
    <nav class="pages" aria-label="Pages of results">
      {query.page > 1 ? (
        <a href={to(Math.min(query.page - 1, last))} rel="prev">
          ← Previous
        </a>
      ) : (
        <span />
      )}
      <span>
        Page {numberLabel(query.page)} of {numberLabel(last)}
        {listed > maxTotalHits && ' that can be reached: narrow the search to see the rest'}
      </span>
      {query.page < last ? (
        <a href={to(query.page + 1)} rel="next">
          Next →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
