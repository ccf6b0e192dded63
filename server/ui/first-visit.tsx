/** @jsxImportSource preact */
/** What is here, for someone who never searched it. */
import { type FacetName, UNKNOWN_NAME } from '../../engine/port.ts';
import { numberLabel, valueLabel } from '../labels.ts';
import { freshSearch, href, searchFor } from '../query/href.ts';
import { UNDATED } from '../query/params.ts';
import type { FacetValue, SearchResult } from '../search.ts';

type Found = Pick<SearchResult, 'total' | 'stories' | 'facets'>;

interface FirstVisitProps {
  readonly result: Found;
  /** When the index was made, ISO 8601. */
  readonly indexed: string | null;
  readonly facetValues: number;
}

export function FirstVisit({ result, indexed, facetValues }: FirstVisitProps) {
  const listed = (facet: FacetName) => result.facets[facet] ?? [];
  const known = (facet: FacetName, unknown: string) => listed(facet).filter(({ value }) => value !== unknown);
  const sources = known('source', 'unknown');
  const languages = known('language', 'und');
  const years = known('year', UNDATED)
    .map(({ value }) => value)
    .sort();
  const atLeast = (values: readonly FacetValue[], facet: FacetName) =>
    `${numberLabel(values.length)}${listed(facet).length >= facetValues ? '+' : ''}`;
  const [first, last] = [years[0], years.at(-1)];
  return (
    <section class="first-visit" aria-labelledby="welcome">
      <h1 id="welcome">News you can check</h1>
      <p class="lead">
        Full-text search over scraped pages: only the article is left, every date and source shows what it
        rests on, and copies of one story stand together.
      </p>
      <dl class="numbers">
        <Figure name={result.total === 1 ? 'article' : 'articles'} value={numberLabel(result.total)} />
        <Figure name={result.stories === 1 ? 'story' : 'stories'} value={numberLabel(result.stories)} />
        <Figure name={sources.length === 1 ? 'source' : 'sources'} value={atLeast(sources, 'source')} />
        <Figure
          name={languages.length === 1 ? 'language' : 'languages'}
          value={atLeast(languages, 'language')}
        />
        {first && last && (
          <Figure
            name={first === last ? 'the year' : 'years'}
            value={first === last ? first : `${first}–${last}`}
          />
        )}
        {indexed && <Figure name="last indexed" value={valueLabel('day', indexed.slice(0, 10))} />}
      </dl>
      <Examples result={result} />
    </section>
  );
}

const Figure = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

/** Searches that are sure to find something: made of the most frequent names, a place, a source and cut articles. */
function Examples({ result }: { readonly result: Found }) {
  const top = (facet: FacetName, count: number) =>
    (result.facets[facet] ?? []).filter(({ value }) => value !== UNKNOWN_NAME).slice(0, count);
  const words = [...top('person', 2), ...top('org', 1)].map(({ value, label }) => ({
    label,
    to: href(freshSearch({ q: `"${value.replaceAll('"', ' ')}"` })),
  }));
  const places = top('place', 1).map(({ value, label }) => ({
    label: `Place: ${label}`,
    to: href(searchFor('place', value)),
  }));
  const languages = top('language', 2)
    .slice(1)
    .map(({ value, label }) => ({ label: `In ${label}`, to: href(searchFor('language', value)) }));
  const cut = (result.facets.completeness ?? [])
    .filter(({ value, count }) => value === 'truncated' && count > 0)
    .map(({ value }) => ({
      label: 'Articles that were cut short',
      to: href(searchFor('completeness', value)),
    }));
  const examples = [...words, ...places, ...languages, ...cut];
  if (examples.length === 0) return null;
  return (
    <div class="examples">
      <h2>Try</h2>
      <ul>
        {examples.map(({ label, to }) => (
          <li>
            <a class="chip" href={to}>
              <bdi>{label}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
