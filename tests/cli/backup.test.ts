/** `npm run backup` and `npm run restore`, on engines of their own, as a user moves an installation. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { runLockIn } from '../../config/places.ts';
import { tryLock } from '../../engine/lock.ts';
import { openStore } from '../../engine/open.ts';
import type { Store } from '../../engine/port.ts';
import { operate, run } from '../support/cli.ts';
import { newsPage, type Workshop, workshop } from '../support/corpus.ts';
import { EVERY_ARTICLE, quietLogger, testConfig, uniqueName } from '../support/engine.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const index = uniqueName(import.meta.url);
let shop: Workshop;
let kept: string;

/** An installation with an engine of its own in this folder. */
const envOf = (data: string): Record<string, string> => ({
  ...shop.env,
  DATA_DIR: join(shop.dir, data),
  MEILI_BIN: inject('engineBinary'),
});

async function inStore<T>(data: string, work: (store: Store) => Promise<T>): Promise<T> {
  const config = testConfig({ index }, { ...envOf(data), MEILI_URL: undefined, MEILI_MASTER_KEY: undefined });
  const store = await openStore(config, quietLogger);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** All that an installation holds. */
const contentOf = (data: string) =>
  inStore(data, async (store) => {
    const build = await store.writer.build();
    const articles = [];
    if (build) for await (const some of store.care.articles(build)) articles.push(...some);
    const removed = await store.reader.search({ ...EVERY_ARTICLE, in: 'removed', facets: ['kind'] });
    return {
      build,
      articles: articles.sort((a, b) => (a.id < b.id ? -1 : 1)),
      removed: removed.hits,
      kinds: removed.facets,
    };
  });

beforeAll(async () => {
  shop = await workshop(index);
  kept = join(shop.dir, 'kept');
  await shop.write({
    'a.txt': `${newsPage('First', 'Marlow')}Sign up to our newsletter and never miss a story.\n`,
    'b.txt': newsPage('Second\u2028line', 'Ludd'),
  });
  const page = { content: newsPage('Handed in', 'Bray'), url: 'https://post.example/bray' };
  expect((await run(['ingest'], envOf('data'), JSON.stringify(page))).code).toBe(0);
  expect((await run(['reindex', '--quiet'], envOf('data'))).code).toBe(0);
  const { code, stderr } = await operate(['backup', kept], envOf('data'));
  expect([code, stderr]).toEqual([0, expect.stringMatching(/build \S+ with 3 articles is kept in /)]);
});
afterAll(() => shop.clear());

describe('a backup', () => {
  it('is put back into an empty installation: articles, what was removed, build, and what incremental runs need', async () => {
    const { code, stderr } = await operate(['restore', kept], envOf('moved'));
    expect([code, stderr]).toEqual([0, expect.stringMatching(/build \S+ with 3 articles is live/)]);
    const [before, after] = [await contentOf('data'), await contentOf('moved')];
    expect(after).toEqual(before);
    expect(after.articles).toHaveLength(3);
    expect(after.removed.length).toBeGreaterThan(0);
    const again = await run(['reindex', '--again', '--incremental', '--json', '--quiet'], envOf('moved'));
    expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'nothing changed' });
    await shop.write({ 'c.txt': newsPage('Third', 'Rye') });
    const more = await run(['reindex', '--again', '--incremental', '--json', '--quiet'], envOf('moved'));
    expect(JSON.parse(more.stdout)).toMatchObject({ outcome: 'published', articles: 4, filesReused: 3 });
    expect((await run(['reindex', '--rollback', '--quiet'], envOf('moved'))).code).toBe(0);
    expect((await contentOf('moved')).build).toEqual(before.build);
    await shop.remove('c.txt');
  });

  it('takes the place of what is live only with --replace, and what was live can be put back', async () => {
    const env = envOf('data');
    const before = await contentOf('data');
    const refused = await operate(['restore', kept], env);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--replace') });
    await shop.write({ 'd.txt': newsPage('Fourth', 'Sark') });
    expect((await run(['reindex', '--quiet'], env)).code).toBe(0);
    expect((await operate(['restore', kept, '--replace'], env)).code).toBe(0);
    expect((await contentOf('data')).articles).toEqual(before.articles);
    expect((await run(['reindex', '--rollback', '--quiet'], env)).code).toBe(0);
    expect((await contentOf('data')).articles).toHaveLength(4);
  });

  it.each([
    ['a byte of the articles', 'articles.jsonl.gz', 'is not what was written'],
    ['the manifest', 'manifest.json', 'cannot be read'],
  ])('of which %s was damaged is refused before anything is changed', async (_what, name, words) => {
    const damaged = join(shop.dir, `damaged-${name}`);
    await cp(kept, damaged, { recursive: true });
    const bytes = await readFile(join(damaged, name));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
    if (name === 'manifest.json') bytes.fill(0x20, 0, 1);
    await writeFile(join(damaged, name), name === 'manifest.json' ? bytes.subarray(0, 40) : bytes);
    const { code, stderr } = await operate(['restore', damaged], envOf('untouched'));
    expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
    expect(existsSync(join(shop.dir, 'untouched', 'ingested'))).toBe(false);
  });

  it.each([
    ['is not there', {}, 'that is no backup'],
    ['lacks a file', { files: [{ path: 'gone.txt', bytes: 1, sha256: 'x' }] }, 'gone.txt is missing'],
    ['names a file elsewhere', { files: [{ path: '../a', bytes: 1, sha256: 'x' }] }, 'must lie within'],
    [
      'is of another version of the program',
      { format: 'other', files: [] },
      'kept other things in its index',
    ],
    ['is of a newer kind', { version: 2 }, 'version'],
  ])('that %s is refused', async (what, changed, words) => {
    const folder = join(shop.dir, `refused ${what}`);
    await mkdir(folder);
    const manifest: unknown = JSON.parse(await readFile(join(kept, 'manifest.json'), 'utf8'));
    if (Object.keys(changed).length > 0)
      await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...(manifest as object), ...changed }));
    const { code, stderr } = await operate(['restore', folder], envOf('untouched'));
    expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
  });
});

