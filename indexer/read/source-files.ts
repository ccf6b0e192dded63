/** Which files a corpus has. */
import { type Dirent, existsSync, realpathSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { MissingPath } from './errors.ts';
import { SIDECAR_SUFFIX } from './sidecar.ts';

/**
 * A file of the corpus: where it is, and how a report shows it (the given folder's own name + `/` + the path within
 * it, forward slashes; a single file: its base name).
 */
export interface SourceFile {
  readonly file: string;
  readonly path: string;
}

/** A path that was asked for: a file, or a folder with the name its files are shown under. */
interface Root {
  readonly file: string;
  readonly shown: string;
  readonly folder: boolean;
}

/**
 * All files under the given files and folders, sorted by path (code units). Hidden files and folders, sidecars, and
 * `ownOutput` (files and folders of ours: the data folder, the last report) are skipped; a folder that is reached
 * twice, as by a symbolic link to above itself, is read once. A folder that cannot be listed comes as if it were a
 * file, so that reading it refuses it in the system's words.
 * @throws MissingPath naming the argument when a given path does not exist
 */
export async function* findFiles(
  paths: readonly string[],
  ownOutput: readonly string[] = [],
): AsyncIterable<SourceFile> {
  const roots = (await rootsOf(paths)).sort((a, b) =>
    byName(sortKey(a.shown, a.folder), sortKey(b.shown, b.folder)),
  );
  const skipped = new Set(ownOutput.map((path) => resolve(path)));
  const seenFolders = new Set<string>();
  // No folder is read twice, so that only a file that was asked for by itself can come a second time.
  const apart = new Set(roots.flatMap(({ file, folder }) => (folder ? [] : [file])));
  const seenFiles = new Set<string>();
  for (const root of roots)
    for await (const found of root.folder
      ? filesIn(root.file, root.shown, seenFolders, skipped)
      : [asFile(root)]) {
      if (seenFiles.has(found.file) || skipped.has(found.file)) continue;
      if (apart.has(found.file)) seenFiles.add(found.file);
      yield found;
    }
}

/** How a run of these paths would show a file below one of them; paths that are gone count as none. */
export async function shownBelow(paths: readonly string[]): Promise<(file: string) => string | undefined> {
  const roots = await rootsOf(paths.filter((path) => existsSync(path)));
  return (file) => {
    const root = roots.find((one) => one.file === file || file.startsWith(join(one.file, sep)));
    if (!root) return undefined;
    return [root.shown, ...relative(root.file, file).split(sep)].filter((part) => part !== '').join('/');
  };
}

const asFile = ({ file, shown }: Root): SourceFile => ({ file, path: shown });

async function rootsOf(paths: readonly string[]): Promise<Root[]> {
  const roots: Root[] = [];
  for (const path of paths) {
    const file = resolve(path);
    const info = await stat(file).catch((cause: unknown) => {
      const isMissing =
        cause instanceof Error && 'code' in cause && /^(?:ENOENT|ENOTDIR|ELOOP)$/.test(String(cause.code));
      if (!isMissing) return undefined;
      throw new MissingPath(`there is no «${path}»: give a file or a folder that exists`, { cause });
    });
    if (!roots.some((root) => root.file === file))
      roots.push({ file, shown: basename(file), folder: info?.isDirectory() ?? false });
  }
  return distinct(roots);
}

/** Names of roots that would be alike get as much of their paths as tells them apart: `2023/news`, `2024/news`. */
function distinct(roots: readonly Root[]): Root[] {
  let named = [...roots];
  for (;;) {
    const alike = named.filter((root, i) => named.some((other, j) => i !== j && other.shown === root.shown));
    const longer = named.map((root) => (alike.includes(root) ? { ...root, shown: oneLonger(root) } : root));
    if (alike.length === 0 || longer.every((root, i) => root.shown === named[i]?.shown)) return named;
    named = longer;
  }
}

function oneLonger({ file, shown }: Root): string {
  let above = file;
  for (let i = 0; i < shown.split('/').length; i += 1) above = dirname(above);
  const name = basename(above);
  return name === '' ? shown : `${name}/${shown}`;
}

async function* filesIn(
  folder: string,
  shown: string,
  seen: Set<string>,
  skipped: ReadonlySet<string>,
): AsyncIterable<SourceFile> {
  const real = realOf(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const entries = await entriesOf(folder);
  if (!entries) {
    yield { file: folder, path: shown };
    return;
  }
  for (const { name, isFolder } of entries) {
    const file = join(folder, name);
    const path = `${shown}/${name}`;
    if (skipped.has(file)) continue;
    if (isFolder) yield* filesIn(file, path, seen, skipped);
    else yield { file, path };
  }
}

/** Where a folder is; of one that cannot be followed its own path, and listing it will say why. At once: there may be many. */
function realOf(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) return folder;
    throw cause;
  }
}

/** What a folder holds, in order, or undefined when it cannot be listed: `readFile` will say why. */
async function entriesOf(folder: string): Promise<{ name: string; isFolder: boolean }[] | undefined> {
  const listed = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!listed) return undefined;
  const kept: { name: string; isFolder: boolean }[] = [];
  for (const entry of listed)
    if (!entry.name.startsWith('.') && !entry.name.endsWith(SIDECAR_SUFFIX))
      kept.push({ name: entry.name, isFolder: await isFolder(folder, entry) });
  return kept.sort((a, b) => byName(sortKey(a.name, a.isFolder), sortKey(b.name, b.isFolder)));
}

/** Follows symbolic links; one that leads nowhere is no folder, and reading it will say so. */
async function isFolder(folder: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const target = await stat(join(folder, entry.name)).catch(() => undefined);
  return target?.isDirectory() ?? false;
}

/** With its slash a folder sorts where the paths of its files do. */
const sortKey = (name: string, isFolder: boolean): string => (isFolder ? `${name}/` : name);

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
