/** The application with the operator's addresses, over a data folder of its own and the real indexer. */
import type { RequestListener } from 'node:http';
import { inject } from 'vitest';
import type { IndexFile } from '../../config/schema.ts';
import type { Store } from '../../engine/port.ts';
import { Reindexing } from '../../server/admin/reindexing.ts';
import { createApp } from '../../server/app.ts';
import { createLogger } from '../../server/http/logger.ts';
import { createIndexer } from '../../server/indexer-process.ts';
import { type Workshop, workshop } from './corpus.ts';
import { openTestStore, testConfig } from './engine.ts';

export const ADMIN_KEY = 'the-key-of-the-operator-0123456789';

export interface AdminApp {
  readonly app: RequestListener;
  readonly store: Store;
  readonly shop: Workshop;
  readonly reindexing: Reindexing;
  readonly config: ReturnType<typeof testConfig>;
  /** What was logged so far. */
  readonly log: readonly string[];
  /** Resolves when no run is under way and none waits. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export async function openAdminApp(index: string, changed: Partial<IndexFile> = {}): Promise<AdminApp> {
  const url = inject('engineUrl');
  const shop = await workshop(index);
  const config = testConfig(
    { index, ...changed },
    { ...shop.env, ADMIN_KEY, MEILI_URL: url, PUBLIC_URL: 'https://news.example' },
  );
  const store = await openTestStore(config);
  const lines: string[] = [];
  const key = inject('engineKey');
  const log = createLogger('info', [ADMIN_KEY, key], { write: (line) => void lines.push(line) });
  const { PATH, HOME } = process.env;
  const indexer = createIndexer({
    PATH,
    HOME,
    ...shop.env,
    ADMIN_KEY,
    MEILI_URL: url,
    MEILI_MASTER_KEY: key,
  });
  const reindexing = new Reindexing({ indexer, dataDir: shop.env.DATA_DIR, log });
  const app = createApp({
    reader: store.reader,
    config,
    log,
    admin: { key: ADMIN_KEY, indexer, reindexing },
  });
  return {
    app,
    store,
    shop,
    reindexing,
    config,
    log: lines,
    async idle() {
      while (reindexing.state.run) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    async close() {
      await reindexing.stop();
      await store.close();
      await shop.clear();
    },
  };
}
