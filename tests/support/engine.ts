/** A store on the shared test engine, with indexes of its own for every test file. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { inject } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import type { Config, Environment, IndexFile } from '../../config/schema.ts';
import type { Article, StoredBuild } from '../../engine/article.ts';
import type { Logger } from '../../engine/logger.ts';
import { openStore } from '../../engine/open.ts';
import type { SearchRequest, Store } from '../../engine/port.ts';

/** An index name that only this test file has: `uniqueName(import.meta.url)`; `part` tells several of one file apart. */
export function uniqueName(fileUrl: string, part = ''): string {
  const path = new URL(fileUrl).pathname;
  const stem = basename(path)
    .replace(/\.test\.tsx?$/, '')
    .replace(/[^a-z0-9]+/gi, '-')
    .toLowerCase();
  return `t-${stem}-${createHash('sha256').update(`${path}${part}`).digest('hex').slice(0, 8)}`;
}

/** The shipped configuration on the shared test engine, with some keys of index.yml and of the environment changed. */
export function testConfig(index: Partial<IndexFile> = {}, env: Partial<Environment> = {}): Config {
  const config = loadConfig({ MEILI_URL: inject('engineUrl'), MEILI_MASTER_KEY: inject('engineKey') });
  return { ...config, env: { ...config.env, ...env }, index: { ...config.index, ...index } };
}

/** Throws away what is said for information; a warning or error belongs into the output of the test. */
export const quietLogger: Logger = {
  info: () => undefined,
  warn: (message) => console.warn(message),
  error: (message) => console.error(message),
};

/** Remembers every line, for tests that look at what was said. */
export function recordingLogger(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (message: string) => void lines.push(message);
  return { lines, info: keep, warn: keep, error: keep };
}

/** A store of the given configuration; `await store.close()` when done. */
export const openTestStore = (config: Config, log: Logger = quietLogger): Promise<Store> =>
  openStore(config, log);

/** Builds and publishes an index of these articles, as a reindex would. */
export async function publishArticles(
  store: Store,
  articles: readonly Article[],
  id = 'b1',
  summary: StoredBuild['summary'] = {},
  finishedAt = '2024-05-06T07:08:09.000Z',
): Promise<StoredBuild> {
  const staging = await store.writer.begin(Date.parse(finishedAt));
  await staging.add(articles);
  const build: StoredBuild = {
    id,
    rules: 'test-rules',
    finishedAt,
    articles: articles.length,
    summary,
  };
  await staging.publish(build);
  return build;
}

/** A search that finds every article of a small index. */
export const EVERY_ARTICLE: SearchRequest = {
  q: '',
  filters: { facets: {} },
  sort: 'oldest',
  page: 1,
  limit: 50,
  collapse: false,
  exact: false,
  facets: [],
};
