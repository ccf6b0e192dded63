/** Dates written in a text: numbers, ISO 8601, and month names of many languages. Never a weekday, never «yesterday». */
import { monthOf } from './months.ts';
import { fromPersian } from './persian.ts';
import type { Stamp } from './written.ts';

/** How `03/04/2023` is read: the 3rd of April, or March the 4th. */
export type Order = 'dmy' | 'mdy';

/** Characters of a text that are looked at: a stamp stands in a line, not in a book. */
const LONGEST = 400;

const SEPARATOR = '[\\s\u00a0,]{1,3}';
const WORD = "(\\p{L}[\\p{L}\\p{M}’']{1,14}\\.?(?:\\s(?:الأول|الثاني|الاول))?)";
const YEAR = '((?:19|20|13|14)\\d{2})(?!\\d)';

/** Every way of writing a day, with the places of year, month and day among its groups. */
const FORMS: readonly { readonly pattern: RegExp; readonly order: string; readonly named: boolean }[] = [
  {
    pattern: /(?<!\d)((?:19|20|13|14)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/gu,
    order: 'y-md',
    named: false,
  },
  {
    pattern: /((?:19|20)\d{2})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/gu,
    order: 'ymd',
    named: false,
  },
  {
    pattern: new RegExp(
      `(?<![\\d:.])(\\d{1,2})(?:st|nd|rd|th|er|re|[.ºª°])?[\\s-]{0,2}(?:de |of |d['’]|di )?${WORD}[.,\\s-]{0,3}(?:de |del )?${YEAR}`,
      'giu',
    ),
    order: 'dmy',
    named: true,
  },
  {
    pattern: new RegExp(`(?<!\\p{L})${WORD}[\\s.-]{1,2}(\\d{1,2})(?:st|nd|rd|th)?${SEPARATOR}${YEAR}`, 'giu'),
    order: 'mdy',
    named: true,
  },
  {
    pattern: /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d{2}|\d{2})(?![\d./-])/gu,
    order: 'a-by',
    named: false,
  },
  {
    pattern: new RegExp(`((?:19|20)\\d{2})(?:[.,]?\\s)${WORD}\\s(\\d{1,2})(?!\\d)`, 'giu'),
    order: 'ymd',
    named: true,
  },
];
const MONTH_YEAR = new RegExp(
  `(?<!\\p{L}|\\d[.\\s]{1,2})${WORD}[\\s,]{1,2}(?:de |del )?((?:19|20)\\d{2})(?!\\d)`,
  'giu',
);

const TIME_AFTER =
  /^[\s,|•·–—/-]{0,4}(?:T|at|à|um|alle(?: ore)?|ore|a las|às|om|o|в|о|saat|kl\.?|klo|الساعة|ساعت|,)?\s{0,2}(\d{1,2})(?:[:.hH時点]|\su)(\d{2})(?:[:.]\d{2}(?:[.,]\d{1,9})?)?\s?([ap]\.?\s?m\b\.?)?\s?(Z\b|UTC\b|GMT\b|[+-]\d{2}:?\d{2}(?!\d))?/iu;
const TIME_BEFORE =
  /(?<!\d)(\d{1,2})[:.hH](\d{2})\s?([ap]\.?\s?m\b\.?)?(?:\s(?:Uhr|uur|h|Z|UTC|GMT|[A-Z]{2,4}))?[\s,|•·–—-]{0,4}(?:on\s|le\s|am\s)?(?:\p{L}{2,10}[.,]?\s)?$/iu;

/** All dates in the first characters of a text, in order of their place; overlapping readings are given once. */
export function datesIn(text: string, order: Order = 'dmy'): Stamp[] {
  const line = asciiDigits(text.slice(0, LONGEST));
  const found: Stamp[] = [];
  const take = (stamp: Stamp) => {
    if (found.every((other) => stamp.end <= other.start || stamp.start >= other.end)) found.push(stamp);
  };
  for (const form of FORMS) for (const stamp of matchesOf(form, line, order)) take(withTime(stamp, line));
  for (const stamp of fromPersian(line)) take(withTime(stamp, line));
  for (const match of line.matchAll(MONTH_YEAR)) {
    const month = monthOf(match[1] ?? '');
    if (month)
      take({
        date: `${match[2]}-${two(month)}`,
        precision: 'month',
        start: match.index,
        end: match.index + match[0].length,
      });
  }
  return found.sort((a, b) => a.start - b.start);
}

