/** `npm start`: opens the store, indexes the demo corpus if nothing was indexed yet, and serves page and API. */
import { once } from 'node:events';
import pino, { type Logger } from 'pino';
import { ConfigError, loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { goOnUnheard } from '../config/streams.ts';
import { openStore } from '../engine/open.ts';
import { OutdatedIndex, type Store, StoreError, StoreUnavailable } from '../engine/port.ts';
import { Reindexing } from './admin/reindexing.ts';
import { createApp } from './app.ts';
import { ensureBuild, FirstBuildFailed } from './first-build.ts';
import { createLogger } from './http/logger.ts';
import { createIndexer, type Indexer } from './indexer-process.ts';
import { listen, PortTaken } from './listen.ts';

goOnUnheard(process.stdout, process.stderr);

/** npm passes on a Ctrl-C that the terminal has sent us already: a signal this soon after the first is the same one. */
const SAME_SIGNAL_MS = 1_000;

/** Set by the first signal: whatever runs finishes, then the process ends. A second one ends it at once. */
const stopping = new AbortController();
let heard = Number.POSITIVE_INFINITY;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (performance.now() - heard > SAME_SIGNAL_MS) process.exit(signal === 'SIGINT' ? 130 : 143);
    if (stopping.signal.aborted) return;
    heard = performance.now();
    stopping.abort();
  });

try {
  await serve(loadConfig(process.env));
} catch (error) {
  const foreseen = [ConfigError, StoreError, FirstBuildFailed, PortTaken].some(
    (kind) => error instanceof kind,
  );
  process.stderr.write(
    `broadsheet: ${foreseen && error instanceof Error ? error.message : inspect(error)}\n`,
  );
  process.exitCode = 1;
}
// At once: on its slow way out Node takes our handlers off, and the signal that npm passes on would be what ended us.
if (stopping.signal.aborted) process.exit();

/** Runs until a signal comes; the log goes to stderr, the address to stdout. */
async function serve(config: Config): Promise<void> {
  const { LOG_LEVEL, ADMIN_KEY, MEILI_MASTER_KEY } = config.env;
  const stderr = pino.destination({ fd: 2, sync: true });
  goOnUnheard(stderr);
  const log = createLogger(LOG_LEVEL, [ADMIN_KEY, MEILI_MASTER_KEY], stderr);
  const store = await openStore(config, log);
  try {
    log.info(store.description);
    await answer(config, store, log, createIndexer(process.env));
  } finally {
    await store.close();
  }
}

async function answer(config: Config, store: Store, log: Logger, indexer: Indexer): Promise<void> {
  const { HOST, PORT, SEEDS_DIR, DATA_DIR, ADMIN_KEY } = config.env;
  try {
    await ensureBuild(store.reader, indexer, SEEDS_DIR, stopping.signal);
  } catch (error) {
    if (!(error instanceof StoreUnavailable || error instanceof OutdatedIndex)) throw error;
    log.warn(`${error.message}: every search is answered with 503 until then`);
  }
  if (stopping.signal.aborted) return;
  const reindexing = new Reindexing({ indexer, dataDir: DATA_DIR, log });
  const admin = ADMIN_KEY === undefined ? undefined : { key: ADMIN_KEY, indexer, reindexing };
  const app = createApp({ reader: store.reader, config, log, ...(admin && { admin }) });
  const server = await listen(app, HOST, PORT);
  process.stdout.write(`Broadsheet is ready at ${server.url}\n`);
  // Pages that were handed in before the last end.
  if (admin) reindexing.readPending();
  if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
  await server.close();
  await reindexing.stop();
}

function inspect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
