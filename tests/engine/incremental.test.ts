/** An incremental run changes the build before the live one; what it makes is what a full run would. */
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Materials } from '../../bench/corpus/articles.ts';
import { readMaterial } from '../../bench/corpus/material.ts';
import { madePages } from '../../bench/corpus/pages.ts';
import { writePages } from '../../bench/corpus/write.ts';
import type { Config } from '../../config/schema.ts';
import type { ArticleSummary, Staging, Store, TextName } from '../../engine/port.ts';
import { type RunOptions, reindex } from '../../indexer/reindex.ts';
import { type Workshop, workshop } from '../support/corpus.ts';
import { openTestStore, testConfig, uniqueName } from '../support/engine.ts';

const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url));
let materials: Materials;
let shop: Workshop;
let config: Config;
let store: Store;
beforeEach(async (context) => {
  materials ??= await readMaterial(SEEDS);
  const index = uniqueName(import.meta.url, context.task.name);
  shop = await workshop(index);
  config = testConfig({ index }, shop.env);
  store = await openTestStore(config);
});
afterEach(async () => {
  await store.close();
  await shop.clear();
});

const write = (count: number, ...revised: number[]) =>
  writePages(
    madePages({ materials, seed: 'delta', count, revised: (number) => revised.includes(number) }),
    shop.pages,
    'files',
  );
const pathOf = (number: number) =>
  [...madePages({ materials, seed: 'delta', first: number, count: 1 })][0]?.path ?? '';

/** A run, and how many articles reached the store and were taken out of it. */
async function run(options: Partial<RunOptions> = {}) {
  const counts = { sent: 0, removed: 0 };
  const counting = (staging: Staging): Staging => ({
    add: (articles) => staging.add(articles),
    send: (articles) => {
      counts.sent += articles.length;
      return staging.send(articles);
    },
    change: (changes) => staging.change(changes),
    remove: (ids, what) => {
      counts.removed += ids.length;
      return staging.remove(ids, what);
    },
    publish: (build) => staging.publish(build),
    abandon: () => staging.abandon(),
  });
  const { writer } = store;
  const { report } = await reindex(
    { paths: [shop.pages], incremental: true, maxDrop: 90, limit: Number.POSITIVE_INFINITY, ...options },
    {
      config,
      store: {
        ...store,
        reader: store.reader,
        writer: {
          ...writer,
          begin: async () => counting(await writer.begin()),
          beginFrom: async (build, held) => {
            const staging = await writer.beginFrom(build, held);
            return staging && counting(staging);
          },
        },
      },
      progress: {
        show: () => undefined,
        note: () => undefined,
        say: () => undefined,
        clear: () => undefined,
      },
      signal: new AbortController().signal,
    },
  );
  return { ...counts, report };
}

/** Everything the live index holds, by id. */
async function held(text: TextName) {
  const { articles } = await store.reader.all({
    in: text,
    q: '',
    filters: { facets: {} },
    sort: 'relevance',
    collapse: false,
    exact: false,
  });
  const found: ArticleSummary[] = [];
  for await (const article of articles) found.push(article);
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}
const everything = async () => {
  const articles = await held('articles');
  const whole = await Promise.all(articles.map(async ({ id }) => (await store.reader.article(id))?.article));
  return { articles, whole, removed: await held('removed') };
};

describe('an incremental run', () => {
  it('sends only what differs from the build before the live one, and ends where a full run would', async () => {
    await write(60);
    expect((await run()).sent).toBe(60);
    await write(60, 5);
    expect((await run()).sent).toBe(60); // there was no build before
    await write(60, 5, 40);
    await rm(join(shop.pages, pathOf(12)));
    await mkdir(dirname(join(shop.pages, 'x/new.txt')), { recursive: true });
    await shop.write({
      'x/new.txt':
        'A new page\n\nThe council of a town met on Tuesday evening to decide how the works will be paid for.\n',
    });
    const third = await run();
    expect(third.sent).toBeLessThan(20);
    expect(third.removed).toBe(1);
    const found = await everything();
    await run({ incremental: false });
    expect(await everything()).toEqual(found);
    expect(third.report).toMatchObject({ articles: 60, files: 60, filesReused: 58 });
  }, 120_000);

  it('leaves a build to go back to, and starts anew where it was gone back', async () => {
    await write(20);
    const first = await run();
    await write(20, 3);
    await run();
    await write(20, 3, 4);
    const third = await run();
    expect(third.sent).toBeLessThan(20);
    const live = await everything();
    const back = await store.writer.rollback();
    expect(back.id).not.toBe(first.report.build);
    expect(await everything()).not.toEqual(live);
    await run();
    const { whole } = await everything();
    expect(whole.map((article) => article?.body)).toEqual(live.whole.map((article) => article?.body));
  }, 120_000);
});
