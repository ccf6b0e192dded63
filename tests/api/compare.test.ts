/** Two copies of a story compared, as a page. */
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { testConfig, uniqueName } from '../support/engine.ts';

let opened: TestApp;
beforeAll(async () => {
  const told = { storyId: 'ferry', storySize: 2, title: 'A ferry' };
  opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url) }), [
    article({ ...told, id: 'one', body: 'The <b>old</b> ferry sank.\n\nNobody was hurt.' }),
    article({ ...told, id: 'two', body: 'The new ferry sank.\n\nNobody was hurt.' }),
  ]);
});
afterAll(() => opened.store.close());

const page = async (address: string) => (await request(opened.app).get(address).expect(200)).text;

it('marks what only one copy has, and is led to from the article', async () => {
  const [address] = /\/articles\/one\/compare\/two/.exec(await page('/articles/one')) ?? [];
  const text = await page(String(address));
  expect(text).toMatch(/<del><span class="unseen">[^<]*<\/span>&lt;b>old&lt;\/b> </);
  expect(text).toMatch(/<ins><span class="unseen">[^<]*<\/span>new </);
  expect(text).toContain('Nobody was hurt.');
});

it('is not there for an article that is not there', async () => {
  const { text } = await request(opened.app).get('/articles/one/compare/none').expect(404);
  expect(text).toContain('«none»');
});
