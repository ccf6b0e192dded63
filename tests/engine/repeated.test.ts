/** Lines that a source repeats on many pages: what a reindex makes of them, against a real engine. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../config/schema.ts';
import type { Article } from '../../engine/article.ts';
import type { Store } from '../../engine/port.ts';
import { type RunOptions, reindex } from '../../indexer/reindex.ts';
import { newsPage, type Workshop, workshop } from '../support/corpus.ts';
import { openTestStore, testConfig, uniqueName } from '../support/engine.ts';
import { text } from '../support/repeated.ts';
import { searchRequest } from '../support/requests.ts';

let shop: Workshop;
let config: Config;
let store: Store;

beforeEach(async (context) => {
  const index = uniqueName(import.meta.url, context.task.name);
  shop = await workshop(index);
  config = testConfig({ index }, shop.env);
  store = await openTestStore(config);
});
afterEach(async () => {
  await store.close();
  await shop.clear();
});

const run = (options: Partial<RunOptions> = {}) =>
  reindex(
    { paths: [shop.pages], incremental: false, maxDrop: 100, limit: Number.POSITIVE_INFINITY, ...options },
    {
      config,
      store,
      progress: {
        show: () => undefined,
        note: () => undefined,
        say: () => undefined,
        clear: () => undefined,
      },
      signal: new AbortController().signal,
    },
  );

/** Every article of the live index, by path. */
async function articles(): Promise<Article[]> {
  const { hits } = await store.reader.search(searchRequest());
  const found: Article[] = [];
  for (const { id } of hits) {
    const answer = await store.reader.article(id);
    if (answer) found.push(answer.article);
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const FURNITURE = 'Our reporters under editor Clarissa Holloway cover the coast every day.';
const page = (i: number, more: readonly string[] = [FURNITURE]): string =>
  [`Case ${i} is heard`, ...text(i), ...more].join('\n');
const site = (count: number, more?: (i: number) => readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`gull/${String(i).padStart(2, '0')}.txt`, page(i, more?.(i))]),
  );

describe('a line that a source repeats', () => {
  it('leaves every page with a reason, and with it the names that stand nowhere else', async () => {
    await shop.write(site(12));
    const { report } = await run();
    for (const article of await articles()) {
      expect(article.body).not.toContain('Holloway');
      expect(article.person).not.toContain('Clarissa Holloway');
      expect(article.removals).toContainEqual({
        rule: 'repeated/line',
        kind: 'notice',
        reason: 'stands on 12 of 12 pages of this source',
        text: FURNITURE,
        line: 7,
      });
      for (const { forms, offsets } of article.entities)
        for (const [from, to] of offsets)
          expect(forms).toContain(`${article.title}\n\n${article.body}`.slice(from, to));
    }
    expect(report).toMatchObject({ repeatedLines: 1, repeatedPages: 12, repeatedTooMuch: 0 });
    expect(report.removalRules).toMatchObject({ 'repeated/line': 12 });
    expect(report.repeated).toMatchObject([{ text: FURNITURE, pages: 12, of: 12, verdict: 'removed' }]);

    config = { ...config, index: { ...config.index, repeatedPages: 0 } };
    await run();
    const named = (await articles()).filter(({ person }) => person.includes('Clarissa Holloway'));
    expect(named).toHaveLength(12);
  });

  it('stays where the source has too few pages', async () => {
    await shop.write(site(4));
    expect((await run()).report).toMatchObject({ repeatedLines: 0, repeatedPages: 0, repeated: [] });
    expect((await articles()).filter(({ body }) => body.includes(FURNITURE))).toHaveLength(4);
  });

  it('stays where nothing is known of the source: records of one file without address', async () => {
    const records = Object.values(site(12)).map((content) => JSON.stringify({ content }));
    await shop.write({ 'all.jsonl': records.join('\n') });
    const { report } = await run({ paths: [join(shop.pages, 'all.jsonl')] });
    expect(report).toMatchObject({ articles: 12, repeatedLines: 0, repeated: [] });
  });

  it('leaves copies of a story whole, and its pages one story', async () => {
    await shop.write(
      Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`gull/${i}.txt`, newsPage('Pier', 'Marlow')])),
    );
    expect((await run()).report).toMatchObject({ repeatedLines: 0, stories: 1 });
  });

  it('is the same in whatever order the pages come', async () => {
    const addressed = (name: (i: number) => string) =>
      Object.fromEntries(
        Array.from({ length: 14 }, (_, i) => [
          [name(i), page(i, i % 3 ? [FURNITURE] : [])],
          [`${name(i)}.meta.json`, JSON.stringify({ url: `https://gull.example/${i}` })],
        ]).flat(),
      );
    const seen = async () =>
      (await articles()).map(({ path, ...rest }) => rest).sort((a, b) => (a.id < b.id ? -1 : 1));
    await shop.write(addressed((i) => `gull/${String(i).padStart(2, '0')}.txt`));
    await run();
    const first = await seen();
    await shop.remove('gull');
    await shop.write(addressed((i) => `gull/${String((i * 5 + 3) % 14).padStart(2, '0')}.txt`));
    await run();
    expect(await seen()).toEqual(first);
    expect(
      first.filter(({ removals }) => removals.some(({ rule }) => rule === 'repeated/line')),
    ).toHaveLength(9);
  });

  it('is found by an incremental run as by a full one, when pages come and go', async () => {
    const lines = (pages: Record<string, string>) =>
      Object.entries(pages).map(([path, content], i) =>
        JSON.stringify({ content, url: `https://tern.example/${i}`, path }),
      );
    await shop.write({ ...site(9), 'tern.jsonl': lines(site(7)).join('\n') });
    await run();
    const changes: (() => Promise<void>)[] = [
      () => shop.write(site(11)), // two more pages: the same lines go, for another reason
      () => shop.remove('gull/03.txt'),
      () => shop.write({ 'gull/00.txt': page(40, ['And that was all there was to see on that day.']) }),
      async () => {
        for (let i = 4; i < 10; i++) await shop.remove(`gull/${String(i).padStart(2, '0')}.txt`); // too few are left
      },
    ];
    for (const change of changes) {
      await change();
      const incremental = await run({ incremental: true });
      expect(incremental.report.filesReused).toBeGreaterThan(2);
      const after = await articles();
      const full = await run();
      expect(after).toEqual(await articles());
      const { timings, peakMemoryBytes, build, filesReused, ...rest } = full.report;
      expect(incremental.report).toMatchObject(rest);
    }
    expect((await articles()).filter(({ body }) => body.includes(FURNITURE))).toHaveLength(3);
  });
});
