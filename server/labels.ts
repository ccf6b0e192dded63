/** What a reader is shown for the values the index holds. */
import { type ArticlePublished, COPIES, type StoryRelation } from '../engine/article.ts';
import { type FacetName, UNKNOWN_NAME } from '../engine/port.ts';

const LOCALE = 'en';
const languageNames = new Intl.DisplayNames(LOCALE, { type: 'language', fallback: 'code' });
const monthNames = new Intl.DateTimeFormat(LOCALE, { month: 'long', timeZone: 'UTC' });
const numbers = new Intl.NumberFormat(LOCALE);

/** Names of the facets, as headings and in chips. */
export const FACET_LABELS: Readonly<Record<FacetName, string>> = {
  source: 'Source',
  origin: 'Written by',
  carrier: 'Carried by',
  agency: 'Agency',
  year: 'Year',
  month: 'Month',
  day: 'Day',
  entity: 'Name',
  person: 'Person',
  org: 'Organisation',
  place: 'Place',
  language: 'Language',
  completeness: 'Completeness',
  copies: 'Copies',
  kind: 'Removed',
  rule: 'Removed by',
  bodyLoss: 'Lost in cleaning',
};

/** Name of a range of days. */
export const DATE_LABEL = 'Date';

const COMPLETENESS_LABELS: Readonly<Record<string, string>> = {
  whole: 'Whole article',
  truncated: 'Cut short',
  unknown: 'Not known',
};

const KIND_LABELS: Readonly<Record<string, string>> = {
  paywall: 'Paywall',
  newsletter: 'Newsletter',
  donation: 'Donation appeal',
  teaser: 'Other stories',
  feed: 'Feed of other stories',
  related: 'Related links',
  tags: 'Tags',
  sponsor: 'Sponsored',
  share: 'Share buttons',
  navigation: 'Navigation',
  header: 'Page header',
  byline: 'Byline',
  stamp: 'Date stamp',
  caption: 'Caption',
  bio: 'Author note',
  comment: 'Comments',
  legal: 'Legal text',
  notice: 'Notice',
  duplicate: 'Repeated text',
  other: 'Other',
};

/** What kind of thing was removed. */
export const kindLabel = (kind: string): string => KIND_LABELS[kind] ?? kind;

/** The label of a facet's value; names stand for themselves. */
export function valueLabel(facet: FacetName, value: string): string {
  if (facet === 'language') return languageLabel(value);
  if (facet === 'month') return monthLabel(value);
  if (facet === 'completeness') return COMPLETENESS_LABELS[value] ?? value;
  if (facet === 'copies') return copiesLabel(value);
  if (facet === 'day') return dayLabel(value);
  if (facet === 'kind') return kindLabel(value);
  if (facet === 'bodyLoss') return value === 'true' ? 'Little text left' : 'Text as expected';
  if (facet === 'year' && value === 'undated') return 'Undated';
  if (value === UNKNOWN_NAME) return UNKNOWN_LABELS[facet] ?? value;
  return value;
}

/** Who is not known, for each facet that may say so. */
const UNKNOWN_LABELS: Readonly<Partial<Record<FacetName, string>>> = {
  source: 'Unknown source',
  origin: 'Writer not known',
  carrier: 'Carrier not known',
  agency: 'No agency named',
  entity: 'Nobody and nothing named',
  person: 'No person named',
  org: 'No organisation named',
  place: 'No place named',
};

/** A class of story sizes by its smallest: `2` as `2 to 4 copies`. */
function copiesLabel(value: string): string {
  const at = COPIES.findIndex((least) => String(least) === value);
  const [least, next] = [COPIES[at], COPIES[at + 1]];
  if (least === undefined) return value;
  if (least === 1) return 'One copy';
  return next === undefined ? `${least} copies and more` : `${least} to ${next - 1} copies`;
}

