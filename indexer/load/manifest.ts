/**
 * What a build was made from: a hash of every file and where its pages lie in the build's spool. An incremental run
 * holds the files of today against it.
 *
 * Stored as JSON Lines beside the spool: a head, then one line a file. The head is written last of all into its final
 * name, so a manifest that is there is whole.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linesOf } from '../text/lines.ts';
import type { Report } from './report.ts';
import { type Span, SpoolWriter } from './spool.ts';

/** One file of a build. */
export interface FileEntry extends Span {
  /** As reports show it. */
  readonly path: string;
  /** SHA-256 over the bytes of the file and of its sidecars. */
  readonly hash: string;
}

interface Head {
  readonly build: string;
  readonly version: string;
}

/** What was kept of a build. */
export interface KeptBuild {
  readonly spool: string;
  /** The pages that were cleaned again. */
  readonly amended: string;
  /** By path. */
  readonly files: ReadonlyMap<string, FileEntry>;
  readonly report: Report;
}

/** The spools, manifests and reports of `DATA_DIR`, by build id. */
export class Spools {
  readonly #dir: string;

  constructor(dataDir: string) {
    this.#dir = join(dataDir, 'spool');
  }

  /** Path of the spool of a build; its folder is made. */
  async create(build: string): Promise<string> {
    await mkdir(this.#dir, { recursive: true });
    return this.#spool(build);
  }

  /** Path of the pages of a build that were cleaned again when the whole corpus was known. */
  amended(build: string): string {
    return join(this.#dir, `${build}.amended.ndjson`);
  }

  /** Path of the fingerprints of a build's articles. */
  fingerprints(build: string): string {
    return join(this.#dir, `${build}.articles`);
  }

  /** Path of what a run notes of its lines while it reads; it goes with the run. */
  notes(build: string): string {
    return join(this.#dir, `${build}.lines`);
  }

  /** Folder of what a run notes of the names it reads; it goes with the run. */
  names(build: string): string {
    return join(this.#dir, `${build}.names`);
  }

  /** Deletes what a run noted of its lines and names. */
  async forgetNotes(build: string): Promise<void> {
    await rm(this.notes(build), { force: true });
    await rm(this.names(build), { recursive: true, force: true });
  }

  /** What was kept of a build; null when it is not whole or was made by another version of rules or code. */
  async open(build: string, version: string): Promise<KeptBuild | null> {
    const manifest = this.#manifest(build);
    const spool = this.#spool(build);
    const report = this.#report(build);
    const amended = this.amended(build);
    if (![manifest, spool, report, amended].every((path) => existsSync(path))) return null;
    const files = new Map<string, FileEntry>();
    let end = 0;
    let head: Head | undefined;
    for await (const { text } of linesOf(createReadStream(manifest))) {
      if (!head) {
        head = JSON.parse(text) as Head;
        if (head.build !== build || head.version !== version) return null;
        continue;
      }
      const entry = JSON.parse(text) as FileEntry;
      files.set(entry.path, entry);
      end = entry.offset + entry.bytes;
    }
    if ((await stat(spool)).size !== end) return null;
    return { spool, amended, files, report: JSON.parse(await readFile(report, 'utf8')) as Report };
  }

  /** Keeps the report of a build beside its spool. */
  async keepReport(build: string, report: Report): Promise<void> {
    await writeFile(this.#report(build), JSON.stringify(report));
  }

  /** Keeps what the stories of a build are called, by the ids of its articles. */
  async keepStories(
    build: string,
    stories: Iterable<readonly [id: string, { readonly storyId: string }]>,
  ): Promise<void> {
    const part = `${this.#stories(build)}.part`;
    const file = new SpoolWriter(part);
    for (const [id, { storyId }] of stories) await file.write(JSON.stringify([id, storyId]));
    await file.close();
    await rename(part, this.#stories(build));
  }

  /** What the stories of a build were called, also when another version of rules or code made it; nothing if it was not kept. */
  async *stories(build: string): AsyncGenerator<readonly [id: string, storyId: string]> {
    if (!existsSync(this.#stories(build))) return;
    for await (const { text } of linesOf(createReadStream(this.#stories(build))))
      yield JSON.parse(text) as [string, string];
  }

  /** Deletes all that was kept of a build, and of runs that began it. */
  async forget(build: string): Promise<void> {
    for (const path of this.#files(build)) await rm(path, { force: true });
    for (const path of [this.#manifest(build), this.#stories(build)])
      await rm(`${path}.part`, { force: true });
    await this.forgetNotes(build);
  }

  /** Begins the manifest of a build; it counts once it is committed. */
  async manifest(build: string, version: string): Promise<ManifestWriter> {
    await mkdir(this.#dir, { recursive: true });
    const part = `${this.#manifest(build)}.part`;
    const file = new SpoolWriter(part);
    await file.write(JSON.stringify({ build, version } satisfies Head));
    return {
      add: (entry) => file.write(JSON.stringify(entry)),
      commit: async () => {
        await file.close();
        await rename(part, this.#manifest(build));
      },
      abandon: () => file.abandon(),
    };
  }

  /** Deletes what was kept of every build but those named: what runs that died left goes too. */
  async keepOnly(builds: readonly string[]): Promise<void> {
    if (!existsSync(this.#dir)) return;
    const kept = new Set(builds.flatMap((build) => this.#files(build)));
    for (const name of await readdir(this.#dir)) {
      const path = join(this.#dir, name);
      if (!kept.has(path)) await rm(path, { recursive: true, force: true });
    }
  }

  /** Ids of the builds whose spool is there, newest first. */
  async builds(): Promise<string[]> {
    if (!existsSync(this.#dir)) return [];
    return (await readdir(this.#dir))
      .flatMap((name) =>
        name.endsWith('.files') && !name.endsWith('.lines.files') ? [name.slice(0, -'.files'.length)] : [],
      )
      .sort()
      .reverse();
  }

  #files(build: string): string[] {
    return [
      this.#spool(build),
      this.#manifest(build),
      this.#report(build),
      this.amended(build),
      this.#stories(build),
      this.fingerprints(build),
    ];
  }

  #stories(build: string): string {
    return join(this.#dir, `${build}.stories.ndjson`);
  }

  #report(build: string): string {
    return join(this.#dir, `${build}.report.json`);
  }

  #spool(build: string): string {
    return join(this.#dir, `${build}.ndjson`);
  }

  #manifest(build: string): string {
    return join(this.#dir, `${build}.files`);
  }
}

export interface ManifestWriter {
  /** Appends a file; in the order of the spool. */
  add(entry: FileEntry): Promise<void>;
  /** The manifest is whole and counts from now on. */
  commit(): Promise<void>;
  abandon(): void;
}

/** Hash of the bytes of several files, read as streams; one that is not there or cannot be read is part of the hash. */
export async function hashFiles(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    try {
      const found = statSync(file, { throwIfNoEntry: false });
      hash.update(found ? '\x01' : '\0');
      if (!found?.isFile()) continue; // a pipe would be waited for, a folder that cannot be listed has no bytes
      for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>)
        hash.update(chunk);
    } catch (cause) {
      // A link to itself, a name too long for a sidecar: the reader refuses or warns with the system's words; here it
      // only has to differ from a file that can be read.
      hash.update(cause instanceof Error ? cause.message : String(cause));
    }
  }
  return hash.digest('hex');
}

/**
 * What pages are made by: the rule files and our own code and models. Pages spooled by another version are never
 * reused.
 * @param code the folder of the indexer's code
 */
export async function pipelineVersion(rules: string, code: string): Promise<string> {
  const hash = createHash('sha256').update(rules).update(process.version);
  const names = (await readdir(code, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const name of names) hash.update(name.slice(code.length)).update(await readFile(name));
  return hash.digest('hex').slice(0, 12);
}
