/** `npm run reindex`: one run, from files on disk to a new live index, or to a clear word why not. */
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config/schema.ts';
import type { StoredBuild } from '../engine/article.ts';
import type { Staging, Store } from '../engine/port.ts';
import { type BuildSummary, readSummary } from '../engine/summary.ts';
import { SecondLooker } from './again.ts';
import { collect, isUnchanged } from './collect.ts';
import { body } from './draft.ts';
import { createStoryBook } from './enrich/stories/stories.ts';
import { clearPending, pendingMark } from './ingest/inbox.ts';
import { rememberPaths } from './last-paths.ts';
import { differenceOf, type Fingerprints, readFingerprints, writeFingerprints } from './load/difference.ts';
import { standingOf } from './load/document.ts';
import { GuardRefused, guardSize, NothingToIndex } from './load/guard.ts';
import { pipelineVersion, Spools } from './load/manifest.ts';
import { grouped, type Progress } from './load/progress.ts';
import type { Report } from './load/report.ts';
import { ship } from './load/ship.ts';
import { SpoolWriter } from './load/spool.ts';
import { Tally } from './load/tally.ts';
import { findCanon } from './naming/canon.ts';
import { NameNotes } from './naming/notes.ts';
import { withCanonicalNames } from './naming/rename.ts';

export interface RunOptions {
  readonly paths: readonly string[];
  /** Copy from the live build what did not change since. */
  readonly incremental: boolean;
  /** Percentage of the live articles that may be missing. */
  readonly maxDrop: number;
  /** Pages to read at most. */
  readonly limit: number;
}

export interface RunTools {
  readonly config: Config;
  /** Null: a dry run, everything but the engine. */
  readonly store: Store | null;
  readonly progress: Progress;
  /** Ends the run, with its reason as the error; the live index stays as it is. */
  readonly signal: AbortSignal;
}

/** How a run ended. `refusal`: the guard, or that there was nothing to index. */
export interface RunResult {
  readonly outcome: 'published' | 'nothing changed' | 'dry run' | 'guard refused';
  readonly report: Report;
  readonly refusal?: GuardRefused | NothingToIndex;
}

