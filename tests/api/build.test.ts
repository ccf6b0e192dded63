/** What the last build did, over HTTP: every number that leads to a search is the number of articles it finds. */
import pino from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../config/schema.ts';
import type { Store } from '../../engine/port.ts';
import { reindex } from '../../indexer/reindex.ts';
import { BuildBody, SearchBody } from '../../server/api/shapes.ts';
import { createApp } from '../../server/app.ts';
import { openTestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { newsPage, type Workshop, workshop } from '../support/corpus.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';

const appOf = (store: Store, config: Config) =>
  createApp({ reader: store.reader, config, log: pino({ level: 'silent' }) });

/** The links of a page that lead to a search, each with the number it shows. */
function numbersIn(page: string): { address: string; shown: number }[] {
  const main = /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? '';
  return [...main.matchAll(/<a href="(\/(?:\?[^"]*)?)"([^>]*)>([\s\S]*?)<\/a>/g)].map(
    ([, address = '', attributes = '', content = '']) => {
      const told =
        /aria-label="[^"]*: ([\d,]+) article/.exec(attributes)?.[1] ?? /^[\d,]+/.exec(content)?.[0];
      return { address: address.replaceAll('&amp;', '&'), shown: Number(told?.replaceAll(',', '')) };
    },
  );
}

describe('the build of the demo corpus', () => {
  let shop: Workshop;
  let store: Store;
  let config: Config;
  let app: ReturnType<typeof appOf>;

  beforeAll(async () => {
    const index = uniqueName(import.meta.url);
    shop = await workshop(index);
    const pier = { url: 'https://gull.example/pier', text: newsPage('Pier to be rebuilt', 'Marlow') };
    const copy = { ...pier, url: 'https://gull.example/pier?utm_source=feed' };
    await shop.write({
      'empty.txt': '',
      'photo.jpg': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]),
      'pier.jsonl': [pier, copy].map((record) => JSON.stringify(record)).join('\n'),
      'missing.html':
        '<html><head><title>Page not found</title></head><body><nav><a href="/">Home</a></nav><h1>Page not found</h1>' +
        '<p>The page you asked for is no longer here. Please check its address or go back.</p></body></html>',
    });
    config = testConfig({ index }, shop.env);
    store = await openTestStore(config);
    await reindex(
      { paths: ['seeds', shop.pages], incremental: false, maxDrop: 20, limit: Number.POSITIVE_INFINITY },
      {
        config,
        store,
        progress: {
          show: () => undefined,
          note: () => undefined,
          say: () => undefined,
          clear: () => undefined,
        },
        signal: new AbortController().signal,
      },
    );
    app = appOf(store, config);
  }, 120_000);
  afterAll(async () => {
    await store?.close();
    await shop?.clear();
  });

  const build = async () => BuildBody.parse((await request(app).get('/api/build').expect(200)).body);
  const found = async (params: Readonly<Record<string, string>> | URLSearchParams) => {
    const answer = await request(app)
      .get(`/api/search?${new URLSearchParams(params)}`)
      .expect(200);
    return SearchBody.parse(answer.body).total;
  };

  it('is told with every figure, and they add up', async () => {
    const body = await build();
    expect(body.refused).toBe(2);
    expect(body.duplicates).toBe(1);
    expect(body.bodyLoss).toBeGreaterThan(0);
    expect(body.articles + 3).toBe(body.pages);
    expect(Object.entries(body).filter(([key, value]) => value === null && key !== 'before')).toEqual([]);
    expect(body.refusals?.reasons.map(({ count, examples }) => [count, examples.length])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('says of each value as many articles as a search for it finds', async () => {
    const body = await build();
    const facets = [
      ['source', body.sources],
      ['language', body.languages],
      ['year', body.years],
      ['completeness', body.completeness],
    ] as const;
    for (const [facet, counted] of facets)
      for (const { value, count } of counted?.top ?? [])
        expect({ facet, value, count: await found({ [facet]: value }) }).toEqual({ facet, value, count });
    for (const { value, articles } of body.copies ?? [])
      expect(await found({ copies: value })).toBe(articles);
    expect(await found({ year: 'undated' })).toBe(body.undated);
    expect(await found({ bodyLoss: 'true' })).toBe(body.bodyLoss);
    expect(await found({ in: 'removed' })).toBe(body.stripped);
    for (const { kind, articles, rules } of body.removals ?? []) {
      expect({ kind, articles: await found({ in: 'removed', kind }) }).toEqual({ kind, articles });
      for (const { rule, articles: of } of rules)
        expect({ rule, articles: await found({ in: 'removed', rule }) }).toEqual({ rule, articles: of });
    }
  }, 60_000);

  it('is shown with links that find as many articles as their number says', async () => {
    const { text } = await request(app).get('/build').expect(200);
    const numbers = numbersIn(text);
    expect(numbers.length).toBeGreaterThan(80);
    const facets = new Set(
      numbers.flatMap(({ address }) => [...new URLSearchParams(address.slice(2)).keys()]),
    );
    expect([...facets].sort()).toEqual(
      ['bodyLoss', 'completeness', 'copies', 'in', 'kind', 'language', 'rule', 'source', 'year'].sort(),
    );
    for (const { address, shown } of numbers)
      expect({ address, total: await found(new URLSearchParams(address.slice(2))) }).toEqual({
        address,
        total: shown,
      });
  }, 60_000);

  it('gives examples whose article holds the words', async () => {
    const rules = (await build()).removals?.flatMap((kind) => kind.rules) ?? [];
    expect(rules.length).toBeGreaterThan(20);
    for (const { rule, examples } of rules.slice(0, 10))
      for (const { id, text } of examples) {
        const { body } = await request(app).get(`/api/articles/${id}`).expect(200);
        const removed = body.removals.filter((one: { rule: string }) => one.rule === rule);
        expect(removed.map((one: { text: string }) => one.text).join('\n')).toContain(text.replace(/…$/, ''));
      }
  });

  it('is named and linked at the foot of every page', async () => {
    const { id } = (await build()).build;
    const [hit] = SearchBody.parse((await request(app).get('/api/search?limit=1')).body).hits;
    for (const path of ['/', `/articles/${hit?.id}`, '/build'])
      expect((await request(app).get(path)).text).toContain(`<a href="/build">build ${id}</a>`);
    expect((await request(app).get('/nowhere').expect(404)).text).toContain(
      '<a href="/build">the last build</a>',
    );
  });
});

describe('a build', () => {
  it('that an older version made is shown with what it has', async () => {
    const opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url, 'older') }));
    await publishArticles(opened.store, [article()], 'b0', {
      pages: 3,
      articles: 1,
      languages: { en: 1 },
      removalKinds: { share: 4 },
      timings: 'of another shape',
    });
    const { body } = await request(opened.app).get('/api/build').expect(200);
    expect(BuildBody.parse(body)).toMatchObject({
      build: { id: 'b0', rules: 'test-rules' },
      pages: 3,
      languages: { top: [{ value: 'en', count: 1 }] },
      refusals: null,
      timings: null,
    });
    const { text } = await request(opened.app).get('/build').expect(200);
    expect(text).toContain('made by another version');
    expect(text).toContain('Share buttons');
    expect(text).not.toContain('The run');
    await publishArticles(opened.store, [article()], 'b1', {});
    expect((await request(opened.app).get('/build').expect(200)).text).toContain('made by another version');
    await opened.store.close();
  });

  it('that was never made is a problem that says what to do', async () => {
    const opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url, 'none') }));
    const { body } = await request(opened.app).get('/api/build').expect(503);
    expect(body).toMatchObject({ type: 'urn:broadsheet:problem:no-build-yet' });
    expect((await request(opened.app).get('/build').expect(503)).text).toContain('npm run reindex');
    await opened.store.close();
  });

  it('takes no parameter and no other method', async () => {
    const opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url, 'ways') }), [article()]);
    const { body } = await request(opened.app).get('/api/build?q=x').expect(400);
    expect(body.parameter).toBe('q');
    await request(opened.app).post('/api/build').expect(405);
    await request(opened.app).get('/build?utm_source=letter').expect(200);
    await opened.store.close();
  });
});

