/**
 * The bare import that a reindex is held against: the same finished documents, by best practice. A new index, settings
 * first, large payloads of NDJSON that lie ready on disk, all enqueued, one wait.
 */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Meilisearch } from 'meilisearch';
import type { IndexFile } from '../../config/schema.ts';
import { articleSettings, removedSettings } from '../../engine/settings.ts';

/** Documents asked for at a time, and bytes of one payload. */
const PAGE = 1_000;
const PAYLOAD = 60_000_000;
/** A payload is still being indexed long after it was accepted. */
const DEADLINE_MS = 6 * 3_600_000;

export const clientOf = (engine: { readonly url: string; readonly masterKey: string }): Meilisearch =>
  new Meilisearch({
    host: engine.url,
    apiKey: engine.masterKey,
    requestInit: { headers: { 'accept-encoding': 'identity' } },
  });

/** Writes all documents of an index as payloads into a folder. @returns the number of documents */
export async function dumpDocuments(client: Meilisearch, index: string, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  let [count, payload, bytes] = [0, 0, 0];
  let file = createWriteStream(join(folder, '00000.ndjson'));
  for (let offset = 0; ; offset += PAGE) {
    const { results } = await client.index(index).getDocuments({ limit: PAGE, offset });
    if (results.length === 0) break;
    const lines = results.map((document) => `${JSON.stringify(document)}\n`).join('');
    if (bytes > 0 && bytes + Buffer.byteLength(lines) > PAYLOAD) {
      file.end();
      await finished(file);
      file = createWriteStream(join(folder, `${String(++payload).padStart(5, '0')}.ndjson`));
      bytes = 0;
    }
    if (!file.write(lines)) await once(file, 'drain');
    bytes += Buffer.byteLength(lines);
    count += results.length;
  }
  file.end();
  await finished(file);
  return count;
}

/** Imports the payloads of two folders into new indexes; resolves when all of it can be searched. */
export async function bareImport(
  client: Meilisearch,
  index: IndexFile,
  folders: { readonly articles: string; readonly removed: string },
): Promise<void> {
  const sets = [
    { uid: 'bare', settings: articleSettings(index), folder: folders.articles },
    { uid: 'bare_removed', settings: removedSettings(index), folder: folders.removed },
  ];
  for (const { uid, settings } of sets) await client.index(uid).updateSettings(settings);
  await importAll(client, payloadsOf(sets));
}

async function* payloadsOf(
  sets: readonly { readonly uid: string; readonly folder: string }[],
): AsyncGenerator<{ uid: string; payload: string }> {
  for (const { uid, folder } of sets)
    for (const name of (await readdir(folder)).sort()) {
      const payload = await readFile(join(folder, name), 'utf8');
      if (payload !== '') yield { uid, payload };
    }
}

/** Sends payloads of NDJSON to their indexes, none awaited before the next; resolves when all of it can be searched. */
export async function importAll(
  client: Meilisearch,
  payloads: AsyncIterable<{ readonly uid: string; readonly payload: string }>,
): Promise<void> {
  const tasks: number[] = [];
  for await (const { uid, payload } of payloads) {
    const { taskUid } = await client
      .index(uid)
      .addDocumentsFromString(payload, 'application/x-ndjson', { primaryKey: 'id' });
    tasks.push(taskUid);
  }
  for (const task of tasks) {
    const { status, error } = await client.tasks.waitForTask(task, { timeout: DEADLINE_MS, interval: 50 });
    if (status !== 'succeeded') throw new Error(`the import: task ${task} ${status}: ${error?.message}`);
  }
}
