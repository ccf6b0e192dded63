/** A run that is killed: the next one goes on where it had got to, and ends as if nothing had happened. */
import { spawnSync } from 'node:child_process';
import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { readMaterial } from '../../bench/corpus/material.ts';
import { madePages } from '../../bench/corpus/pages.ts';
import { writePages } from '../../bench/corpus/write.ts';
import type { Report } from '../../indexer/load/report.ts';
import { run, start } from '../support/cli.ts';
import { newsPage, type Workshop, workshop } from '../support/corpus.ts';
import { uniqueName } from '../support/engine.ts';

let shop: Workshop;
let env: Record<string, string>;
beforeEach(async (context) => {
  shop = await workshop(uniqueName(import.meta.url, context.task.name));
  env = { ...shop.env, MEILI_URL: inject('engineUrl'), MEILI_MASTER_KEY: inject('engineKey') };
});
afterEach(() => shop.clear());

const spoolDir = () => join(shop.env.DATA_DIR, 'spool');
const leftovers = async () =>
  (await readdir(spoolDir()))
    .filter((name) => name.endsWith('.files.part'))
    .map((name) => name.replace('.files.part', ''));

async function made(count: number): Promise<void> {
  const materials = await readMaterial(fileURLToPath(new URL('../../seeds', import.meta.url)));
  await writePages(madePages({ materials, seed: 'resume', count }), shop.pages, 'files');
}

/** Starts a run and kills it once it has written down this many files or checkpoints. */
async function killedAfter(lines: number): Promise<string> {
  const running = start(['reindex', '--threads', '0'], env);
  for (;;) {
    const [build] = await leftovers().catch(() => []);
    const manifest = build && (await readFile(join(spoolDir(), `${build}.files.part`), 'utf8'));
    if (build && manifest && manifest.split('\n').length > lines + 1) {
      running.child.kill('SIGKILL');
      expect((await running.ended).code).toBeNull();
      return build;
    }
    await sleep(20);
    if (running.child.exitCode !== null) throw new Error(`the run ended: ${(await running.ended).stderr}`);
  }
}

/** What a run says of the pages; the same whether it was broken off or not. */
async function reindexed(dataDir = shop.env.DATA_DIR) {
  const path = join(shop.dir, 'report.json');
  const { code, stderr } = await run(['reindex', '--report', path, '--max-drop', '100'], {
    ...env,
    DATA_DIR: dataDir,
  });
  expect(code, stderr).toBe(0);
  const { timings, peakMemoryBytes, build, ...told } = JSON.parse(await readFile(path, 'utf8')) as Report;
  const spool = await readFile(join(dataDir, 'spool', `${build}.ndjson`), 'utf8');
  return { told, spool, stderr };
}

/** Each of these is some runs of a real command, one of them killed in its middle. */
const PATIENCE = 600_000;

describe('a run that was killed with -9', () => {
  it(
    'is gone on with: what it had judged is taken over, and the end is the same',
    async () => {
      await made(120);
      const killed = await killedAfter(40);
      const resumed = await reindexed();
      expect(resumed.stderr).toMatch(/a run broke off after (?:[4-9]\d|\d{3}) files/);
      expect(await leftovers()).toEqual([]);
      expect((await readdir(spoolDir())).filter((name) => name.startsWith(killed))).toEqual([]);
      const fresh = await reindexed(join(shop.dir, 'other-data'));
      expect(fresh.stderr).not.toContain('broke off');
      expect(resumed.told).toEqual(fresh.told);
      expect(resumed.spool).toBe(fresh.spool);
    },
    PATIENCE,
  );

  it(
    'takes over nothing that did not reach the disk whole, or is of a page that changed',
    async () => {
      await made(80);
      const killed = await killedAfter(40);
      const spool = join(spoolDir(), `${killed}.ndjson`);
      const manifest = join(spoolDir(), `${killed}.files.part`);
      const bytes = await readFile(spool);
      bytes.fill(0, 20_000, 24_096); // a block that was never written
      await writeFile(spool, bytes);
      await truncate(spool, (await stat(spool)).size - 5_000);
      await appendFile(manifest, '{"path":"pages/half');
      const [first] = (await readdir(shop.pages, { recursive: true }))
        .filter((name) => name.endsWith('.txt'))
        .sort();
      await writeFile(
        join(shop.pages, first ?? ''),
        'Another text\n\nOf another page that was scraped since, and says something else altogether.\n',
      );
      const resumed = await reindexed();
      expect(resumed.stderr).toContain('a run broke off');
      const fresh = await reindexed(join(shop.dir, 'other-data'));
      expect(resumed.told).toEqual(fresh.told);
      expect(resumed.spool).toBe(fresh.spool);
    },
    PATIENCE,
  );

  it(
    'is gone on with inside a file of many pages',
    async () => {
      const record = (i: number) =>
        JSON.stringify({
          url: `https://gull.example/${i}`,
          title: `Notice ${i}`,
          text: newsPage(`Notice ${i}`, `Tarn ${i}`),
        });
      await shop.write({ 'many.jsonl': Array.from({ length: 640 }, (_, i) => record(i)).join('\n') });
      await killedAfter(1);
      const resumed = await reindexed();
      expect(resumed.stderr).toContain('a run broke off');
      expect(resumed.told).toMatchObject({ files: 1, pages: 640, articles: 640 });
    },
    PATIENCE,
  );
});

/** A write beyond the limit fails as one on a full disk does, and so do those after it. */
const LIMITED = 'ulimit -f 64; exec "$0" "$@"';

describe.skipIf(process.platform === 'win32')('a run that has no room on the disk', () => {
  it(
    'says where, and is gone on with when there is room',
    async () => {
      await made(60);
      const args = ['scripts/run.mjs', 'indexer/main.ts', 'reindex', '--threads', '0', '--max-drop', '100'];
      const limited = spawnSync('bash', ['-c', LIMITED, process.execPath, ...args], {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
        encoding: 'utf8',
      });
      expect(limited.status, limited.stderr).toBe(1);
      expect(limited.stderr).toMatch(/spool\/[\w./-]+ cannot be written \(EFBIG.*start again/);
      const resumed = await reindexed();
      expect(resumed.stderr).toContain('a run broke off');
      expect(resumed.told).toMatchObject({ pages: 60, articles: 60 });
      expect(await leftovers()).toEqual([]);
    },
    PATIENCE,
  );
});
