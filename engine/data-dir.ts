/** `DATA_DIR`, where all that we keep lies. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StoreError } from './port.ts';

/** Makes the folder. @throws StoreError when it cannot be made, or cannot be written to */
export function makeWritable(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError(
      `DATA_DIR is «${dataDir}», and nothing can be kept there (${why}): name a folder that can be written to`,
      { cause },
    );
  }
}

/** Makes a folder and those above it, one after the other: asked for all at once where none can be made, below `/proc`, Node 20 asks without an end. */
export function makeFolder(folder: string): void {
  const path = resolve(folder);
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!existsSync(path)) throw error; // another process may have been quicker
  }
}
