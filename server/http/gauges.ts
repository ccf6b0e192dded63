/** What stands at the moment, looked up when Prometheus asks: the engine, the live build, a reindex. */
import { existsSync } from 'node:fs';
import { Gauge, type Registry } from 'prom-client';
import { pendingIn, runLockIn } from '../../config/places.ts';
import { holderOf } from '../../engine/lock.ts';
import { type ArticleReader, StoreError } from '../../engine/port.ts';
import { readSummary } from '../../engine/summary.ts';

/** @param dataDir where a reindex leaves its lock */
export function addGauges(registry: Registry, reader: ArticleReader, dataDir: string): void {
  const registers = [registry];
  /** Metrics are collected at the same time: whichever comes first looks for all. */
  let looking: Promise<void> | null = null;
  const collect = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `broadsheet_${name}`, help, registers, collect });
  const up = gauge('engine_up', 'Whether the engine answers.');
  const articles = gauge('build_articles', 'Articles of the live build.');
  const refused = gauge('build_refused_pages', 'Pages the live build could not read.');
  const finished = gauge('build_finished_timestamp_seconds', 'When the live build was finished.');
  const info = new Gauge({
    name: 'broadsheet_build_info',
    help: 'The live build and the version of the rules it was made by; always 1.',
    labelNames: ['build', 'rules'],
    registers,
    collect,
  });
  const look = async (): Promise<void> => {
    const stored = await reader.storedBuild().catch((error: unknown) => {
      if (error instanceof StoreError) return 'away' as const;
      throw error;
    });
    info.reset();
    for (const one of [articles, refused, finished]) one.remove();
    up.set(stored === 'away' ? 0 : 1);
    if (stored === 'away' || !stored) return;
    info.set({ build: stored.id, rules: stored.rules }, 1);
    articles.set(stored.articles);
    finished.set(Date.parse(stored.finishedAt) / 1000);
    const known = readSummary(stored.summary).refused;
    if (known !== undefined) refused.set(known);
  };
  new Gauge({
    name: 'broadsheet_reindex_running',
    help: 'Whether a reindex runs on this DATA_DIR, whoever started it.',
    registers,
    collect() {
      const running = isRunning(dataDir);
      if (running === null) this.remove();
      else this.set(running ? 1 : 0);
    },
  });
  new Gauge({
    name: 'broadsheet_ingested_pending',
    help: 'Whether pages were handed in that no build has read yet.',
    registers,
    collect() {
      this.set(existsSync(pendingIn(dataDir)) ? 1 : 0);
    },
  });
}

/** Null where the lock cannot be read: then nobody knows, and whoever wants to run says so. */
function isRunning(dataDir: string): boolean | null {
  try {
    return holderOf(runLockIn(dataDir)) !== null;
  } catch (cause) {
    if (cause instanceof Error) return null;
    throw cause;
  }
}