/** `2024-03-31` as `31 March 2024`; of a month or year alone it is said that the day is not known. */
function dayLabel(value: string): string {
  if (value === 'undated') return 'Undated';
  const [year, month, day] = value.split('-');
  if (day !== undefined) return `${Number(day)} ${monthName(Number(month))} ${year}`;
  return `${month === undefined ? year : `${monthName(Number(month))} ${year}`}, day not known`;
}
/** The code of a text whose language nobody knows. */
export const UNKNOWN_LANGUAGE = 'und';

/** Days from one to another: `7 to 13 August 2023`, no more of the first than differs. */
export function rangeLabel(from: string, to: string): string {
  if (from === to) return dayLabel(from);
  const [first, last] = [dayLabel(from).split(' '), dayLabel(to).split(' ')];
  const same = from.slice(0, 7) === to.slice(0, 7) ? 2 : from.slice(0, 4) === to.slice(0, 4) ? 1 : 0;
  return `${first.slice(0, first.length - same).join(' ')} to ${last.join(' ')}`;
}

export function languageLabel(code: string): string {
  if (code === UNKNOWN_LANGUAGE) return 'Unknown language';
  const known = languages.get(code);
  if (known !== undefined) return known;
  const label = languageNames.of(code) ?? code;
  if (languages.size < MOST_LANGUAGES) languages.set(code, label);
  return label;
}
const languages = new Map<string, string>();
/** Codes whose names are kept: more than there are, and an end to what a client may write. */
const MOST_LANGUAGES = 1_000;

/** `2024-03` as `March 2024`. */
function monthLabel(value: string): string {
  const [year, month] = value.split('-');
  return month === undefined ? 'Undated' : `${monthName(Number(month))} ${year}`;
}

export const monthName = (month: number): string =>
  MONTHS[month - 1] ?? monthNames.format(new Date(Date.UTC(2000, month - 1, 1)));

/** To format one takes some microseconds, and a page of facets has hundreds. */
const MONTHS: readonly string[] = Array.from({ length: 12 }, (_, month) =>
  monthNames.format(new Date(Date.UTC(2000, month, 1))),
);

/** A date as precise as it is known and no more: `22 August 2023, 06:38 UTC`, `August 2023`, `2023`. */
export function dateLabel(published: ArticlePublished | null): string {
  if (!published) return 'Undated';
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2})[\d:.]*(Z|[+-]\d{2}:?\d{2})?)?/.exec(
    published.date,
  );
  if (!match) return published.date;
  const [, year, month, day, time, zone] = match;
  const date = [day && Number(day), month && monthName(Number(month)), year].filter(Boolean).join(' ');
  const clock = time && published.precision === 'minute' ? `, ${time}${zoneLabel(zone)}` : '';
  return `${date}${clock}`;
}

function zoneLabel(zone: string | undefined): string {
  if (zone === undefined) return '';
  return /^(?:Z|[+-]00:?00)$/.test(zone) ? ' UTC' : ` UTC${zone.replace('-', '−')}`;
}

/** `12,345`. */
export const numberLabel = (value: number): string => numbers.format(value);

/** `1 article`, `12 articles`. */
export const countLabel = (count: number, one: string, many = `${one}s`): string =>
  `${numberLabel(count)} ${count === 1 ? one : many}`;

/** `12 articles in 9 stories`; stories are told where some of the articles are copies. */
export const foundLabel = (articles: number, stories = articles): string =>
  countLabel(articles, 'article') +
  (stories < articles ? ` in ${countLabel(stories, 'story', 'stories')}` : '');

/** `31 %` of something; never rounded up to all of it. */
export const percentLabel = (share: number): string =>
  `${share >= 1 ? 100 : Math.min(99, Math.round(share * 100))} %`;

/** What a member of a story is to the one shown first: `excerpt`, `rewrite, 38 % shared`. */
export const relationLabel = (relation: StoryRelation, score: number): string =>
  relation === 'rewrite' ? `rewrite, ${percentLabel(score)} shared` : relation;
