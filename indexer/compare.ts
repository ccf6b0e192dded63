/** What of the corpus of today a build holds already: one look at every file, before a run does anything. */
import { corpusFiles } from './corpus.ts';
import { hashFiles } from './load/hashes.ts';
import type { FileEntry } from './load/manifest.ts';
import type { KeptBuild } from './load/spools.ts';
import { type SourceFile, sidecarPaths } from './read/read.ts';
import { type Survey, sizeOf } from './survey.ts';

/** A file of today, and what the build has of it where its bytes and those of its sidecars are the same. */
export interface ComparedFile extends SourceFile {
  readonly bytes: number;
  readonly kept: FileEntry | null;
}

export interface Comparison extends Survey {
  /** In the order of the corpus. */
  readonly compared: readonly ComparedFile[];
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
  const compared: ComparedFile[] = [];
  let [bytes, newBytes, same] = [0, 0, 0];
  for await (const { file, path } of corpusFiles(paths, dataDir)) {
    signal.throwIfAborted();
    const hash = await hashFiles([file, ...sidecarPaths(file)]);
    const entry = build.files.get(path);
    const kept = entry?.hash === hash ? entry : null;
    const size = sizeOf(file);
    bytes += size;
    if (kept) same++;
    else newBytes += size;
    compared.push({ file, path, bytes: size, kept });
    // Signals are only heard between turns of the event loop, and small files are read without a pause.
    if (compared.length % 256 === 0) await new Promise(setImmediate);
  }
  const isSame = same === compared.length && same === build.files.size;
  return { files: compared.length, bytes, compared, newBytes, isSame };
}
