/**
 * Documents on their way to the engine, chunk by chunk from one buffer, each when the one before has left it. Only the streams of
 * Node promise to tell when that is; a client that queues what it is given would send a chunk that is another one by then.
 */
import { type IncomingMessage, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { buffer } from 'node:stream/consumers';
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
    asked.on('response', (response) => answerOf(response).then(resolve, reject));
    asked.on('error', reject);
    sendAll(payload).catch(stop);
  });
  return { answer, stop };

  async function sendAll({ chunks }: Payload): Promise<void> {
    for (const chunk of chunks())
      await new Promise<void>((resolve, reject) => {
        asked.write(chunk, (fault) => (fault ? reject(fault) : resolve()));
      });
    asked.end();
  }
}

const answerOf = async (response: IncomingMessage): Promise<Answer> => ({
  status: response.statusCode ?? 0,
  body: await buffer(response),
});
