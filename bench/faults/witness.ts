/** Who asks all the time while processes are killed, and judges every answer: is it of one whole edition, and of which? */
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceOf } from '../stories/random.ts';
import { editionsIn, STANDING_SOURCE, sizeOf, sourceOf, TOPIC } from './editions.ts';

/** An answer that took longer than this, in milliseconds, is none. */
const PATIENCE_MS = 20_000;
/** Between two requests of one asker, in milliseconds: the machine is to do something else as well. */
const PAUSE_MS = 40;

/** What may be at the moment, as whoever kills tells it. */
export interface Expected {
  /** Editions that may be answered from. */
  readonly editions: readonly number[];
  /** The engine was killed and does not answer yet: 503 is right. */
  readonly engineAway: boolean;
  /** The server was killed and is not ready yet: no answer is right. */
  readonly serverAway: boolean;
}

/** Counts of what was answered since the last `take`. */
export interface Seen {
  answers: number;
  /** By edition. */
  readonly editions: Map<number, number>;
  unavailable: number;
  unanswered: number;
  /** Longest time between two good answers, in milliseconds. */
  gapMs: number;
  readonly faults: string[];
}

export interface Witness {
  /** Tells what may be from now on; requests under way may still answer as was expected before. */
  expect(expected: Expected): void;
  /** What was seen since the last time. */
  take(): Seen;
  /** Resolves once so many answers came to requests that began after this call. */
  answered(count: number): Promise<void>;
  stop(): Promise<void>;
}

interface Question {
  readonly path: string;
  /** @returns what is wrong with the body, given the edition it must rest on */
  readonly check: (body: string, edition: number, pages: number, headers: Headers) => string | null;
}

const same = (what: string, got: unknown, wanted: unknown): string | null =>
  JSON.stringify(got) === JSON.stringify(wanted)
    ? null
    : `${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`;

interface SearchAnswer {
  readonly total: number;
  readonly hits: readonly { title: string }[];
  readonly facets: { readonly source: readonly { value: string; count: number }[] };
}

const sources = ({ facets }: SearchAnswer) =>
  Object.fromEntries(facets.source.map(({ value, count }) => [value, count]));

/** The kinds of requests; `lot` makes them differ, so that not all of them are answered from memory. */
const QUESTIONS: readonly ((lot: number) => Question)[] = [
  (lot) => ({
    path: `/api/search?q=${TOPIC}&collapse=0&limit=${1 + (lot % 100)}`,
    check(body, edition, pages) {
      const answer = JSON.parse(body) as SearchAnswer;
      const { naming } = sizeOf(pages, edition);
      return (
        same('total', answer.total, naming) ??
        same('hits', answer.hits.length, Math.min(1 + (lot % 100), naming)) ??
        same('facet', sources(answer), { [sourceOf(edition)]: naming })
      );
    },
  }),
  (lot) => ({
    path: `/api/search?collapse=0&limit=${1 + (lot % 100)}&sort=${lot % 2 ? 'newest' : 'oldest'}`,
    check(body, edition, pages) {
      const answer = JSON.parse(body) as SearchAnswer;
      const { articles, naming } = sizeOf(pages, edition);
      return (
        same('total', answer.total, articles) ??
        same('hits', answer.hits.length, Math.min(1 + (lot % 100), articles)) ??
        same('facet', sources(answer), {
          [STANDING_SOURCE]: articles - naming,
          [sourceOf(edition)]: naming,
        })
      );
    },
  }),
  () => ({ path: `/api/search?q=${TOPIC}`, check: () => null }),
  (lot) => ({ path: `/?q=${TOPIC}&page=${1 + (lot % 2)}`, check: () => null }),
  () => ({
    path: `/api/export.jsonl?q=${TOPIC}&collapse=0`,
    check(body, edition, pages, headers) {
      const { naming } = sizeOf(pages, edition);
      const lines = body.trimEnd().split('\n').length;
      return same('lines', lines, naming) ?? same('told', Number(headers.get('broadsheet-total')), naming);
    },
  }),
  () => ({ path: '/api/facets/source?q=gazette', check: () => null }),
  () => ({ path: `/api/feed.atom?q=${TOPIC}`, check: () => null }),
];

/**
 * Asks from now on, so many requests at a time.
 * @param pages of the corpus
 */
