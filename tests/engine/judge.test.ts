/** What a store promises to say of one article under a search: see `judge` in engine/port.ts. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store, TriedRequest } from '../../engine/port.ts';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';

const TITLE = 'Fähre – a second ferry';
const BODY = 'Die “Führung” sagt: streets are closed.\n\nThe red car, 🗞️ then a harbourside café. Streets!';
const corpus = [
  article({
    id: 'ferry',
    title: TITLE,
    body: BODY,
    source: 'Post',
    date: '2023-08-22',
    removals: [{ rule: 'made', kind: 'share', reason: 'made', text: 'Share the “word”', line: 9 }],
  }),
  article({ id: 'other', title: 'Car', body: 'Nothing.' }),
];
const tried = (q: string, changes: Partial<TriedRequest> = {}): TriedRequest => ({
  q,
  filters: { facets: {} },
  exact: false,
  ...changes,
});

let store: Store;
beforeAll(async () => {
  store = await openTestStore(testConfig({ index: uniqueName(import.meta.url) }));
  await publishArticles(store, corpus);
});
afterAll(() => store.close());

async function verdict(request: TriedRequest) {
  const judged = await store.reader.judge('ferry', [request]);
  return judged?.verdicts[0];
}
const found = async (request: TriedRequest) => (await verdict(request))?.found;

it('finds the article as the search itself would', async () => {
  for (const q of ['', 'ferry', 'car red', 'streats', 'harb', '"red car"', 'ferry -nothing'])
    expect([q, await found(tried(q))]).toEqual([q, true]);
  for (const q of ['nothing', 'ferry nosuchword', '"car red"', 'ferry -streets'])
    expect([q, await found(tried(q))]).toEqual([q, false]);
  expect(await found(tried('streats', { exact: true }))).toBe(false);
  expect(await found(tried('', { filters: { facets: { source: ['post'] } } }))).toBe(true);
  expect(await found(tried('', { filters: { facets: { source: ['Echo'] } } }))).toBe(false);
});

it('takes a last word with a space behind it for a whole one', async () => {
  expect(await found(tried('harb'))).toBe(true);
  expect(await found(tried('harb '))).toBe(false);
  expect(await found(tried('ferry '))).toBe(true);
});

it('tells where the words stand, in UTF-16, and how well they answer', async () => {
  const said = await verdict(tried('streets cafe'));
  const words = (text: string, places: readonly (readonly [number, number])[] = []) =>
    places.map(([start, end]) => text.slice(start, end));
  expect(words(BODY, said?.places.body)).toEqual(['streets', 'café', 'Streets']);
  expect(words(TITLE, said?.places.title)).toEqual([]);
  expect(words(TITLE, (await verdict(tried('fahre')))?.places.title)).toEqual(['Fähre']);
  expect(said?.score).toBeGreaterThan(0);
  expect(said?.ranking.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['typo', 'proximity', 'attribute', 'exactness']),
  );
  const typos = (await verdict(tried('streats')))?.ranking.find(({ rule }) => rule === 'typo');
  expect(typos?.details).toMatchObject({ typoCount: 1 });
});

it('says nothing of what it does not find', async () => {
  expect(await verdict(tried('nosuchword'))).toEqual({
    found: false,
    score: null,
    ranking: [],
    places: { title: [], body: [] },
  });
});

it('tries what was removed as well', async () => {
  expect(await found(tried('share', { in: 'removed' }))).toBe(true);
  expect(await found(tried('share'))).toBe(false);
  expect((await verdict(tried('word', { in: 'removed' })))?.places.body).toEqual([[11, 15]]);
});

it('reads the article along, of the same build, and knows no other id', async () => {
  const judged = await store.reader.judge('ferry', [tried('ferry'), tried('nosuchword')]);
  expect(judged).toMatchObject({ article: corpus[0], build: { id: 'b1' } });
  expect(judged?.verdicts.map((one) => one.found)).toEqual([true, false]);
  expect(await store.reader.judge('FERRY', [tried('ferry')])).toBeNull();
});
