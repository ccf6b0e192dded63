/** The first half of a run: files -> pages -> the pipeline -> the spool, while counts and fingerprints grow. */
import type { Config } from '../config/schema.ts';
import { SEARCHABLE_WORDS } from '../engine/port.ts';
import { toStored } from '../engine/stored.ts';
import type { SecondLooker } from './again.ts';
import { corpusFiles } from './corpus.ts';
import { body, type Draft, type Stage } from './draft.ts';
import type { StoryBook } from './enrich/stories/stories.ts';
import { standingOf, toArticle } from './load/document.ts';
import { hashFiles, type KeptBuild, type ManifestWriter } from './load/manifest.ts';
import { grouped, type Progress } from './load/progress.ts';
import { readSpool, type Spooled, type SpoolWriter } from './load/spool.ts';
import type { Tally } from './load/tally.ts';
import type { NameNotes } from './naming/notes.ts';
import { pipeline } from './pipeline.ts';
import { readFile, sidecarPaths } from './read/read.ts';
import { countWords } from './text/words.ts';

/**
 * Bytes of JSON from which a page is refused: the engine takes at most 100 MB in one payload, and one page over that
 * would fail the whole run.
 */
const LARGEST_DOCUMENT = 90_000_000;

export interface Collection {
  readonly paths: readonly string[];
  readonly config: Config;
  readonly spool: SpoolWriter;
  readonly manifest: ManifestWriter;
  /** Copy from here what did not change; null: read everything. */
  readonly previous: KeptBuild | null;
  /** Stop after this many pages. */
  readonly limit: number;
  readonly tally: Tally;
  readonly book: StoryBook;
  /** Is told of every article that is to be indexed. */
  readonly looker: SecondLooker;
  readonly names: NameNotes;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Reads every page of the paths into the spool, in path order. @throws MissingPath */
export async function collect(collection: Collection): Promise<void> {
  const { paths, config, spool, manifest, previous, limit, tally, book, looker, names, progress, signal } =
    collection;
  const dataDir = config.env.DATA_DIR;
  const total = await countFiles(paths, dataDir, signal);
  const judge = pipeline(config);
  const take = async (page: Spooled, json: string, before: number | null) => {
    const offset = spool.position;
    await spool.write(json);
    const draft = tally.take(page);
    if (!draft) return;
    book.add(draft.id, body(draft), standingOf(draft));
    await names.add(draft.facts.entities ?? [], 1);
    await looker.note(draft, { offset, bytes: spool.position - offset, before });
  };

  for await (const file of corpusFiles(paths, dataDir)) {
    const offset = spool.position;
    const hash = await hashFiles([file.file, ...sidecarPaths(file.file)]);
    const kept = previous?.files.get(file.path);
    tally.files++;
    if (previous && kept?.hash === hash) {
      tally.filesReused++;
      for await (const { page, json } of readSpool(previous.spool, kept)) {
        signal.throwIfAborted();
        await take(page, json, kept.offset + spool.position - offset);
      }
    } else {
      for await (const draft of readFile(file, { maxFileBytes: config.index.maxFileBytes })) {
        signal.throwIfAborted();
        await take(...finish(draft, judge), null);
        if (tally.pages >= limit) break;
        progress.show({
          phase: 'reading',
          done: tally.files - 1,
          total,
          unit: 'files',
          refused: tally.refused,
        });
      }
    }
    signal.throwIfAborted();
    await manifest.add({ path: file.path, hash, offset, bytes: spool.position - offset });
    progress.show({ phase: 'reading', done: tally.files, total, unit: 'files', refused: tally.refused });
    if (tally.pages >= limit) break;
    // Signals are only heard between turns of the event loop, and small files are read without a pause.
    await new Promise(setImmediate);
  }
}

/** Whether the files under the paths are those of the build, byte for byte. */
export async function isUnchanged(
  paths: readonly string[],
  dataDir: string,
  build: KeptBuild,
  signal: AbortSignal,
): Promise<boolean> {
  let files = 0;
  for await (const file of corpusFiles(paths, dataDir)) {
    signal.throwIfAborted();
    files++;
    const hash = await hashFiles([file.file, ...sidecarPaths(file.file)]);
    if (build.files.get(file.path)?.hash !== hash) return false;
  }
  return files === build.files.size;
}

function finish(draft: Draft, judge: Stage): [page: Spooled, json: string] {
  if (draft.refused) return refusal(draft, draft.refused.reason);
  const judged = judge(draft);
  const warnings = [...(draft.warnings ?? []), ...tooLong(judged)];
  const page: Spooled = warnings.length > 0 ? { draft: judged, warnings } : { draft: judged };
  const json = JSON.stringify(page);
  if (json.length <= LARGEST_DOCUMENT / 3) return [page, json]; // a letter takes at most 3 bytes
  const bytes = Buffer.byteLength(JSON.stringify(toStored(toArticle(judged))));
  if (bytes <= LARGEST_DOCUMENT) return [page, json];
  return refusal(
    draft,
    `as a document of the index it has ${grouped(bytes)} bytes, and at most ${grouped(LARGEST_DOCUMENT)} can be sent: split the page`,
  );
}

function tooLong(draft: Draft): string[] {
  const wordCount = countWords(body(draft));
  if (wordCount <= SEARCHABLE_WORDS) return [];
  return [
    `has ${grouped(wordCount)} words, and only the first ${grouped(SEARCHABLE_WORDS)} can be searched: split the page`,
  ];
}

function refusal(draft: Draft, reason: string): [page: Spooled, json: string] {
  const page: Spooled = { refused: { path: draft.path, line: draft.refused?.line ?? null, reason } };
  return [page, JSON.stringify(page)];
}

async function countFiles(paths: readonly string[], dataDir: string, signal: AbortSignal): Promise<number> {
  let files = 0;
  for await (const _ of corpusFiles(paths, dataDir)) {
    signal.throwIfAborted();
    files++;
  }
  return files;
}
