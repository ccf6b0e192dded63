/** Processes that are killed, and what they leave in the data folder and in the engine. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { REINDEX } from '../speed/process.ts';
import { ROOT } from '../speed/root.ts';

export interface RunEnd {
  /** Null: it was killed. */
  readonly code: number | null;
  readonly said: string;
  readonly ms: number;
}

export interface StartedRun {
  readonly ended: Promise<RunEnd>;
  kill(): void;
}

/** Starts a reindex of a folder. */
export function startRun(
  folder: string,
  env: Readonly<Record<string, string>>,
  incremental: boolean,
): StartedRun {
  const start = performance.now();
  const args = [...REINDEX, '--no-progress', ...(incremental ? ['--incremental'] : []), folder];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return {
    ended: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, said, ms: performance.now() - start }));
    }),
    kill: () => void child.kill('SIGKILL'),
  };
}

interface EngineAt {
  readonly pid: number;
  readonly port: number;
}

const engineAt = (dataDir: string): EngineAt =>
  JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as EngineAt;

/** Kills the engine of a data folder; resolves once another one runs and answers in its place. */
export async function killEngine(dataDir: string, patienceMs = 120_000): Promise<void> {
  const { pid } = engineAt(dataDir);
  process.kill(pid, 'SIGKILL');
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    await sleep(50);
    if (!existsSync(join(dataDir, 'engine.json'))) continue;
    const now = engineAt(dataDir);
    if (now.pid !== pid && (await isHealthy(now))) return;
  }
  throw new Error(`nobody started the engine of ${dataDir} again within ${patienceMs} ms`);
}

async function isHealthy({ port }: EngineAt): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false; // it does not listen yet: asked again soon
  }
}

/** What a run that succeeded should have cleared away: indexes, spools, locks of runs that were killed. */
export async function leftoversIn(dataDir: string): Promise<readonly string[]> {
  const key = readFileSync(join(dataDir, 'master.key'), 'utf8').trim();
  const { port } = engineAt(dataDir);
  const response = await fetch(`http://127.0.0.1:${port}/indexes?limit=100`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { results } = (await response.json()) as { results: readonly { uid: string }[] };
  const indexes = results.map(({ uid }) => uid).filter((uid) => uid.includes('staging'));
  const spooled = readdirSync(join(dataDir, 'spool'));
  const builds = new Set(spooled.map((name) => name.split('.', 1)[0]));
  const halves = spooled.filter((name) => /\.(?:part|lines|names|signatures)$/.test(name));
  return [
    ...indexes.map((uid) => `left over: the index ${uid}`),
    ...halves.map((name) => `left over: spool/${name}`),
    ...(builds.size > 2 ? [`left over: spools of ${builds.size} builds`] : []),
    ...(existsSync(join(dataDir, 'reindex.lock')) ? ['left over: reindex.lock'] : []),
  ];
}

/** A port nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port is free')),
      );
    });
  });
}
