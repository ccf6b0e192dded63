/** Indexes the demo corpus where nothing was indexed yet: the indexer runs as a process of its own. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ArticleReader } from '../engine/port.ts';

/** Exit code of an indexer that is done but refused some files: they are in its report. */
const DONE_WITH_REFUSALS = 3;

/** The first build did not come about: `message` says what to do. */
export class FirstBuildFailed extends Error {
  override name = 'FirstBuildFailed';
}

/**
 * Indexes a folder when there is no build. The indexer's progress goes to our stderr, its data nowhere.
 * @param seeds folder of pages
 * @param signal aborts the indexer; what was live stays live
 * @returns whether it had to index
 * @throws FirstBuildFailed, StoreUnavailable
 */
export async function ensureBuild(
  reader: ArticleReader,
  seeds: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (await reader.build()) return false;
  const code = await run(indexer(seeds), signal);
  if (code === 0 || code === DONE_WITH_REFUSALS) return true;
  if (signal.aborted) return false;
  throw new FirstBuildFailed(
    `indexing ${seeds} ended with ${code}: mend what it said above, or index your own pages with \`npm run reindex -- FOLDER\``,
  );
}

/** Arguments of node for the indexer beside us: sources are made into JavaScript first, a build runs as it is. */
function indexer(seeds: string): readonly string[] {
  const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  return import.meta.url.endsWith('.js')
    ? [beside('../indexer/main.js'), 'reindex', seeds]
    : [beside('../scripts/run.mjs'), 'indexer/main.ts', 'reindex', seeds];
}

/** The exit code, or the signal that ended it. */
function run(args: readonly string[], signal: AbortSignal): Promise<number | string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const stop = () => child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('exit', (code, endedBy) => {
      signal.removeEventListener('abort', stop);
      resolve(code ?? endedBy ?? 'no code');
    });
    if (signal.aborted) stop();
  });
}
