/** The OpenAPI description, made from the same zod shapes that check requests and type answers. */
import { z } from 'zod';
import { FACETS } from '../../engine/port.ts';
import { PROBLEM_TYPE } from '../errors.ts';
import { JSON_LINES } from '../export/json-lines.ts';
import { ATOM_TYPE } from '../feed/atom.ts';
import { JSON_FEED_TYPE } from '../feed/json-feed.ts';
import {
  explainParams,
  exportParams,
  facetSearchParams,
  feedParams,
  type QueryLimits,
  searchParams,
} from '../query/params.ts';
import { componentSchemas, type JsonSchema, schemaOf } from './components.ts';
import { type Example, examplesOf, parameterExample } from './examples.ts';
import { ExplainBody } from './explain-shapes.ts';
import { ExportBody, ExportLine, FeedBody } from './export-shapes.ts';
import {
  ArticleBody,
  BuildBody,
  FacetBody,
  HealthBody,
  ProblemBody,
  ReadyBody,
  SearchBody,
} from './shapes.ts';

/** One way to ask, as OpenAPI has it. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, Answer>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
  readonly example?: unknown;
  readonly style?: 'form';
  readonly explode?: boolean;
}

export interface Answer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly $ref: string }>>;
  readonly content?: Readonly<
    Record<
      string,
      {
        readonly schema: JsonSchema;
        readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
      }
    >
  >;
}

/** OpenAPI 3.1 as a plain object, for an instance with these limits. */
export type Description = ReturnType<typeof openApi>;

/** @param server the address the paths stand under */
export function openApi(limits: QueryLimits, server = '/') {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Broadsheet',
      version: '1',
      summary: 'Full-text search over cleaned news.',
      description: ABOUT,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    paths: pathsOf(limits),
    components: { schemas: componentSchemas(), headers: HEADERS },
  };
}

const ABOUT = [
  'Values within a facet are OR, facets are AND; a count is the number of articles after the click.',
  'Every answer that rests on an index names its build, and never mixes two.',
  'An answer follows from build and query: `If-None-Match` with its `ETag` is answered with 304 until another build goes live.',
  'Failures are `application/problem+json` (RFC 9457): `type`, `title`, `status`, `detail`, and `parameter` where one is at fault.',
].join(' ');

const EXPORT_ABOUT =
  'Streamed, in the order of the search, all of one build also when another goes live meanwhile. `Broadsheet-Total` tells the number of articles beforehand. What fails in its middle is cut off, so that a part is never taken for the whole.';

