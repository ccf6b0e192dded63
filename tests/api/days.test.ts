/** A day is the one that is written at the article: whoever chooses it as a value, by dates or in the search finds the same. */
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { testConfig, uniqueName } from '../support/engine.ts';

let opened: TestApp;
beforeAll(async () => {
  opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url) }), [
    // In UTC the first is of January, and the second of the 20th.
    article({ id: 'berlin', title: 'Night in Berlin', date: '2023-02-01T00:30+02:00' }),
    article({ id: 'boston', title: 'Night in Boston', date: '2023-03-19T23:30-05:00' }),
    article({ id: 'month', title: 'Some time in February', date: '2023-02' }),
    article({ id: 'never', title: 'Nobody knows when' }),
  ]);
});
afterAll(() => opened.store.close());

const found = async (query: Record<string, string>) => {
  const { body } = await request(opened.app)
    .get(`/api/search?${new URLSearchParams(query)}`)
    .expect(200);
  return body.hits.map(({ id }: { id: string }) => id).sort();
};

it.each<[name: string, ids: string[], ...queries: Record<string, string>[]]>([
  [
    'a month',
    ['berlin', 'month'],
    { month: '2023-02' },
    { q: 'date:2023-02' },
    { from: '2023-02-01', to: '2023-02-28' },
  ],
  [
    'a day east of Greenwich',
    ['berlin'],
    { day: '2023-02-01' },
    { q: 'date:2023-02-01' },
    { from: '2023-02-01', to: '2023-02-01' },
  ],
  [
    'a day west of it',
    ['boston'],
    { day: '2023-03-19' },
    { q: 'date:2023-03-19' },
    { from: '2023-03-19', to: '2023-03-19' },
  ],
  [
    'the day after',
    [],
    { day: '2023-03-20' },
    { q: 'date:2023-03-20' },
    { from: '2023-03-20', to: '2023-03-20' },
  ],
  [
    'the month before',
    [],
    { month: '2023-01' },
    { q: 'date:2023-01' },
    { from: '2023-01-01', to: '2023-01-31' },
  ],
])('%s', async (_name, ids, ...queries) => {
  for (const query of queries) expect([query, await found(query)]).toEqual([query, ids]);
});

it('order goes by time, wherever it was written', async () => {
  const { body } = await request(opened.app).get('/api/search?sort=oldest').expect(200);
  expect(body.hits.map(({ id }: { id: string }) => id)).toEqual(['berlin', 'month', 'boston', 'never']);
});
