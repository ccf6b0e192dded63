/** What stands where in `DATA_DIR`, as far as more than one folder of the code must know it. */
import { join } from 'node:path';

/** Pages that were handed in (`POST /api/articles`, `npm run ingest`): every reindex reads them too. */
export const ingestedIn = (dataDir: string): string => join(dataDir, 'ingested');

/** There while pages were handed in that no build has read yet. */
export const pendingIn = (dataDir: string): string => join(ingestedIn(dataDir), '.pending');

/** Names the files and folders the last full run was given: `{ "paths": [...] }`. */
export const lastRunIn = (dataDir: string): string => join(dataDir, 'last-run.json');

/** Held by the reindex that is running. */
export const runLockIn = (dataDir: string): string => join(dataDir, 'reindex.lock');
