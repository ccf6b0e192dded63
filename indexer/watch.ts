/** Runs again after files changed, once they have come to rest; one run at a time. */
import { resolve } from 'node:path';
import { watch as watchFiles } from 'chokidar';

/** A scraper writes many files in a row: quiet for this long, and its batch is taken for done. */
const QUIET_MS = 500;

/**
 * Calls `run` now and after every change under the paths, until the signal is aborted; never returns before.
 * `ownOutput` is a folder whose changes do not count. A change while `run` is at work leads to another run. What `run` throws ends the watch.
 * @throws the signal's reason
 */
export async function watch(
  paths: readonly string[],
  run: () => Promise<void>,
  ownOutput: string,
  signal: AbortSignal,
): Promise<never> {
  const own = resolve(ownOutput);
  const watcher = watchFiles([...paths], {
    ignoreInitial: true,
    ignored: (path) => resolve(path) === own, // our spool must not wake us
  });
  try {
    let changed: () => void = () => undefined;
    let change = new Promise<void>((resolve) => {
      changed = resolve;
    });
    let timer: NodeJS.Timeout | undefined;
    watcher.on('all', () => {
      clearTimeout(timer);
      timer = setTimeout(() => changed(), QUIET_MS);
    });
    const failed = new Promise<never>((_, reject) => {
      watcher.on('error', reject);
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    await Promise.race([new Promise<void>((resolve) => watcher.on('ready', resolve)), failed]);
    for (;;) {
      await run();
      await Promise.race([change, failed]);
      change = new Promise((resolve) => {
        changed = resolve;
      });
    }
  } finally {
    await watcher.close();
  }
}
