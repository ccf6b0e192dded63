/** Threads of our own that answer questions, each one after another; whoever asks keeps the order. */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Each takes some hundred megabytes. */
const MOST = 8;

/** Threads that are worth having on this machine, the one that asks counted: one a core. */
export const threadsWorth = (): number => Math.min(availableParallelism(), MOST);

/** What goes to a thread and what comes back; see `thread.ts` for its side. */
export interface Asked<Question> {
  readonly number: number;
  readonly question: Question;
}
export type Answered<Answer> =
  | { readonly number: number; readonly answer: Answer }
  | { readonly number: number; readonly failed: { readonly name: string; readonly message: string } };

interface Waiting<Answer> {
  readonly thread: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (cause: Error) => void;
}

export class Threads<Question, Answer> {
  readonly #most: number;
  readonly #start: () => Worker;
  readonly #workers: Worker[] = [];
  readonly #loads: number[] = [];
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #asked = 0;
  /** Why a thread is gone: what would be asked of it would never be answered. */
  #lost: Error | undefined;

  /**
   * @param most threads at one time; each is started when all others have work
   * @param start see `startThread`
   */
  constructor(most: number, start: () => Worker) {
    this.#most = most;
    this.#start = start;
  }

  /** Questions that are not answered yet. */
  get load(): number {
    return this.#waiting.size;
  }

  /** @throws what the thread threw, as an Error of the same name; or an Error when it died */
  ask(question: Question): Promise<Answer> {
    if (this.#lost) return Promise.reject(this.#lost);
    const number = this.#asked++;
    const thread = this.#leastLoaded();
    this.#loads[thread] = (this.#loads[thread] ?? 0) + 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { thread, resolve, reject });
      this.#workers[thread]?.postMessage({ number, question } satisfies Asked<Question>);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #leastLoaded(): number {
    const least = this.#loads.indexOf(Math.min(...this.#loads));
    if (this.#workers.length < this.#most && (least < 0 || (this.#loads[least] ?? 0) > 0))
      return this.#another();
    return least;
  }

  #another(): number {
    const thread = this.#workers.length;
    const worker = this.#start();
    worker.on('message', (answer: Answered<Answer>) => this.#hear(answer));
    worker.on('error', (cause) =>
      this.#mourn(thread, cause instanceof Error ? cause : new Error(String(cause))),
    );
    worker.on('exit', (code) =>
      this.#mourn(thread, new Error(`a thread ended with ${code} before its work was done`)),
    );
    this.#workers.push(worker);
    this.#loads.push(0);
    return thread;
  }

  #hear(heard: Answered<Answer>): void {
    const waiting = this.#waiting.get(heard.number);
    if (!waiting) return;
    this.#waiting.delete(heard.number);
    this.#loads[waiting.thread] = (this.#loads[waiting.thread] ?? 1) - 1;
    if ('answer' in heard) waiting.resolve(heard.answer);
    else waiting.reject(Object.assign(new Error(heard.failed.message), { name: heard.failed.name }));
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

/** The folder of the JavaScript that was made of the sources; see `scripts/run.mjs`. */
declare const KEPT_IN: string | undefined;

/**
 * Starts a module of the indexer as a thread, in the form this one is in: made of the sources, compiled, or TypeScript.
 * Loaders of the thread that starts another do not reach into it, so that one is told to load tsx itself.
 * @param module path from `indexer/`, without its ending; `scripts/run.mjs` must know it, by a name of its own
 * @param data what `answerQuestions` gets
 */
export function startThread(module: string, data: unknown): Worker {
  const given = { workerData: data };
  if (typeof KEPT_IN === 'string') return new Worker(join(KEPT_IN, `${basename(module)}.mjs`), given);
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`../${module}.js`, import.meta.url), given);
  const tsx = dirname(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = pathToFileURL(join(tsx, 'dist/esm/api/index.mjs')).href;
  const source = new URL(`../${module}.ts`, import.meta.url).href;
  const start = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(source)}); })`;
  return new Worker(start, { ...given, eval: true, execArgv: [] });
}
