/** `npm run reindex`: one run, from files on disk to a new live index, or to a clear word why not. */
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareWith } from './compare.ts';
import { heldByPrevious } from './held.ts';
import { clearPending, pendingMark } from './ingest/inbox.ts';
import { pipelineVersion } from './load/hashes.ts';
import { grouped } from './load/progress.ts';
import { Spools } from './load/spools.ts';
import { abandon } from './publish.ts';
import type { Run, RunOptions, RunResult, RunTools } from './run.ts';
import { stopwatch } from './stopwatch.ts';
import { work } from './work.ts';

export type { RunOptions, RunResult, RunTools } from './run.ts';

/**
 * Reads, judges, spools and sends, looks again at pages with lines their site repeats, groups, gives each entity one
 * name, tells the store what follows from that, and publishes. The live index is touched by one swap at the very end.
 *
 * Memory holds ids, file hashes of the previous build and fixed-size fingerprints; documents wait on disk. A run that
 * breaks off leaves what it judged, and the next one goes on there.
 * @throws StoreError, MissingPath, PipelineError, errors of the file system, or the signal's reason
 */
export async function reindex(options: RunOptions, tools: RunTools): Promise<RunResult> {
  const { config, store, progress, signal } = tools;
  const clock = stopwatch();
  const startedAt = new Date().toISOString();
  const live = store ? await store.writer.build() : null;
  const spools = new Spools(config.env.DATA_DIR);
  const mark = pendingMark(config.env.DATA_DIR);
  const version = await pipelineVersion(config.rules, dirname(fileURLToPath(import.meta.url)));

  const base = live?.id ?? (store ? undefined : (await spools.builds())[0]);
  const previous = options.incremental && base ? await spools.open(base, version) : null;
  if (previous) progress.note('comparing files');
  const comparison = previous && (await compareWith(previous, options.paths, config.env.DATA_DIR, signal));
  if (previous && comparison?.isSame) {
    if (store) await clearPending(config.env.DATA_DIR, mark);
    return { outcome: 'nothing changed', report: { ...previous.report, outcome: 'nothing changed' } };
  }
  if (options.incremental && !previous)
    progress.say('nothing to compare with from this version of rules and code: every file is read');
  // What is taken over comes many pages at a time: with a limit all are read.
  const isWhole = options.limit === Number.POSITIVE_INFINITY;
  const unfinished = isWhole ? await spools.unfinished(version, live?.id) : null;
  if (unfinished)
    progress.say(
      `a run broke off after ${grouped(unfinished.files.size)} files: what it judged of those that are the same is taken over`,
    );
  clock.lap('compare');

  const run: Run = {
    build: buildId(),
    startedAt,
    clock,
    live,
    base,
    previous,
    comparison,
    unfinished,
    spools,
    version,
    mark,
  };
  if (!store) return work(run, null, options, tools);
  const held = previous && live ? await heldByPrevious(spools, live, version) : null;
  const from = held && (await store.writer.beginFrom(held.build, held.documents.documents()));
  const staging = from ?? (await store.writer.begin());
  let result: RunResult | undefined;
  try {
    result = await work(run, staging, options, tools, from && held ? held.documents : null);
    return result;
  } catch (cause) {
    signal.throwIfAborted();
    throw cause;
  } finally {
    if (result?.outcome !== 'published') await abandon(staging, progress);
  }
}

/** Sorts by time of start: `20240131T090500-3f9a1c`. */
function buildId(): string {
  const time = new Date().toISOString().replace(/[-:]|\.\d+Z$/g, '');
  return `${time}-${randomBytes(3).toString('hex')}`;
}
