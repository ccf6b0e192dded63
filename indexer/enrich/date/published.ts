/** When an article was published: an ordered list of readers, the most trusted first. */
import type { Config } from '../../../config/schema.ts';
import { type Draft, type Fact, learn, type Published, type Stage } from '../../draft.ts';
import type { Order } from './parse.ts';
import type { Candidate, DateReader } from './reader.ts';
import { stampReader } from './stamp.ts';
import {
  fromAddress,
  fromAddressMonth,
  fromJsonLd,
  fromMeta,
  fromRecord,
  fromSidecar,
  fromTimes,
  fromVagueMeta,
} from './stated.ts';
import { textReaders } from './text.ts';

const EVIDENCE_CHARACTERS = 240;
/** The web was not there before; an older date is one of the matter, not of the page. A sidecar may know better. */
const FIRST_YEAR = 1990;
const DAY = 86_400_000;

/** Days by which a date in a head may be later than that of the address before it is a second publication. */
const REPUBLISHED_DAYS = 30;

/**
 * Sets `facts.published` where the page tells it; absent means undated. What is published goes before what is
 * updated, whichever reader found it. Dates later than a day from `now`, or before the web, are refused.
 */
export function dateFinder(config: Pick<Config, 'stamps'>, now: () => Date = () => new Date()): Stage {
  const text = textReaders(stampReader(config.stamps));
  /** Most trusted first. */
  const readers: readonly (readonly [string, DateReader])[] = [
    ['sidecar', fromSidecar],
    ['record', fromRecord],
    ['json-ld', fromJsonLd],
    ['meta', fromMeta],
    ['address', fromAddress],
    ['time', fromTimes],
    ['text', text.sure],
    ['vague-meta', fromVagueMeta],
    ['text', text.likely],
    ['address-month', fromAddressMonth],
  ];
  return (draft) => {
    const latest = new Date(now().getTime() + DAY).toISOString();
    const order = orderOf(draft);
    const plausible = (read: DateReader, reader: string) =>
      read(draft, order).filter((candidate) => isPlausible(candidate, reader, latest));
    let updated: Fact<Published> | undefined;
    for (const [reader, read] of readers)
      for (const candidate of plausible(read, reader)) {
        if (candidate.role === 'updated') {
          updated ??= factOf(candidate, reader);
          continue;
        }
        const better =
          firstPublication(candidate, reader, plausible(fromAddress, 'address')) ??
          localDay(candidate, reader, () => [
            ...plausible(fromTimes, 'time'),
            ...plausible(text.likely, 'text'),
          ]);
        return learn(draft, { published: asRead(better ?? factOf(candidate, reader), order) });
      }
    return updated ? learn(draft, { published: asRead(updated, order) }) : draft;
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

/** A moment in UTC as the newsroom dated it, where the page shows the day before or after to its readers. */
function localDay(
  candidate: Candidate,
  reader: string,
  shown: () => readonly Candidate[],
): Fact<Published> | undefined {
  if (!HEAD.has(reader) || !/T.*(?:Z|\+00:00)$/.test(candidate.date)) return undefined;
  const day = (date: string) => Date.parse(date.slice(0, 10));
  const local = shown().find(({ role, precision }) => role === 'published' && precision !== 'month');
  if (!local || Math.abs(day(local.date) - day(candidate.date)) !== DAY) return undefined;
  return factOf({ ...local, evidence: `${local.evidence}; ${candidate.evidence}` }, 'local-day');
}

function isPlausible({ date }: Candidate, reader: string, latest: string): boolean {
  return date <= latest && (reader === 'sidecar' || Number(date.slice(0, 4)) >= FIRST_YEAR);
}

const factOf = ({ evidence, ...value }: Candidate, reader: string): Fact<Published> => ({
  value,
  evidence: evidence.slice(0, EVIDENCE_CHARACTERS),
  reader,
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
