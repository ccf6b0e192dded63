/** Judges batches of pages in worker threads, or in this one; whoever asks cannot tell but by the time it takes. */
import { PipelineError } from '../pipeline.ts';
import type { FoundPage } from '../read/read.ts';
import { startThread, Threads } from '../threads/threads.ts';
import { batchJudge, type JudgedBatch, type JudgeOptions } from './judge.ts';

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
  return threads === 0 ? ownThread(options) : otherThreads(threads, options);
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

function otherThreads(count: number, options: JudgeOptions): JudgePool {
  const threads = new Threads<readonly FoundPage[], JudgedBatch>(count, () =>
    startThread('judging/worker', options),
  );
  return {
    capacity: count * AHEAD,
    judge: (pages) => threads.ask(pages).catch(rethrow),
    close: () => threads.close(),
  };
}

/** A fault of a stage names the page in its message, and keeps its class. */
function rethrow(cause: Error): never {
  throw cause.name === 'PipelineError' ? new PipelineError(cause.message) : cause;
}
