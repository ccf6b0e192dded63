/** Days as ISO texts, as they are written at articles, whatever the zone: `2024-03-05`; months and years are their beginnings. */
const DAY_MS = 86_400_000;
export const DAYS_OF_WEEK = 7;

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

const addDays = (day: string, days: number): string => isoDay(Date.parse(day) + days * DAY_MS);

/** The Monday of a day's week (ISO 8601). */
export const mondayOf = (day: string): string => addDays(day, -((new Date(day).getUTCDay() + 6) % 7));

/** The last day of the week that begins on a Monday. */
export const sundayOf = (monday: string): string => addDays(monday, DAYS_OF_WEEK - 1);

/** Days from one to another, both counted. */
export const dayCount = (first: string, last: string): number =>
  (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;

/** Every day from one to another, both inclusive, or every so many. */
export const daysBetween = (first: string, last: string, step = 1): readonly string[] =>
  Array.from({ length: Math.ceil(dayCount(first, last) / step) }, (_, i) => addDays(first, i * step));

/** Every month from one to another, both inclusive: `2024-03`. */
export function monthsBetween(first: string, last: string): readonly string[] {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const [from, to] = [number(first), number(last)];
  return Array.from({ length: Math.max(to - from + 1, 0) }, (_, i) => {
    const [year, month] = [Math.floor((from + i) / 12), ((from + i) % 12) + 1];
    return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
  });
}

/** The last day of a month. */
export function lastDayOf(month: string): string {
  const first = new Date(`${month}-01`);
  // By the day before the next month: `Date.UTC` takes the year 99 for 1999.
  first.setUTCMonth(first.getUTCMonth() + 1, 0);
  return isoDay(first.getTime());
}

/** Whether all days a date names lie within two days, both inclusive, null: open; days since 1970-01-01, null: undated. */
export const isWithin = (
  { firstDay, lastDay }: { readonly firstDay: number | null; readonly lastDay: number | null },
  { from, to }: { readonly from: string | null; readonly to: string | null },
): boolean =>
  firstDay !== null &&
  lastDay !== null &&
  (from === null || firstDay >= Date.parse(from) / DAY_MS) &&
  (to === null || lastDay <= Date.parse(to) / DAY_MS);
