/** What a backup says of itself: `manifest.json`, written last, so that a folder that has one is whole. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { z } from 'zod';

/** A backup cannot be used; the message says why. */
export class BackupFault extends Error {
  override name = 'BackupFault';
}

/** Raised when backups are written in another way. */
const VERSION = 1;
const NAME = 'manifest.json';

const Manifest = z.object({
  version: z.literal(VERSION),
  madeAt: z.string(),
  /** Of what an index holds. */
  format: z.string(),
  engine: z.string().nullable(),
  build: z.object({
    id: z.string(),
    rules: z.string(),
    finishedAt: z.string(),
    articles: z.number().int(),
    summary: z.record(z.string(), z.unknown()),
  }),
  files: z.array(
    z.object({
      path: z
        .string()
        .refine((path) => !isAbsolute(path) && !path.split('/').includes('..'), 'must lie within the backup'),
      bytes: z.number().int(),
      sha256: z.string(),
    }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;

/** Notes every file that lies in the folder. */
export async function writeManifest(
  folder: string,
  about: Omit<Manifest, 'version' | 'files'>,
): Promise<Manifest> {
  const files = [];
  for (const path of await filesIn(folder)) {
    const { size } = await stat(join(folder, path));
    files.push({ path, bytes: size, sha256: await sha256Of(join(folder, path)) });
  }
  const manifest: Manifest = { version: VERSION, ...about, files };
  await writeFile(join(folder, NAME), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  return manifest;
}

/** Reads a backup's manifest and holds every file against it. @throws BackupFault naming the file */
export async function checkedManifest(folder: string): Promise<Manifest> {
  const path = join(folder, NAME);
  if (!existsSync(path))
    throw new BackupFault(`there is no ${path}: that is no backup, or one that was not finished`);
  const parsed = Manifest.safeParse(asJson(await readFile(path, 'utf8')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new BackupFault(
      `${path} cannot be read: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`,
    );
  }
  for (const file of parsed.data.files) {
    const there = join(folder, file.path);
    if (!existsSync(there)) throw new BackupFault(`${there} is missing: the backup is not whole`);
    if ((await sha256Of(there)) !== file.sha256)
      throw new BackupFault(`${there} is not what was written: the backup was damaged`);
  }
  return parsed.data;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}
