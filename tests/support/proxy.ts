/** A proxy before the engine that does on demand what networks do: delays, hangs, resets, errors. Records headers. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';

export type Fault =
  | { readonly kind: 'none' }
  /** Answers after this many milliseconds. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Sends the head and the first bytes of the answer, and no more. */
  | { readonly kind: 'hang-in-body' }
  /** Closes the connection without an answer. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'status'; readonly status: number; readonly body: string };

export interface FaultProxy {
  readonly url: string;
  /** Every request that arrived, in order. */
  readonly requests: readonly { method: string; path: string; headers: IncomingHttpHeaders }[];
  /** Applies to requests from now on, or only to those whose path matches. */
  fail(fault: Fault, path?: RegExp): void;
  /** Called with every request before it is passed on. */
  before(hook: ((path: string) => Promise<void>) | null): void;
  close(): Promise<void>;
}

/** Listens on a free port of loopback and passes everything on to `target`. */
export async function startProxy(target: string): Promise<FaultProxy> {
  const requests: { method: string; path: string; headers: IncomingHttpHeaders }[] = [];
  let fault: Fault = { kind: 'none' };
  let only: RegExp | null = null;
  let hook: ((path: string) => Promise<void>) | null = null;

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const path = incoming.url ?? '/';
    requests.push({ method: incoming.method ?? '', path, headers: incoming.headers });
    await hook?.(path);
    const now = only && !only.test(path) ? ({ kind: 'none' } as const) : fault;
    if (now.kind === 'hang') return;
    if (now.kind === 'reset') {
      incoming.socket.resetAndDestroy();
      return;
    }
    if (now.kind === 'status') {
      outgoing.writeHead(now.status).end(now.body);
      return;
    }
    if (now.kind === 'hang-in-body') {
      outgoing.writeHead(200, { 'content-type': 'application/json' }).write('{"results":[');
      return;
    }
    if (now.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, now.ms));
    const onward = request(
      new URL(path, target),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((cause: Error) => outgoing.destroy(cause));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    fail(next, path) {
      fault = next;
      only = path ?? null;
    },
    before(next) {
      hook = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
