/** `npm run reindex` as a user runs it: streams, flags, exit codes, signals, kills. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import type { Config } from '../../config/schema.ts';
import { tryLock } from '../../engine/lock.ts';
import type { Store } from '../../engine/port.ts';
import { run, start } from '../support/cli.ts';
import { newsPage, type Workshop, workshop } from '../support/corpus.ts';
import { openTestStore, testConfig, uniqueName } from '../support/engine.ts';

vi.setConfig({ testTimeout: 120_000 });

let shop: Workshop;
let config: Config;
let store: Store;
let env: Record<string, string>;

beforeEach(async (context) => {
  const index = uniqueName(import.meta.url, context.task.name);
  shop = await workshop(index);
  config = testConfig({ index }, shop.env);
  store = await openTestStore(config);
  env = { ...shop.env, MEILI_URL: inject('engineUrl'), MEILI_MASTER_KEY: inject('engineKey') };
});
afterEach(async () => {
  await store.close();
  await shop.clear();
});

const pages = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`p${i}.txt`, newsPage(`News ${i}`, `Town${i}`)]),
  );
const live = async () => {
  const build = await store.reader.build();
  const answer =
    build &&
    (await store.reader.search({
      q: '',
      filters: { facets: {} },
      sort: 'relevance',
      page: 1,
      limit: 1,
      collapse: false,
      exact: false,
      facets: [],
    }));
  return { id: build?.id, articles: build?.articles, found: answer?.total };
};

describe('reindex', () => {
  it('indexes SEEDS_DIR: exit 3 with refused files, data on stdout, the rest on stderr, all of it in the report', async () => {
    await shop.write({ ...pages(2), 'bad/empty.txt': '', 'bad/rows.jsonl': '{"title": ' });
    const report = join(shop.dir, 'report.json');
    const { code, stdout, stderr } = await run(['reindex', '--json', '--report', report], env);
    expect(code).toBe(3);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ outcome: 'published', articles: 2, refused: 2, languages: { en: 2 } });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('pages/bad/empty.txt');
    for (const sign of ['\r', '\u001b']) expect(stderr).not.toContain(sign);
    const written = JSON.parse(await readFile(report, 'utf8'));
    expect(written).toMatchObject({ build: summary.build, articles: 2, counts: { refused: 2 } });
    expect(written.refused.map(({ line }: { line: number | null }) => line)).toEqual([null, 1]);
    expect(await live()).toEqual({ id: summary.build, articles: 2, found: 2 });
  });

  it('takes paths, ends with 0 without a refused file, and says nothing when quiet', async () => {
    await shop.write({ 'in/a.txt': newsPage('In', 'Marlow'), 'out/b.txt': newsPage('Out', 'Ludd') });
    expect(await run(['reindex', join(shop.pages, 'in'), '--quiet'], env)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect((await live()).found).toBe(1);
  });

  it('goes on when nobody hears it any more, and ends as it would have', async () => {
    await shop.write(pages(4));
    const unheard = start(['reindex', '--json'], env);
    unheard.child.stdout?.destroy();
    unheard.child.stderr?.once('data', () => unheard.child.stderr?.destroy());
    expect((await unheard.ended).code).toBe(0);
    expect((await live()).found).toBe(4);
    const refusing = start(['reindex', join(shop.pages, 'p0.txt'), '--json', '--quiet'], env);
    refusing.child.stdout?.destroy();
    expect((await refusing.ended).code).toBe(5);
  });

  it.runIf(existsSync('/dev/full'))('says what came of it though its report cannot be written', async () => {
    await shop.write(pages(2));
    const { code, stdout, stderr } = await run(['reindex', '--json', '--report', '/dev/full'], env);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'published', articles: 2 });
    expect(stderr).toMatch(
      /build \S+: published[\s\S]*the report could not be written to \/dev\/full: ENOSPC/,
    );
    expect((await live()).found).toBe(2);
  });

  it('ends with 5 when the guard refuses, and obeys --max-drop', async () => {
    await shop.write(pages(4));
    await run(['reindex', '--quiet'], env);
    for (const name of ['p1.txt', 'p2.txt', 'p3.txt']) await shop.remove(name);
    const refused = await run(['reindex'], env);
    expect(refused.code).toBe(5);
    expect(refused.stderr).toContain('--max-drop 75');
    expect((await live()).found).toBe(4);
    expect((await run(['reindex', '--max-drop', '75'], env)).code).toBe(0);
    expect((await live()).found).toBe(1);
  });

  it('rolls back, and says so when there is nothing to roll back to', async () => {
    await shop.write(pages(1));
    expect(await run(['reindex', '--rollback'], env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/no previous build/),
    });
    await run(['reindex', '--quiet'], env);
    const first = await live();
    await shop.write(pages(2));
    await run(['reindex', '--quiet'], env);
    const { code, stdout } = await run(['reindex', '--rollback', '--json'], env);
    expect([code, JSON.parse(stdout)]).toEqual([0, { outcome: 'rolled back', build: first.id }]);
    expect(await live()).toEqual(first);
  });

  it('needs no engine for a dry run, and says 4 where one is needed and away', async () => {
    await shop.write(pages(2));
    const away = { ...env, MEILI_URL: 'http://127.0.0.1:9' };
    const dry = await run(['reindex', '--dry-run', '--json'], away);
    expect(dry.code).toBe(0);
    expect(JSON.parse(dry.stdout)).toMatchObject({ outcome: 'dry run', articles: 2 });
    const { code, stderr } = await run(['reindex'], away);
    expect(code).toBe(4);
    expect(stderr).toContain('127.0.0.1:9');
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(await live()).toEqual({});
  });

  it('says which article is too long to be searched to its end', async () => {
    const paragraph = (_: unknown, i: number) =>
      `On day ${i} the council of the valley met again in the evening to read page ${i + 7} of the report aloud.`;
    const long = Array.from({ length: 3_500 }, paragraph).join('\n\n');
    await shop.write({ ...pages(1), 'long.txt': `A long report\n\n${long}` });
    const path = join(shop.dir, 'report.json');
    expect((await run(['reindex', '--dry-run', '--report', path], env)).code).toBe(0);
    const { warnings } = JSON.parse(await readFile(path, 'utf8'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0].path).toMatch(/long\.txt$/);
    expect(warnings[0].warning).toMatch(/^has \d\d,\d{3} words, and only the first 65,535 can be searched/);
  });

  it.each([
    [['--frobnicate'], '--frobnicate'],
    [['--max-drop', 'half'], '--max-drop is «half»'],
    [['no/such/folder'], 'no/such/folder'],
  ])('calls %j a usage error: exit 2, nothing on stdout', async (args, words) => {
    const { code, stdout, stderr } = await run(['reindex', ...args], env);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
    expect(stderr).toContain('Usage: npm run reindex');
  });

  it('says nothing changed, and notices what did', async () => {
    await shop.write(pages(3));
    await run(['reindex', '--quiet'], env);
    const before = await live();
    const same = await run(['reindex', '--incremental', '--json'], env);
    expect([same.code, JSON.parse(same.stdout).outcome]).toEqual([0, 'nothing changed']);
    expect(same.stderr).toContain(`nothing changed since build ${before.id}`);
    expect(await live()).toEqual(before);
    await shop.write({ 'p1.txt': newsPage('Changed', 'Wye') });
    const changed = await run(['reindex', '--incremental', '--json'], env);
    expect(JSON.parse(changed.stdout)).toMatchObject({ outcome: 'published', filesReused: 2, articles: 3 });
  });
});

describe('two at once', () => {
  it('the second refuses and names the first', async () => {
    await shop.write(pages(1));
    const lock = tryLock(join(shop.env.DATA_DIR, 'reindex.lock'));
    try {
      const { code, stderr } = await run(['reindex'], env);
      expect(code).toBe(1);
      expect(stderr).toMatch(new RegExp(`process ${process.pid}, since \\d{4}-\\d\\d-\\d\\dT`));
      expect(await live()).toEqual({});
    } finally {
      if ('release' in lock) lock.release();
    }
    expect((await run(['reindex'], env)).code).toBe(0);
  });
});

describe('an interrupted run', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('by %s ends with %i and leaves the live index as it was', async (signal, exit) => {
    await shop.write(pages(2));
    await run(['reindex', '--quiet'], env);
    const before = await live();
    await shop.write(pages(400));
    const running = start(['reindex'], env);
    await running.says('Meilisearch');
    running.child.kill(signal);
    running.child.kill(signal); // as npm does: it passes on what the terminal has sent already
    const { code, stderr } = await running.ended;
    expect(code).toBe(exit);
    expect(stderr).toContain(`interrupted by ${signal}`);
    expect(await live()).toEqual(before);
  });

  it('while the engine indexes ends as it was or as it will be', async () => {
    await shop.write(pages(2));
    await run(['reindex', '--quiet'], env);
    const before = await live();
    await shop.write(pages(120));
    const running = start(['reindex'], env);
    await running.says('the engine is indexing them');
    running.child.kill('SIGTERM');
    const { code } = await running.ended;
    expect([0, 143]).toContain(code);
    expect(await live()).toEqual(
      code === 143 ? before : { id: expect.any(String), articles: 120, found: 120 },
    );
  });

  it.each(['Meilisearch', 'the engine is indexing them'])(
    'killed with -9 after saying «%s», nothing is lost and the next run works',
    async (words) => {
      await shop.write(pages(2));
      await run(['reindex', '--quiet'], env);
      const before = await live();
      await shop.write(pages(60));
      const running = start(['reindex'], env);
      await running.says(words);
      running.child.kill('SIGKILL');
      await running.ended;
      const { id, articles, found } = await live();
      expect([2, 60]).toContain(found);
      expect({ articles, old: id === before.id }).toEqual({ articles: found, old: found === 2 });
      expect((await run(['reindex', '--quiet'], env)).code).toBe(0);
      expect((await live()).found).toBe(60);
    },
  );
});

describe('watch', () => {
  it('reads pages that are handed in', async () => {
    await shop.write(pages(1));
    const running = start(['reindex', '--watch'], env);
    await running.says(': published');
    await run(['ingest'], env, JSON.stringify({ content: newsPage('Handed in', 'Ludd') }));
    await running.says(/: published[\s\S]*: published/);
    expect(await live()).toMatchObject({ articles: 2, found: 2 });
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
  });

  it('indexes now, again after a change, and ends with 130', async () => {
    await shop.write(pages(2));
    const running = start(['reindex', '--watch', '--json'], env);
    await running.says(/2 articles from 2 pages/);
    await shop.write({ 'new.txt': newsPage('New', 'Wye') });
    await running.says(/3 articles from 3 pages/);
    expect((await live()).found).toBe(3);
    running.child.kill('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });
});