function pathsOf(limits: QueryLimits): Readonly<Record<string, { readonly get: Operation }>> {
  const articleId = pathParameter('id', 'The id of an article.', { type: 'string' });
  const exportQuery = queryParameters(exportParams(limits));
  const feedQuery = queryParameters(feedParams(limits));
  const text: JsonSchema = { type: 'string' };
  return {
    '/api/search': operation({
      operationId: 'searchArticles',
      summary: 'Search articles',
      parameters: queryParameters(searchParams(limits)),
      content: { 'application/json': schemaOf(SearchBody) },
      headers: [...OF_A_BUILD, 'Link'],
      failures: [400],
    }),
    '/api/articles/{id}': operation({
      operationId: 'getArticle',
      summary:
        'One article: clean paragraphs, what was removed and why, facts with their evidence, the story',
      parameters: [articleId],
      content: { 'application/json': schemaOf(ArticleBody) },
      headers: OF_A_BUILD,
      failures: [400, 404],
    }),
    '/api/articles/{id}/explain': operation({
      operationId: 'explainArticle',
      summary: 'Why an article does or does not match a search',
      description:
        'The search engine is asked, for the whole search and for each word and condition alone. Where our own reading of the article comes to another end, `differences` says so.',
      parameters: [articleId, ...queryParameters(explainParams(limits))],
      content: { 'application/json': schemaOf(ExplainBody) },
      headers: OF_A_BUILD,
      failures: [400, 404],
    }),
    '/api/facets/{name}': operation({
      operationId: 'searchFacet',
      summary: 'Search in the values of one facet',
      parameters: [
        pathParameter('name', 'A facet.', { type: 'string', enum: FACETS }),
        ...queryParameters(facetSearchParams(limits)),
      ],
      content: { 'application/json': schemaOf(FacetBody) },
      headers: OF_A_BUILD,
      failures: [400, 404],
    }),
    '/api/build': operation({
      operationId: 'getBuild',
      summary:
        'What the last build read, refused, removed and found; lists hold the most frequent and count the rest',
      parameters: [],
      content: { 'application/json': schemaOf(BuildBody) },
      headers: OF_A_BUILD,
      failures: [400],
    }),
    '/api/export.csv': operation({
      operationId: 'exportCsv',
      summary: 'All that a search finds, as CSV for spreadsheets',
      description: `${EXPORT_ABOUT} RFC 4180 with a byte order mark, one line an article, without its text: a cell holds 32,767 characters. An apostrophe stands before what a spreadsheet would take for a formula.`,
      parameters: exportQuery,
      content: { 'text/csv': text },
      headers: OF_AN_EXPORT,
      failures: [400],
    }),
    '/api/export.jsonl': operation({
      operationId: 'exportJsonLines',
      summary: 'All that a search finds, as JSON Lines with the texts',
      description: `${EXPORT_ABOUT} Before it is cut off, a last line holds the problem; only such a line has a \`status\`.`,
      parameters: exportQuery,
      content: {
        [JSON_LINES]: { type: 'string', contentMediaType: JSON_LINES, contentSchema: schemaOf(ExportLine) },
      },
      headers: OF_AN_EXPORT,
      failures: [400],
    }),
    '/api/export.json': operation({
      operationId: 'exportJson',
      summary: 'All that a search finds, as one JSON document with the texts',
      description: EXPORT_ABOUT,
      parameters: exportQuery,
      content: { 'application/json': schemaOf(ExportBody) },
      headers: OF_AN_EXPORT,
      failures: [400],
    }),
    '/api/feed.atom': operation({
      operationId: 'feedAtom',
      summary: 'A search as an Atom feed (RFC 4287): the newest articles it finds',
      description: FEED_ABOUT,
      parameters: feedQuery,
      content: { [ATOM_TYPE]: text },
      headers: OF_A_BUILD,
      failures: [400],
    }),
    '/api/feed.json': operation({
      operationId: 'feedJson',
      summary: 'A search as a JSON Feed (version 1.1): the newest articles it finds',
      description: FEED_ABOUT,
      parameters: feedQuery,
      content: { [JSON_FEED_TYPE]: schemaOf(FeedBody) },
      headers: OF_A_BUILD,
      failures: [400],
    }),
    '/api/openapi.json': operation({
      operationId: 'getDescription',
      summary: 'This description',
      parameters: [],
      content: { 'application/json': { type: 'object' } },
      headers: [],
      failures: [],
    }),
    '/healthz': watch('getHealth', 'Whether the process lives', 'application/json', schemaOf(HealthBody)),
    '/readyz': watch(
      'getReadiness',
      'Whether the engine answers and something was indexed',
      'application/json',
      schemaOf(ReadyBody),
      [503],
    ),
    '/metrics': watch('getMetrics', 'Counts and times for Prometheus', 'text/plain', text),
  };
}

const FEED_ABOUT =
  'A saved search is its address. Articles whose date is not known are not in a feed, since a feed is a list by time; a month or year stands at its first instant, and as it is known in an element of our own. Entry ids stay the same on every server.';

