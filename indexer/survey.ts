/** How much there is to read, before the first page is: what progress is told against. */
import { statSync } from 'node:fs';
import { corpusFiles } from './corpus.ts';

export interface Survey {
  readonly files: number;
  /** On disk: of a packed file its packed bytes. */
  readonly bytes: number;
  /** Those of files that are to be judged. */
  readonly newBytes: number;
}

/** How far reading is, 0..1: by bytes, or by pages where a limit comes sooner. */
export function shareRead(
  read: { readonly bytes: number; readonly pages: number },
  { bytes }: Pick<Survey, 'bytes'>,
  limit: number,
): number {
  return Math.max(bytes > 0 ? read.bytes / bytes : 1, read.pages / limit);
}

/** Counts the files under the paths. @throws MissingPath, the signal's reason */
export async function survey(
  paths: readonly string[],
  dataDir: string,
  signal: AbortSignal,
): Promise<Survey> {
  let [files, bytes] = [0, 0];
  for await (const { file } of corpusFiles(paths, dataDir)) {
    signal.throwIfAborted();
    files++;
    bytes += sizeOf(file);
  }
  return { files, bytes, newBytes: bytes };
}

/** Bytes of a file; of one that cannot be looked at, or is none, 0: it will be refused. */
export function sizeOf(file: string): number {
  try {
    const found = statSync(file);
    return found.isFile() ? found.size : 0;
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) return 0;
    throw cause;
  }
}
