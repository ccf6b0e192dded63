/**
 * `npm run -s extract`: the pipeline without an engine, JSON Lines in, JSON Lines out, in the same order.
 *
 * This thread answers what comes in as it comes. When there is much of it, others take lines too, and this one those they
 * have no room for: the answers are the same, whoever gave them.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Config } from '../../config/schema.ts';
import { type GivenLine, givenLines } from '../page-line.ts';
import { startThread, Threads } from '../threads/threads.ts';
import { answerer } from './answer.ts';

/** Bytes of input from which other threads help: each takes half a second to start, a second until it is as quick as we are, and a hundred megabytes. */
const WORTH_THREADS = 2_000_000;
/** Batches that wait at each thread, so that it never waits for us. */
const AHEAD = 2;
/** Characters of input that are on their way at most, whatever the threads could take; one batch always is. */
const ON_THE_WAY = 16_000_000;

/** Lines that came together, or why no more can. */
type Came = { readonly lines: readonly GivenLine[] } | { readonly end: true; readonly fault?: unknown };

/** Lines that are being answered. */
interface Batch {
  readonly size: number;
  /** What became of them, as soon as it is known. */
  answers?: string;
  fault?: unknown;
  /** Resolves then. */
  readonly known: Promise<void>;
}

/**
 * Answers every line of `input` that is not blank, in order, as lines of JSON; those together that came together.
 * @param threads that may help this one
 * @param worth bytes of input from which they do
 * @throws what `input` throws, when what came before is answered; or an Error when a thread died
 */
export async function* extract(
  input: AsyncIterable<Uint8Array>,
  config: Config,
  threads: number,
  worth = WORTH_THREADS,
): AsyncIterable<string> {
  const answerHere = answerer(config);
  const others = new Threads<readonly GivenLine[], string>(threads, () =>
    startThread('extracting/answer-thread', config),
  );
  const come = coming(givenLines(input, config.index.maxFileBytes));
  const waiting: Batch[] = [];
  let bytes = 0;
  let next: Promise<Came> | undefined = come();
  let end: Came | undefined;
  try {
    while (next || waiting.length > 0) {
      const full = waiting.reduce((sum, { size }) => sum + size, 0) > ON_THE_WAY;
      const came: Came | undefined = await Promise.race([
        ...(next && !full ? [next] : []),
        ...(waiting[0] ? [waiting[0].known.then(() => undefined)] : []),
      ]);
      if (came && 'end' in came) {
        end = came;
        next = undefined;
      } else if (came) {
        next = come();
        const size = came.lines.reduce((sum, line) => sum + line.bytes, 0);
        bytes += size;
        const help = bytes > worth && others.load < threads * AHEAD;
        waiting.push(batch(size, help ? others.ask(came.lines) : answerHere(came.lines)));
        // What the others have answered meanwhile is heard between our own work.
        if (others.load > 0) await turn();
      }
      for (let first = waiting[0]; first; first = waiting[0]) {
        if ('fault' in first) throw first.fault;
        if (first.answers === undefined) break;
        waiting.shift();
        yield first.answers;
      }
    }
    if (end && 'fault' in end) throw end.fault;
  } finally {
    await others.close();
  }
}

/** Asks for what comes next; a fault is an answer too, so that it can wait until what came before is answered. */
function coming(batches: AsyncIterable<readonly GivenLine[]>): () => Promise<Came> {
  const iterator = batches[Symbol.asyncIterator]();
  return () =>
    iterator.next().then(
      ({ done, value }): Came => (done ? { end: true } : { lines: value }),
      (fault: unknown): Came => ({ end: true, fault }),
    );
}

function batch(size: number, answers: string | Promise<string>): Batch {
  if (typeof answers === 'string') return { size, answers, known: Promise.resolve() };
  const made: Batch = {
    size,
    known: answers.then(
      (text) => {
        made.answers = text;
      },
      (fault: unknown) => {
        made.fault = fault;
      },
    ),
  };
  return made;
}
