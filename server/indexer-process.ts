/** Runs a command of the indexer as a process of its own: the server never does its work itself. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** How a command ended. */
export interface Ended {
  /** The exit code, or the name of the signal that ended it. */
  readonly code: number | string;
  /** All it wrote to stdout. */
  readonly stdout: string;
  /** The last lines of what it said on stderr. */
  readonly words: readonly string[];
}

export interface IndexerOptions {
  /** Ends it in order: SIGTERM. What was live stays live. */
  readonly signal?: AbortSignal;
  /** What it reads; nothing where it is left out. */
  readonly stdin?: Uint8Array;
  /** Told of every line on stderr. */
  readonly says?: (line: string) => void;
  /** Whether it writes to our own stderr: on a terminal it draws a bar there. */
  readonly shown?: boolean;
}

export interface Indexer {
  /** @throws when the process cannot be started */
  run(args: readonly string[], options?: IndexerOptions): Promise<Ended>;
}

/** Lines of stderr that are kept. */
const LAST_WORDS = 20;

/** What keeps the memory of a reindex small and compiles later, as `npm run reindex` says it. */
export const REINDEX_FLAGS: readonly string[] = [
  '--max-semi-space-size=8',
  '--heap-growing-percent=20',
  '--interrupt-budget=300000',
  '--no-regexp-tier-up',
];
export const REINDEX_ENVIRONMENT = { MALLOC_ARENA_MAX: '2' } as const;

/** @param environment of the commands; the operator's key is no business of theirs and is left out */
export function createIndexer({ ADMIN_KEY: _key, ...environment }: NodeJS.ProcessEnv): Indexer {
  return {
    async run(args, { signal, stdin, says, shown = false } = {}) {
      const flags = args[0] === 'reindex' ? REINDEX_FLAGS : [];
      const child = spawn(process.execPath, [...flags, ...entrance(), ...args], {
        env: { ...REINDEX_ENVIRONMENT, ...environment },
        stdio: ['pipe', 'pipe', shown ? 'inherit' : 'pipe'],
        // Its own process group: Ctrl-C in a terminal reaches us, and we end it in order.
        detached: true,
      });
      const ended = new Promise<number | string>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, endedBy) => resolve(code ?? endedBy ?? 'no code'));
      });
      const stop = () => child.kill('SIGTERM');
      signal?.addEventListener('abort', stop, { once: true });
      if (signal?.aborted) stop();
      const words: string[] = [];
      const [code, stdout] = await Promise.all([
        ended,
        child.stdout ? text(child.stdout) : '',
        listen(child.stderr, (line) => {
          words.push(line);
          if (words.length > LAST_WORDS) words.shift();
          says?.(line);
        }),
        child.stdin && feed(child.stdin, stdin),
      ]).finally(() => signal?.removeEventListener('abort', stop));
      return { code, stdout, words };
    },
  };
}

/** Arguments of node for the indexer beside us: sources are made into JavaScript first, a build runs as it is. */
function entrance(): readonly string[] {
  const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  return import.meta.url.endsWith('.js')
    ? [beside('../indexer/main.js')]
    : [beside('../scripts/run.mjs'), 'indexer/main.ts'];
}

async function listen(stream: Readable | null, says: (line: string) => void): Promise<void> {
  if (!stream) return;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line.trim() !== '') says(line);
}

/** A process that ends without reading all has its reasons, and its exit code tells them. */
function feed(stream: Writable, bytes: Uint8Array | undefined): Promise<void> {
  return new Promise((resolve) => {
    stream.on('error', () => resolve());
    stream.end(bytes ?? '', () => resolve());
  });
}
