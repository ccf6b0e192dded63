/**
 * The language of the search box: words, "phrases", `-excluded` ones, and fields such as `source:"Le Monde"`,
 * `date:2023-08..2023-10` or `is:undated`. Every text is a query: what cannot be read is left out and told by a hint.
 */
import type { Condition, FacetName } from '../../engine/port.ts';
import { lastDayOf } from '../days.ts';
import { UNDATED } from './params.ts';

/** A word or phrase to find, or one that must not be there. */
export interface QueryWord {
  readonly kind: 'word' | 'phrase';
  readonly text: string;
  readonly excluded: boolean;
  /** UTF-16 position in the query. */
  readonly at: number;
}

/** What of a query could not be read as its writer meant it, at a UTF-16 position of the query. */
export interface Hint {
  readonly at: number;
  readonly length: number;
  readonly message: string;
}

export interface Understood {
  readonly words: readonly QueryWord[];
  readonly conditions: readonly Condition[];
  readonly hints: readonly Hint[];
}

/** Names of the fields as they are typed, and the facet each filters by. */
const FACET_FIELDS: Readonly<Record<string, FacetName>> = {
  source: 'source',
  origin: 'origin',
  carrier: 'carrier',
  agency: 'agency',
  entity: 'entity',
  person: 'person',
  org: 'org',
  place: 'place',
  lang: 'language',
  language: 'language',
};
const DATE_FIELD = 'date';
const STATE_FIELD = 'is';
const STATES = new Map<string, { readonly facet: FacetName; readonly value: string }>([
  ['truncated', { facet: 'completeness', value: 'truncated' }],
  ['whole', { facet: 'completeness', value: 'whole' }],
  [UNDATED, { facet: 'year', value: UNDATED }],
]);
export const FIELDS: readonly string[] = [...Object.keys(FACET_FIELDS), DATE_FIELD, STATE_FIELD];

/** Each stands for `"`; all are one UTF-16 unit, so that positions hold. */
const QUOTES = /[“”„‟«»〝〞〟＂]/gu;
/**
 * Marks that quote only in pairs, since each is also something else: an apostrophe, or a part of a name such as 《财经》. The
 * first ones do so within a line of letters too, where no blank is written before them.
 */
const PAIRS_ANYWHERE: Readonly<Record<string, RegExp>> = {
  '「': /」/u,
  '『': /』/u,
  '｢': /｣/u,
  '《': /》/u,
  '〈': /〉/u,
};
const PAIRS: Readonly<Record<string, RegExp>> = {
  ...PAIRS_ANYWHERE,
  '‹': /›/u,
  '›': /‹/u,
  '‘': /’(?![\p{L}\p{N}])/u,
  '‚': /[‘’](?![\p{L}\p{N}])/u,
};
const PAIR_OPENS = new RegExp(`[${Object.keys(PAIRS_ANYWHERE).join('')}]`, 'gu');
const MINUS = new Set(['-', '−']);
const FIELD = /^([a-z]+):/iu;
/** What looks like a field, and is no address or time. */
const NO_FIELD = /^[a-z]{2,12}:[^/:]/iu;
/** What writers of other search languages mean as an operator. */
const OPERATORS = new Set(['OR', 'NOT']);

