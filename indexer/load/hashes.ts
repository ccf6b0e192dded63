/** What tells whether something changed: hashes of files, and of the rules and code that judge pages. */
import { createHash } from 'node:crypto';
import { createReadStream, type Dirent, existsSync, readFileSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files up to this many bytes are read in one piece. */
const SMALL = 1 << 20;

/** Hash of the bytes of several files; one that is not there or cannot be read is part of the hash. */
export async function hashFiles(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    try {
      const found = statSync(file, { throwIfNoEntry: false });
      hash.update(found ? '\x01' : '\0');
      if (!found?.isFile()) continue; // a pipe would be waited for, a folder that cannot be listed has no bytes
      // In one piece and at once it takes a fifth of the time of a stream, and there may be a million of them.
      if (found.size <= SMALL) hash.update(readFileSync(file));
      else
        for await (const chunk of createReadStream(file, {
          highWaterMark: 1 << 18,
        }) as AsyncIterable<Buffer>)
          hash.update(chunk);
    } catch (cause) {
      // A link to itself, a name too long for a sidecar: the reader refuses or warns with the system's words; here it
      // only has to differ from a file that can be read.
      hash.update(cause instanceof Error ? cause.message : String(cause));
    }
  }
  return hash.digest('hex');
}

/** Folders beside the indexer's whose code pages are made by too: one reads addresses, the other makes documents. */
const BESIDE = ['config', 'engine'];
/** Which packages there are. */
const PACKAGES = ['package.json', 'package-lock.json'];

/**
 * What pages are made by: the rule files, our own code and models, and the packages they use. Pages spooled by another
 * version are never reused.
 * @param code the folder of the indexer's code
 */
export async function pipelineVersion(rules: string, code: string): Promise<string> {
  const hash = createHash('sha256').update(rules).update(process.version);
  const root = dirname(code);
  for (const folder of [code, ...BESIDE.map((name) => join(root, name))]) {
    const names = (await entriesOf(folder))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const name of names) hash.update(name.slice(root.length)).update(await readFile(name));
  }
  // Compiled code lies one folder deeper.
  const home = [root, dirname(root)].find((folder) => existsSync(join(folder, 'package.json'))) ?? root;
  for (const name of PACKAGES.map((file) => join(home, file)))
    if (existsSync(name)) hash.update(await readFile(name));
  return hash.digest('hex').slice(0, 12);
}

const entriesOf = async (folder: string): Promise<Dirent[]> =>
  existsSync(folder) ? readdir(folder, { recursive: true, withFileTypes: true }) : [];
