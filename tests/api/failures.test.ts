import { setTimeout } from 'node:timers/promises';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { BuildGone, NoBuildYet, StoreRefused, StoreUnavailable, SWAP_GRACE_MS } from '../../engine/port.ts';
import { ProblemBody } from '../../server/api/shapes.ts';
import { PROBLEM_NAMES, Problem, type ProblemName, toProblem } from '../../server/errors.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { testConfig, uniqueName } from '../support/engine.ts';
import { type FaultProxy, startProxy } from '../support/proxy.ts';

const index = uniqueName(import.meta.url);
let proxy: FaultProxy;
let opened: TestApp;
let empty: TestApp;

beforeAll(async () => {
  proxy = await startProxy(inject('engineUrl'));
  opened = await openTestApp(
    testConfig({ index, maxTotalHits: 100, searchDeadlineMs: 1000 }, { MEILI_URL: proxy.url }),
    [article({ id: 'one', title: 'Ferry' })],
  );
  empty = await openTestApp(testConfig({ index: `${index}-empty` }));
});
afterEach(() => proxy.fail({ kind: 'none' }));
afterAll(async () => {
  await opened.store.close();
  await empty.store.close();
  await proxy.close();
});

/** Checks that an answer is a problem and nothing else, and returns its body. */
function problem(answer: request.Response, name: ProblemName) {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  const body = ProblemBody.parse(answer.body);
  expect(body).toMatchObject({ type: `urn:broadsheet:problem:${name}`, status: answer.status });
  expect(answer.headers.link).toBe(`</api#${name}>; rel="help"`);
  expect(answer.text).not.toMatch(/\.ts:\d|node_modules|at \w+ \(|meili/i);
  return body;
}

describe('every way to fail is a problem+json', () => {
  it.each([
    ['GET', '/api/search?sort=date', 400, 'bad-parameter', 'sort'],
    ['GET', '/api/search?limit=1000', 400, 'bad-parameter', 'limit'],
    ['GET', '/api/search?page=6', 400, 'bad-parameter', 'page'],
    ['GET', '/api/search?langauge=en', 400, 'bad-parameter', 'langauge'],
    ['GET', '/api/search?q=a&q=b', 400, 'bad-parameter', 'q'],
    ['GET', `/api/search?q=${'x'.repeat(600)}`, 400, 'bad-parameter', 'q'],
    ['GET', '/api/search?from=2024-13-01', 400, 'bad-parameter', 'from'],
    ['GET', '/api/articles/one?format=xml', 400, 'bad-parameter', 'format'],
    ['GET', '/api/facets/source?sort=newest', 400, 'bad-parameter', 'sort'],
    ['GET', '/api/articles/%E0%A4%A', 400, 'bad-request', undefined],
    ['GET', '/api/articles/nosuch', 404, 'not-found', undefined],
    ['GET', `/api/articles/${encodeURIComponent('" OR id EXISTS')}`, 404, 'not-found', undefined],
    ['GET', '/api/facets/colour', 404, 'not-found', undefined],
    ['GET', '/api/nosuch', 404, 'not-found', undefined],
    ['GET', '/api/export.xml', 404, 'not-found', undefined],
    ['GET', '/api/export.csv?page=2', 400, 'bad-parameter', 'page'],
    ['GET', '/api/feed.atom?sort=newest', 400, 'bad-parameter', 'sort'],
    ['GET', '/api/articles/one/explain?page=2', 400, 'bad-parameter', 'page'],
    ['GET', '/api/articles/nosuch/explain?q=a', 404, 'not-found', undefined],
    ['POST', '/api', 405, 'method-not-allowed', undefined],
    ['POST', '/api/export.csv', 405, 'method-not-allowed', undefined],
    ['POST', '/api/search', 405, 'method-not-allowed', undefined],
    ['DELETE', '/api/articles/one', 405, 'method-not-allowed', undefined],
    ['PUT', '/healthz', 405, 'method-not-allowed', undefined],
    ['POST', '/api/reindex', 404, 'not-found', undefined],
    ['GET', `/api/search?${'source=x&'.repeat(1400)}`, 414, 'address-too-long', undefined],
  ] as const)('%s %s is %i %s', async (method, path, status, name, parameter) => {
    const agent = request(opened.app);
    const answer = await { GET: agent.get, POST: agent.post, DELETE: agent.delete, PUT: agent.put }[method](
      path,
    );
    expect(answer.status).toBe(status);
    expect(problem(answer, name).parameter).toBe(parameter);
    if (status === 405) expect(answer.headers.allow).toBe('GET, HEAD');
  });

  it.each(['search?sort=', 'facets/', 'articles/'])(
    '/api/%s… quotes no half of a character',
    async (address) => {
      const { text } = await request(opened.app).get(
        `/api/${address}${encodeURIComponent(`${'x'.repeat(79)}\u{1F6A2}`)}`,
      );
      expect(text).toContain('xxx');
      // JSON writes as an escape what is half of a character.
      expect(text).not.toMatch(/\\ud[89a-f]/i);
    },
  );

  it('a large body is 413', async () => {
    const answer = await request(opened.app)
      .post('/api/search')
      .set('content-type', 'application/json')
      .send(`"${'x'.repeat(20_000)}"`);
    expect(answer.status).toBe(413);
    problem(answer, 'body-too-large');
  });

  it.each([
    ['closes the connection', { kind: 'reset' }],
    ['never answers', { kind: 'hang' }],
    ['stops in the middle of its answer', { kind: 'hang-in-body' }],
    ['answers with a page of its own', { kind: 'status', status: 502, body: '<html>Bad gateway</html>' }],
  ] as const)('an engine that %s is 503 with Retry-After', async (_name, fault) => {
    proxy.fail(fault);
    for (const path of [
      '/api/search?q=ferry',
      '/api/articles/one',
      '/api/articles/one/explain?q=ferry',
      '/api/facets/source',
      '/api/export.csv',
      '/api/export.json',
      '/api/feed.atom',
      '/readyz',
    ]) {
      const answer = await request(opened.app).get(path);
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toMatch(/^\d+$/);
      problem(answer, 'engine-away');
    }
    await request(opened.app).get('/healthz').expect(200);
    proxy.fail({ kind: 'none' });
    await request(opened.app).get('/api/search?q=ferry').expect(200);
  });

  it('nothing indexed is 503 and says what to run', async () => {
    for (const path of [
      '/api/search',
      '/api/facets/source',
      '/api/export.jsonl',
      '/api/feed.json',
      '/readyz',
    ]) {
      const answer = await request(empty.app).get(path);
      expect(answer.status).toBe(503);
      expect(problem(answer, 'no-build-yet').detail).toContain('npm run reindex');
    }
  });

  it('what was not foreseen is 500 and says nothing of the inside', () => {
    for (const error of [new Error('secret at /etc'), new StoreRefused('index x'), 'thrown', undefined]) {
      const body = toProblem(error).toBody('urn:x');
      expect(body.status).toBe(500);
      expect(JSON.stringify(body)).not.toMatch(/secret|etc|index x|thrown/);
    }
  });

  it('each problem has a type of its own', () => {
    const types = PROBLEM_NAMES.map((name) => new Problem(name, 'words').toBody('urn:x').type);
    expect(new Set(types).size).toBe(PROBLEM_NAMES.length);
    expect(toProblem(new StoreUnavailable('away')).status).toBe(503);
    expect(toProblem(new NoBuildYet('none')).status).toBe(503);
    expect(toProblem(new BuildGone('gone')).problem).toBe('build-gone');
  });
});

describe('a reader of the page', () => {
  it.each([
    ['/?sort=date', 400, 'Search without it'],
    ['/articles/nosuch', 404, 'Start page'],
    ['/nosuch', 404, 'Start page'],
    ['/articles/%E0%A4%A', 400, 'Start page'],
  ])('gets a page for %s', async (path, status, words) => {
    const answer = await request(opened.app).get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(answer.text).toContain(words);
  });

  it('gets a page to try again when the engine is away', async () => {
    proxy.fail({ kind: 'reset' });
    await setTimeout(SWAP_GRACE_MS); // what was just read is answered from memory
    const answer = await request(opened.app).get('/?q=ferry');
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
    expect(answer.text).toContain('href="/?q=ferry">Try again');
  });

  it('is told how to index when nothing was indexed yet', async () => {
    const answer = await request(empty.app).get('/');
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('npm run reindex');
  });
});

describe('/metrics', () => {
  const metric = async (app: TestApp, name: string) => {
    const { text } = await request(app.app).get('/metrics').expect(200);
    return text.split('\n').filter((line) => line.startsWith(`broadsheet_${name}`));
  };

  it('tells whether the engine is there, and nothing of a build it cannot see', async () => {
    expect(await metric(opened, 'engine_up')).toEqual(['broadsheet_engine_up 1']);
    expect(await metric(opened, 'build_articles')).toEqual(['broadsheet_build_articles 1']);
    expect(await metric(opened, 'build_info')).toEqual([
      'broadsheet_build_info{build="b1",rules="test-rules"} 1',
    ]);
    proxy.fail({ kind: 'reset' });
    expect(await metric(opened, 'engine_up')).toEqual(['broadsheet_engine_up 0']);
    expect(await metric(opened, 'build_')).toEqual([]);
    expect(await metric(empty, 'engine_up')).toEqual(['broadsheet_engine_up 1']);
    expect(await metric(empty, 'build_')).toEqual([]);
  });

  it('counts what was refused, what no route answered, and what clients had already', async () => {
    const counts = async () =>
      Object.fromEntries(
        (await metric(opened, ''))
          .map((line) => line.split(/ (?=\S+$)/))
          .map(([name, n]) => [name, Number(n)]),
      );
    const before = await counts();
    await request(opened.app).get('/api/search?sort=date').expect(400);
    await request(opened.app).get('/nosuch').expect(404);
    const { headers } = await request(opened.app).get('/api/articles/one').expect(200);
    await request(opened.app).get('/api/articles/one').set('if-none-match', String(headers.etag)).expect(304);
    const after = await counts();
    for (const name of [
      'broadsheet_problems_total{problem="bad-parameter"}',
      'broadsheet_problems_total{problem="not-found"}',
      'broadsheet_requests_total{route="none",status="404"}',
      'broadsheet_answers_total{from="client"}',
      'broadsheet_requests_total{route="article",status="304"}',
    ])
      expect([name, (after[name] ?? 0) - (before[name] ?? 0)]).toEqual([name, 1]);
  });
});
