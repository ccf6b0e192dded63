/** The OpenAPI description, made from the same zod shapes that check requests and type answers. */
import { FACETS } from '../../engine/port.ts';
import { adminPaths } from '../admin/openapi.ts';
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
import { ExplainBody } from './explain-shapes.ts';
import { ExportBody, ExportLine, FeedBody } from './export-shapes.ts';
import {
  HEADERS,
  NAMED,
  OF_A_BUILD,
  OF_AN_EXPORT,
  OPERATOR,
  operation,
  type Paths,
  pathParameter,
  queryParameters,
  watch,
} from './operation.ts';
import { ArticleBody, BuildBody, FacetBody, HealthBody, ReadyBody, SearchBody } from './shapes.ts';

/** OpenAPI 3.1 as a plain object, for an instance with these limits. */
export type Description = ReturnType<typeof openApi>;

/**
 * @param server the address the paths stand under
 * @param operator whether the operator's addresses are there
 */
export function openApi(limits: QueryLimits, server = '/', operator = false) {
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
    paths: { ...pathsOf(limits), ...(operator && adminPaths()), ...WATCH } as Paths,
    components: {
      schemas: componentSchemas(operator),
      headers: Object.fromEntries(
        Object.entries(HEADERS).filter(([name]) => operator || name !== 'Location'),
      ),
      ...(operator && {
        securitySchemes: {
          [OPERATOR]: { type: 'http', scheme: 'bearer', description: 'The ADMIN_KEY of the server.' },
        },
      }),
    },
  };
}

const ABOUT = [
  'Values within a facet are OR, facets are AND; a count is the number of articles after the click.',
  'Every answer names a build: the one it rests on, and it never mixes two, or the live one where it rests on none, as far as the engine says which that is.',
  'An answer follows from build and query: `If-None-Match` with its `ETag` is answered with 304 until another build goes live.',
  'Failures are `application/problem+json` (RFC 9457): `type`, `title`, `status`, `detail`, and `parameter` where one is at fault.',
].join(' ');

const EXPORT_ABOUT =
  'Streamed, in the order of the search, all of one build also when another goes live meanwhile. `Broadsheet-Total` tells the number of articles beforehand. What fails in its middle is cut off, so that a part is never taken for the whole.';

function pathsOf(limits: QueryLimits): Paths {
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
      summary: 'A search as an Atom feed (RFC 4287): what came into the index last is first',
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
      headers: NAMED,
      failures: [],
    }),
  };
}

const FEED_ABOUT =
  'A saved search is its address. Its order is that in which articles first came into the index, whatever their dates, so that nothing new is missed; `updated` and `date_modified` tell that instant. The date of publication stands beside it: a month or year at its first instant, and as it is known in an element of our own. Entry ids stay the same on every server.';

const WATCH: Paths = {
  '/healthz': watch('getHealth', 'Whether the process lives', 'application/json', schemaOf(HealthBody)),
  '/readyz': watch(
    'getReadiness',
    'Whether the engine answers and something was indexed',
    'application/json',
    schemaOf(ReadyBody),
    [503],
  ),
  '/metrics': watch('getMetrics', 'Counts and times for Prometheus', 'text/plain', { type: 'string' }),
};
