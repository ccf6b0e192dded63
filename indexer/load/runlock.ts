/** One reindex at a time: two would write the same staging index. */
import { statSync } from 'node:fs';
import { runLockIn } from '../../config/places.ts';
import { makeWritable } from '../../engine/data-dir.ts';
import { isHere, type Lock, tryLock } from '../../engine/lock.ts';

/** Another reindex is running. */
export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning';
}

/**
 * Takes the run lock of a data folder; the lock of a process that died is taken over.
 * @throws AlreadyRunning naming the process and since when it runs, StoreError when the folder cannot be written to
 */
export function lockRun(dataDir: string): Lock {
  makeWritable(dataDir);
  const path = runLockIn(dataDir);
  const lock = tryLock(path);
  if ('release' in lock) return lock;
  const since = statSync(path, { throwIfNoEntry: false })?.mtime.toISOString() ?? 'this moment';
  const { pid, host } = lock.holder;
  if (!isHere(lock.holder))
    throw new AlreadyRunning(
      `another reindex is running: process ${pid} of ${host}, which shares this folder, since ${since}. Wait for it, or end it there; ` +
        `where ${host} is gone for good, delete ${path}: the live index stays as it is`,
    );
  throw new AlreadyRunning(
    `another reindex is running: process ${pid}, since ${since}. Wait for it, or end it (kill ${pid}): the live index stays as it is`,
  );
}
