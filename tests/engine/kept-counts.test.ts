/** Counts are the same on all pages of a search, and of the build its hits are of. */
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { SearchRequest, Store } from '../../engine/port.ts';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';
import { type FaultProxy, startProxy } from '../support/proxy.ts';

const SEARCH: SearchRequest = {
  q: 'ferry',
  filters: { facets: { source: ['Post'] } },
  sort: 'relevance',
  page: 1,
  limit: 2,
  collapse: false,
  exact: false,
  facets: ['source', 'language'],
};
const ferries = (count: number) =>
  Array.from({ length: count }, (_, i) => article({ id: `f${i}`, title: 'Ferry', source: 'Post' }));

let proxy: FaultProxy;
let store: Store;
beforeAll(async () => {
  proxy = await startProxy(inject('engineUrl'));
  store = await openTestStore(testConfig({ index: uniqueName(import.meta.url) }, { MEILI_URL: proxy.url }));
  await publishArticles(store, ferries(5), 'first');
});
afterAll(async () => {
  await store.close();
  await proxy.close();
});

/** How often the engine is asked for an answer, and the answer. */
async function asked(change: Partial<SearchRequest>) {
  const before = proxy.requests.length;
  const { total, stories, hits, facets, build } = await store.reader.search({ ...SEARCH, ...change });
  const told = { total, stories, hits: hits.length, language: facets.language, build: build.id };
  return { times: proxy.requests.length - before, told };
}

it('another page or order of a search counts nothing anew', async () => {
  const told = { total: 5, stories: 5, language: [{ value: 'en', count: 5 }], build: 'first' };
  await store.reader.search(SEARCH);
  const other = await asked({ exact: true });
  const page = await asked({ page: 2 });
  expect(page.told).toEqual({ ...told, hits: 2 });
  expect(page.times).toBe(other.times - 1);
  expect(await asked({ sort: 'oldest', page: 3 })).toEqual({ times: page.times, told: { ...told, hits: 1 } });
});

it.each([
  ['words', { q: 'ferr' }],
  ['filters', { filters: { facets: { source: ['Post', 'Echo'] } } }],
  ['facets', { facets: ['source' as const] }],
  ['text', { in: 'removed' as const }],
  ['exactness', { exact: true, q: 'ferry ferry' }],
])('a search with other %s is counted', async (_, change) => {
  await store.reader.search(SEARCH);
  const again = await asked({});
  expect((await asked(change)).times).toBeGreaterThan(again.times);
});

it('what is kept of a build before is no swap in the middle: two of those are borne beside it', async () => {
  const whole = { collapse: true, limit: 50 };
  await store.reader.search({ ...SEARCH, ...whole });
  await publishArticles(store, ferries(3), 'second');
  const known = await asked(whole);
  expect([known.told.total, known.told.build]).toEqual([3, 'second']);
  await store.writer.rollback();
  let [calls, swaps, isSwapping] = [0, 2, false];
  proxy.before(async (path) => {
    if (isSwapping || !path.endsWith('/multi-search') || ++calls % 2 === 1 || swaps === 0) return;
    swaps--;
    isSwapping = true;
    await store.writer.rollback();
    isSwapping = false;
  });
  const { told } = await asked(whole).finally(() => proxy.before(null));
  expect(swaps).toBe(0);
  expect([told.total, told.hits, told.build]).toEqual([5, 5, 'first']);
});

it('what is kept is of the build of the hits', async () => {
  await store.reader.search(SEARCH);
  await publishArticles(store, ferries(3), 'second');
  expect((await asked({ page: 2 })).told).toMatchObject({ total: 3, stories: 3, hits: 1, build: 'second' });
  await store.writer.rollback();
  expect((await asked({ page: 2 })).told).toMatchObject({ total: 5, stories: 5, hits: 2, build: 'first' });
});
