/** Pages on disk, an index of their own, and runs of the indexer from the one to the other. */
import { afterEach, beforeEach } from 'vitest';
import type { Config } from '../../config/schema.ts';
import type { Store } from '../../engine/port.ts';
import { type RunOptions, type RunResult, type RunTools, reindex } from '../../indexer/reindex.ts';
import { type Workshop, workshop } from './corpus.ts';
import { openTestStore, testConfig, uniqueName } from './engine.ts';

/** What each test of a file has for itself; to be read within a test. */
export interface Indexing {
  readonly shop: Workshop;
  readonly store: Store;
  /** A test may change it. */
  config: Config;
  /** Reads all pages of the folder, whatever number of articles that loses, and says nothing. */
  run(options?: Partial<RunOptions>, tools?: Partial<RunTools>): Promise<RunResult>;
}

/** @param testFile its `import.meta.url` */
export function freshIndexing(testFile: string): Indexing {
  let shop: Workshop;
  let store: Store;
  const indexing = {
    get shop() {
      return shop;
    },
    get store() {
      return store;
    },
    run: (options: Partial<RunOptions> = {}, tools: Partial<RunTools> = {}) =>
      reindex(
        {
          paths: [shop.pages],
          incremental: false,
          maxDrop: 100,
          limit: Number.POSITIVE_INFINITY,
          ...options,
        },
        { config: indexing.config, store, progress: SILENT, signal: new AbortController().signal, ...tools },
      ),
  } as Indexing;
  beforeEach(async (context) => {
    const index = uniqueName(testFile, context.task.name);
    shop = await workshop(index);
    indexing.config = testConfig({ index }, shop.env);
    store = await openTestStore(indexing.config);
  });
  afterEach(async () => {
    await store.close();
    await shop.clear();
  });
  return indexing;
}

const SILENT: RunTools['progress'] = {
  show: () => undefined,
  note: () => undefined,
  say: () => undefined,
  clear: () => undefined,
};
