/** The parameters of a search, as zod: what a request is checked by and what `/api/openapi.json` is made from. */
import { z } from 'zod';
import { REMOVAL_KINDS } from '../../config/schema.ts';
import { COPIES } from '../../engine/article.ts';
import { FACETS, type FacetName, TEXTS } from '../../engine/port.ts';
import { type PerFacet, perFacet } from './facets.ts';

/** Values one facet may be given in one request: more is a mistake of a script, not a choice of a reader. */
const MAX_VALUES = 50;
const MAX_VALUE_LENGTH = 300;
const MAX_LIMIT = 100;
export const DEFAULT_LIMIT = 20;
/** Copies of one text share this; made by the indexer. */
const STORY = /^[\p{L}\p{N}_-]+$/u;

export const COMPLETENESS = ['whole', 'truncated', 'unknown'] as const;
export const SORTS = ['relevance', 'newest', 'oldest', 'added'] as const;
/** What facets count: articles, or beside them the stories they tell. */
export const COUNTS = ['articles', 'stories'] as const;
export const UNDATED = 'undated';

/** What an instance allows; see `config/index.yml`. */
export interface QueryLimits {
  readonly maxQueryLength: number;
  readonly maxTotalHits: number;
}

/** A schema for each instance, made once: zod compiles one at its first use, which takes longer than a search. */
function perInstance<T>(make: (limits: QueryLimits) => T): (limits: QueryLimits) => T {
  const made = new WeakMap<QueryLimits, T>();
  return (limits) => {
    const known = made.get(limits) ?? make(limits);
    made.set(limits, known);
    return known;
  };
}

const repeatable = (value: z.ZodType<string>, about: string) =>
  z.array(value).max(MAX_VALUES, `at most ${MAX_VALUES} values`).default([]).describe(about);

const name = z.string().min(1, 'must not be blank').max(MAX_VALUE_LENGTH);
const year = z.string().regex(/^(\d{4}|undated)$/, 'must be a year such as 2024, or `undated`');
const month = z
  .string()
  .regex(/^(\d{4}-(0[1-9]|1[0-2])|undated)$/, 'must be a month such as 2024-03, or `undated`');
const dayOrLess = z
  .string()
  .regex(
    /^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|undated)$/,
    'must be a day such as 2024-03-31, a month or year whose day is not known, or `undated`',
  );
const language = z.string().regex(/^[a-z]{2,3}$/, 'must be a language code such as `en`, or `und`');
const day = z.iso.date('must be a day such as 2024-03-31');
const flag = (initial: '0' | '1', about: string) =>
  z.enum(['0', '1'], 'must be 1 or 0').default(initial).describe(about);

/** A whole number written in digits alone: `1e3`, `0x10` and ` 1` are refused, not understood. */
const count = (max: number, initial: number, about: string) =>
  z
    .preprocess(
      (raw) => (typeof raw === 'string' && /^\d{1,9}$/.test(raw) ? Number(raw) : raw),
      z
        .int(`must be a whole number from 1 to ${max}`)
        .min(1, `must be from 1 to ${max}`)
        .max(max, `must be from 1 to ${max}`)
        .default(initial),
    )
    .describe(about);

/** Of each facet: what a value must be, and what choosing it means. */
const FACET_VALUES: PerFacet<{ readonly value: z.ZodType<string>; readonly about: string }> = {
  source: { value: name, about: 'Who wrote it, else whose page it is: one of the `source` facet.' },
  origin: { value: name, about: 'Who wrote it, where that is known; `unknown` for none.' },
  carrier: { value: name, about: 'Whose page it was scraped from; `unknown` for none.' },
  agency: { value: name, about: 'The wire it credits; `unknown` for none.' },
  year: { value: year, about: 'Year of publication, or `undated`.' },
  month: { value: month, about: 'Month of publication, or `undated`.' },
  day: {
    value: dayOrLess,
    about:
      'Publication as precise as it is known: a day; a month or a year where no more is known; or `undated`.',
  },
  entity: {
    value: name,
    about: 'A name of any type, or another one that articles use for the same; `unknown` for none.',
  },
  person: { value: name, about: 'A person named in the article; `unknown` for none.' },
  org: { value: name, about: 'An organisation named in the article; `unknown` for none.' },
  place: { value: name, about: 'A place named in the article; `unknown` for none.' },
  language: { value: language, about: 'Language of the article, ISO 639; `und` for unknown.' },
  completeness: {
    value: z.enum(COMPLETENESS, `must be one of ${COMPLETENESS.join(', ')}`),
    about: 'Whether the whole article is there.',
  },
  copies: {
    value: z.enum(COPIES.map(String), `must be one of ${COPIES.join(', ')}`),
    about:
      'Articles that carry its text, the smallest number of a class: 1, 2 (to four), 5 (to nineteen), 20 (and more).',
  },
  kind: {
    value: z.enum(REMOVAL_KINDS, `must be one of ${REMOVAL_KINDS.join(', ')}`),
    about: 'Something of this kind was removed from its page.',
  },
  rule: {
    value: z
      .string()
      .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'must be the id of a rule such as `newsletter/sign-up`'),
    about: 'This rule removed something from its page.',
  },
  bodyLoss: {
    value: z.enum(['true', 'false'], 'must be true or false'),
    about: 'Cleaning left suspiciously little of its page, or nothing that reads as an article.',
  },
};

