/** A thread that judges batches of pages. */
import { answerQuestions } from '../threads/thread.ts';
import { batchJudge } from './judge.ts';

answerQuestions(batchJudge, ({ bytes }) => [bytes.buffer as ArrayBuffer]);