const HEADERS = {
  'Broadsheet-Build': header('The build the answer rests on.'),
  'Broadsheet-Rules': header('Version of the rules its articles were cleaned by.'),
  'Broadsheet-Total': header('Articles in the file.', { type: 'integer', minimum: 0 }),
  ETag: header('Changes with the build, the query as it was understood, and the shape of answers.'),
  Link: header('First, previous, next and last page (RFC 8288), as far as there are any.'),
  'Retry-After': header('Seconds to wait.', { type: 'integer', minimum: 1 }),
  RateLimit: header('What is left to ask (draft-ietf-httpapi-ratelimit-headers).'),
  'RateLimit-Policy': header('How much may be asked in which time.'),
} as const;
type HeaderName = keyof typeof HEADERS;
const OF_A_BUILD: readonly HeaderName[] = ['Broadsheet-Build', 'Broadsheet-Rules', 'ETag'];
const OF_AN_EXPORT: readonly HeaderName[] = [...OF_A_BUILD, 'Broadsheet-Total'];
const LIMITED: readonly HeaderName[] = ['RateLimit', 'RateLimit-Policy'];

function header(description: string, schema: JsonSchema = { type: 'string' }) {
  return { description, schema };
}

const headers = (names: readonly HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const STATUS_WORDS: Readonly<Record<number, string>> = {
  400: 'A parameter is not valid: `parameter` names it',
  404: 'There is no such thing',
  429: 'Too many requests: wait as long as Retry-After says',
  503: 'The engine is away or nothing was indexed yet: wait as long as Retry-After says',
};

interface OperationOptions {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  /** Schema by media type. */
  readonly content: Readonly<Record<string, JsonSchema>>;
  readonly headers: readonly HeaderName[];
  readonly failures: readonly number[];
}

/** A route under `/api`. */
function operation({ parameters, content, headers: names, failures, ...about }: OperationOptions) {
  const examples = examplesOf(about.operationId);
  const failed = [...failures, 429, 503].map((status) => [status, failure(status, examples)]);
  return {
    get: {
      ...about,
      parameters,
      responses: {
        200: {
          description: 'The answer',
          headers: headers([...names, ...LIMITED]),
          content: withExamples(content, examples, 200),
        },
        ...(names.includes('ETag') && {
          304: {
            description: 'The answer is the one whose tag `If-None-Match` names',
            headers: headers(OF_A_BUILD),
          },
        }),
        ...Object.fromEntries(failed),
        default: failure(undefined, []),
      },
    },
  };
}

/** A route for those who watch over the process: no limit of requests applies. */
function watch(
  operationId: string,
  summary: string,
  type: string,
  schema: JsonSchema,
  failures: readonly number[] = [],
): { readonly get: Operation } {
  const examples = examplesOf(operationId);
  return {
    get: {
      operationId,
      summary,
      parameters: [],
      responses: {
        200: { description: 'The answer', content: withExamples({ [type]: schema }, examples, 200) },
        ...Object.fromEntries(failures.map((status) => [status, failure(status, examples)])),
        default: failure(undefined, []),
      },
    },
  };
}

const failure = (status: number | undefined, examples: readonly Example[]): Answer => ({
  description: (status !== undefined && STATUS_WORDS[status]) || 'Any other failure',
  ...((status === 429 || status === 503) && { headers: headers(['Retry-After']) }),
  content: withExamples({ [PROBLEM_TYPE]: schemaOf(ProblemBody) }, examples, status),
});

function withExamples(
  content: Readonly<Record<string, JsonSchema>>,
  examples: readonly Example[],
  status: number | undefined,
): NonNullable<Answer['content']> {
  const shown = examples.filter((example) => example.status === status);
  const values = Object.fromEntries(
    shown.map(({ name, path, body }) => [name, { summary: `GET ${path}`, value: body }]),
  );
  return Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [
      type,
      { schema, ...(shown.length > 0 && { examples: values }) },
    ]),
  );
}

const queryParameters = (shape: z.ZodObject): readonly Parameter[] =>
  Object.entries(shape.shape).map(([name, param]) => {
    const { $schema: _dialect, description, ...schema } = z.toJSONSchema(param, { io: 'output' });
    return {
      name,
      in: 'query',
      required: false,
      ...(description !== undefined && { description }),
      style: 'form',
      explode: true,
      schema,
      ...parameterExample(name),
    };
  });

const pathParameter = (name: string, description: string, schema: JsonSchema): Parameter => ({
  name,
  in: 'path',
  required: true,
  description,
  schema,
  ...parameterExample(name),
});
