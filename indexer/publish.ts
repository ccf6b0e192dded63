/** The end of a run at the store: the swap, or giving up. */
import type { StoredBuild } from '../engine/article.ts';
import type { Staging } from '../engine/port.ts';
import { grouped, type Progress } from './load/progress.ts';

/**
 * Waits for the store and swaps; a signal meanwhile makes it give up, unless it swaps already.
 * @param refused pages of the run, for its progress
 */
export async function publish(
  staging: Staging,
  build: StoredBuild,
  progress: Progress,
  signal: AbortSignal,
  refused: number,
): Promise<void> {
  signal.throwIfAborted();
  progress.say(`sent ${grouped(build.articles)} articles; the engine is indexing them`);
  const giveUp = () => abandon(staging, progress);
  signal.addEventListener('abort', giveUp);
  try {
    await staging.publish(build, (done, total) =>
      progress.show({ phase: 'indexing', done, total, unit: 'payloads', refused }),
    );
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** Gives a staging index up; where it cannot be deleted, that is said. */
export async function abandon(staging: Staging, progress: Progress): Promise<void> {
  try {
    await staging.abandon();
  } catch (failure) {
    progress.say(
      `the staging index could not be deleted (${failure instanceof Error ? failure.message : failure}): the next run deletes it`,
    );
  }
}
