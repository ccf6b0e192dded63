/** What a store promises of a search that is read to its end, while builds come and go: see `all` in engine/port.ts. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  type ArticleSummary,
  BuildGone,
  NoBuildYet,
  type Store,
  StoreUnavailable,
  type WholeRequest,
} from '../../engine/port.ts';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';
import { type FaultProxy, startProxy } from '../support/proxy.ts';

const request = (changes: Partial<WholeRequest> = {}): WholeRequest => ({
  q: '',
  filters: { facets: {} },
  sort: 'relevance',
  collapse: false,
  exact: false,
  ...changes,
});
const open = (part: string) => openTestStore(testConfig({ index: uniqueName(import.meta.url, part) }));

async function idsOf(articles: AsyncIterable<ArticleSummary>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of articles) ids.push(id);
  return ids;
}

/** More than the store orders at once, in stories of three, every fifth undated. */
const MANY = 5_300;
const many = (build: string) =>
  Array.from({ length: MANY }, (_, i) =>
    article({
      id: `m${i}`,
      title: i % 2 === 0 ? 'Harbour ferry' : 'Ferry',
      body: `Text ${i}.`,
      source: build,
      storyId: `s${Math.floor(i / 3)}`,
      storyRank: (i * 7) % 3,
      removals:
        i % 100 === 0
          ? [{ rule: 'made', kind: 'share', reason: 'made', text: `Share ${build}`, line: 9 }]
          : [],
      ...(i % 5 !== 0 && {
        date: new Date(Date.UTC(2000, 0, 1 + ((i * 37) % 4000))).toISOString().slice(0, 10),
      }),
    }),
  );

describe('reading all that a search finds', () => {
  let store: Store;
  let proxy: FaultProxy;
  let proxied: Store;
  const index = uniqueName(import.meta.url, 'all');

  beforeAll(async () => {
    proxy = await startProxy(inject('engineUrl'));
    store = await openTestStore(testConfig({ index }));
    proxied = await openTestStore(testConfig({ index }, { MEILI_URL: proxy.url }));
    await publishArticles(store, many('first'), 'first');
  });
  afterAll(async () => {
    await store.close();
    await proxied.close();
    await proxy.close();
  });

  it('gives every article once, however many there are', async () => {
    const { total, build, articles } = await store.reader.all(request());
    expect([total, build.id]).toEqual([MANY, 'first']);
    expect(new Set(await idsOf(articles)).size).toBe(MANY);
  });

  it.each([
    ['relevance', request({ q: 'harbour ferry' })],
    ['newest', request({ sort: 'newest' })],
    ['oldest', request({ q: 'ferry', sort: 'oldest', collapse: true })],
    ['relevance, one of a story', request({ q: 'ferry', collapse: true })],
    ['removed texts, one of a story', request({ in: 'removed', collapse: true })],
  ] as const)('keeps the order of the search: %s', async (_sort, asked) => {
    const { articles } = await store.reader.all(asked);
    const first = await store.reader.search({ ...asked, page: 1, limit: 1000, facets: [] });
    expect((await idsOf(articles)).slice(0, 1000)).toEqual(first.hits.map(({ id }) => id));
  });

  it('sorts strictly by date also beyond what is ordered at once, undated last', async () => {
    const { articles } = await store.reader.all(request({ sort: 'newest' }));
    const dates: number[] = [];
    for await (const { publishedFrom } of articles) dates.push(publishedFrom ?? Number.NEGATIVE_INFINITY);
    expect(dates).toEqual(dates.toSorted((a, b) => b - a));
  });

  it('gives one article a story when collapsed', async () => {
    const { total, articles } = await store.reader.all(request({ collapse: true }));
    const stories = new Set<string>();
    for await (const { storyId } of articles) stories.add(storyId);
    expect([stories.size, total]).toEqual([Math.ceil(MANY / 3), Math.ceil(MANY / 3)]);
  });

  it('keeps to the filters, and reads removed texts as well', async () => {
    const { total, articles } = await store.reader.all(
      request({ in: 'removed', q: 'share', filters: { facets: { year: ['undated'] } } }),
    );
    const bodies: string[] = [];
    for await (const { body } of articles) bodies.push(body);
    expect(bodies).toEqual(Array.from({ length: total }, () => 'Share first'));
    expect(total).toBe(Math.ceil(MANY / 100));
  });

  it('finds nothing in peace', async () => {
    const { total, articles } = await store.reader.all(request({ q: 'nosuchword' }));
    expect([total, await idsOf(articles)]).toEqual([0, []]);
  });

  it('asks the engine for no more than is taken', async () => {
    const before = proxy.requests.length;
    const { articles } = await proxied.reader.all(request());
    const afterFirst = proxy.requests.length;
    expect(afterFirst - before).toBeLessThanOrEqual(3);
    for await (const { id } of articles) if (id) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(proxy.requests.length - afterFirst).toBe(1);
  });

  it('goes on when the engine comes back', async () => {
    const { articles } = await proxied.reader.all(request());
    const seen = new Set<string>();
    for await (const { id } of articles) {
      seen.add(id);
      if (seen.size !== 100) continue;
      proxy.fail({ kind: 'reset' });
      setTimeout(() => proxy.fail({ kind: 'none' }), 300);
    }
    expect(seen.size).toBe(MANY);
  });

  it('throws where the engine goes away in the middle and stays away', async () => {
    const { articles } = await proxied.reader.all(request());
    const seen: string[] = [];
    const reading = async () => {
      for await (const { id } of articles) {
        seen.push(id);
        if (seen.length === 100) proxy.fail({ kind: 'reset' });
      }
    };
    await expect(reading()).rejects.toThrow(StoreUnavailable);
    expect(seen.length).toBeGreaterThanOrEqual(100);
    expect(seen.length).toBeLessThan(MANY);
    proxy.fail({ kind: 'none' });
  });

  it('stays with the build it began with when another one goes live, to the last article', async () => {
    const { build, articles } = await store.reader.all(request({ sort: 'newest' }));
    const seen = new Map<string, string>();
    for await (const { id, source } of articles) {
      seen.set(id, source);
      if (seen.size === 300) await publishArticles(store, many('second').slice(0, 900), 'second');
    }
    expect(build.id).toBe('first');
    expect(await store.reader.build()).toMatchObject({ id: 'second' });
    expect(seen.size).toBe(MANY);
    expect(new Set(seen.values())).toEqual(new Set(['first']));
  });

  it('follows a build that is swapped to and fro', async () => {
    const { build, articles } = await store.reader.all(request());
    const seen: string[] = [];
    for await (const { source } of articles) {
      seen.push(source);
      if (seen.length % 250 === 0) await store.writer.rollback();
    }
    expect(build.id).toBe('second');
    expect(seen).toEqual(Array.from({ length: 900 }, () => 'second'));
  });

  it('says so when the build is no longer kept, and never goes on with another', async () => {
    const live = await store.reader.build();
    const { articles } = await store.reader.all(request());
    const seen = new Set<string>();
    const reading = async () => {
      let count = 0;
      for await (const { source } of articles) {
        seen.add(source);
        if (++count !== 10) continue;
        await publishArticles(store, many('third').slice(0, 900), 'third');
        await publishArticles(store, many('fourth').slice(0, 900), 'fourth');
      }
    };
    await expect(reading()).rejects.toThrow(BuildGone);
    expect([...seen]).toEqual([live?.id]);
  });
});

it('has nothing to read before the first build', async () => {
  const store = await open('none');
  await expect(store.reader.all(request())).rejects.toThrow(NoBuildYet);
  await store.close();
});
