/** The OpenAPI description, made from the same zod shapes that check requests and type answers. */
import { z } from 'zod';
import { FACETS } from '../../engine/port.ts';
import { PROBLEM_TYPE } from '../errors.ts';
import { facetSearchParams, type QueryLimits, searchParams } from '../query/params.ts';
import {
  ArticleBody,
  BuildBody,
  FacetBody,
  HealthBody,
  ProblemBody,
  ReadyBody,
  SearchBody,
} from './shapes.ts';

/** OpenAPI 3.1 as a plain object, for an instance with these limits. */
export function openApi(limits: QueryLimits) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Broadsheet',
      version: '1',
      description:
        'Full-text search over cleaned news. Values within a facet are OR, facets are AND; a count is the number of articles after the click.',
    },
    paths: {
      '/api/search': operation('Search articles', SearchBody, queryParameters(searchParams(limits)), [400]),
      '/api/articles/{id}': operation(
        'One article: clean paragraphs, what was removed and why, facts with their evidence, the story',
        ArticleBody,
        [pathParameter('id', { type: 'string' })],
        [404],
      ),
      '/api/facets/{name}': operation(
        'Search in the values of one facet',
        FacetBody,
        [
          pathParameter('name', { type: 'string', enum: FACETS }),
          ...queryParameters(facetSearchParams(limits)),
        ],
        [400, 404],
      ),
      '/api/build': operation(
        'What the last build read, refused, removed and found; lists hold the most frequent and count the rest',
        BuildBody,
        [],
        [],
      ),
      '/api/openapi.json': operation('This description', z.looseObject({}), [], []),
      '/healthz': operation('Whether the process lives', HealthBody, [], []),
      '/readyz': operation('Whether the engine answers and something was indexed', ReadyBody, [], []),
      '/metrics': {
        get: {
          summary: 'Counts and times for Prometheus',
          responses: {
            200: {
              description: 'Prometheus text',
              content: { 'text/plain': { schema: { type: 'string' } } },
            },
          },
        },
      },
    },
    components: { schemas: { Problem: jsonSchema(ProblemBody) } },
  };
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  400: 'A parameter is not valid: `parameter` names it',
  404: 'There is no such thing',
  429: 'Too many requests: wait as long as Retry-After says',
  503: 'The engine is away or nothing was indexed yet: wait as long as Retry-After says',
};

function operation(
  summary: string,
  body: z.ZodType,
  parameters: readonly object[],
  failures: readonly number[],
) {
  const failed = [...failures, 429, 503].map((status) => [
    status,
    {
      description: STATUS_WORDS[status],
      content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  return {
    get: {
      summary,
      parameters,
      responses: {
        200: { description: 'The answer', content: { 'application/json': { schema: jsonSchema(body) } } },
        ...Object.fromEntries(failed),
      },
    },
  };
}

function queryParameters(shape: z.ZodObject): object[] {
  return Object.entries(shape.shape).map(([name, param]) => {
    const { description, ...schema } = jsonSchema(param);
    return { name, in: 'query', required: false, description, style: 'form', explode: true, schema };
  });
}

const pathParameter = (name: string, schema: object) => ({ name, in: 'path', required: true, schema });

/** The schema of what zod lets through: numbers are numbers, defaults stand as defaults. */
function jsonSchema(shape: z.core.$ZodType) {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io: 'output' });
  return schema;
}
