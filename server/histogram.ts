/**
 * The dates of the results as bars of days, weeks, months or years, whichever suits their span. What is dated less
 * precisely than a bar stands in a bar of its own, and each bar leads to exactly the articles it counts.
 */
import type { ArticleReader } from '../engine/port.ts';
import { DAYS_OF_WEEK, dayCount, daysBetween, lastDayOf, mondayOf, monthsBetween, sundayOf } from './days.ts';
import { rangeLabel, valueLabel } from './labels.ts';
import { chosenAlone, onAnyDay, toggled, withinDays } from './query/href.ts';
import { UNDATED } from './query/params.ts';
import { type SearchQuery, toCount } from './query/parse.ts';
import type { FacetValue, SearchResult } from './search.ts';

export type BarUnit = 'day' | 'week' | 'month' | 'year';
type DateFacet = 'day' | 'month' | 'year';

/** One bar, or one row of the table. */
export interface Bar {
  /** Facet whose value it is; null: a week, which is a range of days. */
  readonly facet: DateFacet | null;
  /** `2024-03-05`, also for the Monday of a week; `2024-03`, `2024` or `undated`. */
  readonly value: string;
  readonly label: string;
  /** Articles of this bar alone. */
  readonly count: number;
  readonly selected: boolean;
  /** The search with this bar added, or taken away where it is chosen. */
  readonly query: SearchQuery;
}

export interface Histogram {
  readonly unit: BarUnit;
  /** In the order of time and without gaps, save between years far apart. */
  readonly bars: readonly Bar[];
  /** Articles dated by a month or a year that is longer than a bar, and those without a date. */
  readonly vague: readonly Bar[];
  /** Chosen dates that are none of these bars. */
  readonly chosen: readonly Bar[];
}

/** The longest span of each unit: bars stay wide enough to be told apart. */
const MAX_DAYS = 45;
const MAX_WEEK_MONTHS = 8;
const MAX_MONTH_YEARS = 3;
/** Years drawn without gaps. */
const MAX_YEARS = 40;

/**
 * The histogram of a result with the facets `day`, `month` and `year`. Weeks, and values beyond those the store lists,
 * are counted one by one.
 * @param listed values the store lists of a facet at most
 * @throws StoreUnavailable, NoBuildYet
 */
export async function histogram(
  reader: ArticleReader,
  { facets }: Pick<SearchResult, 'facets'>,
  query: SearchQuery,
  listed: number,
): Promise<Histogram> {
  const lists = { day: facets.day ?? [], month: facets.month ?? [], year: facets.year ?? [] };
  const complete = (facet: DateFacet) => lists[facet].length < listed;
  const span = spanOf(lists, complete, query);
  const draw = (facet: DateFacet, value: string): Draft => {
    const known = lists[facet].find((other) => other.value === value)?.count;
    return {
      facet,
      value,
      label: valueLabel(facet, value),
      selected: query.facets[facet].includes(value),
      query: toggled(query, facet, value),
      alone: chosenAlone(query, facet, value),
      known: known ?? (complete(facet) ? 0 : undefined),
    };
  };
  const bars = await counted(
    reader,
    span.unit === 'week'
      ? span.values.map((monday) => week(monday, query))
      : span.values.map((value) => draw(span.unit as DateFacet, value)),
  );
  const vague = await counted(reader, [
    ...span.vague.map((value) => draw('day', value)),
    draw('year', UNDATED),
  ]);
  const shown = new Set([...bars, ...vague].map(({ facet, value }) => `${facet} ${value}`));
  const chosen = (['year', 'month', 'day'] as const).flatMap((facet) =>
    query.facets[facet].filter((value) => !shown.has(`${facet} ${value}`)).map((value) => draw(facet, value)),
  );
  return {
    unit: span.unit,
    bars,
    vague: vague.filter(({ count, selected }) => count > 0 || selected),
    chosen: await counted(reader, chosen),
  };
}

/** A bar whose count may not be known yet. */
interface Draft extends Omit<Bar, 'count'> {
  /** The search for this bar alone. */
  readonly alone: SearchQuery;
  readonly known: number | undefined;
}

