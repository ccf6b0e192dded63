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
const YEAR_DIGITS = '((?:19|20|13|14)\\d{2})(?!\\d)';

/** What a line must hold for a form to be looked for: four digits that may be a year, of our calendar or of the Persian, … */
const YEAR = 1;
const PERSIAN_YEAR = 2;
/** … a sign between two figures, the sign of a year in Chinese, Japanese or Korean. */
const FIGURES = 4;
const YEAR_SIGN = 8;
/** One or two digits alone, which a day beside a month's name is. */
const DAY = 16;
/** Digits of other scripts. */
const FOREIGN_DIGITS = 32;

interface Form {
  readonly pattern: RegExp;
  /** Places of year, month and day among its groups. */
  readonly order: string;
  /** Whether the month is a word. */
  readonly named: boolean;
  /** One of these signs must be in the line. */
  readonly needs: number;
}

/** Every way of writing a day. */
const FORMS: readonly Form[] = [
  {
    pattern: /(?<!\d)((?:19|20|13|14)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/gu,
    order: 'y-md',
    named: false,
    needs: FIGURES,
  },
  {
    pattern: /((?:19|20)\d{2})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/gu,
    order: 'ymd',
    named: false,
    needs: YEAR_SIGN,
  },
  {
    pattern: new RegExp(
      `(?<![\\d:.])(\\d{1,2})(?:st|nd|rd|th|er|re|[.ºª°])?[\\s/-]{0,2}(?:de |of |d['’]|di )?${WORD}[.,\\s/-]{0,3}(?:de |del )?${YEAR_DIGITS}`,
      'giu',
    ),
    order: 'dmy',
    named: true,
    needs: YEAR | PERSIAN_YEAR,
  },
  {
    // the year in two digits, at the end of its part of a line: `(14 March 21)`, `14. März '21, 18:05`
    pattern: new RegExp(
      `(?<![\\d:.])(\\d{1,2})(?:[.ºª°])?[\\s-]{1,2}${WORD}[\\s-]{1,2}['’]?(\\d{2})(?=\\s{0,2}(?:$|[)\\]|,;·•]|\\d{1,2}[:.]\\d{2}))`,
      'giu',
    ),
    order: 'dmy',
    named: true,
    needs: DAY,
  },
  {
    pattern: new RegExp(
      `(?<!\\p{L})${WORD}[\\s.-]{1,2}(\\d{1,2})(?:st|nd|rd|th)?${SEPARATOR}${YEAR_DIGITS}`,
      'giu',
    ),
    order: 'mdy',
    named: true,
    needs: YEAR | PERSIAN_YEAR,
  },
  {
    pattern: /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d{2}|\d{2})(?![\d./-])/gu,
    order: 'a-by',
    named: false,
    needs: FIGURES,
  },
  {
    pattern: new RegExp(`((?:19|20)\\d{2})(?:[.,]?\\s)${WORD}\\s(\\d{1,2})(?!\\d)`, 'giu'),
    order: 'ymd',
    named: true,
    needs: YEAR,
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
  const found: Stamp[] = [];
  const start = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  const written = signsIn(start);
  if (written === 0) return found;
  const line = written & FOREIGN_DIGITS ? asciiDigits(start) : start;
  const signs = written & FOREIGN_DIGITS ? signsIn(line) : written;
  for (const form of FORMS)
    if (form.needs & signs && (!form.named || signs & DAY)) takeMatches(form, line, order, found);
  if (signs & PERSIAN_YEAR && signs & DAY)
    for (const stamp of fromPersian(line)) take(withTime(stamp, line), found);
  if (signs & YEAR) takeMonths(line, found);
  return found.sort((a, b) => a.start - b.start);
}

/** Adds a stamp where none stands yet. */
function take(stamp: Stamp, found: Stamp[]): void {
  for (const other of found) if (stamp.end > other.start && stamp.start < other.end) return;
  found.push(stamp);
}

function takeMatches(
  { pattern, order: places, named }: Form,
  line: string,
  order: Order,
  found: Stamp[],
): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    const read = placed(places, match, order, named);
    const date = read && dayOf(read.year, read.month, read.day);
    if (!date) pattern.lastIndex = match.index + 1;
    else {
      const stamp = {
        date,
        precision: 'day',
        start: match.index,
        end: match.index + match[0].length,
      } as const;
      take(withTime(stamp, line), found);
    }
  }
}

function takeMonths(line: string, found: Stamp[]): void {
  for (const match of line.matchAll(MONTH_YEAR)) {
    const month = monthOf(match[1] ?? '');
    if (!month) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    take({ date: `${match[2]}-${two(month)}`, precision: 'month', ...span }, found);
  }
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** The signs of a date in a line; 0: it holds none in any form. */
function signsIn(line: string): number {
  let signs = 0;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (isDigit(code)) {
      let end = at + 1;
      while (isDigit(line.charCodeAt(end))) end++;
      signs |= signsOfFigure(line, at, end);
      at = end - 1;
    } else if (code === 0x5e74 || code === 0xb144) signs |= YEAR_SIGN;
    else if (isForeignDigit(code)) signs |= FOREIGN_DIGITS;
  }
  return signs;
}

const isForeignDigit = (code: number): boolean =>
  (code >= 0x660 && code <= 0x669) || (code >= 0x6f0 && code <= 0x6f9) || (code >= 0xff10 && code <= 0xff19);

/** What a run of digits may be: a day, a year, the figure before a sign between two. */
function signsOfFigure(line: string, start: number, end: number): number {
  const next = line.charCodeAt(end);
  let signs = next >= 0x2d && next <= 0x2f && isDigit(line.charCodeAt(end + 1)) ? FIGURES : 0;
  if (end - start <= 2) return signs | DAY;
  for (let at = start; at + 4 <= end; at++) {
    const century = (line.charCodeAt(at) - 0x30) * 10 + line.charCodeAt(at + 1) - 0x30;
    if (century === 19 || century === 20) signs |= YEAR;
    else if (century === 13 || century === 14) signs |= PERSIAN_YEAR;
  }
  return signs;
}

function placed(places: string, match: RegExpExecArray, order: Order, named: boolean) {
  const group = (place: string) => match[places.indexOf(place) + 1] ?? '';
  if (places.includes('a')) {
    const [one, other] = [Number(group('a')), Number(group('b'))];
    const monthFirst = other > 12 || (one <= 12 && order === 'mdy' && match[2] !== '.');
    return { year: century(group('y')), month: monthFirst ? one : other, day: monthFirst ? other : one };
  }
  const month = named ? monthOf(group('m')) : Number(group('m'));
  if (month === undefined) return undefined;
  const year = group('y');
  return { year: year.length === 2 ? century(year) : Number(year), month, day: Number(group('d')) };
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
