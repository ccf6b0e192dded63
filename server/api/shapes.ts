/** The shapes of the API's answers, as zod: what `/api/openapi.json` is made from and the tests hold answers against. */
import { z } from 'zod';
import { ENTITY_TYPES } from '../../config/schema.ts';
import { STORY_RELATIONS } from '../../engine/article.ts';
import { FACETS, TEXTS } from '../../engine/port.ts';
import { BuildSummary } from '../../engine/summary.ts';
import { Verdicts } from '../admin/shapes.ts';
import { perFacet } from '../query/facets.ts';
import { COMPLETENESS, COUNTS, SORTS } from '../query/params.ts';

export const Build = z.strictObject({
  id: z.string().describe('The run of reindex the answer rests on.'),
  rules: z.string().describe('Version of the rules it was cleaned by.'),
});

export const Published = z
  .strictObject({
    date: z.string().describe('ISO 8601, as precise as is known.'),
    precision: z.enum(['minute', 'day', 'month', 'year']),
    role: z.enum(['published', 'updated']),
  })
  .nullable()
  .describe('null: no date is known.');

export const Completeness = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .describe('Share of the article that is there; null when unknown.');

export const CompletenessState = z.enum(COMPLETENESS);

export const FacetValue = z.strictObject({
  value: z.string(),
  label: z.string(),
  count: z.int().min(0).describe('Articles that match once this value is chosen.'),
  selected: z.boolean(),
  stories: z.int().min(0).optional().describe('Stories among them, where `count=stories` asks for them.'),
});

const facetRecord = <T extends z.ZodType>(value: T) => z.strictObject(perFacet(() => value));

export const Hit = z.strictObject({
  id: z.string(),
  title: z.string(),
  titleMarked: z
    .string()
    .describe('HTML: the title with `<mark>` around the words found; nothing else is markup.'),
  snippets: z
    .array(z.string())
    .max(3)
    .describe('HTML: parts of the body with `<mark>`; nothing else is markup.'),
  source: z.string().describe('Origin, else carrier, else `unknown`.'),
  origin: z.string().nullable(),
  published: Published,
  language: z.string(),
  entities: z.array(z.strictObject({ name: z.string(), type: z.enum(ENTITY_TYPES) })),
  url: z.string().nullable(),
  completeness: Completeness,
  completenessState: CompletenessState,
  bodyLoss: z
    .boolean()
    .describe('Cleaning left suspiciously little of the page, or nothing that reads as an article.'),
  story: z.strictObject({ id: z.string(), size: z.int().min(1).describe('Articles that carry this text.') }),
  wordCount: z.int().min(0),
  added: z.iso.datetime().describe('When it first came into the index; it stays from build to build.'),
});

export const Typo = z.strictObject({
  word: z.string().describe('A word of the query, folded.'),
  found: z.array(z.string()).describe('What was found in its place.'),
});

export const Relaxed = z
  .strictObject({
    dropped: z.array(z.string()).describe('Words that were dropped.'),
    q: z.string().describe('The query without them.'),
    total: z.int().min(1),
    stories: z.int().min(1),
    hits: z.array(Hit),
    typos: z.array(Typo),
  })
  .nullable()
  .describe(
    'Where no article has every word: the first page of those that have as many as can be had together. `total`, `hits` and `facets` of the answer are never those of this second tier.',
  );

export const Hint = z.strictObject({
  at: z.int().min(0).describe('UTF-16 position in `query.q`.'),
  length: z.int().min(1),
  message: z.string(),
});

export const Query = facetRecord(z.array(z.string())).extend({
  excluded: facetRecord(z.array(z.string())),
  in: z.enum(TEXTS),
  q: z.string(),
  story: z.array(z.string()),
  from: z.string().nullable(),
  to: z.string().nullable(),
  sort: z.enum(SORTS),
  page: z.int(),
  limit: z.int(),
  collapse: z.boolean(),
  exact: z.boolean(),
  count: z.enum(COUNTS),
});

export const SearchBody = z.strictObject({
  query: Query,
  total: z.int().min(0).describe('Articles that match.'),
  stories: z.int().min(0).describe('Stories among them.'),
  page: z.int().min(1),
  limit: z.int().min(1),
  tookMs: z.number().min(0),
  build: Build,
  hits: z.array(Hit),
  facets: facetRecord(z.array(FacetValue)),
  hints: z.array(Hint).describe('What of the query could not be read as it was meant.'),
  typos: z.array(Typo).describe('Words of these hits that only resemble words of the query.'),
  relaxed: Relaxed,
});
export type SearchBody = z.infer<typeof SearchBody>;

