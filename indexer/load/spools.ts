/** What is kept of builds and of runs that broke off, and for how long: whole builds that became live, and the run that got furthest. */
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textsByChunk } from '../text/lines.ts';
import { BuildFiles, partOf } from './build-files.ts';
import type { FileTable } from './file-table.ts';
import { beginManifest, filesIn, type ManifestWriter, parsed } from './manifest.ts';
import type { Report } from './report.ts';
import { SpoolWriter } from './spool.ts';

/** What was kept of a build. */
export interface KeptBuild {
  readonly spool: string;
  readonly gists: string;
  readonly files: FileTable;
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
export class Spools extends BuildFiles {
  /** Path of the spool of a build; its folder is made. */
  async create(build: string): Promise<string> {
    await mkdir(this.dir, { recursive: true });
    return this.spool(build);
  }

  /** Deletes what a run noted of its lines and names, and what waited. */
  async forgetNotes(build: string): Promise<void> {
    for (const path of this.ofRun(build)) await rm(path, { recursive: true, force: true });
  }

  /** What was kept of a build; null when it is not whole or was made by another version of rules or code. */
  async open(build: string, version: string): Promise<LiveBuild | null> {
    const [spool, gists, amended] = [this.spool(build), this.gists(build), this.amended(build)];
    const [manifest, report] = [this.manifest(build), this.report(build)];
    if (![manifest, spool, gists, report, amended].every((path) => existsSync(path))) return null;
    const files = await filesIn(manifest, { build, version });
    if (!files) return null;
    const { end } = files;
    if ((await stat(spool)).size !== end.spool || (await stat(gists)).size !== end.gists) return null;
    if (!(await endsWhole(amended))) return null;
    const told = parsed(await readFile(report, 'utf8'));
    if (!told) return null;
    return {
      spool,
      gists,
      amended,
      compared: this.compared(build),
      files,
      report: told as Report,
    };
  }

  /**
   * What runs left that broke off, and were made by this version of rules and code: the one that got furthest, or null.
   * What it says it holds may not have reached the disk: see `sum`. All others are deleted.
   * @param live this one stays: its run was killed after the swap, and what its stories are called is gone on with
   */
  async unfinished(version: string, live?: string): Promise<KeptBuild | null> {
    let best: (KeptBuild & { build: string }) | null = null;
    const drop = async (build: string) => {
      if (build !== live) await this.forget(build);
    };
    for (const build of await this.#buildsBy(`.files.part`)) {
      const [spool, gists] = [this.spool(build), this.gists(build)];
      const files =
        existsSync(spool) && existsSync(gists)
          ? await filesIn(partOf(this.manifest(build)), { build, version })
          : null;
      if (files && files.bytes > (best?.files.bytes ?? 0)) {
        if (best) await drop(best.build);
        best = { build, spool, gists, files };
      } else await drop(build);
    }
    return best && { spool: best.spool, gists: best.gists, files: best.files };
  }

  /** Keeps the report of a build beside its spool. */
  async keepReport(build: string, report: Report): Promise<void> {
    await writeFile(this.report(build), JSON.stringify(report));
  }

  /** Keeps what the stories of a build are called, by the ids of its articles. */
  async keepStories(
    build: string,
    stories: Iterable<readonly [id: string, { readonly storyId: string }]>,
  ): Promise<void> {
    const part = partOf(this.stories(build));
    const file = new SpoolWriter(part);
    for (const [id, { storyId }] of stories) await file.write(JSON.stringify([id, storyId]));
    await file.close();
    await rename(part, this.stories(build));
  }

  /**
   * What the stories of a build were called, some at a time; also when another version of rules or code made it; nothing if it was
   * not kept. A last line that did not reach the disk whole is none.
   */
  async *storyNames(build: string): AsyncGenerator<readonly (readonly [id: string, storyId: string])[]> {
    if (!existsSync(this.stories(build))) return;
    for await (const lines of textsByChunk(createReadStream(this.stories(build))))
      yield lines.flatMap(({ text }) => {
        const named = parsed(text) as [string, string] | null;
        return named ? [named] : [];
      });
  }

  /** Deletes all that was kept of a build, and of runs that began it. */
  async forget(build: string): Promise<void> {
    for (const path of this.kept(build)) await rm(path, { force: true });
    for (const path of [this.manifest(build), this.stories(build)]) await rm(partOf(path), { force: true });
    await this.forgetNotes(build);
  }

  /** Begins the manifest of a build; it counts once it is committed. */
  async manifestOf(build: string, version: string): Promise<ManifestWriter> {
    await mkdir(this.dir, { recursive: true });
    return beginManifest(this.manifest(build), { build, version });
  }

  /** Deletes what was kept of every build but those named: what runs that died left goes too. */
  async keepOnly(builds: readonly string[]): Promise<void> {
    if (!existsSync(this.dir)) return;
    const kept = new Set(builds.flatMap((build) => this.kept(build)));
    for (const name of await readdir(this.dir)) {
      const path = join(this.dir, name);
      if (!kept.has(path)) await rm(path, { recursive: true, force: true });
    }
  }

  /** Ids of the builds whose spool is there, newest first. */
  builds(): Promise<string[]> {
    return this.#buildsBy('.files');
  }

  async #buildsBy(ending: string): Promise<string[]> {
    if (!existsSync(this.dir)) return [];
    return (await readdir(this.dir))
      .flatMap((name) => (name.endsWith(ending) ? [name.slice(0, -ending.length)] : []))
      .filter((build) => !build.endsWith('.lines'))
      .sort()
      .reverse();
  }
}

/** Whether the last line of a file, if it has any, reached the disk whole. */
async function endsWhole(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size === 0) return true;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === LINE_FEED;
  } finally {
    await file.close();
  }
}

const LINE_FEED = 10;
