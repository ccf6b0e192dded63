/** The engine we run ourselves: who starts it, who joins, who stops it, and what happens when somebody is killed. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { findBinary } from '../../engine/binary.ts';
import { type Embedded, openEmbedded } from '../../engine/embedded.ts';
import { openStore } from '../../engine/open.ts';
import { StoreError } from '../../engine/port.ts';
import { commandOf, identify, stopProcess } from '../../engine/processes.ts';
import { type EngineRecord, engineOf, readRecord, writeRecord } from '../../engine/record.ts';
import { article } from '../support/articles.ts';
import {
  openTestStore,
  publishArticles,
  recordingLogger,
  testConfig,
  uniqueName,
} from '../support/engine.ts';

const OWNER = fileURLToPath(new URL('../support/owner.mts', import.meta.url));
const SOON = { timeout: 20_000, interval: 50 };

let dataDir: string;
let log: ReturnType<typeof recordingLogger>;
let opened: Embedded[];
let children: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'broadsheet-embedded-'));
  log = recordingLogger();
  opened = [];
  children = [];
});
afterEach(async () => {
  for (const engine of opened.reverse()) await engine.close();
  for (const child of children) child.kill('SIGKILL');
  const left = readRecord(dataDir);
  if (left) await stopProcess(engineOf(left), 5_000);
  await rm(dataDir, { recursive: true, force: true });
});

async function open(): Promise<Embedded> {
  const engine = await openEmbedded({
    dataDir,
    bin: inject('engineBinary'),
    log,
    indexingMemory: 256 * 1024 * 1024,
  });
  opened.push(engine);
  return engine;
}

/** Another process that opened the engine of the same folder. */
async function openElsewhere(): Promise<{ child: ChildProcess; url: string; owned: boolean }> {
  const child = spawn(process.execPath, ['--import', 'tsx', OWNER, dataDir, inject('engineBinary')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const said: string[] = [];
  child.stderr?.on('data', (chunk) => said.push(String(chunk)));
  if (!child.stdout) throw new Error('no stdout');
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('ready ')) return { child, ...JSON.parse(line.slice(6)) };
  throw new Error(`the other process ended: ${said.join('')}`);
}

const record = (): EngineRecord => {
  const found = readRecord(dataDir);
  if (!found) throw new Error('no engine.json');
  return found;
};
const status = async (url: string, key = ''): Promise<number> =>
  (await fetch(`${url}/version`, { headers: { authorization: `Bearer ${key}` } })).status;
const kill = async (child: ChildProcess) => {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

describe('starting', () => {
  it('names a DATA_DIR that cannot hold the data', async () => {
    const file = join(dataDir, 'a-file');
    await writeFile(file, '');
    for (const place of [file, join(file, 'below')]) {
      const error = await openEmbedded({ dataDir: place, log }).catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(StoreError);
      expect(String(error)).toContain(`DATA_DIR is «${place}»`);
    }
  });

  it('starts an engine that takes its key only, keeps the key from others and listens on loopback only', async () => {
    const engine = await open();
    expect(engine).toMatchObject({ owned: true, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(await status(engine.url, engine.masterKey)).toBe(200);
    expect(await status(engine.url)).toBe(403);
    expect((await stat(join(dataDir, 'master.key'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'engine.json'))).mode & 0o777).toBe(0o600);
    const { pid, port } = record();
    const commandLine = commandOf(pid);
    expect(commandLine).toContain('--no-analytics');
    expect(commandLine).not.toContain(engine.masterKey);
    for (const { address, family } of Object.values(networkInterfaces()).flatMap((all) => all ?? []))
      if (address !== '127.0.0.1' && family === 'IPv4')
        await expect(fetch(`http://${address}:${port}/health`)).rejects.toThrow();
  });

  it('stops it at the end, and finds key and data again at the next start', async () => {
    const first = await open();
    const config = testConfig({ index: uniqueName(import.meta.url) });
    const at = ({ url, masterKey }: Embedded) =>
      openTestStore({ ...config, env: { ...config.env, MEILI_URL: url, MEILI_MASTER_KEY: masterKey } });
    await publishArticles(await at(first), [article({ id: 'kept' })]);
    const { pid } = record();
    await first.close();
    await first.close();
    expect(identify(pid)).toBeNull();
    expect(readRecord(dataDir)).toBeNull();
    const second = await open();
    expect(second.masterKey).toBe(first.masterKey);
    expect((await (await at(second)).reader.article('kept'))?.article.id).toBe('kept');
  });

  it('says what to do with data of another version', async () => {
    await (await open()).close();
    await writeFile(join(dataDir, 'meili', 'VERSION'), '1.10.3');
    await expect(open()).rejects.toThrow(
      /written by Meilisearch 1\.10\.3.*is \d+\.\d+\.\d+.*npm run reindex/s,
    );
    expect(readRecord(dataDir)).toBeNull();
  });

  it('tells the last words of an engine that cannot start', async () => {
    await writeFile(join(dataDir, 'meili'), 'a file where the folder should be');
    await expect(open()).rejects.toThrow(/ended before it answered; its last words in .*meilisearch\.log/);
    expect(readRecord(dataDir)).toBeNull();
  });
});

describe('several processes', () => {
  it('joins the engine of another process and leaves it alone at the end', async () => {
    const owner = await openElsewhere();
    expect(owner.owned).toBe(true);
    const joined = await open();
    expect(joined).toMatchObject({ owned: false, url: owner.url });
    await joined.close();
    expect(await status(owner.url, joined.masterKey)).toBe(200);
  });

  it('starts one engine when several processes start at once, also after a start that was killed', async () => {
    await writeFile(join(dataDir, 'engine.lock'), JSON.stringify({ pid: 4_000_000, started: '1' }));
    const both = await Promise.all([openElsewhere(), openElsewhere(), open()]);
    expect(new Set(both.map(({ url }) => url)).size).toBe(1);
    expect(both.filter(({ owned }) => owned)).toHaveLength(1);
  });

  it('adopts the engine of a process that was killed, and stops it at the end', async () => {
    const owner = await openElsewhere();
    await kill(owner.child);
    const adopted = await open();
    expect(adopted).toMatchObject({ owned: true, url: owner.url });
    expect(log.lines.join()).toContain('it is ours now');
    const { pid } = record();
    await adopted.close();
    expect(identify(pid)).toBeNull();
  });

  it('adopts the engine it had joined when the owner is killed', async () => {
    const owner = await openElsewhere();
    const joined = await open();
    await kill(owner.child);
    await vi.waitFor(() => expect(joined.owned).toBe(true), SOON);
    expect(await status(joined.url, joined.masterKey)).toBe(200);
  });

  it('starts an engine of its own when the joined one is killed together with its owner', async () => {
    const owner = await openElsewhere();
    const joined = await open();
    const before = record().pid;
    await kill(owner.child);
    process.kill(before, 'SIGKILL');
    await vi.waitFor(() => expect(joined.owned).toBe(true), SOON);
    // The record follows the engine: it is written when the new one answers.
    await vi.waitFor(() => expect(record().pid).not.toBe(before), SOON);
    expect(await status(joined.url, joined.masterKey)).toBe(200);
  });

  it('leaves the engine to who uses it when its owner ends, and the last one stops it', async () => {
    const owner = await openElsewhere();
    const first = await open();
    const second = await open();
    const { pid } = record();
    const ended = once(owner.child, 'exit');
    owner.child.kill('SIGTERM');
    await ended;
    expect(await status(first.url, first.masterKey)).toBe(200);
    await vi.waitFor(() => expect(first.owned).toBe(true), SOON);
    await first.close();
    expect(await status(second.url, second.masterKey)).toBe(200);
    await second.close();
    expect(identify(pid)).toBeNull();
    expect(log.lines.join()).not.toContain('starting it again');
  });

  it('stops the engine when those who had joined are gone by then', async () => {
    const owner = await open();
    const joined = await openElsewhere();
    await kill(joined.child);
    const { pid } = record();
    await owner.close();
    expect(identify(pid)).toBeNull();
  });
});

describe('accidents', () => {
  it('starts the engine again on the same port when it is killed, and says so', async () => {
    const engine = await open();
    const { pid, port } = record();
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(log.lines.join()).toContain('runs again'), SOON);
    expect(record().pid).not.toBe(pid);
    expect(record().port).toBe(port);
    expect(await status(engine.url, engine.masterKey)).toBe(200);
    expect(log.lines.join()).toContain('the engine is gone: starting it again');
  });

  it('leads those who joined to the engine that was started again', async () => {
    await openElsewhere();
    const joined = await open();
    const { pid } = record();
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => {
      expect(record().pid).not.toBe(pid);
      expect(await status(joined.url, joined.masterKey)).toBe(200);
    }, SOON);
    expect(joined.owned).toBe(false);
  });

  it('does not take a stranger with a reused pid for the engine, and leaves it alive', async () => {
    await (await open()).close();
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    children.push(stranger);
    const pid = stranger.pid ?? 0;
    const real = identify(pid);
    for (const started of ['long ago', real?.started ?? '']) {
      const owner = { ownerPid: 4_000_000, ownerStarted: '0', ownerToken: 'gone', joined: [] };
      writeRecord(dataDir, { pid, started, port: 7700, version: '1.21.0', ...owner });
      const engine = await open();
      expect(engine.owned).toBe(true);
      expect(record().pid).not.toBe(pid);
      expect(identify(pid)).toEqual(real);
      await engine.close();
    }
  });

  it('finishes a reindex when the engine is killed in its middle', async () => {
    await open();
    const { env, ...config } = testConfig({ index: uniqueName(import.meta.url, 'kill') });
    const { MEILI_URL: _url, MEILI_MASTER_KEY: _key, ...rest } = env;
    const store = await openStore({ ...config, env: { ...rest, DATA_DIR: dataDir } }, log);
    expect(store.description).toContain('joined');
    const staging = await store.writer.begin();
    await staging.add([article({ id: 'before' })]);
    process.kill(record().pid, 'SIGKILL');
    await staging.add([article({ id: 'after' })]);
    await staging.publish({ id: 'b', rules: 'r', finishedAt: '', articles: 2, summary: {} });
    expect((await store.reader.article('before'))?.build.id).toBe('b');
    expect(await store.reader.article('after')).not.toBeNull();
    await store.close();
  });

  it('starts over when engine.json is damaged', async () => {
    await writeFile(join(dataDir, 'engine.json'), '{"pid":');
    expect((await open()).owned).toBe(true);
  });
});

describe('the binary', () => {
  const packaged = async (content: string, sha256: string) => {
    const path = join(dataDir, 'from-npm');
    await writeFile(path, content, { mode: 0o644 });
    return { path, sha256 };
  };
  const HELLO = '#!/bin/sh\necho hello\n';

  it('is not run, nor left behind, when it has another SHA-256 than it must have', async () => {
    const wrong = await packaged(HELLO, '0'.repeat(64));
    await expect(findBinary({ dataDir, packaged: wrong })).rejects.toThrow(
      /has the SHA-256 .* it will not be run/,
    );
    await expect(stat(join(dataDir, 'bin', 'meilisearch'))).rejects.toThrow('ENOENT');
  });

  it('is copied with the run bit, and checked again only when the copy was touched', async () => {
    const right = await packaged(HELLO, createHash('sha256').update(HELLO).digest('hex'));
    const copy = await findBinary({ dataDir, packaged: right });
    expect((await stat(copy)).mode & 0o777).toBe(0o755);

    // The package is gone: a copy that is untouched needs it no more.
    await rm(right.path);
    expect(await findBinary({ dataDir, packaged: right })).toBe(copy);

    await writeFile(copy, '#!/bin/sh\necho gotcha\n');
    await packaged(HELLO, right.sha256);
    await findBinary({ dataDir, packaged: right });
    expect(await readFile(copy, 'utf8')).toBe(HELLO);
  });

  it('is started by a path that is relative to where we run', async () => {
    const here = relative(process.cwd(), inject('engineBinary'));
    expect(await findBinary({ dataDir, bin: here })).toBe(resolve(inject('engineBinary')));
  });

  it('is the one of MEILI_BIN when that may be run, else the error names it', async () => {
    const bin = join(dataDir, 'mine');
    await expect(findBinary({ dataDir, bin })).rejects.toThrow(`MEILI_BIN is «${bin}», which does not exist`);
    await copyFile('/bin/sh', bin);
    await chmod(bin, 0o644);
    await expect(findBinary({ dataDir, bin })).rejects.toThrow('chmod +x');
    await chmod(bin, 0o755);
    expect(await findBinary({ dataDir, bin })).toBe(bin);
    await expect(findBinary({ dataDir, bin: dataDir })).rejects.toThrow('which is no file');
  });

  it.each([
    ['fails', '#!/bin/sh\necho wrong machine >&2\nexit 1\n', 'says «wrong machine»'],
    ['cannot be run', 'no program at all', 'is no Meilisearch that runs here'],
    ['is something else', '#!/bin/sh\necho other 1.21.0\n', 'says «other 1.21.0»'],
  ])('is named when it %s', async (_, content, words) => {
    const bin = join(dataDir, 'mine');
    await writeFile(bin, content, { mode: 0o755 });
    const error = await openEmbedded({ dataDir, bin, log }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(StoreError);
    expect(String(error)).toContain(bin);
    expect(String(error)).toContain(words);
  });

  const onPath = execFileSync('/bin/sh', ['-c', 'command -v meilisearch || true'], {
    encoding: 'utf8',
  }).trim();
  it.skipIf(onPath)('is explained in two lines where there is none', async () => {
    const error = await findBinary({ dataDir, packaged: null }).catch((cause: Error) => cause);
    const { message } = error as Error;
    expect(message.split('\n')).toHaveLength(2);
    for (const way of ['brew install', 'MEILI_BIN', 'getmeili/meilisearch', 'MEILI_URL'])
      expect(message).toContain(way);
  });
});
