/** Lines that a source repeats on many pages: what a reindex makes of them, against a real engine. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../engine/article.ts';
import { newsPage } from '../support/corpus.ts';
import { freshIndexing } from '../support/indexing.ts';
import { text } from '../support/repeated.ts';
import { searchRequest } from '../support/requests.ts';

const at = freshIndexing(import.meta.url);

const { run } = at;

/** Every article of the live index, by path. */
async function articles(): Promise<Article[]> {
  const { hits } = await at.store.reader.search(searchRequest());
  const found: Article[] = [];
  for (const { id } of hits) {
    const answer = await at.store.reader.article(id);
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
    await at.shop.write(site(12));
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

    at.config = { ...at.config, index: { ...at.config.index, repeatedPages: 0 } };
    await run();
    const named = (await articles()).filter(({ person }) => person.includes('Clarissa Holloway'));
    expect(named).toHaveLength(12);
  });

  it('stays where the source has too few pages', async () => {
    await at.shop.write(site(4));
    expect((await run()).report).toMatchObject({ repeatedLines: 0, repeatedPages: 0, repeated: [] });
    expect((await articles()).filter(({ body }) => body.includes(FURNITURE))).toHaveLength(4);
  });

  it('stays where nothing is known of the source: records of one file without address', async () => {
    const records = Object.values(site(12)).map((content) => JSON.stringify({ content }));
    await at.shop.write({ 'all.jsonl': records.join('\n') });
    const { report } = await run({ paths: [join(at.shop.pages, 'all.jsonl')] });
    expect(report).toMatchObject({ articles: 12, repeatedLines: 0, repeated: [] });
  });

  it('leaves copies of a story whole, and its pages one story', async () => {
    await at.shop.write(
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
    await at.shop.write(addressed((i) => `gull/${String(i).padStart(2, '0')}.txt`));
    await run();
    const first = await seen();
    await at.shop.remove('gull');
    await at.shop.write(addressed((i) => `gull/${String((i * 5 + 3) % 14).padStart(2, '0')}.txt`));
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
    await at.shop.write({ ...site(9), 'tern.jsonl': lines(site(7)).join('\n') });
    await run();
    const changes: (() => Promise<void>)[] = [
      () => at.shop.write(site(11)), // two more pages: the same lines go, for another reason
      () => at.shop.remove('gull/03.txt'),
      () => at.shop.write({ 'gull/00.txt': page(40, ['And that was all there was to see on that day.']) }),
      async () => {
        for (let i = 4; i < 10; i++) await at.shop.remove(`gull/${String(i).padStart(2, '0')}.txt`); // too few are left
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
