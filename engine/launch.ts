/** Starts one Meilisearch process on loopback and waits until it answers. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from './data-dir.ts';
import { StoreError, StoreUnavailable } from './port.ts';
import { identify, isAlive, type ProcessId, stopProcess } from './processes.ts';

/** The version this program is tried with; the npm package and the image carry it. Its data are read by its own minor version only. */
export const ENGINE_VERSION = '1.21.0';

/** Recovery of a large index after a crash takes a while; past this the start has failed. */
const START_DEADLINE_MS = 120_000;
const CALL_DEADLINE_MS = 2_000;
/** A binary of 130 MB on a slow disk takes a while to be read for the first time. */
const VERSION_DEADLINE_MS = 60_000;
const PORTS_TO_TRY = 5;
const LOG_BYTES = 10_000_000;
const MIB = 1024 * 1024;

export interface LaunchOptions {
  readonly binary: string;
  /** Absolute. */
  readonly dataDir: string;
  readonly masterKey: string;
  /** Taken when it is free, so that whoever knew the engine still finds it. */
  readonly preferredPort?: number | undefined;
  /** Bytes the engine may use for indexing; by default a third of what there is. */
  readonly indexingMemory?: number | undefined;
  /** Called as soon as the process exists, before it answers: a crash from here on must not leave it unknown. */
  readonly onSpawn: (engine: Launched) => void;
}

export interface Launched {
  readonly process: ProcessId;
  readonly port: number;
  readonly version: string;
}

export const databasePath = (dataDir: string): string => join(dataDir, 'meili');

/**
 * Starts the engine and resolves once it answers.
 * @throws StoreError when it ends before it answers, in its own words, or when the data is of another version
 * @throws StoreUnavailable when it does not answer in time
 */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const version = versionOf(options.binary);
  checkDatabaseVersion(options.dataDir, version, options.binary);
  for (let attempt = 1; ; attempt++) {
    const wanted = attempt === 1 ? options.preferredPort : undefined;
    const port = wanted !== undefined && (await isFree(wanted)) ? wanted : await freePort();
    const outcome = await start(options, port, version);
    if ('process' in outcome) return outcome;
    // Another process may take the port between our look and the engine's start.
    if (/address already in use/i.test(outcome.lastWords) && attempt < PORTS_TO_TRY) continue;
    throw new StoreError(
      `${options.binary} ended before it answered; its last words in ${logPath(options.dataDir)}: ` +
        (outcome.lastWords || '(none)'),
    );
  }
}

/** The version of the engine on this port when it accepts our key, else null: proof that it is ours and answers. */
export async function answers(port: number, masterKey: string): Promise<string | null> {
  const headers = { authorization: `Bearer ${masterKey}`, 'accept-encoding': 'identity' };
  const get = (path: string) =>
    fetch(`http://127.0.0.1:${port}/${path}`, { headers, signal: AbortSignal.timeout(CALL_DEADLINE_MS) });
  try {
    if (!(await get('health')).ok) return null;
    const answer = await get('version');
    const said: unknown = answer.ok ? await answer.json() : null;
    return said && typeof said === 'object' && 'pkgVersion' in said ? String(said.pkgVersion) : null;
  } catch (cause) {
    // fetch says TypeError for a refused or broken connection, DOMException for the deadline, SyntaxError for no JSON.
    if (cause instanceof TypeError || cause instanceof DOMException || cause instanceof SyntaxError)
      return null;
    throw cause;
  }
}

