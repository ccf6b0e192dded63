/** `npm start`: opens the store, indexes the demo corpus if nothing was indexed yet, and serves page and API. */
import type { Server } from 'node:http';
import pino from 'pino';
import { ConfigError, loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { openStore } from '../engine/open.ts';
import { type Store, StoreError } from '../engine/port.ts';
import { createApp } from './app.ts';
import { ensureBuild, FirstBuildFailed } from './first-build.ts';
import { close, listen, PortTaken, urlOf } from './listen.ts';

/** Set by the first signal: whatever runs finishes, then the process ends. */
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (stopping.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
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

/** Runs until a signal comes; the log goes to stderr, the address to stdout. */
async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.env.LOG_LEVEL }, pino.destination({ fd: 2, sync: true }));
  const store = await openStore(config, log);
  try {
    log.info(store.description);
    await answer(config, store, log);
  } finally {
    await store.close();
  }
}

async function answer(config: Config, store: Store, log: pino.Logger): Promise<void> {
  const { HOST, PORT, SEEDS_DIR } = config.env;
  await ensureBuild(store.reader, SEEDS_DIR, stopping.signal);
  if (stopping.signal.aborted) return;
  const server = await listen(createApp({ reader: store.reader, config, log }), HOST, PORT);
  process.stdout.write(`Broadsheet is ready at ${urlOf(server)}\n`);
  await untilStopped(server);
}

async function untilStopped(server: Server): Promise<void> {
  if (!stopping.signal.aborted)
    await new Promise<void>((resolve) =>
      stopping.signal.addEventListener('abort', () => resolve(), { once: true }),
    );
  await close(server);
}

function inspect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
