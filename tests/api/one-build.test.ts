/** An answer that takes several calls of the store is of the build it names, also when another goes live between two of them. */
import pino from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Article } from '../../engine/article.ts';
import type { ArticleReader, Store } from '../../engine/port.ts';
import { createApp } from '../../server/app.ts';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';

const config = testConfig({ index: uniqueName(import.meta.url) });
let store: Store;
beforeAll(async () => {
  store = await openTestStore(config);
});
afterAll(() => store.close());

/** What the API answers where `after` goes live as soon as `before` was searched. */
async function answered(path: string, before: readonly Article[], after: readonly Article[]) {
  await publishArticles(store, before, 'before');
  let swap: (() => Promise<unknown>) | null = () => publishArticles(store, after, 'after');
  const reader: ArticleReader = {
    ...store.reader,
    async search(asked) {
      const answer = await store.reader.search(asked);
      const now = swap;
      swap = null;
      await now?.();
      return answer;
    },
  };
  const app = createApp({ reader, config, log: pino({ level: 'silent' }) });
  return (await request(app).get(path).expect(200)).body;
}

/** So many stories of one source, each of two copies. */
const copied = (stories: number) =>
  Array.from({ length: 2 * stories }, (_, i) =>
    article({
      id: `s${i}`,
      title: 'Ferry',
      source: 'Post',
      storyId: `story-${i % stories}`,
      storySize: 2,
    }),
  );

it('the stories of each value', async () => {
  const { build, facets } = await answered('/api/search?q=ferry&count=stories', copied(6), copied(2));
  expect(build.id).toBe('after');
  expect(facets.source).toMatchObject([{ value: 'Post', count: 4, stories: 2 }]);
});

it('that nothing is found, with no word less either', async () => {
  const titled = (...titles: string[]) => titles.map((title, i) => article({ id: `t${i}`, title }));
  const { build, total, relaxed } = await answered(
    '/api/search?q=lighthouse+keeper',
    titled('Lighthouse', 'Keeper'),
    titled('Lighthouse keeper'),
  );
  expect([build.id, total, relaxed]).toEqual(['after', 1, null]);
  const { build: last, relaxed: tier } = await answered(
    '/api/search?q=lighthouse+keeper',
    titled('Lighthouse', 'Keeper'),
    titled('Harbour'),
  );
  expect([last.id, tier]).toEqual(['after', null]);
});
