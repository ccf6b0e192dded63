/** `npm run doctor`: what is broken is found and said, what is sound is not complained of. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { Finding } from '../../operate/doctor/finding.ts';
import { doors, memory, nodeVersion, strangeVariables } from '../../operate/doctor/machine.ts';
import { operate, run } from '../support/cli.ts';
import { newsPage, type Workshop, workshop } from '../support/corpus.ts';
import { testConfig, uniqueName } from '../support/engine.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const index = uniqueName(import.meta.url);
let shop: Workshop;
let env: Record<string, string>;

beforeAll(async () => {
  shop = await workshop(index);
  env = { ...shop.env, MEILI_URL: inject('engineUrl'), MEILI_MASTER_KEY: inject('engineKey') };
  await shop.write({ 'a.txt': newsPage('First', 'Marlow') });
  expect((await run(['reindex', '--quiet'], env)).code).toBe(0);
});
afterAll(() => shop.clear());

async function examined(more: Record<string, string> = {}) {
  const { code, stdout } = await operate(['doctor', '--json'], { ...env, ...more });
  const { sound, findings } = JSON.parse(stdout) as { sound: boolean; findings: Finding[] };
  const found = (state: Finding['state']) =>
    findings.filter((one) => one.state === state).map(({ about, seen }) => `${about}: ${seen}`);
  return { code, sound, faults: found('fault'), warnings: found('warning'), fine: found('ok'), findings };
}

const client = () => new Meilisearch({ host: inject('engineUrl'), apiKey: inject('engineKey') });

describe('doctor', () => {
  it('finds nothing at a sound installation, and writes for a person', async () => {
    const seen = await examined();
    expect(seen).toMatchObject({ code: 0, sound: true, faults: [], warnings: [] });
    expect(seen.fine.join('\n')).toMatch(/index: build \S+ of \S+ with 1 articles/);
    const { code, stdout } = await operate(['doctor'], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok {7}Node: \d/);
    expect(stdout).toMatch(/\n0 faults, 0 warnings\n$/);
    expect(stdout).not.toContain(inject('engineKey'));
  });

  it('starts no search that nothing can answer: an engine that is away is a fault', async () => {
    const seen = await examined({ MEILI_URL: 'http://127.0.0.1:9' });
    expect(seen.code).toBe(1);
    expect(seen.faults.join()).toMatch(/engine: .*away/);
    expect(seen.findings.at(-1)?.about).toBe('disk');
  });

  it('goes on where a file cannot be read, and names it', async () => {
    const dataDir = join(shop.dir, 'odd');
    await mkdir(join(dataDir, 'engine.json'), { recursive: true });
    await writeFile(join(dataDir, 'spool'), '');
    const seen = await examined({ DATA_DIR: dataDir, MEILI_URL: '', MEILI_BIN: '/no/such/binary' });
    expect(seen.code).toBe(1);
    expect(seen.faults.join('\n')).toMatch(/embedded engine: EISDIR/);
    expect(seen.findings.at(-1)?.about).toBe('disk');
    const later = await examined({ DATA_DIR: dataDir });
    expect(later.faults).toEqual([expect.stringMatching(/leftovers: ENOTDIR.*spool/)]);
  });

  it('says of a wrong configuration which, and looks no further', async () => {
    const seen = await examined({ TRUST_PROXY: 'everybody' });
    expect(seen).toMatchObject({ code: 1, faults: [expect.stringContaining('TRUST_PROXY is «everybody»')] });
  });

  it('finds settings that drifted, articles that went, a run that died and other rules', async () => {
    await client()
      .index(index)
      .updateSettings({ searchableAttributes: ['title'] })
      .waitTask();
    await client()
      .index(`${index}_staging`)
      .addDocuments([{ id: 'x' }])
      .waitTask();
    await writeFile(join(shop.env.DATA_DIR, 'spool', '20200101T000000-aaaaaa.ndjson'), '');
    await mkdir(join(shop.env.CONFIG_DIR, 'boilerplate'));
    await writeFile(join(shop.env.CONFIG_DIR, 'boilerplate', 'mine.yml'), '[]');
    const seen = await examined();
    expect(seen.code).toBe(1);
    expect(seen.faults).toEqual([expect.stringContaining(`${index}: searchableAttributes`)]);
    expect(seen.warnings).toEqual([
      expect.stringContaining('rules: the live build was made by'),
      expect.stringContaining(`indexes ${index}_staging`),
      expect.stringContaining('20200101T000000-aaaaaa.ndjson'),
    ]);
    await client().index(index).deleteAllDocuments().waitTask();
    expect((await examined()).faults[0]).toMatch(/has 1 articles, and the engine holds 0/);
    await rm(join(shop.env.CONFIG_DIR, 'boilerplate'), { recursive: true });
    expect((await run(['reindex', '--again', '--quiet'], env)).code).toBe(0);
    expect(await examined()).toMatchObject({ code: 0, faults: [], warnings: [] });
  });

  it('finds a build of another version of the program', async () => {
    const builds = client().index(`${index}_builds`);
    const [build] = (await builds.getDocuments()).results;
    await builds.addDocuments([{ ...build, format: 'other' }] as Record<string, unknown>[]).waitTask();
    expect((await examined()).faults).toEqual([
      expect.stringContaining('was made by another version of Broadsheet'),
    ]);
    await builds.addDocuments([build] as Record<string, unknown>[]).waitTask();
  });

  it('tells of pages that wait, and of a lock file that is none', async () => {
    await run(['ingest'], env, JSON.stringify({ content: newsPage('Handed in', 'Ludd') }));
    expect((await examined()).warnings).toEqual([expect.stringContaining('handed in: ')]);
    const lock = join(shop.env.DATA_DIR, 'reindex.lock');
    await writeFile(lock, 'what');
    expect((await examined()).faults.join()).toMatch(/locks: .*reindex\.lock is not a lock file of ours/);
    await rm(lock);
  });

  it('starts the embedded engine for a look and stops it, and hashes its binary', async () => {
    const dataDir = join(shop.dir, 'own');
    const own = { ...shop.env, DATA_DIR: dataDir };
    const look = async () => {
      const { code, stdout } = await operate(['doctor', '--json'], own);
      return { code, findings: (JSON.parse(stdout) as { findings: Finding[] }).findings };
    };
    const first = await look();
    expect(first.code).toBe(0);
    expect(first.findings.map(({ about, seen }) => `${about}: ${seen}`).join('\n')).toMatch(
      /engine binary: \S+\/bin\/meilisearch, and its SHA-256 is the one/,
    );
    expect(existsSync(join(dataDir, 'engine.json'))).toBe(false);
    await chmod(join(dataDir, 'master.key'), 0o644);
    const version = join(dataDir, 'meili', 'VERSION');
    await writeFile(version, (await readFile(version, 'utf8')).replace(/^\d+\.\d+/, '1.20'));
    const second = await look();
    expect(second.code).toBe(1);
    const fault = second.findings.find(({ state }) => state === 'fault');
    expect(fault?.seen).toMatch(/was written by Meilisearch 1\.20.*docs\/operations\.md/);
  });
});

describe('what the machine has', () => {
  it.each([
    ['20.18.3', 'fault'],
    ['18.20.0', 'fault'],
    ['20.19.0', 'ok'],
    ['26.0.0', 'ok'],
  ])('Node %s is %s', (version, state) => expect(nodeVersion(version).state).toBe(state));

  it('names variables that are nearly ours, and those of the engine', () => {
    const seen = strangeVariables({
      ADMINKEY: 'x',
      trust_proxy: '1',
      MEILI_ENV: 'x',
      PATH: '/bin',
      PORT: '1',
    });
    expect(seen.map(({ seen: words, advice }) => `${words} ${advice}`)).toEqual([
      expect.stringMatching(/ADMINKEY.*rename it to ADMIN_KEY/),
      expect.stringMatching(/trust_proxy.*rename it to TRUST_PROXY/),
      expect.stringMatching(/MEILI_ENV/),
    ]);
    expect(JSON.stringify(seen)).not.toContain('"x"');
  });

  it('says when little memory is there, and when readers behind a proxy would be taken for one', () => {
    expect(memory(500_000_000).state).toBe('warning');
    const config = testConfig({}, { PUBLIC_URL: 'https://news.example' });
    expect(doors(config).map(({ state }) => state)).toEqual(['ok', 'warning']);
    expect(doors({ ...config, env: { ...config.env, TRUST_PROXY: 1 } }).map(({ state }) => state)).toEqual([
      'ok',
    ]);
  });
});
