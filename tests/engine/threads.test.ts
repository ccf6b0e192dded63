/** The same pages give the same index and the same report, whatever the number of threads. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readMaterial } from '../../bench/corpus/material.ts';
import { madePages } from '../../bench/corpus/pages.ts';
import { writePages } from '../../bench/corpus/write.ts';
import type { ArticleSummary } from '../../engine/port.ts';
import type { Report } from '../../indexer/load/report.ts';
import { run as runCommand } from '../support/cli.ts';
import { freshIndexing } from '../support/indexing.ts';

const at = freshIndexing(import.meta.url);

/** A run, and all that it left: report, articles as they are searched and as they are read, spool and gists. */
async function run(threads: number, dataDir: string) {
  const { MEILI_URL = '', MEILI_MASTER_KEY = '' } = at.config.env;
  const path = join(at.shop.dir, 'report.json');
  const { code, stderr } = await runCommand(
    ['reindex', '--threads', String(threads), '--report', path, '--max-drop', '100'],
    { ...at.shop.env, DATA_DIR: dataDir, MEILI_URL, MEILI_MASTER_KEY },
  );
  expect({ code, refused: stderr.includes('refused') }, stderr).toEqual({ code: 3, refused: true });
  const report = JSON.parse(await readFile(path, 'utf8')) as Report;
  const { timings, peakMemoryBytes, build, ...told } = report;
  const { articles } = await at.store.reader.all({
    q: '',
    filters: { facets: {} },
    sort: 'relevance',
    collapse: false,
    exact: false,
  });
  const found: ArticleSummary[] = [];
  for await (const article of articles) found.push(article);
  const read = await Promise.all(
    found.slice(0, 40).map(async ({ id }) => (await at.store.reader.article(id))?.article),
  );
  const spool = join(dataDir, 'spool');
  const kept = await Promise.all(
    (await readdir(spool))
      .filter((name) => !/report|\.files$/.test(name))
      .sort()
      .map(async (name) => [name.replace(build, ''), await readFile(join(spool, name), 'utf8')]),
  );
  return { told, found, read, kept };
}

describe('a run with threads', () => {
  it('leaves the same to the last byte as one without', async () => {
    const materials = await readMaterial(fileURLToPath(new URL('../../seeds', import.meta.url)));
    const plan = { materials, seed: 'threads' };
    await writePages(madePages({ ...plan, count: 60 }), at.shop.pages, 'files');
    await writePages(madePages({ ...plan, first: 60, count: 40 }), at.shop.pages, 'jsonl');
    await at.shop.write({ 'a-broken.html': '', 'x-broken.jsonl': '{"url": broken\n' });
    const alone = await run(0, join(at.shop.dir, 'data-0'));
    expect(alone.told).toMatchObject({ articles: 100, counts: { refused: 2 } });
    expect(alone.told.articlesInSharedStories).toBeGreaterThan(8);
    for (const threads of [1, 2])
      expect(await run(threads, join(at.shop.dir, `data-${threads}`))).toEqual(alone);
  }, 300_000);
});
