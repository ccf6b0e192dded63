/** When an article was published: an ordered list of readers, the most trusted first. */
import type { Config } from '../../../config/schema.ts';
import { type Draft, type Fact, learn, type Published, type Stage } from '../../draft.ts';
import { machineDate, type Order } from './parse.ts';
import type { Candidate, DateReader } from './reader.ts';
import { shownReaders } from './shown.ts';
import { stampReader } from './stamp.ts';
import {
  fromAddress,
  fromAddressMonth,
  fromJsonLd,
  fromMeta,
  fromRecord,
  fromSidecar,
  fromVagueMeta,
} from './stated.ts';

const EVIDENCE_CHARACTERS = 240;
/** The web was not there before; an older date is one of the matter, not of the page. A sidecar may know better. */
const FIRST_YEAR = 1990;
const DAY = 86_400_000;

/** Days by which a date in a head may be later than that of the address before it is a second publication. */
const REPUBLISHED_DAYS = 30;

/**
 * Sets `facts.published` where the page tells it; absent means undated. What is published goes before what is
 * updated, whichever reader found it. Dates later than a day from `now`, or before the web, are refused; the most
 * trusted of them stays in `facts.dateRefused`, with its words.
 */
export function dateFinder(config: Pick<Config, 'stamps'>, now: () => Date = () => new Date()): Stage {
  const shown = shownReaders(stampReader(config.stamps));
  /** Most trusted first. */
  const readers: readonly (readonly [string, DateReader])[] = [
    ['sidecar', fromSidecar],
    ['record', fromRecord],
    ['json-ld', fromJsonLd],
    ['meta', fromMeta],
    ['address', fromAddress],
    ['shown', shown.sure],
    ['vague-meta', fromVagueMeta],
    ['shown', shown.likely],
    ['address-month', fromAddressMonth],
  ];
  return (draft) => {
    const latest = new Date(now().getTime() + DAY).toISOString();
    const order = orderOf(draft);
    let dateRefused = unread(draft, order);
    const plausible = (read: DateReader, reader: string) =>
      read(draft, order).filter((candidate) => {
        const why = refusalOf(candidate, reader, latest);
        if (why) dateRefused ??= refused(candidate, reader, why);
        return !why;
      });
    const found = (published: Fact<Published>) =>
      learn(draft, { published: asRead(published, order), ...(dateRefused && { dateRefused }) });
    let updated: Fact<Published> | undefined;
    for (const [reader, read] of readers)
      for (const candidate of plausible(read, reader)) {
        if (candidate.role === 'updated') {
          updated ??= factOf(candidate, reader);
          continue;
        }
        const better =
          firstPublication(candidate, reader, plausible(fromAddress, 'address')) ??
          shownDay(
            candidate,
            reader,
            { sure: () => plausible(shown.sure, 'shown'), below: () => plausible(shown.below, 'shown') },
            () => [...fromJsonLd(draft, order), ...fromMeta(draft, order)],
          );
        return found(better ?? factOf(candidate, reader));
      }
    if (updated) return found(updated);
    return dateRefused ? learn(draft, { dateRefused }) : draft;
  };
}

/** Readers of the head: what a system wrote, by its own clock. */
const HEAD = new Set(['json-ld', 'meta']);

/** The day of the address, where the head gives a much later one: systems reset their dates, addresses stay. */
function firstPublication(
  candidate: Candidate,
  reader: string,
  addressed: readonly Candidate[],
): Fact<Published> | undefined {
  const [address] = addressed;
  if (!address || !HEAD.has(reader)) return undefined;
  const later = (Date.parse(candidate.date.slice(0, 10)) - Date.parse(address.date)) / DAY;
  return later > REPUBLISHED_DAYS ? factOf(address, 'address') : undefined;
}

/**
 * The day the page shows its readers, where the head gives another: the day before or after (a moment in UTC, a system's
 * own clock), or a later one. Not the day of the last change, which some pages show: the head knows an earlier one.
 */
