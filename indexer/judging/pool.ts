/** Judges batches of pages in worker threads, or in this one; whoever asks cannot tell but by the time it takes. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { PipelineError } from '../pipeline.ts';
import type { FoundPage } from '../read/read.ts';
import { batchJudge, type JudgedBatch, type JudgeOptions } from './judge.ts';
import type { Answer, Question } from './worker.ts';

export interface JudgePool {
  /** Batches that keep every thread busy while others are on their way: ask for no more at once. */
  readonly capacity: number;
  /** @throws PipelineError, or an Error when its thread died */
  judge(pages: readonly FoundPage[]): Promise<JudgedBatch>;
  close(): Promise<void>;
}

/** Batches that wait at each thread, so that it never waits for us. */
const AHEAD = 3;

/** @param threads 0: all is judged in this thread, in its turn */
export function createPool(threads: number, options: JudgeOptions): JudgePool {
  return threads === 0 ? ownThread(options) : new Threads(threads, options);
}

function ownThread(options: JudgeOptions): JudgePool {
  let judge: ReturnType<typeof batchJudge> | undefined;
  return {
    capacity: 1,
    async judge(pages) {
      judge ??= batchJudge(options); // a run that takes everything over compiles nothing
      return judge(pages);
    },
    close: () => Promise.resolve(),
  };
}

interface Waiting {
  readonly thread: number;
  readonly resolve: (batch: JudgedBatch) => void;
  readonly reject: (cause: Error) => void;
}

class Threads implements JudgePool {
  readonly capacity: number;
  readonly #threads: number;
  readonly #options: JudgeOptions;
  readonly #workers: Worker[] = [];
  readonly #loads: number[] = [];
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  /** Why a thread is gone: what would be asked of it would never be answered. */
  #lost: Error | undefined;

  constructor(threads: number, options: JudgeOptions) {
    this.#threads = threads;
    this.#options = options;
    this.capacity = threads * AHEAD;
  }

  judge(pages: readonly FoundPage[]): Promise<JudgedBatch> {
    if (this.#lost) return Promise.reject(this.#lost);
    const number = this.#asked++;
    const thread = this.#leastLoaded();
    this.#loads[thread] = (this.#loads[thread] ?? 0) + 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { thread, resolve, reject });
      this.#workers[thread]?.postMessage({ number, pages } satisfies Question);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  /** A thread is started when all others have work. */
  #leastLoaded(): number {
    const least = this.#loads.indexOf(Math.min(...this.#loads));
    if (this.#workers.length < this.#threads && (least < 0 || (this.#loads[least] ?? 0) > 0))
      return this.#start();
    return least;
  }

  #start(): number {
    const thread = this.#workers.length;
    const worker = startWorker(this.#options);
    worker.on('message', (answer: Answer) => this.#hear(answer));
    worker.on('error', (cause) =>
      this.#mourn(thread, cause instanceof Error ? cause : new Error(String(cause))),
    );
    worker.on('exit', (code) =>
      this.#mourn(thread, new Error(`a thread that judges pages ended with ${code}`)),
    );
    this.#workers.push(worker);
    this.#loads.push(0);
    return thread;
  }

  #hear(answer: Answer): void {
    const waiting = this.#waiting.get(answer.number);
    if (!waiting) return;
    this.#waiting.delete(answer.number);
    this.#loads[waiting.thread] = (this.#loads[waiting.thread] ?? 1) - 1;
    if ('batch' in answer) waiting.resolve(answer.batch);
    else waiting.reject(revived(answer.failed));
  }

  #mourn(thread: number, cause: Error): void {
    this.#lost ??= cause;
    for (const [number, waiting] of this.#waiting)
      if (waiting.thread === thread) {
        this.#waiting.delete(number);
        waiting.reject(cause);
      }
  }
}

/** A fault of a stage names the page in its message, and keeps its class. */
const revived = ({ name, message }: { name: string; message: string }): Error =>
  name === 'PipelineError' ? new PipelineError(message) : Object.assign(new Error(message), { name });

/** The folder of the JavaScript that was made of the sources; see `scripts/run.mjs`. */
declare const KEPT_IN: string | undefined;

/**
 * Runs the module beside this one, in the form this one is in: made of the sources, compiled, or TypeScript. Loaders of the
 * thread that starts another do not reach into it, so that one is told to load tsx itself.
 */
function startWorker(options: JudgeOptions): Worker {
  const given = { workerData: options };
  if (typeof KEPT_IN === 'string') return new Worker(join(KEPT_IN, 'worker.mjs'), given);
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./worker.js', import.meta.url), given);
  const tsx = dirname(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = pathToFileURL(join(tsx, 'dist/esm/api/index.mjs')).href;
  const module = new URL('./worker.ts', import.meta.url).href;
  const start = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(module)}); })`;
  return new Worker(start, { ...given, eval: true, execArgv: [] });
}
