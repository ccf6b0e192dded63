/** Opens and closes the port. */
import {
  createServer,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { PROBLEM_TYPE, Problem } from './errors.ts';

/** The port cannot be had: `message` says why and what to do. */
export class PortTaken extends Error {
  override name = 'PortTaken';
}

/** A client that reads its answer more slowly than this, in milliseconds, does not keep us from ending. */
const LAST_ANSWERS_MS = 10_000;

/** How long a client may take, in milliseconds. Who sends a byte now and then to hold connections is cut off by these. */
export interface Patience {
  /** From the connection, or the answer before, to the end of the headers. */
  readonly headersMs: number;
  /** To the end of the body. */
  readonly requestMs: number;
  /** Without a byte in either direction: of a client that does not take its answer. */
  readonly stalledMs: number;
  /** Of a connection on which nothing is asked. A proxy must close its own before: else it asks on one that is gone. */
  readonly idleMs: number;
  /** How often it is looked. */
  readonly lookEveryMs: number;
}
const PATIENCE: Patience = {
  headersMs: 15_000,
  requestMs: 120_000,
  stalledMs: 180_000,
  idleMs: 75_000,
  lookEveryMs: 5_000,
};

export interface Listening {
  /** The address a reader opens. */
  readonly url: string;
  /** Takes no new connection, resolves once the requests under way are answered, and drops all connections. */
  close(): Promise<void>;
}

/**
 * Listens and resolves once connections are taken.
 * @throws PortTaken when another program has the port or we may not have it
 */
export function listen(
  app: RequestListener,
  host: string,
  port: number,
  patience: Patience = PATIENCE,
): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      keepAliveTimeout: patience.idleMs,
      connectionsCheckingInterval: patience.lookEveryMs,
    },
    app,
  );
  server.timeout = patience.stalledMs;
  const close = closing(server);
  server.on('clientError', refuseGarbage);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, host, port)));
    server.listen(port, host, () => resolve({ url: urlOf(server), close }));
  });
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  const host = address === '0.0.0.0' || address === '::' ? 'localhost' : address;
  return `http://${family === 'IPv6' && host === address ? `[${host}]` : host}:${port}`;
}

/**
 * How to close this server. Browsers hold connections open on which they have not asked for anything yet, and to
 * Node those are not idle: so we count the requests ourselves.
 */
function closing(server: Server): Listening['close'] {
  const underWay = new Set<ServerResponse>();
  let ending = false;
  const dropWhenDone = () => {
    if (ending && underWay.size === 0) server.closeAllConnections();
  };
  server.prependListener('request', (_request, response: ServerResponse) => {
    underWay.add(response);
    response.once('close', () => {
      underWay.delete(response);
      dropWhenDone();
    });
  });
  return async () => {
    ending = true;
    const closed = new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
    });
    const patience = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
    dropWhenDone();
    await closed;
    clearTimeout(patience);
  };
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new PortTaken(
      `port ${port} on ${host} is taken by another program: stop it, or choose another with PORT=${port + 1}`,
      { cause: error },
    );
  if (error.code === 'EACCES')
    return new PortTaken(`port ${port} may not be used by this user: choose one above 1023 with PORT=3000`, {
      cause: error,
    });
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new PortTaken(`HOST is «${host}», and this machine has no such address: try HOST=127.0.0.1`, {
      cause: error,
    });
  return error;
}

/** What never becomes a request: bytes that are no HTTP, headers that are too long or never end, is answered as a problem too. */
function refuseGarbage(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem = garbage(error.code);
  const body = JSON.stringify(problem.toBody('urn:broadsheet:request:unread'));
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\ncontent-type: ${PROBLEM_TYPE}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function garbage(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Problem(
      'address-too-long',
      'The address and headers are longer than is read: choose fewer values.',
    );
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Problem('request-timeout', 'The request did not arrive in time: send it again.');
  return new Problem('bad-request', 'This is no HTTP request.');
}
