/** Runs a command of the indexer as a user would: another process, with its streams, signals and exit code. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  /** The exit code, or null when a signal killed the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when stderr has said this. @throws when the process ends without */
  says(words: string | RegExp): Promise<void>;
}

/** Starts `node scripts/run.mjs indexer/main.ts ...args`, or another entrance; of our environment only PATH and HOME are passed on. */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin?: string,
  entrance = 'indexer/main.ts',
): Running {
  const child = spawn(process.execPath, ['scripts/run.mjs', entrance, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: 'pipe',
  });
  child.stdin.on('error', () => child.stdin.destroy()); // it may end without reading
  child.stdin.end(stdin ?? '');
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
  return {
    child,
    ended,
    async says(words) {
      const heard = () => (typeof words === 'string' ? said.stderr.includes(words) : words.test(said.stderr));
      const over = ended.then(() => 'over' as const);
      while (!heard()) {
        const next = new Promise((resolve) => child.stderr.once('data', resolve));
        if ((await Promise.race([next, over])) === 'over' && !heard())
          throw new Error(`the process ended without saying ${words}: ${said.stderr}`);
      }
    },
  };
}

/** Runs a command to its end. */
export const run = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  stdin?: string,
): Promise<Ended> => start(args, env, stdin).ended;

/** Runs a command of who looks after an installation to its end. */
export const operate = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => start(args, env, undefined, 'operate/main.ts').ended;
