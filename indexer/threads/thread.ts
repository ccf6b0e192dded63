/** The side of a thread: answers one question after another, in the order it was asked. */
import { parentPort, workerData } from 'node:worker_threads';
import { keepStdoutOurs } from '../own-stdout.ts';
import type { Answered, Asked } from './threads.ts';

/**
 * @param prepare what is done once, with what the thread was started with
 * @param moved the buffers of an answer that are handed over instead of copied
 */
export function answerQuestions<Data, Question, Answer>(
  prepare: (data: Data) => (question: Question) => Answer,
  moved: (answer: Answer) => readonly ArrayBuffer[] = () => [],
): void {
  keepStdoutOurs();
  const answerTo = prepare(workerData as Data);
  parentPort?.on('message', ({ number, question }: Asked<Question>) => {
    let answered: Answered<Answer>;
    try {
      answered = { number, answer: answerTo(question) };
    } catch (cause) {
      const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
      answered = { number, failed: { name, message } };
    }
    parentPort?.postMessage(answered, 'answer' in answered ? [...moved(answered.answer)] : []);
  });
}