/** The parameter that excludes values of a facet. */
export const excluding = <F extends FacetName>(facet: F): `-${F}` => `-${facet}`;

const excludedParams = Object.fromEntries(
  FACETS.map((facet) => [
    excluding(facet),
    repeatable(FACET_VALUES[facet].value, `Values of \`${facet}\` that must not be there.`),
  ]),
) as Record<`-${FacetName}`, ReturnType<typeof repeatable>>;

const filterParams = {
  ...perFacet((facet) => repeatable(FACET_VALUES[facet].value, FACET_VALUES[facet].about)),
  ...excludedParams,
  story: repeatable(
    z.string().max(MAX_VALUE_LENGTH).regex(STORY, 'must be the id of a story'),
    'Only the copies of this story.',
  ),
  from: day.optional().describe('First day of publication, inclusive.'),
  to: day.optional().describe('Last day of publication, inclusive.'),
  in: z
    .enum(TEXTS, `must be one of ${TEXTS.join(', ')}`)
    .default('articles')
    .describe('What is searched: the clean articles, or what was removed from their pages.'),
};

/** Parameters that may stand more than once. */
export const REPEATABLE: ReadonlySet<string> = new Set([...FACETS, ...FACETS.map(excluding), 'story']);

/** Parameters of `/api/search` and of the page. */
export const searchParams = perInstance((limits: QueryLimits) =>
  z.strictObject({
    q: words(limits).describe(
      'Words to find; every one must match. "Quoted" words are a phrase, `-word` and `-"a phrase"` exclude. Fields: `source:` `origin:` `carrier:` `agency:` `entity:` `person:` `org:` `place:` with a value (`source:"Le Monde"`), `lang:en`, `date:2023-08`, `date:2023-08..2023-10`, `is:truncated`, `is:whole`, `is:undated`; `-` before a field excludes. What cannot be read is left out and told in `hints`. The first ten words and phrases are read.',
    ),
    ...filterParams,
    sort: z
      .enum(SORTS, `must be one of ${SORTS.join(', ')}`)
      .default('relevance')
      .describe(
        'Order of the hits: by match, by date of publication, or `added`: what first came into the index last.',
      ),
    page: count(limits.maxTotalHits, 1, 'Page of hits, from 1.'),
    limit: count(MAX_LIMIT, DEFAULT_LIMIT, 'Hits a page.'),
    collapse: flag('1', '1: one hit per story; 0: every copy.'),
    exact: flag('0', '1: no typos and no prefixes.'),
    count: z
      .enum(COUNTS, `must be one of ${COUNTS.join(', ')}`)
      .default('articles')
      .describe(
        'What is told of each value of a facet: articles, or `stories` beside them, which takes longer.',
      ),
  }),
);

/** Parameters of an export: it has no pages and no facets. */
export const exportParams = perInstance((limits: QueryLimits) =>
  searchParams(limits).omit({ page: true, limit: true, count: true }),
);

/** Entries of a feed where it is not said: more than come between two visits of a feed reader. */
export const FEED_LIMIT = 50;

/** Parameters of a feed: its order is that of feeds. */
export const feedParams = perInstance((limits: QueryLimits) =>
  searchParams(limits)
    .omit({ page: true, sort: true, count: true })
    .extend({ limit: count(MAX_LIMIT, FEED_LIMIT, 'Entries at most.') }),
);

/** Parameters of an explanation: only what decides whether an article matches. */
export const explainParams = perInstance((limits: QueryLimits) =>
  searchParams(limits).omit({ page: true, limit: true, sort: true, collapse: true, count: true }),
);

/** Parameters of `/api/facets/:name`: the search's own filters apply, so that the counts are those of a click. */
export const facetSearchParams = perInstance((limits: QueryLimits) =>
  z.strictObject({
    q: words(limits).describe(
      'Beginning of the value that is looked for or of another spelling of it, or any part of one of the most frequent.',
    ),
    query: words(limits).describe('Words of the search within which is counted.'),
    ...filterParams,
    exact: flag('0', '1: the words of `query` without typos and prefixes.'),
  }),
);

/** What says where a line may break or which way it is written: it comes with words that were copied from a page. */
const UNSEEN = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Words as they are looked for, with plain hyphens as in the articles. */
export const tidyWords = (words: string): string => words.replace(UNSEEN, '').replaceAll('\u2011', '-');

function words(limits: QueryLimits) {
  return z
    .string()
    .overwrite(tidyWords)
    .max(limits.maxQueryLength, `must be at most ${limits.maxQueryLength} characters`)
    .default('');
}
