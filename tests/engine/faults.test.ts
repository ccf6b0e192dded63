/** What a caller gets when the engine or the way to it fails, and what reaches the engine of us. */
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import {
  NoBuildYet,
  type SearchRequest,
  type Store,
  StoreRefused,
  StoreUnavailable,
} from '../../engine/port.ts';
import { article } from '../support/articles.ts';
import {
  openTestStore,
  publishArticles,
  recordingLogger,
  testConfig,
  uniqueName,
} from '../support/engine.ts';
import { type FaultProxy, startProxy } from '../support/proxy.ts';

const DEADLINE_MS = 400;
const index = { index: uniqueName(import.meta.url), searchDeadlineMs: DEADLINE_MS };
const everything: SearchRequest = {
  q: '',
  filters: { facets: { source: ['Post'] } },
  sort: 'relevance',
  page: 1,
  limit: 10,
  collapse: true,
  exact: false,
  facets: ['source'],
};

let proxy: FaultProxy;
let store: Store;

beforeAll(async () => {
  proxy = await startProxy(inject('engineUrl'));
  const direct = await openTestStore(testConfig({ index: index.index }));
  await publishArticles(direct, [article({ id: 'a', source: 'Post' })]);
  await direct.close();
  store = await openTestStore(testConfig(index, { MEILI_URL: proxy.url }));
  await store.reader.search(everything);
});
afterEach(() => proxy.fail({ kind: 'none' }));
afterAll(async () => {
  await store.close();
  await proxy.close();
});

