/** A thread that answers lines of input. */
import { answerQuestions } from '../threads/thread.ts';
import { answerer } from './answer.ts';

answerQuestions(answerer);