export function startWitness(
  url: string,
  pages: number,
  { seed, askers, expected }: { seed: string; askers: number; expected: Expected },
): Witness {
  /** What was to be expected, oldest first; the last holds now. */
  const history: { readonly expected: Expected; readonly since: number }[] = [
    { expected, since: performance.now() },
  ];
  let seen = nothingSeen();
  let lastGood = performance.now();
  let asked = 0;
  let running = true;
  const editionOf = new Map<string, number>();
  const waiting = new Set<{ left: number; from: number; done: () => void }>();

  const judged = (answer: Answered, question: Question): string | null => {
    const { status, body, headers, began, allowed, cut } = answer;
    if (status === 0) {
      const mayBe = allowed.some((one) => one.serverAway || (cut && one.engineAway));
      return mayBe ? null : `${cut ? 'cut off' : 'no answer'} (${answer.error}) where there was no reason`;
    }
    if (status === 503) {
      if (!/^\d+$/.test(headers.get('retry-after') ?? '')) return '503 without Retry-After';
      return allowed.some((one) => one.engineAway) ? null : `503 while the engine ran: ${body.slice(0, 300)}`;
    }
    if (status !== 200) return `status ${status}: ${body.slice(0, 300)}`;
    const build = headers.get('broadsheet-build');
    if (!build) return 'no build is named';
    const editions = editionsIn(body);
    const [edition] = editions;
    if (edition === undefined) return `of no edition: ${body.slice(0, 300)}`;
    if (editions.length > 1) return `a mix of the editions ${editions.join(' and ')}`;
    const known = editionOf.get(build) ?? edition;
    editionOf.set(build, known);
    if (known !== edition) return `build ${build} is of edition ${known} and answers of ${edition}`;
    if (!allowed.some((one) => one.editions.includes(edition)))
      return `edition ${edition} where ${allowed.flatMap((one) => one.editions).join(' or ')} was to be`;
    const wrong = question.check(body, edition, pages, headers);
    if (wrong !== null) return wrong;
    seen.editions.set(edition, (seen.editions.get(edition) ?? 0) + 1);
    const now = performance.now();
    seen.gapMs = Math.max(seen.gapMs, now - lastGood);
    lastGood = now;
    for (const one of waiting)
      if (began >= one.from && --one.left <= 0) {
        waiting.delete(one);
        one.done();
      }
    return null;
  };

  const asker = async (name: string) => {
    const chance = chanceOf(`${seed} ${name}`);
    while (running) {
      const question = chance.pick(QUESTIONS)(chance.between(0, 9_999));
      const began = performance.now();
      const response = await answerTo(`${url}${question.path}`);
      // What changed while it was under way may be seen in it or not.
      const allowed = history
        .filter((_, i) => (history[i + 1]?.since ?? Number.POSITIVE_INFINITY) > began)
        .map(({ expected }) => expected);
      const fault = judged({ ...response, began, allowed }, question);
      asked++;
      seen.answers++;
      if (fault !== null) seen.faults.push(`${question.path}: ${fault}`);
      else if (response.status === 503) seen.unavailable++;
      else if (response.status === 0) seen.unanswered++;
      await sleep(PAUSE_MS);
    }
  };
  const all = Promise.all(Array.from({ length: askers }, (_, i) => asker(`asker ${i}`)));

  return {
    expect(expected) {
      history.push({ expected, since: performance.now() });
    },
    take() {
      const taken = seen;
      taken.gapMs = Math.max(taken.gapMs, performance.now() - lastGood);
      seen = nothingSeen();
      return taken;
    },
    answered: (count) =>
      new Promise((done) => void waiting.add({ left: count, from: performance.now(), done })),
    async stop() {
      running = false;
      await all;
      if (asked === 0) throw new Error('the witness asked nothing');
    },
  };
}

const nothingSeen = (): Seen => ({
  answers: 0,
  editions: new Map(),
  unavailable: 0,
  unanswered: 0,
  gapMs: 0,
  faults: [],
});

interface Response {
  /** 0: no answer, or one that was cut off. */
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** It began and did not end. */
  readonly cut?: boolean;
  readonly error?: string;
}

interface Answered extends Response {
  readonly began: number;
  readonly allowed: readonly Expected[];
}

async function answerTo(url: string): Promise<Response> {
  let cut = false;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    cut = true;
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (cause) {
    // No answer is one as well: the caller judges whether it may be.
    const error = cause instanceof Error ? `${cause.message} ${String(cause.cause ?? '')}` : String(cause);
    return { status: 0, headers: new Headers(), body: '', cut, error };
  }
}
