/** The product's own server as a process, for benches that ask it over HTTP. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './root.ts';

export interface BenchServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** Milliseconds from the start of the process until it said that it is ready. */
  readonly readyMs: number;
  /** Sums of the server's own metrics, by name and labels as they are written there. */
  readonly metric: (line: string) => Promise<number>;
  close(): Promise<void>;
}

/** @throws when it ends before it is ready, with what it said */
export async function startServer(env: Readonly<Record<string, string>>): Promise<BenchServer> {
  const start = performance.now();
  const child = spawn(process.execPath, ['scripts/run.mjs', 'server/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      const found = /ready at (\S+)/.exec(out)?.[1];
      if (found) resolve(found);
    });
    child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  return {
    url,
    process: child,
    readyMs: performance.now() - start,
    async metric(line) {
      const text = await (await fetch(`${url}/metrics`)).text();
      const found = text.split('\n').find((one) => one.startsWith(`${line} `));
      return Number(found?.slice(line.length + 1) ?? 0);
    },
    async close() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
}
