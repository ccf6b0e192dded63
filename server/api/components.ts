/** The shapes that have a name in the OpenAPI description, so that what is made from it has names too. */
import { z } from 'zod';
import { IngestBody, PageGiven, ReindexBody } from '../admin/shapes.ts';
import { ExplainBody } from './explain-shapes.ts';
import { ExportBody, ExportedArticle, ExportLine, FeedBody } from './export-shapes.ts';
import {
  ArticleBody,
  Build,
  FacetBody,
  FacetValue,
  Hint,
  Hit,
  ProblemBody,
  Published,
  Query,
  Relaxed,
  SearchBody,
  StoryMember,
  Typo,
} from './shapes.ts';

const NAMED = {
  SearchAnswer: SearchBody,
  Query,
  Hit,
  Published,
  FacetValue,
  Hint,
  Typo,
  SecondTier: Relaxed,
  Article: ArticleBody,
  StoryMember,
  Explanation: ExplainBody,
  FacetAnswer: FacetBody,
  Export: ExportBody,
  ExportedArticle,
  ExportLine,
  Feed: FeedBody,
  Build,
  Problem: ProblemBody,
} as const;

/** Shapes of the operator's addresses. */
const OF_OPERATOR = { Reindexing: ReindexBody, HandedIn: IngestBody, Page: PageGiven } as const;

const registry = z.registry<{ readonly id: string }>();
for (const [id, shape] of Object.entries({ ...NAMED, ...OF_OPERATOR })) registry.add(shape, { id });

export type JsonSchema = Readonly<Record<string, unknown>>;

const addressOf = (id: string): string => `#/components/schemas/${id}`;

/** Every named shape as a JSON schema that refers to the others by name. */
export function componentSchemas(operator: boolean): Readonly<Record<string, JsonSchema>> {
  const { schemas } = z.toJSONSchema(registry, { io: 'output', uri: addressOf });
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([id]) => operator || !(id in OF_OPERATOR))
      .map(([id, schema]) => [id, plain(schema)]),
  );
}

/** The schema of an answer: a reference where the shape has a name. */
export function schemaOf(shape: z.ZodType): JsonSchema {
  const id = registry.get(shape)?.id;
  return id === undefined ? plain(z.toJSONSchema(shape, { io: 'output' })) : { $ref: addressOf(id) };
}

/** Without the marks of a document of its own. */
function plain({ $schema: _dialect, $id: _id, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
