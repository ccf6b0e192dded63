/**
 * Requests that come again, answered before the application. A request that is the same to the byte as one before, from the
 * same address, goes the same way through all that stands ahead of a route, and comes to the same. So its answer is sent as
 * it was sent then, and only what is of one request alone is made anew: its id, what is left of its client's limit, its
 * line in the log and its count. Which headers decide an answer is told nowhere a second time: all of them are held to do.
 */
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { type CountAgain, type Counts, countingAgain } from './limits.ts';
import { type AnswerLog, idOf } from './log.ts';
import { type Metrics, routeOf } from './metrics.ts';

/** The body of an answer, or null as soon as it is not to be sent again as it is. */
export type StillGood = () => Buffer | null;

export interface Repeated {
  /** Takes note of how a request was just answered. */
  readonly note: (request: Request, response: Response, body: StillGood) => void;
  /** Answers a request that is the same as one before; any other is left to the application. */
  readonly answer: (request: IncomingMessage, response: ServerResponse, otherwise: () => void) => void;
}

/** How a request was answered. */
interface Noted {
  readonly route: string;
  readonly status: number;
  /** Names and values in turn, in the order they were sent; those of one request alone are to be filled in. */
  readonly headers: readonly string[];
  /** Where in `headers` they stand. */
  readonly idAt: number;
  readonly limitAt: number;
  readonly countAgain: CountAgain;
  readonly body: StillGood;
}

/** Headers that are another with each request, and tell nothing but its id: the first is answered, nobody reads the others. */
const IDS: ReadonlySet<string> = new Set(['x-request-id', 'traceparent', 'tracestate']);
/** Characters of requests and headers that are kept, of those asked for last; with what an entry takes beside them. */
const KEPT = 4_000_000;
const ENTRY = 500;

/** @param counts where the limit of requests counts */
export function createRepeated(counts: Counts, logAnswer: AnswerLog, metrics: Metrics): Repeated {
  const known = new LRUCache<string, Noted>({
    maxSize: KEPT,
    sizeCalculation: ({ headers }, request) =>
      headers.reduce((sum, text) => sum + text.length, request.length + ENTRY),
  });

  const send = (
    request: IncomingMessage,
    response: ServerResponse,
    noted: Noted,
    left: string,
    body: Buffer,
  ) => {
    const { route, status, idAt, limitAt } = noted;
    const id = idOf(request);
    logAnswer(request, response, id);
    metrics.watch(response, () => route);
    metrics.answered(status === 304 ? 'client' : 'memory');
    const headers = [...noted.headers];
    headers[idAt] = id;
    headers[limitAt] = left;
    response.writeHead(status, headers);
    response.end(body);
  };

  return {
    note(request, response, body) {
      // Whoever changed the body on its way (compressed it in a way it is not kept) left it no length.
      if (response.statusCode !== 304 && !response.hasHeader('content-length')) return;
      const route = routeOf(response);
      const headers = headersOf(response);
      const at = (name: string) =>
        headers.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === name) + 1;
      const [idAt, limitAt] = [at('x-request-id'), at('ratelimit')];
      const countAgain = countingAgain(counts, request, headers[limitAt] ?? '');
      if (route === undefined || idAt === 0 || limitAt === 0 || !countAgain) return;
      const status = response.statusCode;
      known.set(keyOf(request, request.originalUrl), {
        route,
        status,
        headers,
        idAt,
        limitAt,
        countAgain,
        body,
      });
    },
    answer(request, response, otherwise) {
      const noted = known.get(keyOf(request, request.url));
      const body = noted?.body();
      if (!noted || !body) return otherwise();
      // Where it is one too many it is counted once more when it is refused, which changes nothing that is told. Where it could not be
      // counted the long way meets the same fault, and tells it.
      void noted
        .countAgain()
        .then(
          (left) => (left === null ? otherwise() : send(request, response, noted, left, body)),
          otherwise,
        );
    },
  };
}

/** All that can be read of a request, but what is its alone. */
function keyOf({ method, httpVersion, headers, socket }: IncomingMessage, address = ''): string {
  let key = `${socket.remoteAddress} ${method} ${address} ${httpVersion}`;
  for (const name in headers) if (!IDS.has(name)) key += `\n${name}: ${headers[name]}`;
  return key;
}

/** Names and values in turn, as they were sent. */
function headersOf(response: ServerResponse): string[] {
  // Node's types know of it for requests only.
  const { getRawHeaderNames } = response as ServerResponse & Pick<ClientRequest, 'getRawHeaderNames'>;
  return getRawHeaderNames
    .call(response)
    .flatMap((name) => [response.getHeader(name) ?? []].flat().flatMap((value) => [name, String(value)]));
}
