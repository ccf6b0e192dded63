/** One way to ask, in the words of OpenAPI: made from a zod shape, its examples and how it may fail. */
import { z } from 'zod';
import { PROBLEM_TYPE } from '../errors.ts';
import { type JsonSchema, schemaOf } from './components.ts';
import { type Example, examplesOf, parameterExample } from './examples.ts';
import { ProblemBody } from './shapes.ts';

/** One way to ask, as OpenAPI has it. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly required: true;
    readonly content: Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>>;
  };
  readonly responses: Readonly<Record<string, Answer>>;
}

const METHODS = ['get', 'post'] as const;
export type Method = (typeof METHODS)[number];
export type Paths = Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>>;

/** Every operation with what is asked, `GET /api/search`, in the order of the addresses. */
export const operationsOf = (paths: Paths) =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, asked: `${method.toUpperCase()} ${path}`, operation }] : [];
    }),
  );

/** The answer where all went well. */
export const successOf = ({ responses }: Operation): readonly [string, Answer] | undefined =>
  Object.entries(responses).find(([status]) => status.startsWith('2'));

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

export const HEADERS = {
  'Broadsheet-Build': header(
    'The build the answer rests on; of one that rests on none, the live one where it is known.',
  ),
  'Broadsheet-Rules': header('Version of the rules its articles were cleaned by.'),
  'Broadsheet-Total': header('Articles in the file.', { type: 'integer', minimum: 0 }),
  ETag: header('Changes with the build, the query as it was understood, and the shape of answers.'),
  Location: header('Where to see what became of it.'),
  Link: header(
    'First, previous, next and last page (RFC 8288), as far as there are any; of a long address next and previous, or next alone.',
  ),
  'Retry-After': header('Seconds to wait.', { type: 'integer', minimum: 1 }),
  RateLimit: header('What is left to ask (draft-ietf-httpapi-ratelimit-headers).'),
  'RateLimit-Policy': header('How much may be asked in which time.'),
} as const;
type HeaderName = keyof typeof HEADERS;
export const NAMED: readonly HeaderName[] = ['Broadsheet-Build', 'Broadsheet-Rules'];
export const OF_A_BUILD: readonly HeaderName[] = [...NAMED, 'ETag'];
export const OF_AN_EXPORT: readonly HeaderName[] = [...OF_A_BUILD, 'Broadsheet-Total'];
const LIMITED: readonly HeaderName[] = ['RateLimit', 'RateLimit-Policy'];

function header(description: string, schema: JsonSchema = { type: 'string' }) {
  return { description, schema };
}

const headers = (names: readonly HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const STATUS_WORDS: Readonly<Record<number, string>> = {
  400: 'A parameter is not valid: `parameter` names it',
  401: 'The key of the operator is missing or wrong',
  404: 'There is no such thing',
  409: 'Something of the kind is under way',
  413: 'The body is too large',
  415: 'The body is of a type that is not read here',
  422: 'Nothing of the body was accepted: `articles` says why',
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
export function operation({ parameters, content, headers: names, failures, ...about }: OperationOptions) {
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

/** Names the way in of the operator's addresses. */
export const OPERATOR = 'operator';

interface AdminOperationOptions {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Operation['requestBody'];
  readonly status: number;
  readonly schema: JsonSchema;
  readonly failures: readonly number[];
}

/** An address of the operator. */
export function adminOperation(options: AdminOperationOptions): Operation {
  const { parameters = [], requestBody, status, schema, failures, ...about } = options;
  const examples = examplesOf(about.operationId);
  return {
    ...about,
    security: [{ [OPERATOR]: [] }],
    parameters,
    ...(requestBody && { requestBody }),
    responses: {
      [status]: {
        description: status === 202 ? 'It has begun' : 'The answer',
        headers: headers([...(status === 202 ? (['Location'] as const) : []), ...NAMED, ...LIMITED]),
        content: withExamples({ 'application/json': schema }, examples, status),
      },
      ...Object.fromEntries([401, ...failures, 429].map((one) => [one, failure(one, examples)])),
      default: failure(undefined, []),
    },
  };
}

/** A route for those who watch over the process: no limit of requests applies. */
export function watch(
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
  headers: headers([...NAMED, ...(status === 429 || status === 503 ? (['Retry-After'] as const) : [])]),
  content: withExamples({ [PROBLEM_TYPE]: schemaOf(ProblemBody) }, examples, status),
});

function withExamples(
  content: Readonly<Record<string, JsonSchema>>,
  examples: readonly Example[],
  status: number | undefined,
): NonNullable<Answer['content']> {
  const shown = examples.filter((example) => example.status === status);
  const values = Object.fromEntries(
    shown.map(({ name, method, path, body }) => [
      name,
      { summary: `${method ?? 'GET'} ${path}`, value: body },
    ]),
  );
  return Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [
      type,
      { schema, ...(shown.length > 0 && { examples: values }) },
    ]),
  );
}

export const queryParameters = (shape: z.ZodObject): readonly Parameter[] =>
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

export const pathParameter = (name: string, description: string, schema: JsonSchema): Parameter => ({
  name,
  in: 'path',
  required: true,
  description,
  schema,
  ...parameterExample(name),
});
