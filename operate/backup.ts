/**
 * `npm run backup`: the live build as files of our own. Articles are written as we know them, not as the engine keeps them:
 * so a backup can be put back into any version of the engine, and into a server of one's own as well as an embedded one.
 */
import { createWriteStream, existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Config } from '../config/schema.ts';
import type { Build } from '../engine/article.ts';
import { makeFolder } from '../engine/data-dir.ts';
import { NoBuildYet, OutdatedIndex, type Store, StoreUnavailable } from '../engine/port.ts';
import { copyOut, pagesAround } from './data-folder.ts';
import { BackupFault, writeManifest } from './manifest.ts';

export const ARTICLES = 'articles.jsonl.gz';

/**
 * Writes a backup into a new folder; no part of one is ever there under its name.
 * @throws BackupFault when the folder is taken or lies among the pages, NoBuildYet, StoreError, errors of the file system
 */
export async function backup(
  store: Store,
  config: Config,
  to: string,
  say: (line: string) => void,
): Promise<{ readonly build: Build; readonly articles: number }> {
  const folder = resolve(to);
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new BackupFault(`${folder} is there and not empty: name a new folder`);
  const pages = pagesAround(folder, config.env.DATA_DIR);
  if (pages !== undefined)
    throw new BackupFault(
      `${folder} lies in ${pages}, which the last reindex read: the next one would take the backup for pages; name a folder elsewhere`,
    );
  const { version, sameFormat } = await store.care.checkup();
  const build = await store.writer.build();
  if (!build) throw new NoBuildYet('nothing was indexed yet: there is nothing to keep');
  if (!sameFormat)
    throw new OutdatedIndex(
      `the build ${build.id} was made by another version of Broadsheet: back it up with that version, or build it anew with \`npm run reindex\``,
    );
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  makeFolder(part);
  let articles = 0;
  const lines = async function* () {
    for await (const some of store.care.articles(build)) {
      articles += some.length;
      say(`${articles} of ${build.articles} articles`);
      yield some.map((article) => `${JSON.stringify(article)}\n`).join('');
    }
  };
  await pipeline(
    Readable.from(lines()),
    createGzip(),
    createWriteStream(join(part, ARTICLES), { flush: true }),
  );
  // A reindex may run meanwhile: what belongs to a build stays as it is while the build is live.
  await copyOut(config.env.DATA_DIR, build.id, part);
  if ((await store.writer.build())?.id !== build.id)
    throw new StoreUnavailable(`another build than ${build.id} went live meanwhile: begin again`);
  const { id, rules, finishedAt, summary } = build;
  await writeManifest(part, {
    madeAt: new Date().toISOString(),
    format: store.care.format,
    engine: version,
    build: { id, rules, finishedAt, articles, summary: { ...summary } },
  });
  await rm(folder, { recursive: true, force: true });
  await rename(part, folder);
  return { build, articles };
}
