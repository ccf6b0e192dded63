/** The engine's task queue: nothing counts as done before its status was read. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Meilisearch, Task } from 'meilisearch';
import type { Connection } from './connection.ts';
import { StoreRefused, StoreUnavailable } from './port.ts';

const FIRST_LOOK_MS = 5;
const LAST_LOOK_MS = 500;
/** An engine that died comes back, with its queue: this long we wait for it in the middle of a run. */
const AWAY_PATIENCE_MS = 60_000;

/** Does a call that may be repeated, again until the engine is back or the patience ends. */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
  const end = performance.now() + AWAY_PATIENCE_MS;
  for (let wait = 100; ; wait = Math.min(wait * 2, 2_000)) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || performance.now() + wait > end) throw error;
      await sleep(wait);
    }
  }
}

/**
 * Resolves when the task has succeeded.
 * @throws StoreRefused in the engine's words when it failed or was cancelled
 * @throws StoreUnavailable when it has not ended after `deadlineMs`
 */
export async function taskDone(
  connection: Connection,
  uid: number,
  what: string,
  deadlineMs: number,
): Promise<void> {
  const task = await ended(connection, uid, what, deadlineMs);
  if (task.status === 'succeeded') return;
  const why = task.error ? `: ${task.error.message}` : '';
  throw new StoreRefused(`${what}: the engine's task ${uid} (${task.type}) ${task.status}${why}`);
}

export type Enqueue = (client: Meilisearch) => Promise<{ taskUid: number }>;

export interface TaskOrder {
  /** In words, for the error. */
  readonly what: string;
  readonly enqueue: Enqueue;
}

/** Enqueues the tasks in order, then waits for all of them. */
export async function doTasks(
  connection: Connection,
  deadlineMs: number,
  orders: readonly TaskOrder[],
): Promise<void> {
  const queued: { what: string; uid: number }[] = [];
  for (const { what, enqueue } of orders)
    queued.push({ what, uid: (await connection.call(what, enqueue)).taskUid });
  for (const { what, uid } of queued) await taskDone(connection, uid, what, deadlineMs);
}

async function ended(connection: Connection, uid: number, what: string, deadlineMs: number): Promise<Task> {
  const end = performance.now() + deadlineMs;
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 1.5, LAST_LOOK_MS)) {
    const task = await patiently(() => connection.call(what, (client) => client.tasks.getTask(uid)));
    if (task.status !== 'enqueued' && task.status !== 'processing') return task;
    if (performance.now() > end)
      throw new StoreUnavailable(
        `${what}: the engine's task ${uid} (${task.type}) is still ${task.status} after ${deadlineMs} ms: ` +
          'raise taskDeadlineMs in index.yml, or look at what keeps the engine busy',
      );
    await sleep(wait);
  }
}