/** Reads a query. Linear in its length. */
export function understand(q: string): Understood {
  const words: QueryWord[] = [];
  const hints: Hint[] = [];
  const wanted = new Map<FacetName, string[]>();
  const conditions: Condition[] = [];
  const require = (facet: FacetName, value: string, excluded: boolean) => {
    if (excluded) conditions.push({ kind: 'values', facet, values: [value], excluded });
    else wanted.set(facet, [...(wanted.get(facet) ?? []), value]);
  };

  for (const piece of pieces(q)) {
    const { at, excluded, field, text } = piece;
    const hint = (message: string) => void hints.push({ at, length: piece.end - at, message });
    if (piece.open) hint('This quotation mark is not closed: the phrase runs to the end.');
    if (field === undefined) {
      if (text === '') hint('There is nothing between these quotation marks.');
      else if (!piece.quoted && OPERATORS.has(text))
        hint(
          text === 'NOT'
            ? 'NOT is read as a word: put - before what must not be there.'
            : 'OR is read as a word: every word must match. Values chosen in one filter are alternatives.',
        );
      else if (!piece.quoted && NO_FIELD.test(text))
        hint(
          `There is no field ${text.slice(0, text.indexOf(':') + 1)} and so this is read as words. There are ${FIELDS.map((name) => `${name}:`).join(' ')}`,
        );
      if (text !== '') words.push({ kind: piece.quoted ? 'phrase' : 'word', text, excluded, at });
    } else if (text === '') hint(`Nothing stands behind ${field}: and so it is left out.`);
    else if (field === DATE_FIELD) {
      const dates = datesOf(text);
      if (typeof dates === 'string') hint(`${dates}; it is left out.`);
      else conditions.push({ kind: 'dates', ...dates, excluded });
    } else if (field === STATE_FIELD) {
      const state = STATES.get(text.toLowerCase());
      if (state) require(state.facet, state.value, excluded);
      else hint(`is: takes ${[...STATES.keys()].join(', ')}, not «${text}»; it is left out.`);
    } else {
      const facet = FACET_FIELDS[field];
      if (facet === 'language' && !/^[a-z]{2,3}$/iu.test(text))
        hint(`${field}: takes a code such as en, not «${text}»; it is left out.`);
      else if (facet) require(facet, facet === 'language' ? text.toLowerCase() : text, excluded);
    }
  }
  for (const [facet, values] of wanted) conditions.push({ kind: 'values', facet, values, excluded: false });
  return { words, conditions, hints };
}

/** A field with the value of a facet, as it is typed into the box. */
export interface TypedValue {
  readonly facet: FacetName;
  /** `source:monde`, at a UTF-16 position of the query. */
  readonly typed: string;
  readonly at: number;
  readonly value: string;
  /** The query with another value in its place. */
  readonly with: (value: string) => string;
}

/** The fields of a query that ask for a name or a language, in their order. */
export function typedValues(q: string): readonly TypedValue[] {
  return [...pieces(q)].flatMap(({ at, end, excluded, field, text }) => {
    const facet = field === undefined ? undefined : FACET_FIELDS[field];
    if (field === undefined || facet === undefined || text === '') return [];
    return {
      facet,
      typed: q.slice(at, end),
      at,
      value: text,
      with: (value: string) =>
        `${q.slice(0, at)}${excluded ? '-' : ''}${writeField(field, value)}${q.slice(end)}`,
    };
  });
}

/** Words in the notation of the search box, so that the store reads them as they were read: `ferry "red car" -strike`. */
export const writeWords = (words: readonly QueryWord[]): string =>
  words.map(written).filter(Boolean).join(' ');

function written({ kind, text, excluded }: QueryWord): string {
  // A quotation mark within a phrase would end it: ‘he said “no”’.
  if (kind === 'phrase') {
    const within = text.replaceAll('"', ' ').trim();
    return within && `${excluded ? '-' : ''}"${within}"`;
  }
  // Before a sign, as in `-(strike)`, a minus is a sign too, save before a phrase.
  if (excluded) return /^[\p{L}\p{N}]/u.test(text) ? `-${text}` : `-"${text}"`;
  // It would be a word to be found, and comes with what is copied from a list of results.
  return text.replaceAll('…', ' ').trim();
}

/** The parts of a query as they are typed: words, phrases, and fields, which are no `word`. */
export function splitQuery(q: string): readonly { readonly text: string; readonly word?: QueryWord }[] {
  const words = new Map(understand(q).words.map((word) => [word.at, word]));
  return [...pieces(q)].map(({ at, end }) => {
    const word = words.get(at);
    return { text: q.slice(at, end), ...(word && { word }) };
  });
}

