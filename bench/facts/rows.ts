/** The sets of the facts benchmark: JSON Lines, gzipped; their texts stay outside the project. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Draft } from '../../indexer/draft.ts';
import { readPage } from '../../indexer/read/read.ts';

export const readRows = <T>(dir: string, name: string): T[] =>
  gunzipSync(readFileSync(join(dir, `${name}.dev.jsonl.gz`)))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

/** A page as `extract` reads it; undefined where it has no text, which counts as an answer that was not given. */
export function draftOf(
  id: string,
  content: string,
  format: 'text' | 'html',
  url?: string,
): Draft | undefined {
  try {
    return readPage({ id, path: url ?? id, content, format, ...(url && { url }) });
  } catch (error) {
    process.stderr.write(`${id} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}
