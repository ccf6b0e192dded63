/** The answers of the operator's addresses. */
import { z } from 'zod';

const Mode = z
  .enum(['full', 'incremental'])
  .describe('`full`: every file is read; `incremental`: what changed since the last run.');
const Cause = z.enum(['asked', 'ingested']).describe('`ingested`: pages were handed in.');

const Run = z.strictObject({
  id: z.string(),
  mode: Mode,
  cause: Cause,
  startedAt: z.string(),
  progress: z.string().nullable().describe('What it said last.'),
});

export const OUTCOMES = [
  'published',
  'nothing changed',
  'guard refused',
  'engine away',
  'interrupted',
  'failed',
] as const;

const PastRun = z.strictObject({
  id: z.string(),
  mode: Mode,
  cause: Cause,
  startedAt: z.string(),
  endedAt: z.string(),
  outcome: z
    .enum(OUTCOMES)
    .describe('`guard refused`: too many articles would have gone; the live index stays.'),
  build: z.string().nullable().describe('The build it made live.'),
  articles: z.int().nullable(),
  refused: z.int().nullable().describe('Pages that could not be read: `GET /api/build` lists their reasons.'),
  words: z.array(z.string()).describe('The last lines of what it said.'),
});
export type PastRun = z.infer<typeof PastRun>;

export const ReindexBody = z.strictObject({
  state: z.enum(['idle', 'running']),
  run: Run.nullable().describe('The run of this server, if one is under way.'),
  elsewhere: z
    .strictObject({ pid: z.int(), since: z.string() })
    .nullable()
    .describe('A run that somebody started by hand on this DATA_DIR.'),
  pending: z.boolean().describe('Whether pages were handed in that no build has read yet.'),
  last: PastRun.nullable().describe('The last run since this server started.'),
});
export type ReindexBody = z.infer<typeof ReindexBody>;

const Verdict = z.strictObject({
  line: z.int().describe('1-based: of JSON Lines the line, of a JSON list the place in it.'),
  given: z.union([z.string(), z.number()]).nullable().describe('The `id` it was sent with.'),
  status: z.enum(['accepted', 'refused']),
  id: z.string().optional().describe('Of the article it will be: `/api/articles/{id}`.'),
  replaced: z
    .boolean()
    .optional()
    .describe('Whether it took the place of a page with the same address or id that was handed in before.'),
  reason: z.string().optional().describe('Why it was refused.'),
});
export const Verdicts = z.array(Verdict);
export type Verdict = z.infer<typeof Verdict>;

export const IngestBody = z.strictObject({
  accepted: z.int(),
  refused: z.int(),
  articles: Verdicts.describe('One for each page, in order.'),
  reindex: z.string().describe('Where to see how far indexing is.'),
});
export type IngestBody = z.infer<typeof IngestBody>;

/** One page that is handed in, as the description tells it; the indexer checks it. */
export const PageGiven = z.object({
  content: z.string().describe('The page as it was scraped.'),
  id: z.union([z.string(), z.number()]).optional().describe('Tells pages without an address apart.'),
  format: z.enum(['text', 'html', 'markdown']).optional().describe('Else the content tells.'),
  url: z.string().optional().describe('An http or https address.'),
  meta: z
    .object({
      source: z.string().optional(),
      published: z.string().optional(),
      updated: z.string().optional(),
      title: z.string().optional(),
      language: z.string().optional(),
      author: z.string().optional(),
    })
    .optional()
    .describe('What is known of the page: it outranks what is found in it.'),
});
