/** Writes docs/api.md from the OpenAPI description the server answers with: `npm run docs`. A test holds them together. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadConfig } from '../config/load.ts';
import { openApi } from '../server/api/openapi.ts';
import { type Operation, operationsOf, successOf } from '../server/api/operation.ts';
import { aboutProblem, PROBLEM_NAMES, problemType } from '../server/errors.ts';
import { type Schemas, sketch, sketchValues } from '../server/reference/sketch.ts';
import { type ToldParameters, toldOnce } from '../server/reference/told-once.ts';

/** The reference as Markdown: each route with its parameters, the shape of its answer and how it may fail. */
export function apiDoc(): string {
  const { info, paths, components } = openApi(loadConfig({}).index, '/', true);
  const told = toldOnce(paths);
  const routes = operationsOf(paths).map(({ asked, operation }) =>
    routeDoc(asked, operation, told.get(asked), components.schemas),
  );
  return [
    '# The API',
    '',
    'Made by `npm run docs` from the same shapes that check requests; `/api` shows the same on a page, and `/api/openapi.json`',
    'says it to programs.',
    '',
    ...info.description.split(/(?<=\.) (?=[A-Z])/),
    '',
    ...routes,
    ...problemsDoc(),
  ].join('\n');
}

function routeDoc(
  asked: string,
  operation: Operation,
  { here = [], before = [] }: Partial<ToldParameters> = {},
  schemas: Schemas = {},
): string {
  const { summary, description, responses, requestBody, security } = operation;
  const lines = [`## ${asked}`, '', `${summary}.`, ''];
  if (security)
    lines.push('There only where `ADMIN_KEY` is set; asks for it as `Authorization: Bearer KEY`.', '');
  if (description !== undefined) lines.push(description, '');
  if (here.length > 0) {
    lines.push('| parameter | values | |', '|---|---|---|');
    for (const { name, in: place, schema, description: about = '' } of here)
      lines.push(
        `| \`${name}\`${place === 'path' ? ' (in the path)' : ''} | ${cell(sketchValues(schema))} | ${cell(about)} |`,
      );
    lines.push('');
  }
  for (const [where, names] of before)
    lines.push(`As for \`${where}\`: ${names.map((name) => `\`${name}\``).join(', ')}.`, '');
  for (const [type, { schema }] of Object.entries(requestBody?.content ?? {})) {
    const sent = sketch(schema, schemas);
    lines.push(`Sent as \`${type}\`:`, '', '```', sent, '```', '');
  }
  const [, answer] = successOf(operation) ?? [];
  const [type, media] = Object.entries(answer?.content ?? {})[0] ?? [];
  if (media) {
    const headers = Object.keys(answer?.headers ?? {}).map((name) => `\`${name}\``);
    lines.push(`\`${type}\`${headers.length > 0 ? `, with ${headers.join(', ')}` : ''}`, '');
    const body = sketch(media.schema, schemas);
    if (body.startsWith('{')) lines.push('```', body, '```', '');
  }
  const failures = Object.entries(responses).filter(([status]) => Number(status) >= 400);
  if (failures.length > 0)
    lines.push(failures.map(([status, answer]) => `${status}: ${answer.description}.`).join(' '), '');
  return lines.join('\n');
}

function problemsDoc(): string[] {
  const rows = PROBLEM_NAMES.map((name) => {
    const { status, title, about } = aboutProblem(name);
    return `| \`${problemType(name)}\` | ${status} | ${title}. ${about} |`;
  });
  return ['## Problems', '', '| type | status | |', '|---|---|---|', ...rows, ''];
}

const cell = (text: string) => text.replaceAll('|', '\\|');

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(fileURLToPath(new URL('../docs/api.md', import.meta.url)), apiDoc());