describe('the commands', () => {
  it('leave no half of a backup under its name, and none of a folder that is taken', async () => {
    const taken = join(shop.dir, 'taken');
    await mkdir(taken);
    await writeFile(join(taken, 'file'), '');
    expect(await operate(['backup', taken], envOf('data'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not empty'),
    });
    // Among pages it would be read as pages by the next reindex.
    const among = join(shop.pages, 'deep', 'backup');
    expect(await operate(['backup', among], envOf('data'))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/deep\/backup lies in .*pages, which the last reindex read/),
    });
    expect(existsSync(join(shop.pages, 'deep'))).toBe(false);
    // Where no folder can be made it ends, too.
    expect(await operate(['backup', '/proc/broadsheet/backup'], envOf('data'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('/proc/broadsheet'),
    });
    const nothing = join(shop.dir, 'nothing');
    expect(await operate(['backup', nothing], envOf('empty'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nothing was indexed yet'),
    });
    expect((await readdir(shop.dir)).filter((name) => name.startsWith('nothing'))).toEqual([]);
  });

  it('keep a build while a reindex runs, and put none back', async () => {
    const lock = tryLock(runLockIn(join(shop.dir, 'data')));
    const { code, stderr } = await operate(['restore', kept, '--replace'], envOf('data'));
    expect([code, stderr]).toEqual([1, expect.stringContaining(`process ${process.pid}`)]);
    expect((await operate(['backup', join(shop.dir, 'meanwhile')], envOf('data'))).code).toBe(0);
    if ('release' in lock) lock.release();
  });

  it.each([
    [['backup'], 'takes one folder'],
    [['restore', 'a', 'b'], 'takes one folder'],
    [['doctor', 'a'], 'takes no path'],
    [['backup', '--replace', 'a'], '--replace'],
    [['cure'], 'must be one of'],
  ])('%j is usage', async (args, words) => {
    expect(await operate(args, envOf('data'))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(words),
    });
  });
});
