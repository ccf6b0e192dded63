/** Words with signs at them, such as `$5`: the engine takes them for other words, see engine/signs.ts. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SearchRequest, Store } from '../../engine/port.ts';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';

const TEXTS = {
  dollars: 'They paid US$5,000 at first and then $3.5 million more.',
  pounds: 'Repairs cost about £5 million, said the harbour.',
  plain: 'It will take 5 million bricks.',
  degrees: 'At 30°C outside: home→north shore, 20€ a day, \u200fمرحبا \u200fبكم.',
  emoji: '\u{1F525}Breaking news from Brand™.',
};
const corpus = Object.entries(TEXTS).map(([id, body]) =>
  article({
    id,
    title: `Of ${id}$7`,
    body,
    removals: [{ rule: 'made', kind: 'share', reason: 'made', text: 'Only €1 a week', line: 9 }],
  }),
);

let store: Store;
beforeAll(async () => {
  store = await openTestStore(testConfig({ index: uniqueName(import.meta.url) }));
  await publishArticles(store, corpus);
});
afterAll(() => store.close());

async function hitsOf(q: string, changes: Partial<SearchRequest> = {}) {
  const { hits } = await store.reader.search({
    q,
    filters: { facets: {} },
    sort: 'relevance',
    page: 1,
    limit: 20,
    collapse: false,
    exact: false,
    facets: [],
    ...changes,
  });
  return hits;
}

const found = async (q: string, changes: Partial<SearchRequest> = {}): Promise<string[]> =>
  (await hitsOf(q, changes)).map(({ id }) => id).sort();

it.each([
  ['5 million', ['dollars', 'plain', 'pounds']],
  ['"5 million"', ['dollars', 'plain', 'pounds']],
  ['"3.5 million"', ['dollars']],
  ['"£5 million"', ['pounds']],
  ['£5', ['pounds']],
  ['£5 mill', ['pounds']],
  ['£5 mill ', []],
  ['US$5,000', ['dollars']],
  ['$5,000', ['dollars']],
  ['$3.5', ['dollars']],
  ['million -"£5"', ['dollars', 'plain']],
  ['30', ['degrees']],
  ['30°c', ['degrees']],
  ['north', ['degrees']],
  ['20', ['degrees']],
  ['مرحبا', ['degrees']],
  ['"مرحبا بكم"', ['degrees']],
  ['brand', ['emoji']],
  ['breaking', ['emoji']],
  ['breakin', ['emoji']],
])('finds %s', async (q, ids) => {
  expect(await found(q)).toEqual(ids);
});

it('finds them exactly too', async () => {
  expect(await found('£5 million', { exact: true })).toEqual(['pounds']);
  expect(await found('£5 millio', { exact: true })).toEqual([]);
});

it('gives the texts back as they were, and what was removed', async () => {
  for (const given of corpus) {
    const read = await store.reader.article(given.id);
    expect(read?.article).toEqual(given);
  }
  const [removed] = await hitsOf('1 week', { in: 'removed' });
  expect(removed).toMatchObject({ body: 'Only €1 a week', title: expect.stringMatching(/^Of \w+\$7$/) });
});

it('tells where they stand in the text as it is', async () => {
  const request = { q: '$3.5 more', filters: { facets: {} }, exact: false };
  const judged = await store.reader.judge('dollars', [request]);
  const places = judged?.verdicts[0]?.places.body ?? [];
  expect(places.map(([start, end]) => TEXTS.dollars.slice(start, end))).toContain('more');
  expect(places.map(([start, end]) => TEXTS.dollars.slice(start, end)).join(' ')).toMatch(/^\$ ?3/);
});
