/** JSON schemas as a reader would sketch them. */
import type { JsonSchema } from '../api/components.ts';

/** Named schemas, as `#/components/schemas/NAME` refers to them. */
export type Schemas = Readonly<Record<string, JsonSchema>>;

/** What a parameter may be: `en, fr, repeatable`, `1 to 100 (20)`. */
export function sketchValues(schema: JsonSchema): string {
  if (isSchema(schema.items)) return `${sketchValues(schema.items)}, repeatable`;
  const initial = schema.default === undefined || schema.default === '' ? '' : ` (${schema.default})`;
  return kindOf(schema) + initial;
}

function kindOf(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return schema.enum.join(', ');
  if (schema.format === 'date') return 'a day, `2024-03-31`';
  return schema.minimum === undefined ? 'text' : `${schema.minimum} to ${schema.maximum}`;
}

/** A body, written like JSON with types in place of values. */
export function sketch(schema: JsonSchema, schemas: Schemas, depth = 0): string {
  const named = typeof schema.$ref === 'string' ? schemas[schema.$ref.split('/').at(-1) ?? ''] : undefined;
  if (named) return sketch(named, schemas, depth);
  // A text whose parts are described: its lines.
  if (isSchema(schema.contentSchema)) return sketch(schema.contentSchema, schemas, depth);
  if (Array.isArray(schema.anyOf))
    return schema.anyOf.map((one: JsonSchema) => sketch(one, schemas, depth)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (Array.isArray(schema.prefixItems))
    return `[${schema.prefixItems.map((one: JsonSchema) => sketch(one, schemas, depth)).join(', ')}]`;
  if (isSchema(schema.items)) return `[${sketch(schema.items, schemas, depth)}, ...]`;
  if (isSchema(schema.properties)) return sketchObject(schema, schemas, depth);
  if (isSchema(schema.additionalProperties))
    return `{ NAME: ${sketch(schema.additionalProperties, schemas, depth)}, ... }`;
  return Array.isArray(schema.type) ? schema.type.join(' | ') : String(schema.type ?? 'any');
}

/** A `?` stands behind the name of what may be missing. */
function sketchObject({ properties, required }: JsonSchema, schemas: Schemas, depth: number): string {
  const indent = '  '.repeat(depth + 1);
  const needed = Array.isArray(required) ? required : [];
  const rows = Object.entries(properties as Schemas).map(
    ([key, value]) =>
      `${indent}${key}${needed.includes(key) ? '' : '?'}: ${sketch(value, schemas, depth + 1)}`,
  );
  return `{\n${rows.join('\n')}\n${'  '.repeat(depth)}}`;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
