/** @jsxImportSource preact */
/** What the articles of the last build are: sources, languages, dates, completeness, stories, and which to look at. */
import type { FacetName } from '../../engine/port.ts';
import { SEARCHABLE_WORDS } from '../../engine/port.ts';
import type { Counted, KnownSummary } from '../../engine/summary.ts';
import { countLabel, FACET_LABELS, numberLabel, valueLabel } from '../labels.ts';
import { href, searchFor } from '../query/href.ts';
import { UNDATED } from '../query/params.ts';
import { type BarRow, BarTable, rest } from './bar-table.tsx';
import { YearBars } from './year-bars.tsx';

interface PartProps {
  readonly summary: KnownSummary;
}

/** Rows of a table that is not folded. */
const SHOWN = 12;

const rowOf = (facet: FacetName, value: string, count: number): BarRow => ({
  label: <bdi>{valueLabel(facet, value)}</bdi>,
  count,
  search: {
    to: href(searchFor(facet, value)),
    about: `${count === 1 ? 'article' : 'articles'}: ${valueLabel(facet, value)}`,
  },
});

interface CountedListProps {
  readonly id: string;
  readonly title: string;
  readonly facet: FacetName;
  readonly counted: Counted | undefined;
  readonly one: string;
}

/** The values of a facet, the rest of a long list folded away. */
function CountedList({ id, title, facet, counted, one }: CountedListProps) {
  if (!counted) return null;
  const { top, others } = counted;
  const rows = top.map(({ value, count }) => rowOf(facet, value, count));
  const full = top[0]?.count ?? 0;
  const table = (caption: string, some: readonly BarRow[]) => (
    <BarTable caption={caption} heads={[FACET_LABELS[facet], 'Articles']} rows={some} full={full} />
  );
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {table(`Articles by ${one}`, rows.slice(0, SHOWN))}
      {rows.length > SHOWN && (
        <details>
          <summary>
            {numberLabel(rows.length - SHOWN)} more<span class="unseen"> of {title}</span>
          </summary>
          {table(`Articles by ${one}, the less frequent`, rows.slice(SHOWN))}
        </details>
      )}
      <p class="note">{rest(others.values, one, `${one}s`, others.count)}</p>
    </section>
  );
}

export const Sources = ({ summary: { sources } }: PartProps) => (
  <CountedList id="sources" title="Sources" facet="source" counted={sources} one="source" />
);

export const Languages = ({ summary: { languages } }: PartProps) => (
  <CountedList id="languages" title="Languages" facet="language" counted={languages} one="language" />
);

export const Completeness = ({ summary: { completeness } }: PartProps) => (
  <CountedList
    id="completeness"
    title="Completeness"
    facet="completeness"
    counted={completeness}
    one="completeness"
  />
);

export function Dates({ summary: { years, undated } }: PartProps) {
  if (!years && undated === undefined) return null;
  const dated = [...(years?.top ?? [])].sort((a, b) => (a.value < b.value ? 1 : -1));
  const rows = [
    ...(undated === undefined ? [] : [rowOf('year', UNDATED, undated)]),
    ...dated.map(({ value, count }) => rowOf('year', value, count)),
  ];
  const table = (
    <BarTable caption="Articles by year of publication" heads={['Year', 'Articles']} rows={rows} />
  );
  return (
    <section aria-labelledby="dates">
      <h2 id="dates">Dates</h2>
      {years && dated.length > 1 && <YearBars years={years} />}
      {rows.length > SHOWN + 1 ? (
        <details>
          <summary>The years as a table</summary>
          {table}
        </details>
      ) : (
        table
      )}
      {years && <p class="note">{rest(years.others.values, 'year', 'years', years.others.count)}</p>}
    </section>
  );
}

export function Stories({ summary: { stories, articlesInSharedStories, copies } }: PartProps) {
  if (stories === undefined) return null;
  return (
    <section aria-labelledby="stories">
      <h2 id="stories">Stories</h2>
      <p class="note">
        {countLabel(stories, 'story', 'stories')}
        {articlesInSharedStories !== undefined &&
          `; ${countLabel(articlesInSharedStories, 'article shares its', 'articles share their')} story with another`}
        .
      </p>
      {copies && (
        <BarTable
          caption="Articles by the number of copies of their text"
          heads={['Copies', 'Articles', 'Stories']}
          rows={copies.map(({ value, articles, stories: told }) => ({
            ...rowOf('copies', value, articles),
            more: [numberLabel(told)],
          }))}
        />
      )}
    </section>
  );
}

/** Articles a person should look at. */
export function ToLookAt({ summary: { bodyLoss, lost = [], tooLong = 0, longest = [] } }: PartProps) {
  if (bodyLoss === undefined) return null;
  return (
    <section aria-labelledby="look">
      <h2 id="look">Worth a look</h2>
      <p>
        {bodyLoss === 0 ? (
          'Cleaning left enough of every page.'
        ) : (
          <>
            Of <a href={href(searchFor('bodyLoss', 'true'))}>{countLabel(bodyLoss, 'article')}</a> cleaning
            left suspiciously little, or nothing that reads as an article.
          </>
        )}
      </p>
      <ArticleLinks
        articles={lost.map(({ id, title, evidence }) => ({ id, title, note: evidence }))}
        label="Little text left"
      />
      {tooLong > 0 && (
        <p>
          {countLabel(tooLong, 'article is', 'articles are')} longer than {numberLabel(SEARCHABLE_WORDS)}{' '}
          words: what follows them cannot be searched.
        </p>
      )}
      <ArticleLinks
        articles={longest.map(({ id, title, words }) => ({ id, title, note: countLabel(words, 'word') }))}
        label="Too long to be searched to the end"
      />
    </section>
  );
}

interface ArticleLinksProps {
  readonly label: string;
  readonly articles: readonly { readonly id: string; readonly title: string; readonly note: string }[];
}

const ArticleLinks = ({ label, articles }: ArticleLinksProps) =>
  articles.length === 0 ? null : (
    <ul class="quotes" aria-label={label}>
      {articles.map(({ id, title, note }) => (
        <li>
          <a href={`/articles/${encodeURIComponent(id)}`} dir="auto">
            {title === '' ? 'Without a headline' : title}
          </a>{' '}
          <span class="note">{note}</span>
        </li>
      ))}
    </ul>
  );
