/** `npm start` as a user runs it: another process, its streams, signals and exit code. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'broadsheet-start-'));
const running = new Set<ChildProcess>();

/** A folder of configuration whose index has a name of its own. */
function configDir(index: string): string {
  const folder = join(dir, `config-${index}`);
  mkdirSync(folder, { recursive: true });
  const shipped = readFileSync(join(ROOT, 'config/index.yml'), 'utf8');
  writeFileSync(join(folder, 'index.yml'), shipped.replace(/^index: \S+/m, `index: ${index}`));
  return folder;
}

interface Started {
  readonly child: ChildProcess;
  /** Resolves with the address it printed, rejects when it ends before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** What `npm start` hands to the shell, as npm does. */
const NPM_START = ['/bin/sh', '-c', scripts(readFileSync(join(ROOT, 'package.json'), 'utf8')).start] as const;
const NODE = [process.execPath, 'scripts/run.mjs', 'server/main.ts'] as const;

function scripts(manifest: string): { readonly start: string } {
  return (JSON.parse(manifest) as { scripts: { start: string } }).scripts;
}

function start(
  index: string,
  env: Record<string, string> = {},
  [command, ...args]: readonly [string, ...string[]] = NODE,
): Started {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MEILI_URL: inject('engineUrl'),
      MEILI_MASTER_KEY: inject('engineKey'),
      CONFIG_DIR: configDir(index),
      DATA_DIR: join(dir, 'data'),
      PORT: '0',
      LOG_LEVEL: 'info',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const said = { stdout: '', stderr: '' };
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, ...said });
    }),
  );
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
      const url = /ready at (\S+)/.exec(said.stdout)?.[1];
      if (url) resolve(url);
    });
    ended.then(({ stderr }) => reject(new Error(`it ended before it was ready: ${stderr}`)));
  });
  ready.catch(() => undefined); // Tests of a failure look at `ended` alone.
  return { child, ready, ended };
}

function portOf(server: Server): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  server.close();
  return port;
}

const built = uniqueName(import.meta.url, 'built');

beforeAll(async () => {
  const store = await openTestStore(testConfig({ index: built }));
  await publishArticles(store, [article({ id: 'one', title: 'Ferry' })]);
  await store.close();
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('npm start', () => {
  it('prints its address on stdout and nothing else, and logs no words that were searched for', async () => {
    const { child, ready, ended } = start(built);
    const url = await ready;
    expect((await fetch(`${url}/api/search?q=ferrywords`)).status).toBe(200);
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(0);
    expect(stdout).toBe(`Broadsheet is ready at ${url}\n`);
    expect(stderr).toContain('/api/search');
    expect(stderr).not.toContain('ferrywords');
  });

  it('indexes the demo corpus first when nothing was indexed yet', async () => {
    const seeds = join(dir, 'seeds');
    mkdirSync(seeds);
    writeFileSync(
      join(seeds, 'page.txt'),
      `Lighthouse keeper retires\n\n${'The keeper of the old lighthouse retires after forty years on the rock. '.repeat(6)}\n`,
    );
    const { ready, ended, child } = start(uniqueName(import.meta.url, 'first'), { SEEDS_DIR: seeds });
    const url = await ready;
    const answer: unknown = await (await fetch(`${url}/api/search?q=lighthouse`)).json();
    expect(answer).toMatchObject({ total: 1 });
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
  });

  it('says what to do when the demo corpus is not there', async () => {
    const { ended } = start(uniqueName(import.meta.url, 'nothing'), { SEEDS_DIR: join(dir, 'nosuch') });
    const { code, stderr, stdout } = await ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^broadsheet: SEEDS_DIR is «.*nosuch», and there is nothing: .*npm run reindex/m);
    expect(stderr).not.toContain('Usage');
    expect(stdout).toBe('');
  });

  it('says what to do when the port is taken', async () => {
    const other = createServer();
    const port = await portOf(other);
    const { code, stderr } = await start(built, { PORT: String(port) }).ended;
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`port ${port} on 127.0.0.1 is taken by another program`);
    expect(stderr).toContain(`PORT=${port + 1}`);
  });

  it('names a fault of the environment', async () => {
    const { code, stderr } = await start(built, { PORT: 'http' }).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/PORT is «http»/);
    expect(stderr).not.toMatch(/at \w+ \(/);
  });

  it('serves, and says so, while the engine is away', async () => {
    const nobody = await freePort();
    const { child, ready, ended } = start(built, { MEILI_URL: `http://127.0.0.1:${nobody}` });
    const url = await ready;
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect((await ended).stderr).toMatch(/the engine is away.*going on until it answers/);
  });

  it('serves when nobody reads what it says', async () => {
    const port = await freePort();
    const { child, ready, ended } = start(built, { PORT: String(port) });
    ready.catch(() => undefined); // nobody is told
    for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    const search = () => fetch(`http://127.0.0.1:${port}/api/search?q=ferry`);
    await vi.waitFor(async () => expect((await search()).status).toBe(200), 20_000);
    for (let i = 0; i < 3; i++) expect((await search()).status).toBe(200);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('ends in order when a browser holds a connection open that asks for nothing', async () => {
    const { child, ready, ended } = start(built);
    const url = new URL(await ready);
    const silent = connect(Number(url.port), url.hostname);
    await once(silent, 'connect');
    const dropped = once(silent, 'close');
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
    await dropped;
  });

  it('takes a signal that comes again at once, from the terminal and through npm, for one', async () => {
    const { child, ready, ended } = start(built);
    await ready;
    child.kill('SIGINT');
    // Another one, because the system may join two of a kind, and often: one of them comes while the process ends.
    const again = setInterval(() => child.kill('SIGTERM'), 1);
    setTimeout(() => clearInterval(again), 500);
    const { code } = await ended;
    clearInterval(again);
    expect(code).toBe(0);
  });

  it('ends with the npm that started it', async () => {
    const { child, ready, ended } = start(built, {}, NPM_START);
    const url = await ready;
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('answers bytes that are no HTTP as a problem', async () => {
    const url = new URL(await start(built).ready);
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(url.port), url.hostname, () => socket.write('no http at all\r\n\r\n'));
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text)).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*bad-request/);
  });
});