describe('a search', () => {
  it('carries no summary along', async () => {
    const opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url, 'light') }));
    await publishArticles(opened.store, [article({ id: 'a' })], 'b1', { pages: 1 });
    const { reader } = opened.store;
    const { build } = await reader.search({
      q: '',
      filters: { facets: {} },
      sort: 'relevance',
      page: 1,
      limit: 1,
      collapse: false,
      exact: false,
      facets: [],
    });
    const light = { id: 'b1', rules: 'test-rules', finishedAt: expect.any(String), articles: 1 };
    expect(build).toEqual(light);
    expect(await reader.build()).toEqual(light);
    expect((await reader.article('a'))?.build).toEqual(light);
    expect(await reader.storedBuild()).toEqual({ ...light, summary: { pages: 1 } });
    await opened.store.close();
  });

  it('for a kind of what was removed shows that first', async () => {
    const removal = (kind: string, text: string, line: number) => ({
      rule: `${kind}/made`,
      kind,
      reason: 'made',
      text,
      line,
    });
    const long = 'Share this story with a friend who reads the paper on the way to the harbour. '.repeat(5);
    const opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url, 'kinds') }), [
      article({
        id: 'a',
        removals: [removal('share', long.trim(), 1), removal('newsletter', 'Our letter comes on Fridays', 9)],
      }),
      article({ id: 'b', removals: [removal('share', 'Share', 1)] }),
    ]);
    const search = async (query: string) =>
      SearchBody.parse((await request(opened.app).get(`/api/search?${query}`).expect(200)).body);
    const letters = await search('in=removed&kind=newsletter');
    expect(letters.hits.map(({ id }) => id)).toEqual(['a']);
    expect(letters.hits[0]?.snippets[0]).toMatch(/^Our letter comes on Fridays/);
    expect((await search('in=removed&rule=share/made')).hits.map(({ id }) => id).sort()).toEqual(['a', 'b']);
    expect((await search('in=removed&-kind=newsletter')).hits.map(({ id }) => id)).toEqual(['b']);
    expect((await search('in=removed')).facets.kind).toMatchObject([
      { value: 'share', label: 'Share buttons', count: 2 },
      { value: 'newsletter', label: 'Newsletter', count: 1 },
    ]);
    await opened.store.close();
  });
});
