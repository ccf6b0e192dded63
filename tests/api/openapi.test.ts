/** The OpenAPI description: valid, true of the application, and read by others' tools. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../server/api/components.ts';
import { EXAMPLES } from '../../server/api/examples.ts';
import type { Description } from '../../server/api/openapi.ts';
import { type Operation, operationsOf } from '../../server/api/operation.ts';
import { PROBLEM_NAMES, problemType } from '../../server/errors.ts';
import { ADMIN_KEY, type AdminApp, openAdminApp } from '../support/admin.ts';
import { openTestApp } from '../support/app.ts';
import { testConfig, uniqueName } from '../support/engine.ts';
import { publishExamples } from '../support/example-articles.ts';

let opened: AdminApp;
let description: Description;
let ajv: Ajv2020;

beforeAll(async () => {
  opened = await openAdminApp(uniqueName(import.meta.url));
  await publishExamples(opened.store);
  description = (await get('/api/openapi.json')).body;
  ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'description', ...description });
});
afterAll(() => opened.close());

const get = (path: string) => ask('GET', path);
const ask = (method: 'GET' | 'POST', path: string, sends?: unknown) =>
  request(opened.app)
    [method === 'GET' ? 'get' : 'post'](path)
    .set('authorization', `Bearer ${ADMIN_KEY}`)
    .send(sends as object | undefined)
    .buffer(true)
    .parse((response, done) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString();
        const json = /json\b/.test(response.headers['content-type'] ?? '');
        done(null, json ? JSON.parse(text) : text);
      });
    });

/** What a client that knows the description alone finds wrong with an answer. */
function faultsOf(operation: Operation, answer: request.Response): string[] {
  const described = operation.responses[answer.status] ?? operation.responses.default;
  const type = (answer.headers['content-type'] ?? '').split(';')[0] ?? '';
  const media = described?.content?.[type];
  if (!media) return [`${answer.status} ${type} is not described`];
  const faults = faultsAgainst(media.schema, answer.body);
  const { contentSchema } = media.schema;
  if (faults.length > 0 || !contentSchema) return faults;
  const lines = String(answer.body).split('\n').filter(Boolean);
  return lines.flatMap((line) => faultsAgainst(contentSchema as JsonSchema, JSON.parse(line)));
}

const validators = new Map<string, ValidateFunction>();
function faultsAgainst(schema: JsonSchema, value: unknown): string[] {
  const text = JSON.stringify(schema).replaceAll('"#/', '"description#/');
  const validate = validators.get(text) ?? ajv.compile(JSON.parse(text));
  validators.set(text, validate);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => JSON.stringify(error));
}

const operationOf = (path: string, method: 'GET' | 'POST' = 'GET'): Operation => {
  const at = path.split('?')[0] ?? '';
  const found = Object.entries(description.paths).find(([template]) =>
    new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(at),
  );
  const operation = found?.[1][method === 'GET' ? 'get' : 'post'];
  if (!operation) throw new Error(`no operation for ${method} ${path}`);
  return operation;
};

/** Whatever differs from one answer to the next. */
const steady = (body: unknown) =>
  typeof body === 'object' && body !== null
    ? { ...body, ...('tookMs' in body && { tookMs: 0 }), ...('instance' in body && { instance: '' }) }
    : body;

it('is valid OpenAPI 3.1 to a validator', async () => {
  const result = await new Validator().validate(JSON.parse(JSON.stringify(description)));
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
  expect(description.openapi).toMatch(/^3\.1\./);
});

it('names each operation once, and refers to nothing that is not there', () => {
  const ids = operationsOf(description.paths).map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const text = JSON.stringify(description);
  for (const [, kind = '', name = ''] of text.matchAll(/"#\/components\/(\w+)\/([\w-]+)"/g))
    expect(Object.keys(description.components[kind as 'schemas'])).toContain(name);
  for (const name of Object.keys(description.components.schemas))
    expect(text).toContain(`"#/components/schemas/${name}"`);
});

