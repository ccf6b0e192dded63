/** Starts one real engine before the first test and stops it after the last; tests reach it through `inject`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '../../engine/embedded.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    engineUrl: string;
    engineKey: string;
    /** The checked and runnable binary, for tests that start engines of their own. */
    engineBinary: string;
  }
}

const silent = { info: () => undefined, warn: console.warn, error: console.error };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'broadsheet-engine-'));
  const engine = await openEmbedded({
    dataDir,
    bin: process.env.MEILI_BIN || undefined,
    log: silent,
    // The engine touches a share of this for every batch, and a test indexes a handful of articles.
    indexingMemory: 256 * 1024 * 1024,
  });
  project.provide('engineUrl', engine.url);
  project.provide('engineKey', engine.masterKey);
  project.provide('engineBinary', process.env.MEILI_BIN || join(dataDir, 'bin', 'meilisearch'));
  return async () => {
    await engine.close();
    await rm(dataDir, { recursive: true, force: true });
  };
}
