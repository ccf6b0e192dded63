/** Who a process is. A pid alone is reused by the system; a pid with its start time is not. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** `started`: the start time as the system writes it; only ever compared, never parsed. */
export const ProcessId = z.object({ pid: z.number().int().positive(), started: z.string() });
export type ProcessId = z.infer<typeof ProcessId>;

/** The process that has this pid now, or null when there is none (a zombie counts as none). */
export function identify(pid: number): ProcessId | null {
  const seen = process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  if (!seen || seen.state.startsWith('Z')) return null;
  return { pid, started: seen.started };
}

/** Whether this very process still runs, and not a later one with its pid. */
export const isAlive = (id: ProcessId): boolean => identify(id.pid)?.started === id.started;

/** This process. */
export function self(): ProcessId {
  const me = identify(process.pid);
  if (!me) throw new Error(`the system does not list this process (pid ${process.pid})`);
  return me;
}

/** The command line of a process, its words joined by a blank; empty when there is no such process. */
export function commandOf(pid: number): string {
  if (process.platform === 'linux') return readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
  return ps(pid, 'command=');
}

/**
 * Ends a process in order: SIGTERM, and SIGKILL when it is still there after `patienceMs`.
 * @returns whether it went by itself
 */
export async function stopProcess(id: ProcessId, patienceMs: number): Promise<boolean> {
  signal(id, 'SIGTERM');
  if (await gone(id, patienceMs)) return true;
  signal(id, 'SIGKILL');
  await gone(id, 5_000);
  return false;
}

function signal(id: ProcessId, name: NodeJS.Signals): void {
  if (!isAlive(id)) return;
  try {
    process.kill(id.pid, name);
  } catch (cause) {
    if (isAlive(id)) throw cause;
  }
}

async function gone(id: ProcessId, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (isAlive(id)) {
    if (performance.now() > end) return false;
    await sleep(20);
  }
  return true;
}

function fromProc(pid: number): { state: string; started: string } | null {
  // The second field is the name in parentheses, which may itself hold blanks and parentheses.
  const stat = readProc(pid, 'stat');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  return state && started ? { state, started } : null;
}

function fromPs(pid: number): { state: string; started: string } | null {
  const [state, ...started] = ps(pid, 'state=,lstart=').split(/\s+/);
  return state && started.length > 0 ? { state, started: started.join(' ') } : null;
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ESRCH'))
      return '';
    throw cause;
  }
}

function ps(pid: number, format: string): string {
  const run = spawnSync('ps', ['-o', format, '-p', String(pid)], {
    encoding: 'utf8',
    env: { PATH: '/bin:/usr/bin', LC_ALL: 'C', TZ: 'UTC' },
  });
  if (run.error) throw run.error;
  return run.stdout.trim();
}
