/** `npm run -s ingest` as a user runs it: what is taken, what is refused, and that no rebuild loses it. */
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { ingestedIn, pendingIn } from '../../config/places.ts';
import type { Store } from '../../engine/port.ts';
import { run, start } from '../support/cli.ts';
import { newsPage, type Workshop, workshop } from '../support/corpus.ts';
import { EVERY_ARTICLE, openTestStore, testConfig, uniqueName } from '../support/engine.ts';

vi.setConfig({ testTimeout: 120_000 });

let shop: Workshop;
let store: Store;
let env: Record<string, string>;

beforeEach(async (context) => {
  const index = uniqueName(import.meta.url, context.task.name);
  shop = await workshop(index);
  store = await openTestStore(testConfig({ index }, shop.env));
  env = { ...shop.env, MEILI_URL: inject('engineUrl'), MEILI_MASTER_KEY: inject('engineKey') };
  await shop.write({ 'a.txt': newsPage('Scraped', 'Marlow') });
});
afterEach(async () => {
  await store.close();
  await shop.clear();
});

const lines = (...records: unknown[]) => records.map((record) => JSON.stringify(record)).join('\n');
const verdicts = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const titles = async () => {
  const found = await store.reader.search(EVERY_ARTICLE);
  return found.hits.map(({ title }) => title).sort();
};
const files = async () =>
  (await readdir(ingestedIn(shop.env.DATA_DIR), { recursive: true })).filter((name) =>
    /\/[^/.]+\./.test(name),
  );

const page = (title: string, topic: string) => ({
  id: title,
  content: newsPage(title, topic),
  url: `https://post.example/${topic}`,
});

