/** Indexes the demo corpus where nothing was indexed yet: the indexer runs as a process of its own. */
import { existsSync } from 'node:fs';
import type { ArticleReader } from '../engine/port.ts';
import type { Indexer } from './indexer-process.ts';

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
  indexer: Indexer,
  seeds: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (await reader.build()) return false;
  if (!existsSync(seeds))
    throw new FirstBuildFailed(
      `SEEDS_DIR is «${seeds}», and there is nothing: name a folder of pages, or index your own with \`npm run reindex -- FOLDER\``,
    );
  const { code } = await indexer.run(['reindex', seeds], { signal, shown: true });
  if (code === 0 || code === DONE_WITH_REFUSALS) return true;
  if (signal.aborted) return false;
  throw new FirstBuildFailed(
    `indexing ${seeds} ended with ${code}: mend what it said above, or index your own pages with \`npm run reindex -- FOLDER\``,
  );
}