function shownDay(
  candidate: Candidate,
  reader: string,
  shown: Readonly<Record<'sure' | 'below', () => readonly Candidate[]>>,
  stated: () => readonly Candidate[],
): Fact<Published> | undefined {
  if (!HEAD.has(reader)) return undefined;
  const [any] = shown.sure();
  const [own] = any && Math.abs(dayNumber(any) - dayNumber(candidate)) <= 1 ? [any] : shown.below();
  if (own?.role !== 'published' || !isDay(own) || !isDay(candidate)) return undefined;
  const days = dayNumber(own) - dayNumber(candidate);
  if (days === 0 || days < -1) return undefined;
  const inUtc = days <= 1 && /T.*(?:Z|\+00:00)$/.test(candidate.date);
  const isChange = stated().some((other) => other.role === 'updated' && dayNumber(other) === dayNumber(own));
  if (isChange && !inUtc) return undefined;
  const name = days <= 1 ? 'local-day' : 'shown-day';
  return factOf({ ...own, evidence: `${own.evidence}; ${candidate.evidence}`, reader: name }, name);
}

const isDay = ({ precision }: Candidate): boolean => precision === 'day' || precision === 'minute';
/** Days since 1970 of a candidate with a day. */
const dayNumber = ({ date }: Candidate): number => Date.parse(date.slice(0, 10)) / DAY;

/** Why a date cannot be that of the page, or is no more than what stands where nobody wrote one; undefined: it may be. */
function refusalOf({ date, precision }: Candidate, reader: string, latest: string): string | undefined {
  if (date > latest) return 'in the future';
  if (reader === 'sidecar') return undefined;
  if (Number(date.slice(0, 4)) < FIRST_YEAR) return 'before the web';
  if (reader === 'vague-meta' && precision === 'day' && date.endsWith('-01-01'))
    return 'a first of January, as systems write that know no day';
  return undefined;
}

const refused = ({ date, evidence, reader: own }: Candidate, reader: string, why: string): Fact<string> => ({
  value: date,
  evidence: `${evidence.slice(0, EVIDENCE_CHARACTERS)} (${why})`,
  reader: own ?? reader,
});

/** What a sidecar or record states and nobody can read as a date: who wrote it is to know. */
function unread({ meta }: Draft, order: Order): Fact<string> | undefined {
  for (const reader of ['sidecar', 'record'] as const) {
    const said = meta[reader]?.published?.trim().slice(0, EVIDENCE_CHARACTERS);
    if (said && !machineDate(said, order))
      return { value: said, evidence: `published: ${said} (no date that is read here)`, reader };
  }
  return undefined;
}

const factOf = (
  { evidence, date, precision, role, reader: own }: Candidate,
  reader: string,
): Fact<Published> => ({
  value: { date, precision, role },
  evidence: evidence.slice(0, EVIDENCE_CHARACTERS),
  reader: own ?? reader,
});

/** Day and month in figures that may stand for each other. */
const EITHER_ORDER = /(?<![\d./-])(0?[1-9]|1[0-2])([/-])(0?[1-9]|1[0-2])\2(?:\d{4}|\d{2})(?![\d./-])/u;

/** Says in the evidence how figures that can be read in two ways were read. */
function asRead(fact: Fact<Published>, order: Order): Fact<Published> {
  const [, one, , other] = EITHER_ORDER.exec(fact.evidence) ?? [];
  if (Number(one) === Number(other) || one === undefined) return fact;
  return { ...fact, evidence: `${fact.evidence} (read ${order === 'mdy' ? 'month' : 'day'} first)` };
}

/** Countries that write English with the day first. */
const DAY_FIRST = /\.(?:uk|au|nz|ie|in|za|ke|ng|sg|hk|pk|my)(?:[/:]|$)/i;

/** `03/04/2023` is the 4th of March in American English, the 3rd of April elsewhere. */
function orderOf({ url, facts, meta }: Draft): Order {
  const lang = meta.head?.lang?.toLowerCase();
  if (lang?.startsWith('en-')) return lang === 'en-us' ? 'mdy' : 'dmy';
  if (facts.language?.value !== 'en') return 'dmy';
  return url && DAY_FIRST.test(url.replace(/^([a-z]+:\/\/[^/]*).*/i, '$1')) ? 'dmy' : 'mdy';
}