async function counted(reader: ArticleReader, drafts: readonly Draft[]): Promise<readonly Bar[]> {
  const unknown = drafts.filter(({ known }) => known === undefined);
  const articles = await reader.counts(unknown.map(({ alone }) => toCount(alone)));
  const counts = new Map(unknown.map((draft, i) => [draft, articles[i]]));
  return drafts.map((draft) => {
    const { alone: _alone, known, ...bar } = draft;
    return { ...bar, count: known ?? counts.get(draft) ?? 0 };
  });
}

function week(monday: string, query: SearchQuery): Draft {
  const sunday = sundayOf(monday);
  const selected = query.from === monday && query.to === sunday;
  const alone = withinDays(query, monday, sunday);
  return {
    facet: null,
    value: monday,
    label: rangeLabel(monday, sunday),
    selected,
    query: selected ? onAnyDay(query) : alone,
    alone,
    known: undefined,
  };
}

interface Span {
  readonly unit: BarUnit;
  /** The values of the bars; of a week its Monday. */
  readonly values: readonly string[];
  /** Values of the facet `day` that are longer than a bar. */
  readonly vague: readonly string[];
}

/** The unit that suits the results. A choice of days does not narrow the span: others can still be added. */
function spanOf(
  lists: Readonly<Record<DateFacet, readonly FacetValue[]>>,
  complete: (facet: DateFacet) => boolean,
  { from, to }: SearchQuery,
): Span {
  const years = occupied(lists.year);
  const months = occupied(lists.month);
  const [firstYear, lastYear] = [years[0], years.at(-1)];
  const [firstMonth, lastMonth] = [months[0], months.at(-1)];
  const spread = Number(lastYear) - Number(firstYear) + 1;
  if (!firstYear || !lastYear || !firstMonth || !lastMonth || spread > MAX_MONTH_YEARS || !complete('month'))
    return { unit: 'year', values: spread <= MAX_YEARS ? between(years) : years, vague: [] };

  // Where only the year is known, the nearest month of it counts for the span; of a month its nearest day.
  const reach = monthsBetween(
    firstYear < firstMonth.slice(0, 4) ? `${firstYear}-12` : firstMonth,
    lastYear > lastMonth.slice(0, 4) ? `${lastYear}-01` : lastMonth,
  );
  const allMonths = monthsBetween(firstMonth, lastMonth);
  const days = lists.day
    .filter(({ value, count }) => count > 0 && value.length === '2024-03-05'.length)
    .map(({ value }) => value)
    .sort();
  const wholeMonths = [`${firstMonth}-01`, lastDayOf(lastMonth)] as const;
  const [firstDay, lastDay] = complete('day') ? [days[0], days.at(-1)] : wholeMonths;
  if (reach.length > MAX_WEEK_MONTHS || !firstDay || !lastDay)
    return { unit: 'month', values: allMonths, vague: years };

  const first = firstMonth < firstDay.slice(0, 7) ? lastDayOf(firstMonth) : firstDay;
  const last = lastMonth > lastDay.slice(0, 7) ? `${lastMonth}-01` : lastDay;
  const vague = [...years, ...allMonths];
  if (dayCount(first, last) > MAX_DAYS)
    return { unit: 'week', values: daysBetween(mondayOf(first), last, DAYS_OF_WEEK), vague };
  // A range or month that was asked for is drawn whole, also where its days have no articles.
  const chosen = lists.month.some(({ selected }) => selected) ? wholeMonths : null;
  const asked = from && to ? ([from, to] as const) : chosen;
  const drawn = asked && dayCount(...asked) <= MAX_DAYS ? asked : ([first, last] as const);
  return { unit: 'day', values: daysBetween(...drawn), vague };
}

/** The dated values the results are in, in the order of time: the chosen ones, else all that have articles. */
function occupied(values: readonly FacetValue[]): readonly string[] {
  const dated = values.filter(({ value, count }) => count > 0 && value !== UNDATED);
  const chosen = dated.filter(({ selected }) => selected);
  return (chosen.length > 0 ? chosen : dated).map(({ value }) => value).sort();
}

/** Every year from the first to the last. */
const between = (years: readonly string[]): readonly string[] => {
  const first = Number(years[0]);
  const count = years.length === 0 ? 0 : Number(years.at(-1)) - first + 1;
  return Array.from({ length: count }, (_, i) => String(first + i).padStart(4, '0'));
};