describe('every example', () => {
  it.each(EXAMPLES.map((example) => [example.method ?? 'GET', example.path, example] as const))(
    '%s %s',
    async (method, path, example) => {
      const operation = operationOf(path, method);
      expect(operation.operationId).toBe(example.operationId);
      const answer = await ask(method, path, example.sends);
      expect(answer.status).toBe(example.status);
      expect(steady(answer.body)).toEqual(steady(example.body));
      expect(faultsOf(operation, answer)).toEqual([]);
      const shown = Object.values(operation.responses[answer.status]?.content ?? {}).flatMap(({ examples }) =>
        Object.values(examples ?? {}),
      );
      expect(shown).toContainEqual({ summary: `${method} ${path}`, value: example.body });
    },
  );

  it('stands at an operation, and each operation has one', () => {
    const known = new Set(EXAMPLES.map(({ operationId }) => operationId));
    const without = operationsOf(description.paths).map(({ operation }) => operation.operationId);
    expect(without.filter((id) => !known.has(id))).toEqual(['getDescription', 'getMetrics']);
  });
});

describe('every parameter', () => {
  it('has an example that is taken, finds something, and is answered as described', async () => {
    const check = async (template: string, operation: Operation) => {
      const path = operation.parameters
        .filter((parameter) => parameter.in === 'path')
        .reduce((at, { name, example }) => at.replace(`{${name}}`, String(example)), template);
      for (const { name, example, schema } of operation.parameters.filter((one) => one.in === 'query')) {
        expect([name, example]).not.toEqual([name, undefined]);
        expect([name, faultsAgainst(schema, example)]).toEqual([name, []]);
        const address = `${path}?${new URLSearchParams([example].flat().map((value) => [name, String(value)]))}`;
        const answer = await get(address);
        expect([address, answer.status]).toEqual([address, 200]);
        expect([address, faultsOf(operation, answer)]).toEqual([address, []]);
        if (!name.startsWith('-') && answer.body.total !== undefined)
          expect([address, answer.body.total > 0]).toEqual([address, true]);
      }
    };
    await Promise.all(
      operationsOf(description.paths)
        .filter(({ method }) => method === 'get')
        .map(({ path, operation }) => check(path, operation)),
    );
  }, 120_000);

  it('that is refused is answered as described', async () => {
    for (const path of [
      '/api/search?nosuch=1',
      '/api/articles/nosuch',
      '/api/facets/nosuch',
      '/api/export.csv?page=1',
    ])
      expect(faultsOf(operationOf(path), await get(path))).toEqual([]);
  });
});

it('tells nothing of the operator where the operator has no addresses', async () => {
  const without = await openTestApp(testConfig({ index: uniqueName(import.meta.url) }));
  const { body } = await request(without.app).get('/api/openapi.json').expect(200);
  expect(Object.keys(body.paths).filter((path) => /reindex|articles$/.test(path))).toEqual([]);
  expect(JSON.stringify(body)).not.toMatch(/operator"|securitySchemes|Reindexing/);
  expect((await new Validator().validate(body)).valid).toBe(true);
  await without.store.close();
});

describe('the reference at /api', () => {
  it('tells every address, parameter, header and problem, from our own server alone', async () => {
    const answer = await request(opened.app).get('/api').expect(200);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    for (const { asked, operation } of operationsOf(description.paths)) {
      expect(answer.text).toContain(`<code>${asked}</code>`);
      expect(answer.text).toContain(`id="${operation.operationId}"`);
      for (const { name } of operation.parameters)
        expect(answer.text.includes(`<code>${name}</code>`)).toBe(true);
    }
    for (const name of PROBLEM_NAMES) {
      expect(answer.text).toContain(`id="${name}"`);
      expect(answer.text).toContain(problemType(name));
    }
    for (const name of Object.keys(description.components.headers)) expect(answer.text).toContain(name);
    // Nothing inline, and nothing from elsewhere.
    expect(answer.text).not.toMatch(/<script(?! type="module" src="\/assets\/)|<style|\son\w+=|\sstyle=/);
    for (const [, address = ''] of answer.text.matchAll(/\s(?:src|href)="([^"]*)"/g))
      expect(address).toMatch(/^(\/|#)/);
  });

  it('is where the header of a problem leads to', async () => {
    const { headers } = await request(opened.app).get('/api/search?sort=date').expect(400);
    const [, address = ''] = /^<https:\/\/news\.example([^>]+)>; rel="help"$/.exec(headers.link ?? '') ?? [];
    const [path = '', anchor = ''] = address.split('#');
    expect((await request(opened.app).get(path).expect(200)).text).toContain(`id="${anchor}"`);
  });
});
