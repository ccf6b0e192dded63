/** When an article first came into the index: carried from build to build, since each build is made anew. */
import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { indexNames } from '../../engine/names.ts';
import type { SearchRequest, Store } from '../../engine/port.ts';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';
import { searchRequest } from '../support/requests.ts';

const NAME = uniqueName(import.meta.url);
const LETTER = [{ rule: 'made', kind: 'newsletter', reason: 'made', text: 'A letter', line: 1 }];
const OLD = article({ id: 'old', date: '2024-01-01', removals: LETTER });
const LATE = article({ id: 'late', date: '1999-01-01', removals: LETTER });
const UNDATED = article({ id: 'undated' });
const [FIRST, SECOND, THIRD] = [
  '2024-05-01T10:00:00.000Z',
  '2024-05-02T10:00:00.000Z',
  '2024-05-03T10:00:00.000Z',
];

let store: Store;
beforeAll(async () => {
  store = await openTestStore(testConfig({ index: NAME }));
});
afterAll(() => store.close());

/** Ids in the order they were added, the last first, each with its day. */
async function added(changes: Partial<SearchRequest> = {}): Promise<string[]> {
  const { hits } = await store.reader.search(searchRequest({ sort: 'added', ...changes }));
  return hits.map(({ id, addedAt }) => `${id} ${new Date(addedAt).toISOString().slice(0, 10)}`);
}

describe('an article', () => {
  it('counts as added by the first build that has it, and comes before what was there, whatever its date', async () => {
    await publishArticles(store, [OLD], 'b1', {}, FIRST);
    expect(await added()).toEqual(['old 2024-05-01']);
    await publishArticles(store, [OLD, LATE, UNDATED], 'b2', {}, SECOND);
    expect(await added()).toEqual(['late 2024-05-02', 'undated 2024-05-02', 'old 2024-05-01']);
    expect(await added({ in: 'removed' })).toEqual(['late 2024-05-02', 'old 2024-05-01']);
  });

  it('stays as it is told of, without the time', async () => {
    expect((await store.reader.article('late'))?.article).toEqual(LATE);
  });

  it('that went and came again is added anew', async () => {
    await publishArticles(store, [OLD, UNDATED], 'b3', {}, THIRD);
    await publishArticles(store, [OLD, LATE, UNDATED], 'b4', {}, '2024-05-04T10:00:00.000Z');
    expect(await added()).toEqual(['late 2024-05-04', 'undated 2024-05-02', 'old 2024-05-01']);
  });

  it('of a build that does not tell was there when that build was made', async () => {
    const { articles } = indexNames(NAME).live;
    const client = new Meilisearch({ host: inject('engineUrl'), apiKey: inject('engineKey') });
    await client
      .index(articles)
      .addDocuments([{ id: 'old', title: 'without a time' }])
      .waitTask();
    await publishArticles(store, [OLD, UNDATED], 'b5', {}, '2024-05-05T10:00:00.000Z');
    expect(await added()).toEqual(['old 2024-05-04', 'undated 2024-05-02']);
  });
});
