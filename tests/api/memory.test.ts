/** Repeated requests: answered from memory while the build is live, anew after a swap, and never when the engine is away. */
import { setTimeout } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { SWAP_GRACE_MS } from '../../engine/port.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { publishArticles, testConfig, uniqueName } from '../support/engine.ts';
import { type FaultProxy, startProxy } from '../support/proxy.ts';

const index = uniqueName(import.meta.url);
const ARTICLES = Array.from({ length: 12 }, (_, i) => article({ id: `m${i}`, title: `Lighthouse ${i}` }));
let proxy: FaultProxy;
let opened: TestApp;

beforeAll(async () => {
  proxy = await startProxy(inject('engineUrl'));
  opened = await openTestApp(testConfig({ index }, { MEILI_URL: proxy.url }), ARTICLES);
});
beforeEach(() => proxy.fail({ kind: 'none' }));
afterAll(async () => {
  await opened.store.close();
  await proxy.close();
});

const get = (path: string) => request(opened.app).get(path).set('host', 'news.example');
/** Calls of the engine while `work` runs. */
async function callsOf(work: () => Promise<unknown>): Promise<number> {
  const before = proxy.requests.length;
  await work();
  return proxy.requests.length - before;
}

describe.each([
  '/api/search?q=lighthouse',
  '/api/articles/m1',
  '/api/articles/m1/explain?q=lighthouse',
  '/api/facets/source?q=harb',
  '/api/feed.atom?q=lighthouse',
  '/api/build',
  '/?q=lighthouse',
  '/articles/m1?q=lighthouse',
  '/facets/source',
  '/build',
])('%s', (path) => {
  it('asked again costs the engine at most a look at the build, and is the same to the byte', async () => {
    const first = await get(path).expect(200);
    let again = first;
    expect(await callsOf(async () => (again = await get(path).expect(200)))).toBeLessThanOrEqual(1);
    expect(again.text).toBe(first.text);
    const told = ({ headers }: request.Response) =>
      Object.fromEntries(
        Object.entries(headers).filter(([name]) => !/^(date|x-request-id|ratelimit)/.test(name)),
      );
    expect(told(again)).toEqual(told(first));
    expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    await get(path)
      .set('if-none-match', first.headers.etag ?? '')
      .expect(304);
  });
});

it('two ways to write one search are one', async () => {
  await get('/api/search?q=lighthouse&limit=5').expect(200);
  expect(
    await callsOf(() => get('/api/search?page=1&limit=5&q=%20lighthouse').expect(200)),
  ).toBeLessThanOrEqual(1);
});

it('is compressed for who takes it, and plain for who does not', async () => {
  const sent = async (encoding: string) => {
    const answer = await get('/?q=lighthouse')
      .set('accept-encoding', encoding)
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });
    return { encoding: answer.headers['content-encoding'], vary: answer.headers.vary, body: answer.body };
  };
  const plain = await sent('identity');
  expect(plain).toMatchObject({ encoding: undefined, vary: 'Accept-Encoding' });
  expect(String(plain.body)).toContain('<!doctype html>');
  const packed = await sent('br, gzip');
  expect(packed.vary).toBe('Accept-Encoding');
  // supertest unpacks what says that it is packed.
  expect(packed.encoding).toBe('gzip');
  const body = packed.body as Buffer;
  expect(String(body[0] === 0x1f ? gunzipSync(body) : body)).toBe(String(plain.body));
});

it('names the address it was asked at, also from memory', async () => {
  const at = async (host: string) =>
    (await get('/api/search?q=lighthouse&limit=3').set('host', host)).headers.link;
  expect(await at('one.example')).toContain('http://one.example/api');
  expect(await at('two.example')).toContain('http://two.example/api');
  expect(await at('one.example')).toContain('http://one.example/api');
});

it('answers from the new build as soon as it was published, and from the old one once it is put back', async () => {
  const titles = async () => {
    const { body } = await get('/api/search?q=keeper').expect(200);
    return [body.build.id, body.total];
  };
  const one = (title: string) => article({ id: 'k1', title });
  await publishArticles(opened.store, [one('The keeper')], 'old');
  expect(await titles()).toEqual(['old', 1]);
  // Asked all the time, so that what is live was just looked up when the swap comes.
  const asking = new AbortController();
  const asked = (async () => {
    while (!asking.signal.aborted) await titles();
  })();
  await publishArticles(
    opened.store,
    [one('The keeper'), article({ id: 'k2', title: 'Two keepers' })],
    'new',
  );
  expect(await titles()).toEqual(['new', 2]);
  await opened.store.writer.rollback();
  expect(await titles()).toEqual(['old', 1]);
  asking.abort();
  await asked;
});

it('does not hide that the engine is away', async () => {
  await get('/api/search?q=lighthouse').expect(200);
  proxy.fail({ kind: 'reset' });
  await setTimeout(SWAP_GRACE_MS);
  await get('/api/search?q=lighthouse').expect(503);
  proxy.fail({ kind: 'none' });
  await get('/api/search?q=lighthouse').expect(200);
});

it('counts where answers came from', async () => {
  const { text } = await get('/metrics');
  for (const from of ['client', 'memory', 'store'])
    expect(text).toMatch(new RegExp(`broadsheet_answers_total\\{from="${from}"\\} [1-9]`));
});

it('keeps nothing where it is told to', async () => {
  const { app, store } = await openTestApp(testConfig({ index, rememberedMb: 0 }, { MEILI_URL: proxy.url }));
  await request(app).get('/api/search?q=keeper').expect(200);
  expect(await callsOf(() => request(app).get('/api/search?q=keeper').expect(200))).toBeGreaterThanOrEqual(1);
  expect((await request(app).get('/metrics')).text).toContain('broadsheet_answers_total{from="store"} 2');
  await store.close();
});