describe('ingest', () => {
  it('answers line by line, and keeps what it accepts until a rebuild and after every later one', async () => {
    const { code, stdout, stderr } = await run(
      ['ingest'],
      env,
      `${lines(page('First', 'Ludd'))}\n\n{"id": 7, "content": \n${lines(
        { id: 'x', content: '  ' },
        { id: 'y', content: 'words', url: 'javascript:alert(1)' },
        { id: 'z', content: 'words', format: 'pdf' },
        { content: '<p></p><script>x()</script>', format: 'html' },
        [],
        {
          id: 'no address',
          content: newsPage('Second', 'Ferry'),
          meta: { published: '2024-03-05', source: 'The Post' },
        },
      )}\n`,
    );
    expect(stderr).toBe('');
    expect(code).toBe(3);
    const answers = verdicts(stdout);
    expect(answers.map(({ line, given, status, reason }) => [line, given, status, reason])).toEqual([
      [1, 'First', 'accepted', undefined],
      [3, null, 'refused', expect.stringContaining('no JSON')],
      [4, 'x', 'refused', 'the file is empty'],
      [5, 'y', 'refused', expect.stringContaining('url is «javascript:alert(1)»')],
      [6, 'z', 'refused', expect.stringContaining('format')],
      [7, null, 'refused', 'the HTML shows no text'],
      [8, null, 'refused', expect.stringContaining('the line')],
      [9, 'no address', 'accepted', undefined],
    ]);
    expect(existsSync(pendingIn(shop.env.DATA_DIR))).toBe(true);

    expect((await run(['reindex', '--quiet'], env)).code).toBe(0);
    expect(existsSync(pendingIn(shop.env.DATA_DIR))).toBe(false);
    expect(await titles()).toEqual(['First', 'Scraped', 'Second']);
    for (const { status, id } of answers)
      if (status === 'accepted') expect((await store.reader.article(String(id)))?.article.id).toBe(id);
    const second = await store.reader.article(String(answers.at(-1)?.id));
    expect(second?.article).toMatchObject({ source: 'The Post', published: { date: '2024-03-05' } });

    await shop.write({ 'b.txt': newsPage('Scraped later', 'Bray') });
    expect((await run(['reindex', '--quiet'], env)).code).toBe(0);
    expect(await titles()).toEqual(['First', 'Scraped', 'Scraped later', 'Second']);
  });

  it('lets a page that comes again take the place of the one before, and goes before a scrape of its address', async () => {
    const first = await run(['ingest'], env, lines({ ...page('Old', 'Ludd'), meta: { source: 'The Post' } }));
    const html = `<html><head><title>New</title></head><body><h1>New</h1><p>${newsPage('New', 'Ludd')}</p></body></html>`;
    const again = await run(['ingest'], env, lines({ content: html, url: 'https://post.example/Ludd#top' }));
    expect([first.code, again.code]).toEqual([0, 0]);
    expect(verdicts(first.stdout)[0]).toMatchObject({ replaced: false });
    expect(verdicts(again.stdout)[0]).toMatchObject({ replaced: true, id: verdicts(first.stdout)[0]?.id });
    expect((await files()).map((name) => name.replace(/.*\/\w+/, '')).sort()).toEqual([
      '.html',
      '.meta.json',
    ]);
    await shop.write({
      'old.html': `<html><head><link rel="canonical" href="https://post.example/Ludd"></head><body><h1>Stale</h1><p>${newsPage('Stale', 'Ludd')}</p></body></html>`,
    });
    await run(['reindex', '--quiet'], env);
    expect(await titles()).toEqual(['New', 'Scraped']);
  });

  it('with a blank id or address has none: no page takes the place of another by it', async () => {
    const pages = ['Ferry sails', 'Pier opens', 'Dock closes'].map((title, i) => ({
      id: ['', ' ', ''][i],
      url: ['', ' ', undefined][i],
      content: newsPage(title, 'Marlow'),
    }));
    const said = verdicts((await run(['ingest'], env, lines(...pages))).stdout);
    expect(said.map(({ status, replaced }) => [status, replaced])).toEqual(
      Array(3).fill(['accepted', false]),
    );
    expect(new Set(said.map(({ id }) => id)).size).toBe(3);
    await run(['reindex', '--quiet'], env);
    expect(await titles()).toEqual(['Dock closes', 'Ferry sails', 'Pier opens', 'Scraped']);
  });

  it('is read in UTF-8 whatever the page declares', async () => {
    const content = `<html><head><meta charset="shift_jis"><title>Zürich</title></head><body><h1>Zürich</h1><p>${newsPage('Zürich', 'Grüße')}</p></body></html>`;
    await run(['ingest'], env, lines({ content, url: 'https://post.example/z' }));
    await run(['reindex', '--quiet'], env);
    expect(await titles()).toContain('Zürich');
  });

  it('takes no argument', async () => {
    expect(await run(['ingest', 'page.txt'], env)).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('reindex --again', () => {
  it('reads what the last run was given, and what was handed in since', async () => {
    await shop.write({ 'other/c.txt': newsPage('Elsewhere', 'Bray') });
    expect((await run(['reindex', join(shop.pages, 'other'), '--quiet'], env)).code).toBe(0);
    await run(['ingest'], env, lines(page('Handed in', 'Ludd')));
    const { code, stdout } = await run(['reindex', '--again', '--incremental', '--json', '--quiet'], env);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'published', articles: 2, filesReused: 1 });
    expect(await titles()).toEqual(['Elsewhere', 'Handed in']);
  });

  it('says what to do where no run left its paths, or what it left is no more', async () => {
    const before = await run(['reindex', '--again'], env);
    expect(before).toMatchObject({ code: 2, stderr: expect.stringMatching(/name them once[^\n]*\n$/) });
    await run(['reindex', '--quiet'], env);
    await writeFile(join(shop.env.DATA_DIR, 'last-run.json'), JSON.stringify({ paths: ['/no/such/folder'] }));
    expect(await run(['reindex', '--again'], env)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^there is no «\/no\/such\/folder», which the last run read: name .*\n$/),
    });
    await writeFile(join(shop.env.DATA_DIR, 'last-run.json'), '{');
    expect((await run(['reindex', '--again'], env)).stderr).toContain('does not say which files were read');
    expect((await run(['reindex', '--again', shop.pages], env)).stderr).toContain('--again takes the paths');
  });

  it('keeps the mark of pages that were handed in while it ran', async () => {
    await run(['ingest'], env, lines(page('First', 'Ludd')));
    const running = start(['reindex', '--no-progress'], env);
    await running.says(/sent \d+ articles/);
    await run(['ingest'], env, lines(page('Late', 'Bray')));
    expect((await running.ended).code).toBe(0);
    const late = (await titles()).includes('Late');
    expect(existsSync(pendingIn(shop.env.DATA_DIR))).toBe(!late);
  });
});

it('a run that died in the middle of writing leaves nothing that is read as a page', async () => {
  await run(['ingest'], env, lines(page('First', 'Ludd')));
  const [name = ''] = await files();
  const place = join(ingestedIn(shop.env.DATA_DIR), name, '..');
  await writeFile(join(place, '.99.new'), await readFile(join(ingestedIn(shop.env.DATA_DIR), name)));
  await run(['reindex', '--quiet'], env);
  expect(await titles()).toEqual(['First', 'Scraped']);
  await rm(join(place, '.99.new'));
});
