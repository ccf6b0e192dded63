/** What people find in the demo corpus, and in which order: the real pipeline into the real engine. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer, SearchRequest, Store } from '../../engine/port.ts';
import { reindex } from '../../indexer/reindex.ts';
import { type Workshop, workshop } from '../support/corpus.ts';
import { openTestStore, testConfig, uniqueName } from '../support/engine.ts';
import { searchRequest } from '../support/requests.ts';

let shop: Workshop;
let store: Store;

beforeAll(async () => {
  const index = uniqueName(import.meta.url);
  shop = await workshop(index);
  const config = testConfig({ index }, shop.env);
  store = await openTestStore(config);
  await reindex(
    { paths: ['seeds'], incremental: false, maxDrop: 20, limit: Number.POSITIVE_INFINITY },
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
});
afterAll(async () => {
  await store.close();
  await shop.clear();
});

const search = (q: string, more: Partial<SearchRequest> = {}): Promise<SearchAnswer> =>
  store.reader.search(searchRequest({ q, ...more }));

/** Paths of the hits in order, without the folder of the corpus. */
const found = async (q: string, more: Partial<SearchRequest> = {}) =>
  (await search(q, more)).hits.map((hit) => hit.path.replace(/^seeds\//, ''));

describe('what is found', () => {
  it.each([
    ['netmaker', ['harbour-gazette/netmaker.txt']],
    ['sciopero', ['voce-del-crinale/sciopero.txt']],
    ['بركان', ['almarfa/burkan.txt']],
    ['罢工', ['gangwan-ribao/bagong.html']],
    ['докеры', ['vestnik-zaliva/zabastovka.html']],
    ['"a tap with two hands"', ['plainspeak/a-tap-with-two-hands.md']],
    ['"with two hands on it"', ['plainspeak/a-tap-with-two-hands.md']],
  ])('%s: this page and no other, whatever the script', async (q, paths) => {
    expect(await found(q)).toEqual(paths);
  });

  it.each([
    ['dusseldorf', 'rheinufer-zeitung/vulkan.txt'],
    ['catalina roldan', 'gaceta-de-poniente/mapa-catalina.json'],
    ['SOLENE marchetti', 'meridian-post/culture-salt-clock-wins.html'],
  ])('%s: without its accents and capitals', async (q, path) => {
    expect(await found(q)).toContain(path);
  });

  it('a name with a slip of the pen, unless the search is exact', async () => {
    const rates = [
      'harbour-gazette/rate-cut.html',
      'harbour-gazette/rates.txt',
      'rheinufer-zeitung/leitzins.html',
    ];
    expect(await found('lindqvst amaro')).toEqual(expect.arrayContaining(rates));
    expect(await found('lindqvst amaro', { exact: true })).toEqual([]);
  });

  it.each(['newsletter', 'sponsor', 'subscribe', 'donate', 'cookies', 'facebook', 'blog', 'advertisement'])(
    '%s: nothing that was printed around an article',
    async (q) => {
      expect(await found(q, { exact: true })).toEqual([]);
    },
  );
});

describe('what comes first', () => {
  it.each([
    ['strike harbour', 'harbour-gazette/2023-03-22-strike-ends.txt'],
    ['kandira dam', 'transmar/wire-english.jsonl#5'],
    ['data centre fire', 'transmar/wire-english.jsonl#4'],
    ['salt clock', 'kestrel-review/items.jsonl#1'],
  ])('%s: the page that is most about it', async (q, path) => {
    expect((await found(q))[0]).toBe(path);
  });

  it('headlines that say the word, before texts that mention it', async () => {
    const paths = await found('volcano');
    expect(paths.at(-1)).toBe('meridian-post/science-perra-one-year.html');
    expect(paths.length).toBeGreaterThan(3);
    expect((await found('horvat'))[0]).toBe('meridian-post/long-reads-kandira-dam.html');
  });

  it('words that stand together, before words that stand apart', async () => {
    const paths = await found('rate to 5.25 percent');
    expect(paths[0]).toBe('harbour-gazette/rates.txt');
    expect(paths).toContain('plainspeak/the-weight-of-the-bucket.txt');
  });

  it('the latest or the earliest when asked for, and what has no date at the end', async () => {
    const times = async (sort: 'newest' | 'oldest') =>
      (await search('', { sort })).hits.map((hit) => hit.publishedFrom);
    const newest = await times('newest');
    const dated = newest.filter((time) => time !== null);
    expect(dated.length).toBeGreaterThan(60);
    expect(newest.slice(0, dated.length)).toEqual([...dated].sort((a, b) => b - a));
    const oldest = await times('oldest');
    expect(oldest.slice(0, dated.length)).toEqual([...dated].sort((a, b) => a - b));
  });

  it('one page for a story that five have printed', async () => {
    const all = await search('Askera observatory');
    const collapsed = await search('Askera observatory', { collapse: true });
    expect(all.total).toBeGreaterThanOrEqual(5);
    expect(collapsed.total).toBe(all.total);
    expect(collapsed.hits.length).toBe(all.stories);
    expect(all.stories).toBeLessThan(all.total - 2);
  });
});
