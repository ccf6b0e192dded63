/** What of the corpus of today a build holds already: one look at every file, before a run does anything. */
import { corpusFiles } from './corpus.ts';
import type { FileEntry } from './load/file-table.ts';
import { hashFiles } from './load/hashes.ts';
import type { KeptBuild } from './load/spools.ts';
import { sidecarPaths } from './read/read.ts';
import { type Survey, sizeOf } from './survey.ts';

export interface Comparison extends Survey {
  /** What the build has of a file whose bytes and those of its sidecars are the same; else null. */
  readonly kept: (path: string) => FileEntry | null;
  /** Whether the files are those of the build, byte for byte. */
  readonly isSame: boolean;
}

/**
 * Holds every file against the build by a hash of its bytes: times and sizes can stay while a text changes.
 * @throws MissingPath, the signal's reason
 */
export async function compareWith(
  build: KeptBuild,
  paths: readonly string[],
  dataDir: string,
  signal: AbortSignal,
): Promise<Comparison> {
  const same = new Uint8Array(build.files.size);
  let [files, bytes, newBytes, unchanged] = [0, 0, 0, 0];
  for await (const { file, path } of corpusFiles(paths, dataDir)) {
    signal.throwIfAborted();
    const hash = await hashFiles([file, ...sidecarPaths(file)]);
    const number = build.files.numberOf(path);
    const size = sizeOf(file);
    files++;
    bytes += size;
    if (number !== undefined && build.files.at(number, path).hash === hash) {
      same[number] = 1;
      unchanged++;
    } else newBytes += size;
    // Signals are only heard between turns of the event loop, and small files are read without a pause.
    if (files % 256 === 0) await new Promise(setImmediate);
  }
  const kept = (path: string) => {
    const number = build.files.numberOf(path);
    return number !== undefined && same[number] === 1 ? build.files.at(number, path) : null;
  };
  const isSame = unchanged === files && unchanged === build.files.size;
  return { files, bytes, newBytes, kept, isSame };
}
