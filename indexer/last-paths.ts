/** The files and folders the last full run was given, so that `--again` reads the same. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { lastRunIn } from '../config/places.ts';
import { MissingPath } from './read/errors.ts';

const LastPaths = z.object({ paths: z.array(z.string()).min(1) });

/** Keeps the paths, whole, since the next run may start elsewhere. */
export function rememberPaths(dataDir: string, paths: readonly string[]): void {
  const draft = `${lastRunIn(dataDir)}.${process.pid}.new`;
  writeFileSync(draft, JSON.stringify({ paths: paths.map((path) => resolve(path)) }));
  renameSync(draft, lastRunIn(dataDir));
}

/** @throws MissingPath when no run left any, or what stands there cannot be read */
export function lastPaths(dataDir: string): readonly string[] {
  const file = lastRunIn(dataDir);
  if (!existsSync(file))
    throw new MissingPath(
      `no run of this DATA_DIR («${dataDir}») tells which files were read: name them once, \`npm run reindex -- FOLDER\``,
    );
  try {
    return LastPaths.parse(JSON.parse(readFileSync(file, 'utf8'))).paths;
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    throw new MissingPath(
      `${file} does not say which files were read: name them, \`npm run reindex -- FOLDER\``,
      {
        cause,
      },
    );
  }
}

/** The same, or none where no run left any. */
export function lastPathsIfAny(dataDir: string): readonly string[] {
  try {
    return lastPaths(dataDir);
  } catch (cause) {
    if (cause instanceof MissingPath) return [];
    throw cause;
  }
}
