/** The embedded engine for a bench: started as the product starts it, and looked at from outside. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '../../engine/embedded.ts';

export interface BenchEngine {
  readonly url: string;
  readonly masterKey: string;
  readonly pid: number;
  close(): Promise<void>;
}

/**
 * Starts the engine of a data folder; commands that are given the same folder join it.
 * @param indexingMemory bytes it may use for indexing; by default what the product gives it
 */
export async function startEngine(dataDir: string, indexingMemory?: number): Promise<BenchEngine> {
  const engine = await openEmbedded({
    dataDir,
    ...(indexingMemory !== undefined && { indexingMemory }),
    ...(process.env.MEILI_BIN && { bin: process.env.MEILI_BIN }),
    log: {
      info: () => undefined,
      warn: (line) => process.stderr.write(`${line}\n`),
      error: (line) => process.stderr.write(`${line}\n`),
    },
  });
  const { pid } = JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as { pid: number };
  return { url: engine.url, masterKey: engine.masterKey, pid, close: () => engine.close() };
}
