/** @jsxImportSource preact */
/** The years and months of the results as bars, each a link, and a range of days. */
import type { FacetName } from '../../engine/port.ts';
import { countLabel, monthName, numberLabel, valueLabel } from '../labels.ts';
import { href, toggled } from '../query/href.ts';
import { UNDATED } from '../query/params.ts';
import type { SearchQuery } from '../query/parse.ts';
import type { FacetValue } from '../search.ts';

/** Years drawn without gaps; a longer span shows only years that have articles. */
const MAX_SPAN = 40;
/** Years whose months are drawn at once. */
const MAX_MONTH_YEARS = 3;

const WIDTH = 240;
const HEIGHT = 64;
const FOOT = 16;
const GAP = 2;
/** Room a label needs under its bar. */
const LABEL_WIDTH = 34;

interface DateProps {
  readonly years: readonly FacetValue[];
  readonly months: readonly FacetValue[];
  readonly query: SearchQuery;
}

export function DatePanel({ years, months, query }: DateProps) {
  const undated = years.find(({ value }) => value === UNDATED);
  const dated = years.filter(({ value }) => value !== UNDATED);
  const monthYears = yearsToOpen(dated);
  return (
    <section class="facet" aria-labelledby="facet-date">
      <h3 id="facet-date">Date</h3>
      {dated.length > 0 && (
        <Bars facet="year" label="Articles by year" bars={yearBars(dated)} query={query} />
      )}
      {monthYears.map((year) => (
        <Bars
          facet="month"
          label={`Articles by month of ${year}`}
          caption={year}
          bars={monthBars(year, months)}
          query={query}
        />
      ))}
      {undated && (undated.count > 0 || undated.selected) && (
        <ul>
          <li>
            <a
              class={undated.selected ? 'value chosen' : 'value'}
              href={href(toggled(query, 'year', UNDATED))}
              data-focus="year undated"
              rel="nofollow"
            >
              <span class="box" aria-hidden="true" />
              <span class="unseen">{undated.selected ? 'Remove ' : 'Add '}</span>
              <span class="value-label">Undated</span>
              <span class="value-count">{numberLabel(undated.count)}</span>
            </a>
          </li>
        </ul>
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

interface Bar {
  readonly value: string;
  readonly name: string;
  readonly short: string;
  readonly count: number;
  readonly selected: boolean;
}

/** The chosen years, else the only one there is. */
function yearsToOpen(dated: readonly FacetValue[]): readonly string[] {
  const chosen = dated.filter(({ selected }) => selected);
  const found = dated.filter(({ count }) => count > 0);
  const open = chosen.length > 0 ? chosen : found.length === 1 ? found : [];
  return open.length > MAX_MONTH_YEARS ? [] : open.map(({ value }) => value).sort();
}

function yearBars(dated: readonly FacetValue[]): readonly Bar[] {
  const known = new Map(dated.map((value) => [value.value, value]));
  const numbers = dated.map(({ value }) => Number(value));
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const all =
    last - first < MAX_SPAN
      ? Array.from({ length: last - first + 1 }, (_, i) => first + i)
      : numbers.sort((a, b) => a - b);
  return all.map((year) => {
    const value = String(year);
    const { count = 0, selected = false } = known.get(value) ?? {};
    return { value, name: value, short: value, count, selected };
  });
}

function monthBars(year: string, months: readonly FacetValue[]): readonly Bar[] {
  return Array.from({ length: 12 }, (_, i) => {
    const value = `${year}-${String(i + 1).padStart(2, '0')}`;
    const { count = 0, selected = false } = months.find((month) => month.value === value) ?? {};
    return { value, name: valueLabel('month', value), short: monthName(i + 1).slice(0, 1), count, selected };
  });
}

interface BarsProps {
  readonly facet: FacetName & ('year' | 'month');
  readonly label: string;
  readonly caption?: string;
  readonly bars: readonly Bar[];
  readonly query: SearchQuery;
}

function Bars({ facet, label, caption, bars, query }: BarsProps) {
  const most = Math.max(...bars.map(({ count }) => count), 1);
  const slot = WIDTH / bars.length;
  const width = Math.min(slot - GAP, 36);
  const every = facet === 'month' ? 1 : Math.ceil(LABEL_WIDTH / slot);
  return (
    <div class="bars">
      {caption && <p class="bars-caption">{caption}</p>}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`}>
        <title>{label}</title>
        <line class="base" x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        {bars.map((bar, i) => {
          const height = bar.count === 0 ? 0 : Math.max((bar.count / most) * (HEIGHT - 6), 3);
          const middle = slot * i + slot / 2;
          const drawn = (
            <>
              <rect class="reach" x={round(slot * i)} y="0" width={round(slot)} height={HEIGHT + FOOT} />
              <rect
                class="bar"
                x={round(middle - width / 2)}
                y={round(HEIGHT - height)}
                width={round(width)}
                height={round(height)}
              />
              {(i % every === 0 || bar.selected) && (
                <text x={round(middle)} y={HEIGHT + 12} text-anchor="middle">
                  {bar.short}
                </text>
              )}
            </>
          );
          if (bar.count === 0 && !bar.selected) return <g class="empty">{drawn}</g>;
          return (
            <a
              class={bar.selected ? 'chosen' : undefined}
              href={href(toggled(query, facet, bar.value))}
              aria-label={`${bar.selected ? 'Remove' : 'Add'} ${bar.name}, ${countLabel(bar.count, 'article')}`}
              data-focus={`${facet} ${bar.value}`}
            >
              <title>{`${bar.name}: ${countLabel(bar.count, 'article')}`}</title>
              {drawn}
            </a>
          );
        })}
      </svg>
    </div>
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
