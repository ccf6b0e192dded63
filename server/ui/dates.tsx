/** @jsxImportSource preact */
/** The dates of the results: bars that are links, the same as a table, and a range of days. */

import { sundayOf } from '../days.ts';
import type { Bar, BarUnit, Histogram } from '../histogram.ts';
import { rangeLabel } from '../labels.ts';
import { href } from '../query/href.ts';
import { UNDATED } from '../query/params.ts';
import type { SearchQuery } from '../query/parse.ts';
import { Bars, type ToldBar } from './bars.tsx';
import { ALL_VALUES, Count, facetHref, LeaveOut } from './facet-list.tsx';
import { type PanelStories, storiesKnown } from './panel-stories.ts';

const UNIT_LABELS: Readonly<Record<BarUnit, string>> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  year: 'Year',
};

interface DateProps {
  readonly dates: Histogram;
  readonly query: SearchQuery;
  readonly stories: PanelStories;
}

export function DatePanel({ dates: counted, query, stories }: DateProps) {
  const told = (bar: Bar): ToldBar => ({ ...bar, ...storiesKnown(stories, bar.facet, bar.value) });
  const dates = { ...counted, bars: counted.bars.map(told), vague: counted.vague.map(told) };
  const { unit, bars, vague } = dates;
  const chosen = counted.chosen.map(told);
  const undated = vague.filter(({ value }) => value === UNDATED);
  const rows = [...bars, ...vague].filter(({ count, selected }) => count > 0 || selected);
  return (
    <section class="facet" aria-labelledby="facet-date" data-section="date">
      <h3 id="facet-date" tabIndex={-1}>
        <a href={facetHref(unit === 'week' ? 'day' : unit, query)} title={ALL_VALUES}>
          Date
        </a>
      </h3>
      {chosen.length > 0 && <Choices bars={chosen} query={query} />}
      {bars.length > 0 && (
        <>
          <p class="bars-caption">
            {spanLabel(dates)}, by {unit}
          </p>
          <Bars dates={dates} />
        </>
      )}
      {undated.length > 0 && <Choices bars={undated} query={query} />}
      {rows.length > 0 && (
        <details data-keep="dates">
          <summary>Dates as a table</summary>
          <table>
            <caption class="unseen">Articles by {unit}</caption>
            <thead>
              <tr>
                <th scope="col">{UNIT_LABELS[unit]}</th>
                <th scope="col">Articles</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((bar) => (
                <tr>
                  <th scope="row">
                    <BarLink bar={bar} />
                  </th>
                  <td>
                    <Count {...bar} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      <div class="days">
        <label>
          From <input type="date" name="from" form="search" value={query.from} />
        </label>
        <label>
          Until <input type="date" name="to" form="search" value={query.to} />
        </label>
        <button type="submit" form="search" class="quiet">
          Apply dates
        </button>
      </div>
    </section>
  );
}

/** Dates that are chosen elsewhere or are none, as values like those of other facets. */
const Choices = ({ bars, query }: { readonly bars: readonly ToldBar[]; readonly query: SearchQuery }) => (
  <ul class="values">
    {bars.map((bar) => (
      <li>
        <BarLink bar={bar} full />
        {bar.facet && <LeaveOut facet={bar.facet} value={bar.value} label={bar.label} query={query} />}
      </li>
    ))}
  </ul>
);

const BarLink = ({ bar, full = false }: { readonly bar: ToldBar; readonly full?: boolean }) => (
  <a
    class={bar.selected ? 'value chosen' : 'value'}
    href={href(bar.query)}
    data-focus={`${full ? '' : 'row '}${bar.facet ?? 'week'} ${bar.value}`}
    rel="nofollow"
  >
    <span class="box" aria-hidden="true" />
    <span class="unseen">{bar.selected ? 'Remove ' : 'Add '}</span>
    <span class="value-label">{bar.label}</span>
    {full && <Count {...bar} />}
  </a>
);

/** What the bars span together. */
function spanLabel({ unit, bars }: Histogram): string {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return '';
  if (unit === 'day') return rangeLabel(first.value, last.value);
  if (unit === 'week') return rangeLabel(first.value, sundayOf(last.value));
  return first === last ? first.label : `${first.label} to ${last.label}`;
}
