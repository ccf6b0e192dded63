/** Load on a server: so many connections, each asking for the next thing as soon as it has its answer. */
import { Agent, request } from 'node:http';

/** One request and what its answer must be like. */
export interface Ask {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent with POST as JSON; without, it is a GET. */
  readonly body?: string;
}

export interface Loaded {
  readonly answers: number;
  readonly seconds: number;
  /** Milliseconds from request to the last byte, sorted. */
  readonly times: Float64Array;
  /** Answers that were no 200, by status; 0: no answer. */
  readonly failed: ReadonlyMap<number, number>;
}

/**
 * Asks a server all of these, each connection the next that is left, or for so many seconds from the start again.
 * @param until milliseconds after which no further request begins; without, each of `asks` is asked once
 */
export async function load(
  url: string,
  asks: readonly Ask[],
  connections: number,
  until?: number,
): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  const times: number[] = [];
  const failed = new Map<number, number>();
  let next = 0;
  const start = performance.now();
  const isOver = () =>
    until === undefined ? next >= asks.length : performance.now() - start >= until || asks.length === 0;
  const connection = async () => {
    while (!isOver()) {
      const ask = asks[next++ % asks.length] as Ask;
      const asked = performance.now();
      const status = await answered(url, ask, agent);
      times.push(performance.now() - asked);
      if (status !== 200) failed.set(status, (failed.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  return { answers: times.length, seconds, times: Float64Array.from(times).sort(), failed };
}

/** The value below which this share of the sorted times lies. */
export const quantile = (times: Float64Array, share: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

/** @returns the status once the whole answer is here; 0 when there is none */
function answered(url: string, { path, headers, body }: Ask, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(
      new URL(path, url),
      {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...headers,
          ...(body !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
        },
      },
      (response) => {
        response.on('error', () => resolve(0)); // cut off in its middle: no answer
        response.on('end', () => resolve(response.statusCode ?? 0)).resume();
      },
    );
    sent.on('error', () => resolve(0)); // counted as no answer: the caller lists how many
    sent.end(body);
  });
}
