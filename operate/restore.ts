/** `npm run restore`: puts a backup back, as one new build that is verified before it goes live. */
import { createReadStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { Config } from '../config/schema.ts';
import type { Build } from '../engine/article.ts';
import type { KeptArticle, Staging, Store } from '../engine/port.ts';
import { ARTICLES } from './backup.ts';
import { copyBack, withoutReindex } from './data-folder.ts';
import { BackupFault, checkedManifest } from './manifest.ts';

/** Of a payload's limit: an article takes more room as a document than in a backup. */
const SHARE_OF_PAYLOAD = 0.4;

/**
 * Checks the whole backup, then fills a staging index and swaps it in: until then nothing that is there changes.
 * @param replace whether it may take the place of a live build
 * @throws BackupFault, StoreError, errors of the file system
 */
export async function restore(
  store: Store,
  config: Config,
  from: string,
  replace: boolean,
  say: (line: string) => void,
): Promise<{ readonly build: Build; readonly articles: number }> {
  const folder = resolve(from);
  const { build, format } = await checkedManifest(folder);
  if (format !== store.care.format)
    throw new BackupFault(
      `${folder} was made by a version of Broadsheet that kept other things in its index: put it back with that version, or reindex the pages`,
    );
  const { DATA_DIR } = config.env;
  return withoutReindex(DATA_DIR, async () => {
    const live = await store.writer.build();
    if (live && !replace)
      throw new BackupFault(
        `build ${live.id} with ${live.articles} articles is live: --replace puts the backup in its place`,
      );
    if (build.rules !== config.rules)
      say('the backup was made with other rules than are set here: they count from the next reindex on');
    const staging = await store.writer.begin();
    try {
      const sent = await send(staging, join(folder, ARTICLES), config.index.payloadBytes * SHARE_OF_PAYLOAD);
      if (sent !== build.articles)
        throw new BackupFault(`${folder} holds ${sent} articles, and its manifest says ${build.articles}`);
      say(`sent ${sent} articles; the engine is indexing them`);
      // What an incremental run holds against the live build must be there when it is live.
      await copyBack(folder, DATA_DIR);
      await staging.publish(build);
    } catch (cause) {
      await staging.abandon();
      throw cause;
    }
    return { build, articles: build.articles };
  });
}

async function send(staging: Staging, path: string, bytes: number): Promise<number> {
  let sent = 0;
  let size = 0;
  let some: KeptArticle[] = [];
  const flush = async () => {
    await staging.add(some);
    sent += some.length;
    some = [];
    size = 0;
  };
  for await (const line of linesOf(path)) {
    if (size > 0 && size + line.length > bytes) await flush();
    some.push(JSON.parse(line) as KeptArticle);
    size += line.length;
  }
  await flush();
  return sent;
}

/** Cut at line feeds only: a text may hold U+2028, where readline would cut too. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  const packed = createReadStream(path);
  const text = createGunzip().setEncoding('utf8');
  packed.once('error', (cause) => text.destroy(cause)).pipe(text);
  for await (const chunk of text as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
