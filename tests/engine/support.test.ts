import { expect, it } from 'vitest';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';

it('publishes articles and finds them again on the shared engine', async () => {
  const store = await openTestStore(testConfig({ index: uniqueName(import.meta.url) }));
  await publishArticles(store, [
    article({ id: 'ferry', title: 'Second ferry from May', date: '2023-08-22' }),
    article({ id: 'bridge', title: 'Bridge closed for repairs' }),
  ]);
  const answer = await store.reader.search({
    q: 'ferry',
    filters: { facets: {} },
    sort: 'newest',
    page: 1,
    limit: 10,
    collapse: true,
    exact: false,
    facets: ['source', 'year'],
  });
  expect(answer.hits.map((hit) => hit.id)).toEqual(['ferry', 'bridge']);
  expect(answer).toMatchObject({ total: 2, stories: 2, build: { id: 'b1', articles: 2 } });
  expect(answer.facets.source).toEqual([{ value: 'The Harbour Post', count: 2 }]);
  await store.close();
});
