/** `DATA_DIR`, where all that we keep lies. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { StoreError } from './port.ts';

/** Makes the folder. @throws StoreError when it cannot be made, or cannot be written to */
export function makeWritable(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError(
      `DATA_DIR is «${dataDir}», and nothing can be kept there (${why}): name a folder that can be written to`,
      { cause },
    );
  }
}