function* matchesOf(
  { pattern, order: places, named }: (typeof FORMS)[number],
  line: string,
  order: Order,
): Iterable<Stamp> {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    const read = placed(places, match, order, named);
    const date = read && dayOf(read.year, read.month, read.day);
    if (date) yield { date, precision: 'day', start: match.index, end: match.index + match[0].length };
    else pattern.lastIndex = match.index + 1;
  }
}

function placed(places: string, match: RegExpExecArray, order: Order, named: boolean) {
  const group = (place: string) => match[places.indexOf(place) + 1] ?? '';
  if (places.includes('a')) {
    const [one, other] = [Number(group('a')), Number(group('b'))];
    const monthFirst = other > 12 || (one <= 12 && order === 'mdy' && match[2] !== '.');
    return { year: century(group('y')), month: monthFirst ? one : other, day: monthFirst ? other : one };
  }
  const month = named ? monthOf(group('m')) : Number(group('m'));
  return month === undefined ? undefined : { year: Number(group('y')), month, day: Number(group('d')) };
}

const century = (year: string): number =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);

const two = (number: number): string => String(number).padStart(2, '0');

/** `2023-08-22`, or undefined when there is no such day. */
export function dayOf(year: number, month: number, day: number): string | undefined {
  if (year < 1500) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month > 0
    ? `${year}-${two(month)}-${two(day)}`
    : undefined;
}

/** Adds the time of day that stands right after or right before the date. */
function withTime(stamp: Stamp, line: string): Stamp {
  const after = TIME_AFTER.exec(line.slice(stamp.end));
  const before = after ? null : TIME_BEFORE.exec(line.slice(Math.max(0, stamp.start - 40), stamp.start));
  const match = after ?? before;
  if (!match || !(match[1] && match[2])) return stamp;
  const half = match[3]?.[0]?.toLowerCase();
  const hour = (Number(match[1]) % (half ? 12 : 25)) + (half === 'p' ? 12 : 0);
  if (hour > 23 || Number(match[2]) > 59) return stamp;
  const zone = after?.[4] ?? '';
  const offset = /^[+-]/.test(zone) ? zone.replace(/^(...):?/, '$1:') : zone ? 'Z' : '';
  return {
    date: `${stamp.date}T${two(hour)}:${match[2]}${offset}`,
    precision: 'minute',
    start: before ? stamp.start - before[0].length : stamp.start,
    end: after ? stamp.end + after[0].length : stamp.end,
  };
}

const asciiDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹０-９]/gu, (digit) =>
    String((digit.charCodeAt(0) >= 0xff10 ? digit.charCodeAt(0) - 0xff10 : digit.charCodeAt(0)) & 0xf),
  );

/** A date a machine wrote: ISO 8601 with any separators, a run of 8 or 14 digits, a Unix time, RFC 2822, or any of `datesIn`. */
export function machineDate(text: string, order: Order = 'dmy'): Omit<Stamp, 'start' | 'end'> | undefined {
  const said = text.trim().slice(0, 100);
  const run = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(?:\d{2})?(Z?))?$/.exec(said);
  const day = run && dayOf(Number(run[1]), Number(run[2]), Number(run[3]));
  if (run && day)
    return run[4] && run[5]
      ? { date: `${day}T${run[4]}:${run[5]}${run[6] ?? ''}`, precision: 'minute' }
      : { date: day, precision: 'day' };
  if (/^1\d{9}(?:\d{3})?$/.test(said)) {
    const milliseconds = said.length === 10 ? Number(said) * 1000 : Number(said);
    return { date: `${new Date(milliseconds).toISOString().slice(0, 16)}Z`, precision: 'minute' };
  }
  const stamp = datesIn(said, order)[0];
  if (stamp) return { date: stamp.date, precision: stamp.precision };
  const month = /^((?:19|20)\d{2})-(0[1-9]|1[0-2])$/.exec(said);
  if (month) return { date: said, precision: 'month' };
  return /^(?:19|20)\d{2}$/.test(said) ? { date: said, precision: 'year' } : undefined;
}
