/** An index that another version of the program left: recognised, said, built anew; never asked. */
import { Meilisearch } from 'meilisearch';
import pino from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { OutdatedIndex, type Store, StoreRefused } from '../../engine/port.ts';
import { createApp } from '../../server/app.ts';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';

const index = uniqueName(import.meta.url);
const config = testConfig({ index });
let store: Store;

beforeAll(async () => {
  const client = new Meilisearch({ host: inject('engineUrl'), apiKey: inject('engineKey') });
  await client
    .index(index)
    .updateSettings({ filterableAttributes: ['source'] })
    .waitTask();
  await client
    .index(index)
    .addDocuments([{ id: 'old', title: 'Ferry', source: 'Post' }])
    .waitTask();
  const build = {
    id: 'before',
    rules: 'r',
    finishedAt: '2024-01-01T00:00:00.000Z',
    articles: 1,
    summary: {},
  };
  await client.index(`${index}_builds`).addDocuments([build]).waitTask();
  store = await openTestStore(config);
}, 60_000);
afterAll(() => store.close());

it('is answered with a 503 that says what to do', async () => {
  await expect(store.reader.build()).rejects.toThrow(OutdatedIndex);
  const app = createApp({ reader: store.reader, config, log: pino({ level: 'silent' }) });
  for (const address of ['/api/search?q=ferry', '/api/search?q=ferry&in=removed', '/readyz', '/']) {
    const answer = await request(app).get(address).expect(503).expect('retry-after', /\d/);
    expect(answer.text).toContain('npm run reindex');
  }
  const { body } = await request(app).get('/api/search').expect(503);
  expect(body.type).toBe('urn:broadsheet:problem:outdated-index');
});

it('is replaced by a reindex, and is not put back', async () => {
  await publishArticles(store, [article({ id: 'new' })], 'after');
  expect(await store.reader.build()).toMatchObject({ id: 'after' });
  expect((await store.reader.article('new'))?.build.id).toBe('after');
  await expect(store.writer.rollback()).rejects.toThrow(StoreRefused);
  expect(await store.reader.build()).toMatchObject({ id: 'after' });
});
