/** The interval of time a date names: a month is a month long, a minute a minute. */
import type { ArticlePublished } from '../../engine/article.ts';

export interface Interval {
  /** First and last second, Unix, UTC, both inclusive. */
  readonly from: number;
  readonly to: number;
  /** First and last day as they are written, whatever the zone: days since 1970-01-01. */
  readonly firstDay: number;
  readonly lastDay: number;
}

const DAY_MS = 86_400_000;

const ISO =
  /^(?<year>\d{4})(?:-(?<month>\d\d)(?:-(?<day>\d\d)(?:T(?<hour>\d\d):(?<minute>\d\d)(?::\d\d(?:\.\d+)?)?(?<zone>Z|[+-]\d\d:?\d\d)?)?)?)?$/;

/**
 * First and last second and day of what `published` names, at its precision. A clock time without a zone is read as UTC.
 * @throws if the date is no ISO date or is less precise than its precision says
 */
export function intervalOf(published: ArticlePublished): Interval {
  const parts = ISO.exec(published.date)?.groups;
  const wrong = () =>
    new Error(`the date «${published.date}» is no ISO 8601 date with the precision ${published.precision}`);
  if (!parts) throw wrong();
  const year = Number(parts.year);
  const month = Number(parts.month) - 1;
  const day = Number(parts.day);
  const zone = offsetMinutes(parts.zone);
  const from = {
    year: () => Date.UTC(year, 0),
    month: () => Date.UTC(year, month),
    day: () => Date.UTC(year, month, day),
    minute: () => Date.UTC(year, month, day, Number(parts.hour), Number(parts.minute) - zone),
  }[published.precision]();
  if (!Number.isFinite(from)) throw wrong();
  const after = {
    year: () => Date.UTC(year + 1, 0),
    month: () => Date.UTC(year, month + 1),
    day: () => Date.UTC(year, month, day + 1),
    minute: () => from + 60_000,
  }[published.precision]();
  const isMinute = published.precision === 'minute';
  return {
    from: from / 1000,
    to: after / 1000 - 1,
    firstDay: (isMinute ? Date.UTC(year, month, day) : from) / DAY_MS,
    lastDay: (isMinute ? Date.UTC(year, month, day) : after - DAY_MS) / DAY_MS,
  };
}

function offsetMinutes(zone: string | undefined): number {
  if (!zone || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}
