/** What of `DATA_DIR` belongs to a build, besides what the engine holds. */
import { existsSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runLockIn } from '../config/places.ts';
import { type Lock, tryLock } from '../engine/lock.ts';

/** Kept as it is: pages that were handed in, and the paths of the last run. */
const WHOLE = ['ingested', 'last-run.json'];
/** Files of a build begin with its id. */
const OF_BUILDS = 'spool';

/** Copies to a folder what is kept of a build. */
export async function copyOut(dataDir: string, build: string, folder: string): Promise<void> {
  for (const name of WHOLE)
    if (existsSync(join(dataDir, name)))
      await cp(join(dataDir, name), join(folder, name), { recursive: true });
  const spool = join(dataDir, OF_BUILDS);
  if (!existsSync(spool)) return;
  for (const name of await readdir(spool))
    if (name.startsWith(`${build}.`)) await cp(join(spool, name), join(folder, OF_BUILDS, name));
}

/** Copies it back; what else is there stays. */
export async function copyBack(folder: string, dataDir: string): Promise<void> {
  for (const name of [...WHOLE, OF_BUILDS])
    if (existsSync(join(folder, name)))
      await cp(join(folder, name), join(dataDir, name), { recursive: true, preserveTimestamps: true });
}

/** Holds reindex runs off meanwhile. @throws Error naming the run that is under way */
export async function withoutReindex<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock: Lock | { readonly holder: { readonly pid: number } } = tryLock(runLockIn(dataDir));
  if (!('release' in lock))
    throw new Error(`a reindex is running (process ${lock.holder.pid}): wait for it, then try again`);
  try {
    return await work();
  } finally {
    lock.release();
  }
}