/**
 * Reads, judges, spools, looks again at pages with lines their site repeats, groups, gives each entity one name and
 * publishes. The live index is touched by one swap at the very end.
 *
 * Memory holds ids, file hashes of the previous build and fixed-size fingerprints; documents wait on disk.
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
  if (previous && (await isUnchanged(options.paths, config.env.DATA_DIR, previous, signal))) {
    if (store) await clearPending(config.env.DATA_DIR, mark);
    return { outcome: 'nothing changed', report: { ...previous.report, outcome: 'nothing changed' } };
  }
  if (options.incremental && !previous)
    progress.say('nothing to compare with from this version of rules and code: every file is read');
  clock.lap('compare');

  const build = buildId();
  const spool = new SpoolWriter(await spools.create(build));
  const manifest = await spools.manifest(build, version);
  const amended = new SpoolWriter(spools.amended(build));
  const looker = new SecondLooker(config, spools.notes(build));
  const names = new NameNotes(spools.names(build));
  let keep = false;
  try {
    const tally = new Tally();
    const book = createStoryBook();
    await collect({
      paths: options.paths,
      limit: options.limit,
      config,
      spool,
      manifest,
      previous,
      tally,
      book,
      looker,
      names,
      progress,
      signal,
    });
    await spool.close();
    clock.lap('read');
    const { findings, ...second } = await looker.look({
      spool: spool.path,
      previous: previous?.amended ?? null,
      out: amended,
      amended: async (draft, first) => {
        book.replace(draft.id, body(draft), standingOf(draft));
        await names.add(first.facts.entities ?? [], -1);
        await names.add(draft.facts.entities ?? [], 1);
      },
      progress,
      signal,
    });
    await amended.close();
    tally.repeated({ lines: findings.lines, listed: findings.listed, ...second });
    clock.lap('read again');
    if (base) for await (const [id, storyId] of spools.stories(base)) book.remember(id, storyId);
    const stories = book.resolve();
    clock.lap('stories');
    await names.close();
    const canon = await findCanon(names, config.entities.known, () => signal.throwIfAborted());
    tally.named({ spellings: canon.renamed, listed: canon.listed });
    clock.lap('names');
    const report = (outcome: RunResult['outcome']) =>
      tally.report({
        build,
        rules: config.rules,
        outcome,
        paths: options.paths,
        timings: clock.laps,
        peakMemoryBytes: peakMemoryBytes(),
      });
    const send = (add: Staging['add']) =>
      ship({
        spool: spool.path,
        amended: amended.path,
        stories,
        named: (entities) => withCanonicalNames(entities, canon),
        payloadBytes: config.index.payloadBytes,
        add,
        tally,
        progress,
        signal,
      });

    try {
      guardSize(tally.articles, live, options.maxDrop, options.paths.join(', '));
    } catch (refusal) {
      if (!(refusal instanceof GuardRefused || refusal instanceof NothingToIndex)) throw refusal;
      await send(async () => undefined); // for the counts of the report
      return { outcome: 'guard refused', report: report('guard refused'), refusal };
    }
    if (!store) {
      await send(async () => undefined);
      clock.lap('send');
      return { outcome: 'dry run', report: report('dry run') };
    }

    await publish(store, tools, async (staging) => {
      await send((articles) => staging.add(articles));
      clock.lap('send');
      const prints = tally.fingerprints;
      await writeFingerprints(spools.fingerprints(build), prints);
      const before = live && (await buildBefore(live, prints, spools));
      return {
        id: build,
        rules: config.rules,
        finishedAt: new Date().toISOString(),
        articles: tally.articles,
        summary: tally.buildSummary({
          startedAt,
          timings: clock.laps,
          peakMemoryBytes: peakMemoryBytes(),
          before,
        }),
      };
    });
    clock.lap('index');
    const published = report('published');
    if (options.limit === Number.POSITIVE_INFINITY) {
      rememberPaths(config.env.DATA_DIR, options.paths);
      await clearPending(config.env.DATA_DIR, mark);
      await manifest.commit();
      await spools.keepStories(build, stories);
      await spools.keepReport(build, published);
      keep = true;
    }
    await spools.keepOnly([build, ...(live ? [live.id] : [])]);
    return { outcome: 'published', report: published };
  } finally {
    spool.abandon();
    amended.abandon();
    looker.abandon();
    await spools.forgetNotes(build);
    if (!keep) {
      manifest.abandon();
      await spools.forget(build);
    }
  }
}

/** Fills a staging index and swaps it in; whatever goes wrong before the swap, staging goes and live stays. */
async function publish(
  store: Store,
  { progress, signal }: RunTools,
  fill: (staging: Staging) => Promise<StoredBuild>,
): Promise<void> {
  const staging = await store.writer.begin();
  const abandon = async () => {
    try {
      await staging.abandon();
    } catch (failure) {
      progress.say(
        `the staging index could not be deleted (${failure instanceof Error ? failure.message : failure}): the next run deletes it`,
      );
    }
  };
  const listening = new AbortController();
  try {
    const build = await fill(staging);
    signal.throwIfAborted();
    progress.say(`sent ${grouped(build.articles)} articles; the engine is indexing them`);
    signal.addEventListener('abort', abandon, { signal: listening.signal });
    await staging.publish(build);
  } catch (cause) {
    listening.abort();
    await abandon();
    signal.throwIfAborted();
    throw cause;
  } finally {
    listening.abort();
  }
}

/** The build that is live, and what the articles with these fingerprints have in common with its own. */
async function buildBefore(
  live: StoredBuild,
  prints: Fingerprints,
  spools: Spools,
): Promise<BuildSummary['before']> {
  const { id, rules, finishedAt, articles, summary } = live;
  const its = await readFingerprints(spools.fingerprints(id), articles);
  const { added = null, changed = null, gone = null } = its ? differenceOf(its, prints) : {};
  const { refused = null } = readSummary(summary);
  return { build: id, rules, finishedAt, articles, refused, added, changed, gone };
}

const peakMemoryBytes = (): number => process.resourceUsage().maxRSS * 1024;

/** Sorts by time of start: `20240131T090500-3f9a1c`. */
function buildId(): string {
  const time = new Date().toISOString().replace(/[-:]|\.\d+Z$/g, '');
  return `${time}-${randomBytes(3).toString('hex')}`;
}

/** Milliseconds of each phase. */
function stopwatch(): { lap(phase: string): void; readonly laps: Record<string, number> } {
  let last = performance.now();
  const laps: Record<string, number> = {};
  return {
    laps,
    lap(phase) {
      const now = performance.now();
      laps[phase] = Math.round(now - last);
      last = now;
    },
  };
}
