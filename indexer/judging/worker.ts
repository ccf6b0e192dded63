/** A thread that judges batches of pages, one after another, and answers in the order it was asked. */
import { parentPort, workerData } from 'node:worker_threads';
import { keepStdoutOurs } from '../own-stdout.ts';
import type { FoundPage } from '../read/read.ts';
import { batchJudge, type JudgedBatch, type JudgeOptions } from './judge.ts';

/** What comes back: the batch, or why not. */
export type Answer =
  | { readonly number: number; readonly batch: JudgedBatch }
  | { readonly number: number; readonly failed: { readonly name: string; readonly message: string } };

export interface Question {
  readonly number: number;
  readonly pages: readonly FoundPage[];
}

keepStdoutOurs();
const judge = batchJudge(workerData as JudgeOptions);
parentPort?.on('message', ({ number, pages }: Question) => {
  let answer: Answer;
  try {
    answer = { number, batch: judge(pages) };
  } catch (cause) {
    const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
    answer = { number, failed: { name, message } };
  }
  const moved = 'batch' in answer ? [answer.batch.bytes.buffer as ArrayBuffer] : [];
  parentPort?.postMessage(answer, moved);
});
