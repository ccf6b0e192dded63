/** What processes cost, as the kernel counts it. Linux only: elsewhere CPU time and memory are unknown (NaN). */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { REINDEX_ENVIRONMENT, REINDEX_FLAGS } from '../../server/indexer-process.ts';
import { ROOT } from './root.ts';

/** How often a child is looked at, in milliseconds: the kernel forgets it with its end. */
const EVERY = 25;
/** Clock ticks a second of /proc; Linux tells programs 100 whatever its own are. */
const TICKS = 100;

/** What Node is told by `npm run reindex`, up to the paths; the environment is `REINDEX_ENVIRONMENT`. */
export const REINDEX: readonly string[] = [...REINDEX_FLAGS, 'scripts/run.mjs', 'indexer/main.ts', 'reindex'];

export interface Cost {
  readonly wallSeconds: number;
  /** User and system, all threads. */
  readonly cpuSeconds: number;
  /** Largest resident set, megabytes (10^6 bytes). */
  readonly peakMB: number;
}

/** CPU seconds a running process has used until now. */
export function cpuOf(pid: number | undefined): number {
  const fields = read(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ');
  return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS : Number.NaN;
}

/** Largest resident set of a running process, megabytes. */
export function peakOf(pid: number | undefined): number {
  const found = /VmHWM:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return found === undefined ? Number.NaN : (Number(found) * 1024) / 1e6;
}

/** Resident set of a running process now, megabytes. */
export function residentOf(pid: number | undefined): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return found === undefined ? Number.NaN : (Number(found) * 1024) / 1e6;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // the process has ended, or the system has no /proc
  }
}

/**
 * Runs a command of this project to its end, as `npm run reindex` does.
 * @param accepted exit codes that are no failure
 * @throws with what it said when it ends otherwise
 */
export async function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  accepted: readonly number[] = [0],
): Promise<Cost & { readonly stdout: string }> {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...REINDEX_ENVIRONMENT, ...env },
  });
  let [cpuSeconds, peakMB] = [Number.NaN, Number.NaN];
  const look = () => {
    const [cpu, peak] = [cpuOf(child.pid), peakOf(child.pid)];
    if (!Number.isNaN(cpu)) cpuSeconds = cpu;
    if (!Number.isNaN(peak)) peakMB = peak;
  };
  const poll = setInterval(look, EVERY);
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  clearInterval(poll);
  const wallSeconds = (performance.now() - start) / 1000;
  if (code === null || !accepted.includes(code))
    throw new Error(`node ${args.join(' ')} ended with ${code}: ${said.stderr}`);
  return { wallSeconds, cpuSeconds, peakMB, stdout: said.stdout };
}
