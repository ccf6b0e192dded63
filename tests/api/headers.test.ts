/** What stands in the headers of answers: the build, its tag, pages, limits, and who may read them. */
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { SWAP_GRACE_MS } from '../../engine/port.ts';
import { openTestApp, serve, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { publishArticles, testConfig, uniqueName } from '../support/engine.ts';
import { type FaultProxy, startProxy } from '../support/proxy.ts';

const index = uniqueName(import.meta.url);
const ARTICLES = Array.from({ length: 45 }, (_, i) =>
  article({ id: `h${i}`, title: `Ferry ${i}`, date: `2024-01-${String(1 + (i % 28)).padStart(2, '0')}` }),
);
let proxy: FaultProxy;
let opened: TestApp;

beforeAll(async () => {
  proxy = await startProxy(inject('engineUrl'));
  opened = await openTestApp(
    testConfig(
      { index, maxTotalHits: 40, corsOrigins: ['https://reader.example'] },
      { MEILI_URL: proxy.url },
    ),
    ARTICLES,
  );
});
afterAll(async () => {
  await opened.store.close();
  await proxy.close();
});

/** Links and feeds name the host, and each of these requests has a port of its own. */
const get = (path: string) => request(opened.app).get(path).set('host', 'news.example');
/** Every kind of answer that rests on an index. */
const OF_A_BUILD = [
  '/api/search?q=ferry',
  '/api/articles/h1',
  '/api/articles/h1/explain?q=ferry',
  '/api/facets/source?q=harb',
  '/api/export.csv?q=ferry',
  '/api/export.jsonl?q=ferry',
  '/api/export.json?q=ferry',
  '/api/feed.atom?q=ferry',
  '/api/feed.json?q=ferry',
];

describe('an answer', () => {
  it.each(OF_A_BUILD)('%s names its build, and is not sent to who has it', async (path) => {
    const first = await get(path).expect(200);
    expect(first.headers).toMatchObject({ 'broadsheet-build': 'b1', 'broadsheet-rules': 'test-rules' });
    expect(first.headers['cache-control']).toMatch(/^no-cache/);
    expect(first.headers.ratelimit).toMatch(/r=\d+; t=\d+/);
    expect(first.headers['ratelimit-policy']).toMatch(/q=\d+; w=60/);
    const tag = first.headers.etag ?? '';
    expect(tag).toMatch(/^W\/"[\w-]{20,}"$/);
    const calls = proxy.requests.length;
    const again = await get(path).set('if-none-match', `"other", ${tag}`).expect(304);
    expect(again.headers).toMatchObject({ etag: tag, 'broadsheet-build': 'b1' });
    expect(again.text ?? '').toBe('');
    // The build was looked up, unless it had just been, and nothing was searched.
    expect(proxy.requests.length - calls).toBeLessThanOrEqual(1);
    expect((await get(path).set('if-none-match', '"other"').expect(200)).headers.etag).toBe(tag);
  });

  it.each([
    ['/api/search?sort=date', 400],
    ['/api/articles/nosuch', 404],
    ['/api/facets/nosuch', 404],
    ['/api/nosuch', 404],
    ['/api/openapi.json', 200],
    ['/api', 200],
    ['/help', 200],
    ['/?sort=date', 400],
    ['/articles/nosuch', 404],
    ['/nosuch', 404],
  ])('%s, which rests on no build, names the one that is live', async (path, status) => {
    const { headers } = await get(path).expect(status);
    expect(headers).toMatchObject({ 'broadsheet-build': 'b1', 'broadsheet-rules': 'test-rules' });
  });

  it.each([
    ['/api/search?sort=date', 400],
    ['/api/articles/nosuch', 404],
    ['/api/articles/nosuch/explain?q=ferry', 404],
    ['/api/nosuch', 404],
    ['/articles/nosuch', 404],
    ['/?sort=date', 400],
  ])('%s, which failed, is kept by nobody', async (path, status) => {
    const { headers } = await get(path).expect(status);
    expect(headers['cache-control']).toMatch(/^no-(?:store|cache)$/);
  });

  it('that rests on no build does not wait for an engine that hangs, and names none', async () => {
    await sleep(SWAP_GRACE_MS);
    proxy.fail({ kind: 'hang' });
    try {
      for (const [path, status] of [
        ['/api/search?sort=date', 400],
        ['/api/openapi.json', 200],
        ['/help', 200],
      ] as const)
        expect((await get(path).expect(status)).headers).not.toHaveProperty('broadsheet-build');
    } finally {
      proxy.fail({ kind: 'none' });
    }
  });

  it('has the same tag for the same query however it is written, and another for another', async () => {
    const tag = async (path: string) => (await get(path).expect(200)).headers.etag;
    const one = await tag('/api/search?q=ferry&limit=20&sort=relevance');
    expect(await tag('/api/search?page=1&q=%20ferry')).toBe(one);
    expect(await tag('/api/search?q=ferry&page=2')).not.toBe(one);
    expect(await tag('/api/search?q=ferries')).not.toBe(one);
    expect(await tag('/api/export.csv?q=ferry')).not.toBe(await tag('/api/export.json?q=ferry'));
    expect(await tag('/api/facets/source?q=a')).not.toBe(await tag('/api/facets/source?query=a'));
    expect(await tag('/api/articles/h1')).not.toBe(await tag('/api/articles/h2'));
  });

  it('is sent again once another build is live', async () => {
    const tags = new Map<string, string>();
    for (const path of OF_A_BUILD) tags.set(path, (await get(path)).headers.etag ?? '');
    await publishArticles(opened.store, ARTICLES, 'b2');
    for (const [path, tag] of tags) {
      const answer = await get(path).set('if-none-match', tag).expect(200);
      expect(answer.headers['broadsheet-build']).toBe('b2');
    }
    await opened.store.writer.rollback();
    // Told without the answer, and by the answer that is kept.
    for (let time = 0; time < 2; time++)
      for (const [path, tag] of tags) {
        const { headers } = await get(path).set('if-none-match', tag).expect(304);
        expect([path, headers.vary]).toEqual([path, (await get(path).expect(200)).headers.vary]);
      }
  });

  it.each([
    '/',
    '/?q=ferry',
    '/facets/source',
    '/build',
    '/articles/h1',
    '/articles/h1/compare/h2',
    '/api/build',
    '/readyz',
  ])('%s names the build it rests on too, and is not sent to who has it', async (path) => {
    const first = await get(path).expect(200);
    expect(first.headers).toMatchObject({ 'broadsheet-build': 'b1', 'broadsheet-rules': 'test-rules' });
    await get(path)
      .set('if-none-match', first.headers.etag ?? '')
      .expect(304);
  });

  it.each([
    '/api/articles/nosuch',
    '/api/articles/nosuch/explain?q=ferry',
    '/articles/nosuch',
    '/articles/h1/compare/nosuch',
  ])('%s names the build in which there is no such article', async (path) => {
    const { headers } = await get(path).expect(404);
    expect(headers).toMatchObject({ 'broadsheet-build': 'b1', 'broadsheet-rules': 'test-rules' });
  });

  it.each(['/api/openapi.json', '/api', '/help', '/assets/live.js'])(
    '%s rests on no build, and is not sent to who has it either',
    async (path) => {
      const { headers } = await get(path).expect(200);
      await get(path)
        .set('if-none-match', headers.etag ?? '')
        .expect(304);
    },
  );

  it('does not say of what is not there that it has not changed', async () => {
    for (const held of ['*', '"other"'])
      await get('/api/articles/nosuch').set('if-none-match', held).expect(404);
    await get('/api/articles/h1').set('if-none-match', '*').expect(304);
  });
});

describe('a page of hits', () => {
  const links = async (path: string) => {
    const { headers } = await get(path).set('host', 'news.example:8080').expect(200);
    return Object.fromEntries(
      [...(headers.link ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g)].map(([, address, rel]) => [rel, address]),
    );
  };
  const at = (query: string) => `http://news.example:8080/api/search?q=ferry&${query}`;

  it('links to the first, previous, next and last that can be reached', async () => {
    expect(await links('/api/search?q=ferry&limit=10&page=2')).toEqual({
      first: at('limit=10'),
      prev: at('limit=10'),
      next: at('limit=10&page=3'),
      last: at('limit=10&page=4'),
    });
    expect(Object.keys(await links('/api/search?q=ferry&limit=10'))).toEqual(['first', 'next', 'last']);
    expect(Object.keys(await links('/api/search?q=ferry&limit=10&page=4'))).toEqual([
      'first',
      'prev',
      'last',
    ]);
    expect(await links('/api/search?q=nosuchword')).toEqual({});
  });

  it('behind the last links back to it, and next leads through all there is', async () => {
    expect((await links('/api/search?q=%221%22&page=2')).prev).toBe(
      'http://news.example:8080/api/search?q=%221%22',
    );
    const seen = new Set<string>();
    let path: string | undefined = '/api/search?q=ferry&limit=7&sort=newest';
    while (path !== undefined) {
      const { body, headers }: request.Response = await get(path).expect(200);
      for (const { id } of body.hits) seen.add(id);
      const next: string | undefined = /<([^>]*)>; rel="next"/.exec(headers.link ?? '')?.[1];
      path = next && `${new URL(next).pathname}${new URL(next).search}`;
    }
    expect(seen.size).toBe(42);
  });

  it('links of a long address to fewer pages, so that every client can read the headers', async () => {
    const long = async (values: number) => {
      const excluded = Array.from({ length: values }, (_, i) => `&-person=${'x'.repeat(190)}${i}`).join('');
      const address = `/api/search?q=ferry&limit=10&page=2${excluded}`;
      const { url, close } = await serve(opened.app);
      // Takes 16 KB of headers, as Node's clients do.
      const { headers } = await fetch(url + address).finally(close);
      return [...(headers.get('link') ?? '').matchAll(/rel="(\w+)"/g)].map(([, rel]) => rel);
    };
    expect(await long(5)).toEqual(['first', 'prev', 'next', 'last']);
    expect(await long(15)).toEqual(['prev', 'next']);
    expect(await long(45)).toEqual(['next']);
  });

  it('believes the address that is set, and no host that is none', async () => {
    const elsewhere = await openTestApp(testConfig({ index }, { PUBLIC_URL: 'https://example.org/news' }));
    const { headers } = await request(elsewhere.app).get('/api/search?q=ferry');
    expect(headers.link).toContain('<https://example.org/news/api/search?q=ferry>; rel="first"');
    await elsewhere.store.close();
    const evil = await get('/api/search?q=ferry').set('host', 'evil.example/">x').expect(400);
    expect(evil.body.type).toBe('urn:broadsheet:problem:bad-request');
  });
});

describe('a page of another origin', () => {
  const from = (origin: string, path = '/api/search?q=ferry') => get(path).set('origin', origin);

  it('may read the API where that is configured, and what stands in its headers', async () => {
    const { headers } = await from('https://reader.example').expect(200);
    expect(headers).toMatchObject({ 'access-control-allow-origin': 'https://reader.example' });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    for (const name of ['ETag', 'Link', 'RateLimit', 'Broadsheet-Build'])
      expect(headers['access-control-expose-headers']).toContain(name);
    for (const path of ['/api/search?sort=date', '/api/nosuch'])
      expect((await from('https://reader.example', path)).headers['access-control-allow-origin']).toBe(
        'https://reader.example',
      );
  });

  it.each(['https://other.example', 'http://reader.example', 'https://reader.example.evil', 'null'])(
    '%s gets no leave, and no cache takes one leave for the other',
    async (origin) => {
      const { headers } = await from(origin).expect(200);
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers.vary).toMatch(/\bOrigin\b/);
      expect((await get('/api/search?q=ferry')).headers.vary).toMatch(/\bOrigin\b/);
    },
  );

  it('asks for leave before, and gets it for what is read', async () => {
    const preflight = (origin: string) =>
      request(opened.app).options('/api/search?q=ferry').set({
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'if-none-match',
      });
    const { headers } = await preflight('https://reader.example').expect(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://reader.example',
      'access-control-allow-methods': 'GET, HEAD',
    });
    expect(headers['access-control-allow-headers']).toMatch(/if-none-match/i);
    const refused = await preflight('https://other.example').expect(405);
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('reads no page, and nothing at all where nothing is configured', async () => {
    expect(
      (await from('https://reader.example', '/')).headers['access-control-allow-origin'],
    ).toBeUndefined();
    const closed = await openTestApp(testConfig({ index }));
    const { headers } = await request(closed.app).get('/api/search').set('origin', 'https://reader.example');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers.vary ?? '').not.toMatch(/Origin/);
    await closed.store.close();
  });

  it('of any origin may read where all may, and caches may keep one answer for all', async () => {
    const all = await openTestApp(testConfig({ index, corsOrigins: ['*'] }));
    const { headers } = await request(all.app).get('/api/search').set('origin', 'https://any.example');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers.vary ?? '').not.toMatch(/Origin/);
    await all.store.close();
  });
});