async function start(
  options: LaunchOptions,
  port: number,
  version: string,
): Promise<Launched | { lastWords: string }> {
  const { dataDir, masterKey } = options;
  makeFolder(dataDir);
  const log = openLog(dataDir);
  const child = spawn(
    options.binary,
    [
      ...['--http-addr', `127.0.0.1:${port}`],
      ...['--db-path', databasePath(dataDir)],
      ...['--dump-dir', join(dataDir, 'dumps'), '--snapshot-dir', join(dataDir, 'snapshots')],
      ...['--env', 'production', '--no-analytics', '--log-level', 'WARN'],
      ...['--max-indexing-memory', `${options.indexingMemory ?? defaultIndexingMemory()}`],
    ],
    {
      cwd: dataDir,
      // Nothing of ours but the key: a stray MEILI_* variable must not change the engine. A command line can be
      // read by every user of the machine, an environment cannot.
      env: { MEILI_MASTER_KEY: masterKey },
      stdio: ['ignore', log.fd, log.fd],
      // Its own process group: Ctrl-C in a terminal reaches us, and we stop the engine in order.
      detached: true,
    },
  );
  closeSync(log.fd);
  child.unref();
  const failed = new Promise<Error | null>((resolve) => {
    child.once('error', resolve);
    child.once('exit', () => resolve(null));
  });
  const id = child.pid === undefined ? null : identify(child.pid);
  if (!id) return { lastWords: (await failed)?.message ?? log.lastWords() };

  const launched = { process: id, port, version };
  options.onSpawn(launched);
  const end = performance.now() + START_DEADLINE_MS;
  while (isAlive(id)) {
    if (await answers(port, masterKey)) return launched;
    if (performance.now() > end) {
      await stopProcess(id, CALL_DEADLINE_MS);
      throw new StoreUnavailable(
        `the engine did not answer within ${START_DEADLINE_MS} ms of its start: see ${logPath(dataDir)}`,
      );
    }
    await sleep(20);
  }
  return { lastWords: log.lastWords() };
}

function versionOf(binary: string): string {
  const ask = spawnSync(binary, ['--version'], { encoding: 'utf8', env: {}, timeout: VERSION_DEADLINE_MS });
  const version = /^meilisearch (\d+\.\d+\.\d+)/i.exec(ask.stdout ?? '')?.[1];
  if (version) return version;
  const said = ask.error?.message ?? `${ask.stdout}${ask.stderr}`.trim().split('\n', 1)[0];
  throw new StoreError(`${binary} is no Meilisearch that runs here: asked for its version it says «${said}»`);
}

/** The engine reads data of its own minor version only. */
function checkDatabaseVersion(dataDir: string, version: string, binary: string): void {
  const file = join(databasePath(dataDir), 'VERSION');
  if (!existsSync(file)) return;
  const written = readFileSync(file, 'utf8').trim();
  const minor = (v: string) => v.split('.').slice(0, 2).join('.');
  if (minor(written) === minor(version)) return;
  throw new StoreError(
    `${databasePath(dataDir)} was written by Meilisearch ${written}, and ${binary} is ${version}, which cannot read it: ` +
      `name a Meilisearch ${minor(written)} with MEILI_BIN, or move the data as docs/operations.md tells: ` +
      'with a backup, or by deleting that folder and `npm run reindex`',
  );
}

/**
 * A third of what this machine or container has: the page cache, the pipeline and the neighbours need the rest. Not
 * more than 1 GiB: up to 60,000 articles four times as much saves no time, and takes a third more (docs/speed.md).
 */
function defaultIndexingMemory(): number {
  const cap = process.constrainedMemory();
  const total = cap ? Math.min(totalmem(), cap) : totalmem();
  return Math.round(Math.min(Math.max(total / 3, 256 * MIB), 1024 * MIB));
}

const logPath = (dataDir: string): string => join(dataDir, 'meilisearch.log');

function openLog(dataDir: string): { fd: number; lastWords: () => string } {
  const path = logPath(dataDir);
  if (existsSync(path) && statSync(path).size > LOG_BYTES) renameSync(path, `${path}.1`);
  const fd = openSync(path, 'a', 0o600);
  const before = statSync(path).size;
  return {
    fd,
    lastWords: () =>
      readFileSync(path).subarray(before).toString('utf8').trim().split('\n').slice(-5).join(' | '),
  };
}

function listenOn(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause) =>
      'code' in cause && cause.code === 'EADDRINUSE' ? resolve(null) : reject(cause),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : null));
    });
  });
}

const isFree = async (port: number): Promise<boolean> => (await listenOn(port)) !== null;

async function freePort(): Promise<number> {
  const port = await listenOn(0);
  if (port === null) throw new StoreError('the system has no free port on 127.0.0.1');
  return port;
}
