/** The operator's addresses, as the description tells them. */
import { type JsonSchema, schemaOf } from '../api/components.ts';
import { adminOperation, type Paths } from '../api/operation.ts';
import { IngestBody, PageGiven, ReindexBody } from './shapes.ts';

export function adminPaths(): Paths {
  const page = schemaOf(PageGiven);
  const reindexing = schemaOf(ReindexBody);
  return {
    '/api/articles': {
      post: adminOperation({
        operationId: 'handInArticles',
        summary: 'Hand in pages, one or many',
        description:
          'A page that is accepted is on the disk when this answers, every reindex from now on reads it, and an incremental one begins at once. It takes the place of a page with the same address, else with the same `id`, that was handed in before, and goes before a file with its address. At most 10,000 pages and 64 MB at once; a body may be packed with gzip.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { anyOf: [page, { type: 'array', items: page }] },
              example: EXAMPLE,
            },
            'application/x-ndjson': {
              schema: linesOf(page),
              example: `${JSON.stringify(EXAMPLE)}\n`,
            },
          },
        },
        status: 202,
        schema: schemaOf(IngestBody),
        failures: [400, 413, 415, 422, 503],
      }),
    },
    '/api/reindex': {
      get: adminOperation({
        operationId: 'getReindexing',
        summary: 'Whether a reindex runs, how far it is, and how the last one ended',
        status: 200,
        schema: reindexing,
        failures: [400],
      }),
      post: adminOperation({
        operationId: 'startReindexing',
        summary:
          'Start a reindex of the files and folders of the last one, and of the pages that were handed in',
        parameters: [
          {
            name: 'incremental',
            in: 'query',
            required: false,
            description: 'Read only what changed since.',
            schema: { type: 'string', enum: ['0', '1'], default: '0' },
            example: '1',
          },
        ],
        status: 202,
        schema: reindexing,
        failures: [400, 409],
      }),
    },
  };
}

const EXAMPLE = {
  content: 'Council votes for a second ferry\n\nThe council of Brannoch voted for a second ferry on Tuesday.',
  url: 'https://post.example/2024/ferry-vote',
  meta: { source: 'The Harbour Post', published: '2024-03-05' },
};

const linesOf = (schema: JsonSchema): JsonSchema => ({
  type: 'string',
  contentMediaType: 'application/x-ndjson',
  contentSchema: schema,
});
