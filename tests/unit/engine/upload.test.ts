/** What the engine says of documents is heard, also where it says it before it has all of them. */
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../../engine/connection.ts';
import { payloadOf } from '../../../engine/payload.ts';
import { LineLost } from '../../../engine/port.ts';
import { upload } from '../../../engine/upload.ts';

/** One that counts the lines of what it is sent, and one that refuses it as soon as it begins and hangs up; beside us, as an engine is. */
const SERVER = `
  const http = require('node:http');
  const net = require('node:net');
  const { parentPort } = require('node:worker_threads');
  const taking = http.createServer(async (request, response) => {
    let [bytes, lines] = [0, 0];
    for await (const chunk of request) {
      bytes += chunk.length;
      for (const unit of chunk) if (unit === 10) lines++;
    }
    response.writeHead(202).end([request.headers['content-length'] - bytes, lines].join(' '));
  });
  const answer = ['HTTP/1.1 413 Too Large', 'content-length: 8', 'connection: close', '', 'too much'].join('\\r\\n');
  const refusing = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.pause();
      socket.write(answer, () => socket.resetAndDestroy());
    });
  });
  taking.listen(0, '127.0.0.1', () =>
    refusing.listen(0, '127.0.0.1', () => parentPort.postMessage([taking, refusing].map((one) => one.address().port))));`;
let server: Worker;
let ports: readonly number[];
beforeAll(async () => {
  server = new Worker(SERVER, { eval: true });
  ports = await new Promise((resolve) => server.once('message', resolve));
});
afterAll(() => void server.terminate());

const payload = payloadOf(
  Array.from({ length: 20_000 }, (_, id) => `{"id":"${id}","text":"${'x'.repeat(1_000)}"}`),
);
const answerOf = async (which: number) => {
  const to = new URL(`http://127.0.0.1:${ports[which]}/documents`);
  const { status, body } = await upload({ to, method: 'POST', key: undefined, payload }).answer;
  return `${status} ${body}`;
};

it('arrives whole, and is answered', async () => {
  expect(await answerOf(0)).toBe('202 0 20000');
});

it('is refused in the words of who refuses it, though that one hangs up on the rest', async () => {
  const heard: string[] = [];
  for (let time = 0; time < 20; time++) heard.push(await answerOf(1).catch(String));
  // An answer and the end of its connection may come in the very moment of a write: that is one in some hundred.
  expect(heard.filter((one) => one === '413 too much').length, heard.join('\n')).toBeGreaterThan(10);
});

it('is a fault of the disk where a line cannot be read, not of an engine that is there', async () => {
  const lost = new LineLost('waiting/documents cannot be read');
  const waits = {
    bytes: 5,
    copyTo: () => {
      throw lost;
    },
  };
  const connection = connect({ where: () => ({ url: `http://127.0.0.1:${ports[0]}` }), deadlineMs: 5_000 });
  await expect(
    connection.upload('sending documents', 'POST', 'documents', payloadOf(['{"id":"a"}', waits])),
  ).rejects.toBe(lost);
});
