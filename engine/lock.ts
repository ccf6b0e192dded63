/**
 * A lock file that survives `kill -9`: the lock of a process that is gone is taken over, by exactly one.
 *
 * A process of another container or machine that shares the folder cannot be looked for. So who holds a lock touches it now and
 * then, and one that was touched lately is held.
 */
import { linkSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { makeFolder } from './data-dir.ts';
import { isAlive, ProcessId, self } from './processes.ts';

const TOUCH_EVERY_MS = 10_000;
/** Finding the stories of a million articles lets no timer have its turn for some minutes. */
const LATELY_MS = 15 * 60_000;

/** A process, and where it runs: a container has a name of its own. */
const Holder = ProcessId.extend({ host: z.string().optional() });
export type Holder = z.infer<typeof Holder>;

export interface Lock {
  /** Gives the lock back. Safe to call twice. */
  release(): void;
}

/** Held by another process, whose id is told. */
export interface Busy {
  readonly holder: Holder;
}

/**
 * Takes the lock at `path`, or tells who holds it. Never waits.
 * A process excludes itself too: a second call without release is told that this process holds it.
 * @param now the time, in Unix milliseconds
 */
export function tryLock(path: string, now: () => number = Date.now): Lock | Busy {
  const me = { ...self(), host: hostname() };
  for (;;) {
    if (create(path, me)) return held(path, me);
    const holder = readHolder(path);
    if (!holder) continue;
    if (holds(holder, path, now())) return { holder };
    // Only who holds the lock named after the dead holder may remove what it left: without it, a second process
    // that had also read the stale file could remove the fresh lock of the first.
    const right = tryLock(`${path}.after-${holder.pid}-${holder.started.replace(/\W/g, '')}`, now);
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
  return holder && since && holds(holder, path, Date.now()) ? { pid: holder.pid, since } : null;
}

/** Whether a process is one of this machine or container. */
export const isHere = ({ host }: Holder): boolean => host === undefined || host === hostname();

/** Whether who took a lock still runs, as well as can be told from here. */
function holds(holder: Holder, path: string, now: number): boolean {
  if (isHere(holder)) return isAlive(holder);
  // Of its times this one alone is never changed by who only reads the file, and the other says since when it is held.
  const touched = statSync(path, { throwIfNoEntry: false })?.ctimeMs;
  return touched !== undefined && now - touched < LATELY_MS;
}

/** The lock of this process, which touches it until it is released. */
function held(path: string, me: Holder): Lock {
  const timer = setInterval(() => {
    try {
      const { atime, mtime } = statSync(path);
      utimesSync(path, atime, mtime);
    } catch {
      clearInterval(timer); // who took the file away, or its folder, wants no sign of us
    }
  }, TOUCH_EVERY_MS);
  timer.unref();
  return {
    release() {
      clearInterval(timer);
      removeOwn(path, me);
    },
  };
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
function create(path: string, me: Holder): boolean {
  makeFolder(dirname(path));
  const draft = `${path}.${me.host}.${me.pid}.new`;
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

function readHolder(path: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new Error(`${path} is not a lock file of ours: delete it`, { cause });
  }
}

const sameHolder = (a: Holder | null, b: Holder): boolean =>
  a?.pid === b.pid && a.started === b.started && a.host === b.host;

function removeOwn(path: string, me: Holder): void {
  if (sameHolder(readHolder(path), me)) rmSync(path, { force: true });
}