/** The query without some of its words; the rest of it stays as it is typed. */
export function withoutWords(q: string, words: readonly QueryWord[]): string {
  const places = new Set(words.map(({ at }) => at));
  return splitQuery(q)
    .filter(({ word }) => !word || !places.has(word.at))
    .map(({ text }) => text)
    .join(' ');
}

/** A field in the notation of the search box: `source:"Le Monde"`. */
export const writeField = (field: string, value: string): string =>
  /["\s]/u.test(value) ? `${field}:"${value.replaceAll('"', ' ')}"` : `${field}:${value}`;

interface Piece {
  readonly at: number;
  readonly end: number;
  readonly excluded: boolean;
  readonly field: string | undefined;
  readonly text: string;
  readonly quoted: boolean;
  /** A quotation mark opens and none closes. */
  readonly open: boolean;
}

function* pieces(q: string): Generator<Piece> {
  const text = q.replace(QUOTES, '"');
  let at = 0;
  while (at < text.length) {
    if (/\s/u.test(text.charAt(at))) {
      at++;
      continue;
    }
    const start = at;
    const excluded = MINUS.has(text.charAt(at)) && /[^\s-]/u.test(text.charAt(at + 1));
    if (excluded) at++;
    const field = fieldAt(text, at);
    if (field !== undefined) at += field.length + 1;
    const pair = PAIRS[text.charAt(at)]?.exec(text.slice(at + 1));
    const quoted = text.charAt(at) === '"' || Boolean(pair);
    const shape = { excluded, field: field?.toLowerCase() };
    if (quoted) {
      const close = pair ? at + 1 + pair.index : text.indexOf('"', at + 1);
      const end = close < 0 ? text.length : close;
      const inside = text.slice(at + 1, end).trim();
      at = Math.min(end + 1, text.length);
      yield { at: start, end: at, ...shape, text: inside, quoted, open: close < 0 };
    } else {
      const end = endOfWord(text, at);
      const word = text.slice(at, end);
      at = end;
      yield { at: start, end, ...shape, text: word, quoted, open: false };
    }
  }
}

/** Where a word ends that begins at this place: at a blank, or at a quotation mark behind its first letter. */
function endOfWord(text: string, at: number): number {
  const blank = at + (/[\s"]/u.exec(text.slice(at))?.index ?? text.length - at);
  for (const { 0: mark, index } of text.slice(at, blank).matchAll(PAIR_OPENS))
    if (index > 0 && PAIRS_ANYWHERE[mark]?.test(text.slice(at + index))) return at + index;
  return blank;
}

/** The known field whose name and colon stand at this place. */
function fieldAt(text: string, at: number): string | undefined {
  const name = FIELD.exec(text.slice(at, at + 12))?.[1];
  return name !== undefined && FIELDS.includes(name.toLowerCase()) ? name : undefined;
}

/** First and last day of `2023`, `2023-08`, `2023-08-22`, or of a range of these; else what is wrong with it. */
function datesOf(text: string): { readonly from?: string; readonly to?: string } | string {
  const parts = text.split('..');
  const [first = '', last = first] = parts;
  const from = first === '' ? undefined : daysOf(first)?.[0];
  const to = last === '' ? undefined : daysOf(last)?.[1];
  const unread = parts.length > 2 || (first !== '' && !from) || (last !== '' && !to) || (!from && !to);
  if (unread)
    return `date: takes a day, month or year such as 2023-08-22, 2023-08 or 2023-08..2023-10, not «${text}»`;
  if (from !== undefined && to !== undefined && from > to) return `«${text}» ends before it begins`;
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** The first and the last day of a day, month or year. */
function daysOf(text: string): readonly [string, string] | undefined {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/u.exec(text);
  if (!match) return undefined;
  const [, year = '', month, day] = match;
  const first = `${year}-${month ?? '01'}-${day ?? '01'}`;
  if (new Date(`${first}T00:00:00Z`).toJSON()?.startsWith(first) !== true) return undefined;
  if (day !== undefined) return [first, first];
  return [first, month === undefined ? `${year}-12-31` : lastDayOf(`${year}-${month}`)];
}
