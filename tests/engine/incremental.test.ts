/** An incremental run changes the build before the live one; what it makes is what a full run would. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readMaterial } from '../../bench/corpus/material.ts';
import { madePages } from '../../bench/corpus/pages.ts';
import { writePages } from '../../bench/corpus/write.ts';
import type { ArticleSummary, Staging, TextName } from '../../engine/port.ts';
import type { Report } from '../../indexer/load/report.ts';
import type { RunOptions } from '../../indexer/reindex.ts';
import { freshIndexing } from '../support/indexing.ts';
import { text } from '../support/repeated.ts';

const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url));
const materials = await readMaterial(SEEDS);
const at = freshIndexing(import.meta.url);

const write = (count: number, ...revised: number[]) =>
  writePages(
    madePages({ materials, seed: 'delta', count, revised: (number) => revised.includes(number) }),
    at.shop.pages,
    'files',
  );
/** Writes these pages only: when a file was written is told of it. */
const revise = async (...numbers: number[]) => {
  for (const first of numbers)
    await writePages(
      madePages({ materials, seed: 'delta', first, count: 1, revised: () => true }),
      at.shop.pages,
      'files',
    );
};
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
/** The documents of an index as the engine holds them, by id. */
async function datedOf(uid: string) {
  const { MEILI_URL = '', MEILI_MASTER_KEY = '' } = at.config.env;
  const answer = await fetch(`${MEILI_URL}/indexes/${uid}/documents?limit=10000`, {
    headers: { authorization: `Bearer ${MEILI_MASTER_KEY}` },
  });
  const { results } = (await answer.json()) as { results: { id: string; addedAt?: number }[] };
  return results.sort((a, b) => (a.id < b.id ? -1 : 1));
}
/** The same, but for when they came. */
const documentsOf = async (uid: string) => (await datedOf(uid)).map(({ addedAt: _, ...rest }) => rest);
/** When each article came. */
const addedOf = async () =>
  new Map((await datedOf(at.config.index.index)).map(({ id, addedAt = 0 }) => [id, addedAt]));
/** What a report says of the pages. */
const toldBy = ({ timings, peakMemoryBytes, build, filesReused, ...told }: Report) => told;

/** Every file that is kept of a build but its report and hashes, which name the build. */
async function keptOf({ build }: Report) {
  const spool = join(at.config.env.DATA_DIR, 'spool');
  const names = (await readdir(spool)).filter((name) => name.startsWith(build)).sort();
  const kept = names.filter((name) => !/report|\.files$/.test(name));
  expect(kept).toHaveLength(7);
  return Promise.all(
    kept.map(async (name) => {
      const bytes = await readFile(join(spool, name));
      return [name.replace(build, ''), bytes.length, createHash('sha256').update(bytes).digest('hex')];
    }),
  );
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

  it('ends to the last byte where a full run would, whatever came, changed or went in a story', async () => {
    const story = (...sentences: number[]) =>
      `Case ${sentences[0]} is heard\n\n${sentences.flatMap((number) => text(number)).join('\n\n')}\n`;
    const furniture = 'Our reporters under editor Clarissa Holloway cover the coast every day.';
    const gull = (number: number) => ({
      [`gull/${number}.txt`]: [`Case ${number} is heard`, ...text(number), furniture].join('\n'),
    });
    await write(60);
    await at.shop.write({ 'x/one.txt': story(1, 2), 'x/two.txt': story(1, 2), 'x/other.txt': story(3, 4) });
    for (let number = 20; number < 32; number++) await at.shop.write(gull(number));
    // Several pages of one file, some of which are cleaned again.
    const record = (number: number) =>
      JSON.stringify({
        url: `https://gull.example/${number}`,
        title: `Case ${number} is heard`,
        text: [...text(number), 'Ask the Gull: our readers write to us by the hundred every week.'].join(
          '\n',
        ),
      });
    await at.shop.write({ 'z/all.jsonl': [40, 41, 42, 43].map(record).join('\n') });
    for (let number = 50; number < 60; number++)
      await at.shop.write({ [`z/${number}.json`]: record(number) });
    await run();
    const steps: readonly (() => Promise<unknown>)[] = [
      () => at.shop.write({ 'x/two.txt': story(1, 2, 5) }), // one of a story changes a little
      () => at.shop.write({ 'x/two.txt': story(6, 7) }), // and then altogether
      () => at.shop.write({ 'x/a-copy.txt': story(3, 4) }), // a copy comes, before the page it is of
      () => rm(join(at.shop.pages, 'x/other.txt')), // what it was a copy of goes
      () => revise(7, 8, 9),
      () => rm(join(at.shop.pages, pathOf(3))),
      () => at.shop.write(gull(32)), // a line that goes from all pages of its source stands on one more
    ];
    let reused = 0;
    for (const step of steps) {
      await step();
      const some = await run();
      const [told, kept, found] = [toldBy(some.report), await keptOf(some.report), await everything()];
      reused += some.report.filesReused;
      const { report } = await run({ incremental: false });
      expect(report.filesReused).toBe(0);
      expect(told).toEqual(toldBy(report));
      expect(kept).toEqual(await keptOf(report));
      expect(await everything()).toEqual(found);
      expect(report.repeatedPages).toBeGreaterThanOrEqual(26);
      expect(report.articlesInSharedStories).toBeGreaterThan(5);
    }
    expect(reused).toBeGreaterThan(steps.length * 65);
  }, 300_000);

  it('adds an article anew that was gone from the live build, though the build it starts from has it', async () => {
    await write(12);
    await run();
    const file = join(at.shop.pages, pathOf(3));
    const away = join(at.shop.dir, 'away');
    await rename(file, away);
    const { report } = await run();
    expect(report.articles).toBe(11);
    const before = await addedOf();
    await rename(away, file);
    const back = await run();
    expect(back.sent).toBeLessThan(12);
    const after = await addedOf();
    const [came] = [...after.keys()].filter((id) => !before.has(id));
    expect(after.get(came ?? '')).toBeGreaterThan(Math.max(...before.values()));
    after.delete(came ?? '');
    expect(after).toEqual(before);
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
