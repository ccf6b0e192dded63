/** An incremental run changes the build before the live one; what it makes is what a full run would. */
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readMaterial } from '../../bench/corpus/material.ts';
import { madePages } from '../../bench/corpus/pages.ts';
import { writePages } from '../../bench/corpus/write.ts';
import type { ArticleSummary, Staging, TextName } from '../../engine/port.ts';
import type { RunOptions } from '../../indexer/reindex.ts';
import { freshIndexing } from '../support/indexing.ts';

const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url));
const materials = await readMaterial(SEEDS);
const at = freshIndexing(import.meta.url);

const write = (count: number, ...revised: number[]) =>
  writePages(
    madePages({ materials, seed: 'delta', count, revised: (number) => revised.includes(number) }),
    at.shop.pages,
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
  const { writer } = at.store;
  const { report } = await at.run(
    { incremental: true, maxDrop: 90, ...options },
    {
      store: {
        ...at.store,
        reader: at.store.reader,
        writer: {
          ...writer,
          begin: async () => counting(await writer.begin()),
          beginFrom: async (build, held) => {
            const staging = await writer.beginFrom(build, held);
            return staging && counting(staging);
          },
        },
      },
    },
  );
  return { ...counts, report };
}

/** Everything the live index holds, by id. */
async function held(text: TextName) {
  const { articles } = await at.store.reader.all({
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
/** The documents of an index as the engine holds them, by id, but for when they came. */
async function documentsOf(uid: string) {
  const { MEILI_URL = '', MEILI_MASTER_KEY = '' } = at.config.env;
  const answer = await fetch(`${MEILI_URL}/indexes/${uid}/documents?limit=10000`, {
    headers: { authorization: `Bearer ${MEILI_MASTER_KEY}` },
  });
  const { results } = (await answer.json()) as { results: { id: string; addedAt?: number }[] };
  return results.map(({ addedAt: _, ...rest }) => rest).sort((a, b) => (a.id < b.id ? -1 : 1));
}
const everything = async () => {
  const articles = await held('articles');
  const whole = await Promise.all(
    articles.map(async ({ id }) => (await at.store.reader.article(id))?.article),
  );
  const { index } = at.config.index;
  const stored = { articles: await documentsOf(index), removed: await documentsOf(`${index}_removed`) };
  return { articles, whole, removed: await held('removed'), stored };
};

describe('an incremental run', () => {
  it('sends only what differs from the build before the live one, and ends where a full run would', async () => {
    await write(60);
    expect((await run()).sent).toBe(60);
    await write(60, 5);
    expect((await run()).sent).toBe(60); // there was no build before
    await write(60, 5, 40);
    await rm(join(at.shop.pages, pathOf(12)));
    await mkdir(dirname(join(at.shop.pages, 'x/new.txt')), { recursive: true });
    await at.shop.write({
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
    const back = await at.store.writer.rollback();
    expect(back.id).not.toBe(first.report.build);
    expect(await everything()).not.toEqual(live);
    await run();
    const { whole } = await everything();
    expect(whole.map((article) => article?.body)).toEqual(live.whole.map((article) => article?.body));
  }, 120_000);
});
