/** The parameters of a search, as zod: what a request is checked by and what `/api/openapi.json` is made from. */
import { z } from 'zod';
import { FACETS, type FacetName } from '../../engine/port.ts';

/** Values one facet may be given in one request: more is a mistake of a script, not a choice of a reader. */
const MAX_VALUES = 50;
const MAX_VALUE_LENGTH = 300;
const MAX_LIMIT = 100;
export const DEFAULT_LIMIT = 20;
/** Copies of one text share this; made by the indexer. */
const STORY = /^[\p{L}\p{N}_-]+$/u;

export const COMPLETENESS = ['whole', 'truncated', 'unknown'] as const;
export const SORTS = ['relevance', 'newest', 'oldest'] as const;
export const UNDATED = 'undated';

/** What an instance allows; see `config/index.yml`. */
export interface QueryLimits {
  readonly maxQueryLength: number;
  readonly maxTotalHits: number;
}

const repeatable = (value: z.ZodType<string>, about: string) =>
  z.array(value).max(MAX_VALUES, `at most ${MAX_VALUES} values`).default([]).describe(about);

const name = z.string().min(1, 'must not be blank').max(MAX_VALUE_LENGTH);
const year = z.string().regex(/^(\d{4}|undated)$/, 'must be a year such as 2024, or `undated`');
const month = z
  .string()
  .regex(/^(\d{4}-(0[1-9]|1[0-2])|undated)$/, 'must be a month such as 2024-03, or `undated`');
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

const facetParams = {
  source: repeatable(name, 'Who wrote it: one of the `source` facet.'),
  year: repeatable(year, 'Year of publication, or `undated`.'),
  month: repeatable(month, 'Month of publication, or `undated`.'),
  entity: repeatable(name, 'A name of any type.'),
  person: repeatable(name, 'A person named in the article.'),
  org: repeatable(name, 'An organisation named in the article.'),
  place: repeatable(name, 'A place named in the article.'),
  language: repeatable(language, 'Language of the article, ISO 639; `und` for unknown.'),
  completeness: repeatable(
    z.enum(COMPLETENESS, `must be one of ${COMPLETENESS.join(', ')}`),
    'Whether the whole article is there.',
  ),
} satisfies Record<FacetName, z.ZodType>;

const filterParams = {
  ...facetParams,
  story: repeatable(
    z.string().max(MAX_VALUE_LENGTH).regex(STORY, 'must be the id of a story'),
    'Only the copies of this story.',
  ),
  from: day.optional().describe('First day of publication, inclusive.'),
  to: day.optional().describe('Last day of publication, inclusive.'),
};

/** Parameters that may stand more than once. */
export const REPEATABLE: ReadonlySet<string> = new Set([...FACETS, 'story']);

/** Parameters of `/api/search` and of the page. */
export const searchParams = (limits: QueryLimits) =>
  z.strictObject({
    q: words(limits).describe(
      'Words to find; every one must match. "Quoted" words are a phrase, `-word` excludes. The first ten words and phrases are read.',
    ),
    ...filterParams,
    sort: z
      .enum(SORTS, `must be one of ${SORTS.join(', ')}`)
      .default('relevance')
      .describe('Order of the hits.'),
    page: count(limits.maxTotalHits, 1, 'Page of hits, from 1.'),
    limit: count(MAX_LIMIT, DEFAULT_LIMIT, 'Hits a page.'),
    collapse: flag('1', '1: one hit per story; 0: every copy.'),
    exact: flag('0', '1: no typos and no prefixes.'),
  });

/** Parameters of `/api/facets/:name`: the search's own filters apply, so that the counts are those of a click. */
export const facetSearchParams = (limits: QueryLimits) =>
  z.strictObject({
    q: words(limits).describe(
      'Beginning of the value that is looked for, or any part of one of the most frequent.',
    ),
    query: words(limits).describe('Words of the search within which is counted.'),
    ...filterParams,
    exact: flag('0', '1: the words of `query` without typos and prefixes.'),
  });

function words(limits: QueryLimits) {
  return z
    .string()
    .max(limits.maxQueryLength, `must be at most ${limits.maxQueryLength} characters`)
    .default('');
}
