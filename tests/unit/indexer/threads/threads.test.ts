import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { Threads } from '../../../../indexer/threads/threads.ts';

/** A thread that says who it is; asked to fail it fails, asked to end it ends. */
const SOURCE = `
  const { parentPort, threadId } = require('node:worker_threads');
  parentPort.on('message', ({ number, question }) => {
    if (question === 'end') process.exit(7);
    parentPort.postMessage(
      question === 'fail'
        ? { number, failed: { name: 'RangeError', message: 'it failed' } }
        : { number, answer: threadId },
    );
  });`;
let threads: Threads<string, number> | undefined;
const started = (most: number) => {
  threads = new Threads<string, number>(most, () => new Worker(SOURCE, { eval: true }));
  return threads;
};
afterEach(() => threads?.close());

describe('threads', () => {
  it('starts one more only when all others have work, and no more than it may', async () => {
    const pool = started(2);
    const first = await pool.ask('who');
    expect(await pool.ask('who')).toBe(first);
    const four = await Promise.all(['who', 'who', 'who', 'who'].map((question) => pool.ask(question)));
    expect(new Set(four).size).toBe(2);
    expect(pool.load).toBe(0);
  });

  it('tells a fault by its name and goes on', async () => {
    const pool = started(1);
    await expect(pool.ask('fail')).rejects.toMatchObject({ name: 'RangeError', message: 'it failed' });
    expect(await pool.ask('who')).toEqual(expect.any(Number));
  });

  it('refuses what a thread that ended has not answered, and all that is asked later', async () => {
    const pool = started(1);
    const asked = [pool.ask('end'), pool.ask('who')];
    for (const one of asked) await expect(one).rejects.toThrow('ended with 7');
    await expect(pool.ask('who')).rejects.toThrow('ended with 7');
  });
});
