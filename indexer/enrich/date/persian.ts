/** Dates of the Persian (solar Hijri) calendar, as Iranian papers stamp their pages. */
import { persianMonthOf } from './months.ts';
import type { Stamp } from './written.ts';

const NAMED = /(?<!\d)(\d{1,2})\s(\p{L}{2,9})\s(?:ماه\s)?(1[34]\d{2})(?!\d)/gu;
const NUMBERS = /(?<!\d)(1[34]\d{2})[/-](\d{1,2})[/-](\d{1,2})(?!\d)/gu;

/** Made for the first date that needs it: no other page pays for the calendar. */
let calendar: Intl.DateTimeFormat | undefined;

/** Dates of the years 1300 to 1499 in a line with ASCII digits, as Gregorian days. */
export function fromPersian(line: string): Stamp[] {
  const found: Stamp[] = [];
  const take = (match: RegExpExecArray, year: string, month: number | undefined, day: string) => {
    const date = month && gregorian(Number(year), month, Number(day));
    if (date) found.push({ date, precision: 'day', start: match.index, end: match.index + match[0].length });
  };
  for (const match of line.matchAll(NAMED))
    take(match, match[3] ?? '', persianMonthOf(match[2] ?? ''), match[1] ?? '');
  for (const match of line.matchAll(NUMBERS)) take(match, match[1] ?? '', Number(match[2]), match[3] ?? '');
  return found;
}

/** The Gregorian day of a Persian one; undefined when there is no such day. */
function gregorian(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  // The Persian year begins about 21 March; its first six months have 31 days, the others at most 30.
  const guess =
    Date.UTC(year + 621, 2, 20) + ((month - 1) * 30 + Math.min(month - 1, 6) + day - 1) * 86_400_000;
  calendar ??= new Intl.DateTimeFormat('en-u-ca-persian', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  });
  for (let shift = -2; shift <= 3; shift++) {
    const date = new Date(guess + shift * 86_400_000);
    const parts = calendar.formatToParts(date);
    const part = (type: string) => Number.parseInt(parts.find((one) => one.type === type)?.value ?? '', 10);
    if (part('year') === year && part('month') === month && part('day') === day)
      return date.toISOString().slice(0, 10);
  }
  return undefined;
}
