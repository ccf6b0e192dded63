/** What of `DATA_DIR` belongs to a build, besides what the engine holds. */
import { existsSync, readFileSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { lastRunIn, runLockIn } from '../config/places.ts';
import { type Lock, tryLock } from '../engine/lock.ts';

/** Kept as it is: pages that were handed in, and the paths of the last run. */
const WHOLE = ['ingested', 'last-run.json'];
/** Files of a build begin with its id. */
const OF_BUILDS = 'spool';

const LastRun = z.object({ paths: z.array(z.string()) });

/** The folder of pages a place lies in, of those the last reindex read; undefined: in none, or nobody knows. */
export function pagesAround(place: string, dataDir: string): string | undefined {
  // What lies in DATA_DIR is never read as a page.
  if (isWithin(place, resolve(dataDir)) || !existsSync(lastRunIn(dataDir))) return undefined;
  const { data } = LastRun.safeParse(parsedJson(readFileSync(lastRunIn(dataDir), 'utf8')));
  return data?.paths.find((path) => isWithin(place, path));
}

function isWithin(place: string, folder: string): boolean {
  const way = relative(folder, place);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Undefined for what is no JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

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
