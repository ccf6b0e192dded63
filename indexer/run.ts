/** A run of the indexer: what it is asked, what it is given, how it ends. */
import type { Config } from '../config/schema.ts';
import type { StoredBuild } from '../engine/article.ts';
import type { Store } from '../engine/port.ts';
import type { Comparison } from './compare.ts';
import type { pendingMark } from './ingest/inbox.ts';
import type { GuardRefused, NothingToIndex } from './load/guard.ts';
import type { Progress } from './load/progress.ts';
import type { Report } from './load/report.ts';
import type { KeptBuild, LiveBuild, Spools } from './load/spools.ts';
import type { Stopwatch } from './stopwatch.ts';

export interface RunOptions {
  readonly paths: readonly string[];
  /** Copy from the live build what did not change since. */
  readonly incremental: boolean;
  /** Percentage of the live articles that may be missing. */
  readonly maxDrop: number;
  /** Pages to read at most. */
  readonly limit: number;
  /** Threads that judge pages, 0 for none but our own; absent: as many as the corpus is worth. The result is the same. */
  readonly threads?: number;
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

/** What a run has to work with, once it is known that there is work. */
export interface Run {
  readonly build: string;
  readonly startedAt: string;
  readonly clock: Stopwatch;
  readonly live: StoredBuild | null;
  /** The build whose names of stories are gone on with. */
  readonly base: string | undefined;
  readonly previous: LiveBuild | null;
  /** The files as they were held against `previous`. */
  readonly comparison: Comparison | null;
  readonly unfinished: KeptBuild | null;
  readonly spools: Spools;
  readonly version: string;
  /** What of the pages that were handed in this run will have read. */
  readonly mark: ReturnType<typeof pendingMark>;
}
