/**
 * What a build was made from: a hash of every file and where its pages lie in the build's spool. An incremental run
 * holds the files of today against it.
 *
 * Stored as JSON Lines beside the spool: a head, then one line a file. The head is written last of all into its final
 * name, so a manifest that is there is whole.
 */
import { createReadStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { textsByChunk } from '../text/lines.ts';
import { partOf } from './build-files.ts';
import { type FileEntry, FileTable } from './file-table.ts';
import { SpoolWriter } from './spool.ts';

interface Head {
  readonly build: string;
  readonly version: string;
}

export interface ManifestWriter {
  /** Appends files; in the order of the spool. */
  add(entries: readonly FileEntry[]): Promise<void>;
  /** The manifest is whole and counts from now on. */
  commit(): Promise<void>;
  abandon(): void;
}

/** Begins a manifest under the name of its part; it counts once it is committed. */
export async function beginManifest(path: string, head: Head): Promise<ManifestWriter> {
  const file = new SpoolWriter(partOf(path));
  await file.write(JSON.stringify(head));
  return {
    add: (entries) => file.write(entries.map((entry) => JSON.stringify(entry)).join('\n')),
    commit: async () => {
      await file.close();
      await rename(partOf(path), path);
    },
    abandon: () => file.abandon(),
  };
}

/**
 * The files in a manifest by path; null when it is of another build or version. A last line that was being written when a
 * run broke off is no line.
 */
export async function filesIn(manifest: string, { build, version }: Head): Promise<FileTable | null> {
  const files = new FileTable();
  let head: Head | undefined;
  for await (const lines of textsByChunk(createReadStream(manifest)))
    for (const { text } of lines) {
      const line = parsed(text);
      if (!line) return head ? files : null;
      if (head) files.add(line as FileEntry);
      else {
        head = line as Head;
        if (head.build !== build || head.version !== version) return null;
      }
    }
  return head ? files : null;
}

/** Null for JSON that did not reach the disk whole. */
export function parsed(line: string): object | null {
  try {
    return JSON.parse(line) as object;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}
