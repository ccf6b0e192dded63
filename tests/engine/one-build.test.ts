/** How often an answer looks at its build: last always, first unless it was just read, and anew when it was another one. */
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { type Connection, connect } from '../../engine/connection.ts';
import { indexNames } from '../../engine/names.ts';
import { createOneBuild, type OneBuild } from '../../engine/one-build.ts';
import { type Store, SWAP_GRACE_MS } from '../../engine/port.ts';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';

const index = uniqueName(import.meta.url);
const names = indexNames(index);
const { articles, builds: build } = names.live;
let store: Store;
let builds: OneBuild;
/** Milliseconds of a clock of our own: a busy machine takes longer than the grace for two calls. */
let time: number;
/** The indexes of each call's queries, in order. */
let asked: string[][];
/** Done once, before the next call is sent. */
let before: (() => Promise<unknown>) | null;
/** The same, before its answer is given back. */
let after: (() => Promise<unknown>) | null;

const corpus = (size: number) => Array.from({ length: size }, (_, i) => article({ id: `o${i}` }));
const count = async () => {
  const { results, build } = await builds.fromOneBuild('counting', [
    { indexUid: articles, q: '', hitsPerPage: 0 },
  ]);
  return [results.map(({ totalHits }) => totalHits), build.id];
};

beforeAll(async () => {
  store = await openTestStore(testConfig({ index }));
  await publishArticles(store, corpus(1), 'b1');
});
beforeEach(() => {
  const where = () => ({ url: inject('engineUrl'), key: inject('engineKey') });
  const connection = connect({ where, deadlineMs: 5_000 });
  asked = [];
  time = 0;
  before = null;
  after = null;
  const watched: Connection = {
    ...connection,
    async post(what, path, body) {
      asked.push((body as { queries: { indexUid: string }[] }).queries.map(({ indexUid }) => indexUid));
      const [first, then] = [before, after];
      before = null;
      after = null;
      await first?.();
      const answer = await connection.post(what, path, body);
      await then?.();
      return answer;
    },
  };
  builds = createOneBuild(watched, names.live, () => time);
});
afterAll(() => store.close());

it('reads the build first and last, and then only last as long as it was just read', async () => {
  expect(await count()).toEqual([[1], 'b1']);
  expect(await count()).toEqual([[1], 'b1']);
  expect(asked).toEqual([
    [build, articles, build],
    [articles, build],
  ]);
  time += SWAP_GRACE_MS;
  await count();
  expect(asked[2]).toEqual([build, articles, build]);
});

it('takes a look at the live build for having read it', async () => {
  expect((await builds.live())?.id).toBe('b1');
  await count();
  expect(asked).toEqual([[build], [articles, build]]);
});

it('asks anew where the build is another one than was just read', async () => {
  await count();
  before = async () => {
    await publishArticles(store, corpus(2), 'b2');
    time += SWAP_GRACE_MS;
  };
  expect(await count()).toEqual([[2], 'b2']);
  expect(asked.slice(1)).toEqual([
    [articles, build],
    [build, articles, build],
  ]);
  await store.writer.rollback();
});

it('does not take an answer that comes late for the latest', async () => {
  let arrive = (): void => undefined;
  after = () => new Promise<void>((resolve) => (arrive = resolve));
  const late = count();
  time += SWAP_GRACE_MS;
  await count();
  arrive();
  await late;
  await count();
  expect(asked).toEqual([
    [build, articles, build],
    [build, articles, build],
    [articles, build],
  ]);
});