/** How near an article is to the member of its story that is shown first. */
const Nearness = {
  relation: z
    .enum(STORY_RELATIONS)
    .describe('What it is to the member shown first, which is a copy of itself; `only` in a story of one.'),
  score: z.number().min(0).max(1).describe('Share of the text the relation rests on.'),
  shared: z.number().min(0).max(1).describe('Share of this article that stands in the member shown first.'),
};

export const StoryMember = z.strictObject({
  id: z.string(),
  title: z.string(),
  source: z.string(),
  published: Published,
  language: z.string(),
  url: z.string().nullable(),
  completeness: Completeness,
  wordCount: z.int().min(0),
  ...Nearness,
});

export const ArticleBody = z.strictObject({
  id: z.string(),
  path: z.string().describe('The file the page was read from.'),
  url: z.string().nullable(),
  title: z.string(),
  source: z.string(),
  origin: z.string().nullable().describe('Who wrote it.'),
  carrier: z.string().nullable().describe('Whose page it was scraped from.'),
  agency: z.string().nullable().describe('The wire it credits.'),
  published: Published,
  language: z.string(),
  completeness: Completeness,
  completenessState: CompletenessState,
  bodyLoss: z.boolean(),
  wordCount: z.int().min(0),
  paragraphs: z.array(
    z.strictObject({
      kind: z.string(),
      text: z.string(),
      line: z.int(),
      language: z.string().optional().describe('Only where it is another one than the article’s.'),
    }),
  ),
  removals: z.array(
    z.strictObject({
      rule: z.string(),
      kind: z.string(),
      reason: z.string(),
      text: z.string(),
      line: z.int(),
    }),
  ),
  facts: z.array(
    z.strictObject({ fact: z.string(), value: z.string(), evidence: z.string(), reader: z.string() }),
  ),
  entities: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(ENTITY_TYPES),
      count: z.int(),
      forms: z.array(z.string()),
      offsets: z.array(z.tuple([z.int(), z.int()])).describe('UTF-16 positions in title, blank line, body.'),
    }),
  ),
  story: z.strictObject({
    id: z.string(),
    size: z.int().min(1),
    ...Nearness,
    members: z
      .array(StoryMember)
      .describe(
        'Articles that carry this text, this one among them: whole before cut, then earliest, then longest first.',
      ),
  }),
  build: Build,
});
export type ArticleBody = z.infer<typeof ArticleBody>;

export const FacetBody = z.strictObject({
  facet: z.enum(FACETS),
  q: z.string(),
  values: z.array(FacetValue.extend({ stories: z.int().min(0).describe('Stories among these articles.') })),
  build: Build,
});
export type FacetBody = z.infer<typeof FacetBody>;

const isNullable = (shape: z.core.$ZodType) => z.safeParse(shape, null).success;

const nullable = <S extends z.ZodRawShape>(shape: S) =>
  Object.fromEntries(
    Object.entries(shape).map(([key, value]) => [key, isNullable(value) ? value : z.nullable(value)]),
  ) as {
    [K in keyof S]: z.ZodNullable<S[K]>;
  };

/** Whatever the build says of its run; what its version did not write is null. */
export const BuildBody = z.strictObject({
  ...nullable(BuildSummary.shape),
  build: Build,
  finishedAt: z.string().describe('When the last article was handed to the engine.'),
  articles: z.int().min(0),
});
export type BuildBody = z.infer<typeof BuildBody>;

export const ProblemBody = z.strictObject({
  type: z.string().describe('Stable: `urn:broadsheet:problem:NAME`.'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().describe('The request, as the log names it.'),
  parameter: z.string().optional().describe('The parameter at fault.'),
  articles: Verdicts.optional().describe('Of pages none of which was accepted: why.'),
});

export const HealthBody = z.strictObject({ status: z.literal('ok') });
export const ReadyBody = z.strictObject({
  status: z.literal('ready'),
  engine: z.literal('up').describe('Else 503 `engine-away`.'),
  index: z.literal('sound').describe('Else 503 `no-build-yet` or `outdated-index`.'),
  build: Build,
  rules: z
    .enum(['current', 'other'])
    .describe('`other`: the build was made by other rules than are set; a reindex follows them.'),
});
export type ReadyBody = z.infer<typeof ReadyBody>;
