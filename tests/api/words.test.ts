/** What is typed is found as it is meant, whatever signs stand in it. */
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { testConfig, uniqueName } from '../support/engine.ts';

const titled = (id: string, title: string) => article({ id, title, body: 'Something else.' });
let opened: TestApp;
beforeAll(async () => {
  opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url) }), [
    titled('said', 'The mayor said no'),
    titled('apart', 'No word of what the mayor said'),
    titled('other', 'Harbour strike'),
  ]);
});
afterAll(() => opened.store.close());

it.each([
  ['a phrase with marks of quotation in it', '‘said “no”’', ['said']],
  ['such a phrase in other marks', '「said "no"」', ['said']],
  ['such a phrase that must not be there', 'mayor -‘said “no”’', ['apart']],
  ['an excluded word in brackets', 'mayor -(word)', ['said']],
  ['an excluded word behind a sign', 'mayor -#word', ['said']],
  ['an excluded word with letters only', 'mayor -word', ['said']],
  ['a word behind two signs', 'mayor --word', ['apart']],
  ['an ellipsis, as it stands in a list of results', '… the mayor said …', ['apart', 'said']],
  ['an ellipsis at a word', 'mayor… said', ['apart', 'said']],
])('%s: %s', async (_name, q, ids) => {
  for (const exact of ['0', '1']) {
    const { body } = await request(opened.app)
      .get(`/api/search?${new URLSearchParams({ q, exact })}`)
      .expect(200);
    expect([exact, body.hits.map(({ id }: { id: string }) => id).sort()]).toEqual([exact, ids]);
  }
});
