/** The shape of an explanation, as zod. */
import { z } from 'zod';
import { FACETS } from '../../engine/port.ts';
import { Build, Hint, Query } from './shapes.ts';

const Places = z.strictObject({
  count: z.int().min(0),
  places: z.array(z.tuple([z.int(), z.int()])).describe('UTF-16 start and end of the first of them.'),
});

export const ExplainBody = z.strictObject({
  id: z.string(),
  title: z.string(),
  query: Query.omit({ page: true, limit: true, sort: true, collapse: true, count: true }),
  matches: z.boolean().describe('Whether the search finds the article: the word of the search engine.'),
  reasons: z.array(z.string()).describe('What keeps the article out, as sentences.'),
  words: z.array(
    z.strictObject({
      kind: z.enum(['word', 'phrase']),
      text: z.string(),
      excluded: z.boolean(),
      at: z.int().min(0).describe('UTF-16 position in `query.q`.'),
      read: z.boolean().describe('False beyond the first ten words and phrases: it counts for nothing.'),
      matches: z
        .boolean()
        .nullable()
        .describe(
          'Whether it lets the article in: for an excluded word, that it is not there. null: not read.',
        ),
      title: Places,
      body: Places,
      found: z
        .array(
          z.strictObject({
            text: z.string(),
            as: z.enum(['same', 'beginning', 'typo']),
            count: z.int().min(1),
          }),
        )
        .describe(
          'What of the article answers it: the word, one that begins with it, one that resembles it.',
        ),
      snippets: z
        .array(z.string())
        .describe('HTML: parts of the body with `<mark>`; nothing else is markup.'),
    }),
  ),
  conditions: z.array(
    z.strictObject({
      parameter: z.string().describe('Where it was asked for; `q` for a field typed among the words.'),
      on: z.enum([...FACETS, 'story', 'date']),
      excluded: z.boolean(),
      values: z.array(z.string()),
      days: z.strictObject({ from: z.string().nullable(), to: z.string().nullable() }).nullable(),
      has: z.array(z.string()).describe('What the article has there.'),
      matches: z.boolean().describe('Whether it lets the article in.'),
    }),
  ),
  score: z
    .number()
    .nullable()
    .describe('How well the article answers, 0 to 1: the search engine’s own figure.'),
  ranking: z
    .array(
      z.strictObject({
        rule: z.string(),
        score: z.number().nullable(),
        details: z.record(z.string(), z.union([z.string(), z.number()]).nullable()),
      }),
    )
    .describe('What the score is made of, in the order it decides.'),
  differences: z
    .array(z.string())
    .describe(
      'Where the search engine and our own reading of the article, or whole and parts, do not agree.',
    ),
  hints: z.array(Hint),
  build: Build,
});
export type ExplainBody = z.infer<typeof ExplainBody>;
