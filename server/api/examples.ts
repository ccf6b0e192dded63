/** The examples of the OpenAPI description. A test asks each of them of the real application. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { FacetName } from '../../engine/port.ts';
import { excluding } from '../query/params.ts';

const Example = z.strictObject({
  operationId: z.string(),
  name: z.string().regex(/^[a-z-]+$/),
  /** GET where it is left out. */
  method: z.literal('POST').optional(),
  /** What is sent, as JSON. */
  sends: z.unknown().optional(),
  /** Path and query of the request. */
  path: z.string().startsWith('/'),
  status: z.int(),
  /** The answer: JSON, or a text. */
  body: z.unknown(),
});
export type Example = z.infer<typeof Example>;

export const EXAMPLES: readonly Example[] = z
  .array(Example)
  .parse(JSON.parse(readFileSync(new URL('./examples.json', import.meta.url), 'utf8')));

export const examplesOf = (operationId: string): readonly Example[] =>
  EXAMPLES.filter((example) => example.operationId === operationId);

const OF_FACETS: Readonly<Record<FacetName, readonly string[]>> = {
  source: ['The Harbour Post'],
  origin: ['The Harbour Post'],
  carrier: ['Coastline Daily'],
  agency: ['Tidal Wire'],
  year: ['2024'],
  month: ['2024-03'],
  day: ['2024-03-05'],
  entity: ['Brannoch'],
  person: ['Elin Marsh'],
  org: ['Harbour Office'],
  place: ['Brannoch'],
  language: ['en', 'fr'],
  completeness: ['whole'],
  copies: ['2'],
  kind: ['newsletter'],
  rule: ['newsletter/box'],
  bodyLoss: ['false'],
};

const OF_PARAMETERS: Readonly<Record<string, unknown>> = {
  ...OF_FACETS,
  ...Object.fromEntries(
    Object.entries(OF_FACETS).map(([facet, values]) => [excluding(facet as FacetName), values]),
  ),
  q: 'ferry',
  query: 'council',
  story: ['story-ferry'],
  from: '2024-03-01',
  to: '2024-03-31',
  in: 'articles',
  sort: 'newest',
  page: 1,
  limit: 10,
  collapse: '0',
  exact: '1',
  count: 'stories',
  id: 'ferry-vote',
  name: 'person',
};

/** The example of a parameter by its name, or nothing where there is none. */
export const parameterExample = (name: string): { readonly example?: unknown } =>
  Object.hasOwn(OF_PARAMETERS, name) ? { example: OF_PARAMETERS[name] } : {};
