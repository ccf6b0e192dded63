/** Clients that send or take a byte now and then, or nothing at all, over raw sockets: they are cut off, the others are answered. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen, PortTaken } from '../../server/listen.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { testConfig, uniqueName } from '../support/engine.ts';

let opened: TestApp;
let server: Listening;
const sockets = new Set<Socket>();

beforeAll(async () => {
  opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url) }), [article({ id: 'one' })]);
  server = await listen(opened.app, '127.0.0.1', 0, {
    headersMs: 500,
    requestMs: 1_000,
    stalledMs: 2_000,
    idleMs: 300,
    lookEveryMs: 50,
  });
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await server.close();
  await opened.store.close();
});

/** A connection, and all that comes over it until the server ends it. */
async function open(sends: string) {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  sockets.add(socket);
  socket.on('error', () => socket.destroy()); // a reset is an end as well
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const ended = once(socket, 'close').then(() => text);
  await once(socket, 'connect');
  socket.write(sends);
  return { socket, ended };
}

/** Sends a piece every few milliseconds until the connection is gone. */
function drip(socket: Socket, piece: () => string): void {
  const timer = setInterval(() => (socket.writable ? socket.write(piece()) : clearInterval(timer)), 20);
  socket.once('close', () => clearInterval(timer));
}

describe('a client that', () => {
  it('never ends its headers is told so and cut off', async () => {
    const { socket, ended } = await open('GET /api/search HTTP/1.1\r\nhost: a\r\n');
    let i = 0;
    drip(socket, () => `x-${i++}: y\r\n`);
    expect(await ended).toMatch(
      /^HTTP\/1\.1 408 Request Timeout\r\n[\s\S]*urn:broadsheet:problem:request-timeout/,
    );
  });

  it('sends nothing at all is cut off', async () => {
    const { ended } = await open('');
    expect(await ended).toMatch(/^HTTP\/1\.1 408 |^$/);
  });

  it('asks one thing and keeps the connection for nothing is let go', async () => {
    const { ended } = await open('GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n');
    expect(await ended).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('drips a body that nobody wants is answered at once, and not listened to', async () => {
    const { socket, ended } = await open(
      'POST /api/search HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n',
    );
    drip(socket, () => '1\r\nx\r\n');
    expect(await ended).toMatch(/^HTTP\/1\.1 413 (?:(?!\r\n\r\n)[\s\S])*connection: close/i);
  });

  it('drips a body to an address that refuses it is answered at once, and not listened to', async () => {
    const { socket, ended } = await open(
      'POST /api/search HTTP/1.1\r\nhost: a\r\ncontent-length: 5000\r\n\r\n',
    );
    drip(socket, () => 'x');
    expect(await ended).toMatch(/^HTTP\/1\.1 405 (?:(?!\r\n\r\n)[\s\S])*connection: close/i);
  });

  it('drips the small body it announced is answered, and cut off before it has sent it', async () => {
    const { socket, ended } = await open(
      'POST /api/search HTTP/1.1\r\nhost: a\r\ncontent-length: 9000\r\n\r\n',
    );
    drip(socket, () => 'x');
    expect(await ended).toMatch(/^HTTP\/1\.1 405 /);
    expect(socket.bytesWritten).toBeLessThan(9_000);
  });

  it('sends more headers than are read is told so', async () => {
    const { ended } = await open(`GET / HTTP/1.1\r\nhost: a\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(await ended).toMatch(/^HTTP\/1\.1 414 [\s\S]*problem:address-too-long/);
  });
});

it('two hundred such clients keep nobody from being answered', async () => {
  const slow = await Promise.all(
    Array.from({ length: 200 }, () => open('GET /api/search HTTP/1.1\r\nhost: a\r\n')),
  );
  const answer = await fetch(`${server.url}/api/search?q=one`);
  expect(answer.status).toBe(200);
  for (const text of await Promise.all(slow.map(({ ended }) => ended)))
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
});

describe('the end of the server', () => {
  it('waits for what is being answered, and takes nothing new', async () => {
    let arrived: () => void = () => undefined;
    const underWay = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    let answer: () => void = () => undefined;
    const other = await listen(
      (_request, response) => {
        answer = () => void response.end('whole');
        arrived();
      },
      '127.0.0.1',
      0,
    );
    const asked = fetch(`${other.url}/`).then((got) => got.text());
    await underWay;
    const closed = other.close();
    await expect(fetch(`${other.url}/`)).rejects.toThrow();
    answer();
    expect(await asked).toBe('whole');
    await closed;
  });

  it('is not hindered by a port that another has', async () => {
    const { port } = new URL(server.url);
    await expect(listen(opened.app, '127.0.0.1', Number(port))).rejects.toThrow(PortTaken);
  });
});
