/** A lock file that survives `kill -9`: the lock of a process that is gone is taken over, by exactly one. */
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from './data-dir.ts';
import { isAlive, ProcessId, self } from './processes.ts';

export interface Lock {
  /** Gives the lock back. Safe to call twice. */
  release(): void;
}

/** Held by another process, whose id is told. */
export interface Busy {
  readonly holder: ProcessId;
}

/**
 * Takes the lock at `path`, or tells who holds it. Never waits.
 * A process excludes itself too: a second call without release is told that this process holds it.
 */
export function tryLock(path: string): Lock | Busy {
  const me = self();
  for (;;) {
    if (create(path, me)) return { release: () => removeOwn(path, me) };
    const holder = readHolder(path);
    if (!holder) continue;
    if (isAlive(holder)) return { holder };
    // Only who holds the lock named after the dead holder may remove what it left: without it, a second process
    // that had also read the stale file could remove the fresh lock of the first.
    const right = tryLock(`${path}.after-${holder.pid}-${holder.started.replace(/\W/g, '')}`);
    if (!('release' in right)) return right;
    try {
      if (sameHolder(readHolder(path), holder)) rmSync(path, { force: true });
    } finally {
      right.release();
    }
  }
}

/** Who holds the lock at `path` and since when, or null: nobody who still runs. */
export function holderOf(path: string): { readonly pid: number; readonly since: Date } | null {
  const holder = readHolder(path);
  const since = statSync(path, { throwIfNoEntry: false })?.mtime;
  return holder && since && isAlive(holder) ? { pid: holder.pid, since } : null;
}

/**
 * Does `work` while holding the lock at `path`, waiting for it at most `patienceMs`.
 * @throws Error naming the holder when the wait was in vain
 */
export async function withLock<T>(path: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const lock = tryLock(path);
    if ('release' in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (performance.now() > end)
      throw new Error(
        `${path} has been held by process ${lock.holder.pid} for ${patienceMs} ms: wait for it, or end that process`,
      );
    await sleep(25);
  }
}

/** A lock file is linked into place whole, so nobody ever reads half of one. */
function create(path: string, me: ProcessId): boolean {
  makeFolder(dirname(path));
  const draft = `${path}.${me.pid}.new`;
  writeFileSync(draft, JSON.stringify(me));
  try {
    linkSync(draft, path);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readHolder(path: string): ProcessId | null {
  try {
    return ProcessId.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new Error(`${path} is not a lock file of ours: delete it`, { cause });
  }
}

const sameHolder = (a: ProcessId | null, b: ProcessId): boolean =>
  a?.pid === b.pid && a.started === b.started;

function removeOwn(path: string, me: ProcessId): void {
  if (sameHolder(readHolder(path), me)) rmSync(path, { force: true });
}