describe('an engine in trouble', () => {
  const html = '<html><h1>502 Bad Gateway</h1></html>';
  for (const [name, fault, words] of [
    ['is slower than the deadline', { kind: 'delay', ms: 5_000 }, `no answer within ${DEADLINE_MS} ms`],
    ['never answers', { kind: 'hang' }, `no answer within ${DEADLINE_MS} ms`],
    ['stops in the middle of its answer', { kind: 'hang-in-body' }, `no answer within ${DEADLINE_MS} ms`],
    ['breaks the connection', { kind: 'reset' }, 'the engine is away'],
    ['answers 500', { kind: 'status', status: 500, body: '{"message":"boom","code":"internal"}' }, 'boom'],
    ['answers 503', { kind: 'status', status: 503, body: '{"message":"too many requests"}' }, 'too many'],
    [
      'is a web server that knows no JSON',
      { kind: 'status', status: 502, body: html },
      'is MEILI_URL right?',
    ],
  ] as const)
    it(`is unavailable when it ${name}`, async () => {
      proxy.fail(fault);
      const calls = [
        store.reader.search(everything),
        store.reader.all(everything),
        store.reader.judge('a', [everything]),
        store.reader.article('a'),
        store.reader.story('story-a', 3),
        store.reader.facetValues('source', 'po', everything),
        store.reader.build(),
      ];
      for (const outcome of await Promise.allSettled(calls)) {
        const { reason } = outcome as PromiseRejectedResult;
        expect(reason).toBeInstanceOf(StoreUnavailable);
        expect(reason.message).toContain(words);
        expect(reason.message).not.toContain('<html>');
      }
    });

  it('is unavailable when nobody listens, and its words name the address', async () => {
    const gone = await startProxy(inject('engineUrl'));
    await gone.close();
    const log = recordingLogger();
    const away = await openTestStore(testConfig(index, { MEILI_URL: gone.url }), log);
    expect(log.lines.join()).toContain(gone.url);
    await expect(away.reader.search(everything)).rejects.toThrow(StoreUnavailable);
    await expect(away.writer.begin()).rejects.toThrow(gone.url);
  });

  it('answers again as soon as the trouble is over', async () => {
    proxy.fail({ kind: 'reset' });
    await expect(store.reader.search(everything)).rejects.toThrow(StoreUnavailable);
    proxy.fail({ kind: 'none' });
    expect((await store.reader.search(everything)).total).toBe(1);
  });

  it('refuses in its own words what it does not understand', async () => {
    proxy.fail({ kind: 'status', status: 400, body: '{"message":"Unknown parameter","code":"bad_request"}' });
    await expect(store.reader.search(everything)).rejects.toThrow(StoreRefused);
    await expect(store.reader.search(everything)).rejects.toThrow('Unknown parameter');
  });

  it('finishes a reindex across a short absence of the engine', async () => {
    const staging = await store.writer.begin();
    proxy.fail({ kind: 'reset' });
    const back = setTimeout(() => proxy.fail({ kind: 'none' }), 300);
    await staging.add([article({ id: 'a', source: 'Post' }), article({ id: 'b', source: 'Post' })]);
    clearTimeout(back);
    proxy.fail({ kind: 'none' });
    await staging.publish({ id: 'patient', rules: 'r', finishedAt: '', articles: 2, summary: {} });
    expect(await store.reader.build()).toMatchObject({ id: 'patient' });
  });

  it('gets nothing any more of a run that was given up, and what was on its way leaves nothing behind', async () => {
    const given = await store.writer.begin();
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    proxy.before((path) => (path.includes('_staging/documents') ? held : Promise.resolve()));
    const late = given.add([article({ id: 'late', source: 'Post' })]);
    await vi.waitUntil(() => proxy.requests.at(-1)?.path.includes('_staging/documents'));
    const before = proxy.requests.length;
    const gone = given.abandon();
    await store.writer.build();
    expect(proxy.requests.slice(before).filter(({ method }) => method === 'DELETE')).toEqual([]);
    expect(proxy.requests.slice(before).filter(({ path }) => path.startsWith('/tasks/cancel'))).toEqual([]);
    letGo();
    await Promise.all([late, gone]);
    proxy.before(null);
    await expect(given.add([article({ id: 'last', source: 'Post' })])).rejects.toThrow('was abandoned');
    const next = await store.writer.begin();
    await next.add([article({ id: 'own', source: 'Post' })]);
    await next.publish({ id: 'next', rules: 'r', finishedAt: '', articles: 1, summary: {} });
    expect((await store.reader.search(everything)).hits).toMatchObject([{ id: 'own' }]);
  });

  it('does not swap twice when the answer to the swap is lost', async () => {
    const staging = await store.writer.begin();
    await staging.add([article({ id: 'c', source: 'Post' })]);
    proxy.before(async (path) => {
      if (!path.startsWith('/swap-indexes')) return;
      proxy.before(null);
      // The engine gets the swap, and we never hear of it.
      const body = ['', '_builds'].map((end) => ({
        indexes: [`${index.index}${end}`, `${index.index}_staging${end}`],
      }));
      await fetch(`${inject('engineUrl')}/swap-indexes`, {
        method: 'POST',
        headers: { authorization: `Bearer ${inject('engineKey')}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      proxy.fail({ kind: 'reset' }, /swap-indexes/);
      setTimeout(() => proxy.fail({ kind: 'none' }), 100);
    });
    await staging.publish({ id: 'once', rules: 'r', finishedAt: '', articles: 1, summary: {} });
    expect((await store.reader.search(everything)).hits).toMatchObject([{ id: 'c' }]);
    expect(await store.reader.build()).toMatchObject({ id: 'once' });
  });
});

describe('what reaches the engine', () => {
  it('asks for no compression in any call, because that costs each of them some 40 ms', async () => {
    await store.reader.facetValues('source', 'po', everything);
    await store.writer.build();
    const staging = await store.writer.begin();
    await staging.add([article()]);
    await staging.abandon();
    const kinds = new Set(proxy.requests.map(({ path }) => path.replace(/\?.*/, '').split('/').at(-1)));
    expect([...kinds]).toEqual(
      expect.arrayContaining(['multi-search', 'facet-search', 'documents', 'settings']),
    );
    for (const { path, headers } of proxy.requests)
      expect({ path, encoding: headers['accept-encoding'] }).toEqual({ path, encoding: 'identity' });
  });

  it('searches with a key that may search the indexes of this corpus and nothing else', async () => {
    const master = inject('engineKey');
    const searches = proxy.requests.filter(({ path }) => /search$/.test(path));
    const keys = new Set(
      searches.slice(1).map(({ headers }) => headers.authorization?.replace('Bearer ', '')),
    );
    expect(keys.size).toBe(1);
    const [key] = keys;
    expect(key).not.toBe(master);
    const answer = await fetch(`${inject('engineUrl')}/keys/${key}`, {
      headers: { authorization: `Bearer ${master}` },
    });
    expect(await answer.json()).toMatchObject({
      actions: ['search'],
      indexes: ['', '_previous', '_staging'].flatMap((set) =>
        ['', '_removed', '_builds'].map((end) => `${index.index}${set}${end}`),
      ),
    });
  });

  it('makes a new search key when the old one was deleted', async () => {
    const { headers } = proxy.requests.filter(({ path }) => path === '/multi-search').at(-1) ?? {};
    const gone = await fetch(
      `${inject('engineUrl')}/keys/${headers?.authorization?.replace('Bearer ', '')}`,
      { method: 'DELETE', headers: { authorization: `Bearer ${inject('engineKey')}` } },
    );
    expect(gone.status).toBe(204);
    await expect(store.reader.build()).resolves.not.toBeNull();
  });
});

describe('a server of the user', () => {
  it('is not opened with a key it does not know', async () => {
    const opening = openTestStore(testConfig(index, { MEILI_MASTER_KEY: 'not the key of this server' }));
    await expect(opening).rejects.toThrow(StoreRefused);
    await expect(opening).rejects.toThrow('Does MEILI_MASTER_KEY belong to this server?');
  });

  it('is not opened without a key when it wants one', async () => {
    const config = testConfig(index);
    const { MEILI_MASTER_KEY: _, ...env } = config.env;
    await expect(openTestStore({ ...config, env })).rejects.toThrow('Authorization header is missing');
  });

  it('is searched with the given key when that may search but manage no keys', async () => {
    const { headers } = proxy.requests.filter(({ path }) => path === '/multi-search').at(-1) ?? {};
    const MEILI_MASTER_KEY = headers?.authorization?.replace('Bearer ', '') ?? '';
    const log = recordingLogger();
    const reader = await openTestStore(testConfig(index, { MEILI_MASTER_KEY }), log);
    expect((await reader.reader.search(everything)).build.id).toBe('once');
    expect(log.lines.join()).toContain('searching with the configured key itself');
    await expect(reader.writer.begin()).rejects.toThrow(StoreRefused);
  });

  it('has no build for an index that does not exist', async () => {
    const store = await openTestStore(testConfig({ ...index, index: uniqueName(import.meta.url, 'none') }));
    await expect(store.reader.search(everything)).rejects.toThrow(NoBuildYet);
  });
});
