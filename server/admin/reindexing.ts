/** Reindex runs of this server: one at a time, each a process of its own, and what is told of them. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import { z } from 'zod';
import { pendingIn, runLockIn } from '../../config/places.ts';
import { holderOf } from '../../engine/lock.ts';
import { Problem } from '../errors.ts';
import type { Ended, Indexer } from '../indexer-process.ts';
import type { PastRun, ReindexBody } from './shapes.ts';

/** After this long, in milliseconds, it is looked again whether a run of somebody else has ended. */
const LOOK_AGAIN_MS = 5_000;
/** An engine that is away is given this long. */
const ENGINE_AWAY_MS = 60_000;
/** So is whoever has to delete a lock that cannot be read. */
const NO_LOCK_MS = 60_000;

type Mode = PastRun['mode'];
type Cause = PastRun['cause'];
type Running = { -readonly [K in keyof NonNullable<ReindexBody['run']>]: NonNullable<ReindexBody['run']>[K] };

const OUTCOME: Readonly<Record<number | string, PastRun['outcome']>> = {
  4: 'engine away',
  5: 'guard refused',
  130: 'interrupted',
  143: 'interrupted',
  SIGTERM: 'interrupted',
};

/** What `--json` prints, as far as it is told on. */
const Summary = z.object({
  outcome: z.string(),
  build: z.string(),
  articles: z.number(),
  refused: z.number().optional(),
});

export interface ReindexingOptions {
  readonly indexer: Indexer;
  readonly dataDir: string;
  readonly log: Logger;
}

export class Reindexing {
  readonly #options: ReindexingOptions;
  readonly #stopping = new AbortController();
  #run: Running | null = null;
  #ending: Promise<void> = Promise.resolve();
  #last: PastRun | null = null;
  #timer: NodeJS.Timeout | undefined;
  readonly #listeners: ((run: PastRun) => void)[] = [];

  constructor(options: ReindexingOptions) {
    this.#options = options;
  }

  /** Is told of every run that ended. */
  onEnd(listener: (run: PastRun) => void): void {
    this.#listeners.push(listener);
  }

  get state(): ReindexBody {
    const { dataDir } = this.#options;
    const elsewhere = this.#run ? null : holderOf(runLockIn(dataDir));
    return {
      state: this.#run || elsewhere ? 'running' : 'idle',
      run: this.#run && { ...this.#run },
      elsewhere: elsewhere && { pid: elsewhere.pid, since: elsewhere.since.toISOString() },
      pending: existsSync(pendingIn(dataDir)),
      last: this.#last,
    };
  }

  /** Starts a run of the files the last one read. @throws Problem `reindex-running` */
  start(mode: Mode, cause: Cause = 'asked'): ReindexBody {
    const { run, elsewhere } = this.state;
    if (run) throw new Problem('reindex-running', `The run ${run.id} is under way since ${run.startedAt}.`);
    if (elsewhere)
      throw new Problem(
        'reindex-running',
        `A run that was started by hand is under way since ${elsewhere.since} (process ${elsewhere.pid}).`,
      );
    if (this.#stopping.signal.aborted)
      throw new Problem('reindex-running', 'The server is ending: ask again when it is back.');
    clearTimeout(this.#timer);
    const startedAt = new Date().toISOString();
    const id = `${startedAt.replace(/[-:]|\.\d+Z$/g, '')}-${randomBytes(3).toString('hex')}`;
    this.#run = { id, mode, cause, startedAt, progress: null };
    this.#ending = this.#follow(this.#run);
    return this.state;
  }

  /** Reads pages that were handed in, now or as soon as the run that is under way has ended. */
  readPending(): void {
    const state = this.#stateOrNull();
    if (state && (!state.pending || state.run)) return; // the run's end looks again
    if (this.#stopping.signal.aborted) return;
    if (!state) this.#later(NO_LOCK_MS);
    else if (state.elsewhere) this.#later(LOOK_AGAIN_MS);
    else this.start('incremental', 'ingested');
  }

  /** Null where nobody knows whether a run is under way: no reason not to serve, or not to take pages in. */
  #stateOrNull(): ReindexBody | null {
    try {
      return this.state;
    } catch (cause) {
      this.#options.log.error(
        { err: cause },
        'pages that were handed in wait: the lock of runs cannot be read',
      );
      return null;
    }
  }

  /** Ends a run in order: the live index stays, and pages that were handed in are read at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#ending;
  }

  async #follow(run: Running): Promise<void> {
    const { indexer, log } = this.#options;
    const { id, mode, cause, startedAt } = run;
    log.info({ run: id, mode, cause }, 'a reindex begins');
    const args = ['reindex', '--again', '--json', ...(mode === 'incremental' ? ['--incremental'] : [])];
    const end = await indexer
      .run(args, {
        signal: this.#stopping.signal,
        says: (line) => {
          run.progress = line;
        },
      })
      .catch(notStarted);
    const last: PastRun = { id, mode, cause, startedAt, endedAt: new Date().toISOString(), ...toldBy(end) };
    this.#last = last;
    this.#run = null;
    const { outcome, build, articles, words } = last;
    if (outcome === 'published' || outcome === 'nothing changed')
      log.info({ run: id, outcome, build, articles }, 'a reindex ended');
    else log.warn({ run: id, outcome, code: end.code, words }, 'a reindex came to nothing');
    for (const listener of this.#listeners) listener(last);
    if (outcome === 'engine away') this.#later(ENGINE_AWAY_MS);
    // What failed for a reason of its own would fail again: the next page that comes in tries once more.
    else if (outcome === 'published' || outcome === 'nothing changed') this.readPending();
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#stopping.signal.aborted) return;
    this.#timer = setTimeout(() => this.readPending(), ms);
    this.#timer.unref();
  }
}

function toldBy({
  code,
  stdout,
  words,
}: Ended): Pick<PastRun, 'outcome' | 'build' | 'articles' | 'refused' | 'words'> {
  const done = code === 0 || code === 3;
  const line = stdout.trim().split('\n').at(-1) ?? '';
  const summary = done && line !== '' ? Summary.safeParse(JSON.parse(line)).data : undefined;
  const outcome = summary?.outcome === 'nothing changed' ? 'nothing changed' : 'published';
  return {
    outcome: summary ? outcome : (OUTCOME[code] ?? 'failed'),
    build: summary?.build ?? null,
    articles: summary?.articles ?? null,
    refused: summary?.refused ?? null,
    words: [...words],
  };
}

const notStarted = (cause: unknown): Ended => ({
  code: 'not started',
  stdout: '',
  words: [cause instanceof Error ? cause.message : String(cause)],
});
