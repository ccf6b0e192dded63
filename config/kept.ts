/**
 * Keeps what takes its time to be worked out of the rules, so that the next start only reads it.
 *
 * Where a command runs as the JavaScript that `scripts/run.mjs` made of the sources, it stands beside that: the name of
 * the folder is the hash of all sources, the name of the file the hash of what it was worked out of. Neither other
 * rules nor other sources ever find it. Everywhere else nothing is kept.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of that JavaScript, written into it when it is made. */
declare const KEPT_IN: string | undefined;

/** Returns what was kept under this name of the same text, else makes and keeps it. It must be as good after a way through JSON. */
export type Kept = <T>(name: string, from: string, make: () => T) => T;

/** Keeps in a folder; undefined: nowhere. A folder that cannot be written to keeps nothing. */
export function keptIn(folder: string | undefined): Kept {
  if (folder === undefined) return (_name, _from, make) => make();
  return <T>(name: string, from: string, make: () => T): T => {
    const path = join(folder, `${name}-${createHash('sha256').update(from).digest('hex').slice(0, 32)}.json`);
    const there = read<T>(path);
    if (there !== undefined) return there;
    const made = make();
    keep(path, made);
    return made;
  };
}

export const kept: Kept = keptIn(typeof KEPT_IN === 'undefined' ? undefined : KEPT_IN);

/** Undefined where there is no such file, or none that can be read. */
function read<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    if (isRefusal(cause) || cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function keep(path: string, value: unknown): void {
  try {
    // In one step: whoever starts at the same time finds all of it or nothing.
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(value));
    renameSync(`${path}.${process.pid}`, path);
  } catch (cause) {
    if (!isRefusal(cause)) throw cause;
  }
}

/** Whether the file system will not let us, for whatever reason of its own. */
const isRefusal = (cause: unknown): boolean => cause instanceof Error && 'syscall' in cause;
