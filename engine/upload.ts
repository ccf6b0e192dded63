/**
 * Documents on their way to the engine, chunk by chunk from one buffer, each when the one before has left it. Only the streams of
 * Node promise to tell when that is; a client that queues what it is given would send a chunk that is another one by then.
 */
import { type IncomingMessage, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import type { Payload } from './payload.ts';

export interface Upload {
  readonly to: URL;
  readonly method: 'POST' | 'PUT';
  readonly key: string | undefined;
  readonly payload: Payload;
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

export interface Underway {
  readonly answer: Promise<Answer>;
  /** Gives up: the answer fails at once, with this. */
  readonly stop: (reason: unknown) => void;
}

export function upload({ to, method, key, payload }: Upload): Underway {
  const headers = {
    'content-type': 'application/x-ndjson',
    'content-length': payload.bytes,
    // A compressed answer takes the engine some 40 ms longer.
    'accept-encoding': 'identity',
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  // A connection of its own: a kept one may be closed by the engine just then, and there are few payloads.
  const asked = (to.protocol === 'https:' ? secure : plain)(to, { method, headers, agent: false });
  let stop: Underway['stop'] = () => undefined;
  const answer = new Promise<Answer>((resolve, reject) => {
    stop = (reason) => {
      reject(reason);
      asked.destroy();
    };
    // Whoever refuses what is sent may hang up on the rest: what was answered counts, not that it could not be sent.
    let isAnswered = false;
    const fail = (cause: unknown) => {
      if (!isAnswered) stop(cause);
    };
    asked.on('response', (response) => {
      isAnswered = true;
      answerOf(response)
        .finally(() => asked.destroy())
        .then(resolve, reject);
    });
    asked.on('error', fail);
    sendAll(payload).catch(fail);
  });
  return { answer, stop };

  async function sendAll({ chunks }: Payload): Promise<void> {
    for (const chunk of chunks()) {
      await socketsRead();
      if (asked.destroyed) return;
      await new Promise<void>((resolve, reject) => {
        asked.write(chunk, (fault) => (fault ? reject(fault) : resolve()));
      });
    }
    asked.end();
  }
}

/**
 * Until what has come over sockets was read, as an answer after which the connection is closed: a write that fails loses it.
 * The first turn may end without a look at them.
 */
async function socketsRead(): Promise<void> {
  await turn();
  await turn();
}

const answerOf = async (response: IncomingMessage): Promise<Answer> => ({
  status: response.statusCode ?? 0,
  body: await buffer(response),
});
