/** Writes docs/api.md from the OpenAPI description the server answers with: `npm run docs`. A test holds them together. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadConfig } from '../config/load.ts';
import { openApi } from '../server/api/openapi.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly pattern?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly additionalProperties?: unknown;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly schema: Schema;
}

interface Operation {
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description?: string;
        readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
      }
    >
  >;
}

/** The reference as Markdown: each route with its parameters, the shape of its answer and how it may fail. */
export function apiDoc(): string {
  const { paths } = openApi(loadConfig({}).index);
  const routes = Object.entries(paths).map(([path, { get }]) => routeDoc(path, get as Operation));
  return [
    '# The API',
    '',
    'Made by `npm run docs` from the same shapes that check requests; `/api/openapi.json` says the same to machines.',
    '',
    'Values within a facet are OR, facets are AND; a count is the number of articles after the click. Errors are',
    '`application/problem+json` (RFC 9457): `type`, `title`, `status`, `detail`, and `parameter` where one is at fault.',
    '',
    ...routes,
  ].join('\n');
}

function routeDoc(path: string, { summary, parameters = [], responses }: Operation): string {
  const lines = [`## GET ${path}`, '', `${summary}.`, ''];
  if (parameters.length > 0) {
    lines.push('| parameter | values | |', '|---|---|---|');
    for (const { name, in: place, schema, description = '' } of parameters)
      lines.push(
        `| \`${name}\`${place === 'path' ? ' (in the path)' : ''} | ${cell(values(schema))} | ${cell(description)} |`,
      );
    lines.push('');
  }
  const schema = Object.values(responses['200']?.content ?? {})[0]?.schema;
  if (schema?.properties) lines.push('```', shape(schema, 0), '```', '');
  const failures = Object.entries(responses).filter(([status]) => status !== '200');
  if (failures.length > 0)
    lines.push(failures.map(([status, { description }]) => `${status}: ${description}.`).join(' '), '');
  return lines.join('\n');
}

const cell = (text: string) => text.replaceAll('|', '\\|');

function values(schema: Schema): string {
  if (schema.items) return `${values(schema.items)}, repeatable`;
  const known = schema.enum
    ? schema.enum.join(', ')
    : schema.format === 'date'
      ? 'a day, `2024-03-31`'
      : (schema.minimum !== undefined && `${schema.minimum} to ${schema.maximum}`) || 'text';
  return known + (schema.default === undefined || schema.default === '' ? '' : ` (${schema.default})`);
}

/** A JSON schema as a reader would sketch it. */
function shape(schema: Schema, depth: number): string {
  if (schema.anyOf) return schema.anyOf.map((one) => shape(one, depth)).join(' | ');
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.items) return `[${shape(schema.items, depth)}, ...]`;
  if (schema.properties) {
    const indent = '  '.repeat(depth + 1);
    const rows = Object.entries(schema.properties).map(
      ([key, value]) => `${indent}${key}: ${shape(value, depth + 1)}`,
    );
    return `{\n${rows.join('\n')}\n${'  '.repeat(depth)}}`;
  }
  return Array.isArray(schema.type) ? schema.type.join(' | ') : String(schema.type ?? 'any');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(fileURLToPath(new URL('../docs/api.md', import.meta.url)), apiDoc());
