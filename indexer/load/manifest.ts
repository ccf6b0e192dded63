/**
 * What a build was made from: a hash of every file and where its pages lie in the build's spool. An incremental run
 * holds the files of today against it.
 *
 * Stored as JSON Lines beside the spool: a head, then one line a file. The head is written last of all into its final
 * name, so a manifest that is there is whole.
 */
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linesOf } from '../text/lines.ts';
import type { Report } from './report.ts';
import { type Span, SpoolWriter } from './spool.ts';

/** A span and the CRC-32 of its bytes. */
export interface SummedSpan extends Span {
  readonly sum: number;
}

/** One file of a build: its pages in the spool, and their gists. */
export interface FileEntry extends SummedSpan {
  /** As reports show it. */
  readonly path: string;
  /** SHA-256 over the bytes of the file and of its sidecars. */
  readonly hash: string;
  readonly gists: SummedSpan;
  /** Only of a file that was not read to its end: how many of its pages these are. */
  readonly pages?: number;
}

interface Head {
  readonly build: string;
  readonly version: string;
}

/** What was kept of a build. */
export interface KeptBuild {
  readonly spool: string;
  readonly gists: string;
  /** By path. */
  readonly files: ReadonlyMap<string, FileEntry>;
}

/** What was kept of a build that became live. */
export interface LiveBuild extends KeptBuild {
  /** The pages that were cleaned again. */
  readonly amended: string;
  /** What was found of pairs of its texts; the file may be missing. */
  readonly compared: string;
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

  /** Path of the gists of a build's pages. */
  gists(build: string): string {
    return join(this.#dir, `${build}.gists.ndjson`);
  }

  /** Path of what the documents of a build are. */
  documents(build: string): string {
    return join(this.#dir, `${build}.documents`);
  }

  /** Path of the fingerprints of a build's articles. */
  fingerprints(build: string): string {
    return join(this.#dir, `${build}.prints`);
  }

  /** Path of what was found of the pairs of texts a build compared. */
  compared(build: string): string {
    return join(this.#dir, `${build}.pairs`);
  }

  /** Path of what a run notes of its lines while it reads; it goes with the run. */
  notes(build: string): string {
    return join(this.#dir, `${build}.lines`);
  }

  /** Folder of what a run notes of the names it reads; it goes with the run. */
  names(build: string): string {
    return join(this.#dir, `${build}.names`);
  }

  /** Path of the fingerprints of all texts; they go with the run. */
  signatures(build: string): string {
    return join(this.#dir, `${build}.signatures`);
  }

  /** Folder of the documents that wait to be sent; it goes with the run. */
  waiting(build: string): string {
    return join(this.#dir, `${build}.waiting`);
  }

  /** Deletes what a run noted of its lines and names, and what waited. */
  async forgetNotes(build: string): Promise<void> {
    await rm(this.waiting(build), { recursive: true, force: true });
    await rm(this.signatures(build), { force: true });
    await rm(this.notes(build), { force: true });
    await rm(this.names(build), { recursive: true, force: true });
  }

  /** What was kept of a build; null when it is not whole or was made by another version of rules or code. */
  async open(build: string, version: string): Promise<LiveBuild | null> {
    const manifest = this.#manifest(build);
    const spool = this.#spool(build);
    const report = this.#report(build);
    const amended = this.amended(build);
    const gists = this.gists(build);
    if (![manifest, spool, gists, report, amended].every((path) => existsSync(path))) return null;
    const files = await filesOf(manifest, build, version);
    if (!files) return null;
    const last = [...files.values()].at(-1);
    if ((await stat(spool)).size !== endOf(last)) return null;
    if ((await stat(gists)).size !== endOf(last?.gists)) return null;
    return {
      spool,
      gists,
      amended,
      compared: this.compared(build),
      files,
      report: JSON.parse(await readFile(report, 'utf8')) as Report,
    };
  }

  /**
   * What runs left that broke off, and were made by this version of rules and code: the one that got furthest, or null.
   * What it says it holds may not have reached the disk: see `sum`. All others are deleted.
   */
  async unfinished(version: string): Promise<KeptBuild | null> {
    let best: (KeptBuild & { build: string; bytes: number }) | null = null;
    for (const build of await this.#buildsBy(`.files.part`)) {
      const [spool, gists] = [this.#spool(build), this.gists(build)];
      const files =
        existsSync(spool) && existsSync(gists)
          ? await filesOf(`${this.#manifest(build)}.part`, build, version)
          : null;
      const bytes = [...(files?.values() ?? [])].reduce((sum, entry) => sum + entry.bytes, 0);
      if (files && bytes > (best?.bytes ?? 0)) {
        if (best) await this.forget(best.build);
        best = { build, bytes, spool, gists, files };
      } else await this.forget(build);
    }
    return best && { spool: best.spool, gists: best.gists, files: best.files };
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
  builds(): Promise<string[]> {
    return this.#buildsBy('.files');
  }

  async #buildsBy(ending: string): Promise<string[]> {
    if (!existsSync(this.#dir)) return [];
    return (await readdir(this.#dir))
      .flatMap((name) => (name.endsWith(ending) ? [name.slice(0, -ending.length)] : []))
      .filter((build) => !build.endsWith('.lines'))
      .sort()
      .reverse();
  }

  #files(build: string): string[] {
    return [
      this.#spool(build),
      this.#manifest(build),
      this.#report(build),
      this.gists(build),
      this.documents(build),
      this.amended(build),
      this.#stories(build),
      this.fingerprints(build),
      this.compared(build),
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

/** By path; null when it is of another build or version. A last line that was being written when a run broke off is no line. */
async function filesOf(
  manifest: string,
  build: string,
  version: string,
): Promise<Map<string, FileEntry> | null> {
  const files = new Map<string, FileEntry>();
  let head: Head | undefined;
  for await (const { text } of linesOf(createReadStream(manifest))) {
    const line = parsed(text);
    if (!line) break;
    if (head) files.set((line as FileEntry).path, line as FileEntry);
    else {
      head = line as Head;
      if (head.build !== build || head.version !== version) return null;
    }
  }
  return head ? files : null;
}

function parsed(line: string): object | null {
  try {
    return JSON.parse(line) as object;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

const endOf = (span: Span | undefined): number => (span ? span.offset + span.bytes : 0);
