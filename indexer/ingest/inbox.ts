/**
 * The folder of pages that were handed in. Each lies there as a scraper would leave it, content and sidecar, under a name
 * made of its address: so the same page handed in again takes the place of the one before.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ingestedIn, pendingIn } from '../../config/places.ts';
import type { Format, Stated } from '../draft.ts';

const EXTENSIONS: Readonly<Record<Format, string>> = { text: '.txt', html: '.html', markdown: '.md' };

/** Where a page lies within the folder: `3f/3fa94c….html`. @param key what tells it from every other page */
export function placeOf(key: string, format: Format): string {
  const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return `${name.slice(0, 2)}/${name}${EXTENSIONS[format]}`;
}

/** What is known of a page besides its content. */
const sidecarOf = (place: string): string => place.replace(/\.\w+$/, '.meta.json');

/**
 * Puts a page in its place; it is on the disk when this resolves.
 * @returns whether it took the place of another one
 */
export async function keep(
  dataDir: string,
  place: string,
  content: string,
  stated: Stated | undefined,
): Promise<boolean> {
  const path = join(ingestedIn(dataDir), place);
  const stem = path.replace(/\.\w+$/, '');
  const before = Object.values(EXTENSIONS).filter((extension) => existsSync(stem + extension));
  await mkdir(dirname(path), { recursive: true });
  // The sidecar first: a page must not be read without what was said of it.
  const sidecar = sidecarOf(path);
  if (stated) await replaceFile(sidecar, JSON.stringify(stated));
  else await rm(sidecar, { force: true });
  // With a byte order mark, so that no charset the page declares is believed.
  await replaceFile(path, `\uFEFF${content}`);
  for (const extension of before) if (!path.endsWith(extension)) await rm(stem + extension, { force: true });
  await toDisk(dirname(path));
  return before.length > 0;
}

/** Notes that there are pages no build has read. */
export async function markPending(dataDir: string): Promise<void> {
  await mkdir(ingestedIn(dataDir), { recursive: true });
  await toDisk(ingestedIn(dataDir));
  await replaceFile(pendingIn(dataDir), randomUUID());
}

/** The mark as it is now, to be cleared when what it was set for is live; null: there is none. */
export function pendingMark(dataDir: string): string | null {
  const path = pendingIn(dataDir);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** Takes the mark away, unless pages were handed in since. */
export async function clearPending(dataDir: string, mark: string | null): Promise<void> {
  if (mark !== null && pendingMark(dataDir) === mark) await rm(pendingIn(dataDir), { force: true });
}

async function replaceFile(path: string, content: string): Promise<void> {
  // Hidden, so that no reindex that runs meanwhile reads half of it.
  const draft = join(dirname(path), `.${process.pid}.new`);
  const file = await open(draft, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** A name is on the disk when its folder is. */
async function toDisk(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
