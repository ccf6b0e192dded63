/**
 * The corpus as steps, in the order of its paths: pages that are to be judged, pages that an earlier run judged, ends
 * of files. Batches of steps are judged side by side and come back in their order, so that nothing that follows can
 * tell how many threads there were or which was faster.
 */
import type { Comparison } from './compare.ts';
import { corpusFiles } from './corpus.ts';
import { type Gist, gistIn } from './judging/gist.ts';
import { type JudgedBatch, type JudgedPage, pagesOf } from './judging/judge.ts';
import type { JudgePool } from './judging/pool.ts';
import type { FileEntry } from './load/file-table.ts';
import { hashFiles } from './load/hashes.ts';
import { KeptReader, linesIn } from './load/kept-pages.ts';
import type { KeptBuild } from './load/spools.ts';
import { type FoundPage, pagesIn, type SourceFile, sidecarPaths } from './read/read.ts';
import { sizeOf } from './survey.ts';

/** Pages of one batch at most, and characters of them, but for a page that has more. */
const BATCH_PAGES = 32;
const BATCH_CHARACTERS = 1 << 19;
/** Steps of one batch that are no pages. */
const BATCH_STEPS = 256;
/** Bytes of the spool that are taken over in one step; a longer file is read in pieces. */
const RUN_BYTES = 1 << 20;

/** `at`: bytes of the corpus that were read until here. */
export type Step =
  | { readonly kind: 'page'; readonly page: FoundPage; readonly at: number }
  /** `before`: where the first of them lies in the spool of the live build; null: in that of a run that broke off. */
  | {
      readonly kind: 'kept';
      readonly spool: Buffer;
      readonly gists: readonly Gist[];
      /** The gists as they lie there. */
      readonly lines: readonly string[];
      readonly before: number | null;
      readonly at: number;
    }
  /** Whole files that lie one after another in the spool of the live build, and their gists as they lie there. */
  | {
      readonly kind: 'kept files';
      readonly files: readonly { readonly entry: FileEntry; readonly gists: readonly Gist[] }[];
      readonly spool: Buffer;
      readonly gists: Buffer;
      readonly at: number;
    }
  | { readonly kind: 'begin'; readonly path: string; readonly hash: string; readonly at: number }
  /** `kept`: all of its pages came from the live build. */
  | { readonly kind: 'end'; readonly kept: boolean; readonly at: number };

export interface Corpus {
  readonly paths: readonly string[];
  readonly dataDir: string;
  readonly maxFileBytes: number;
  /** Take over from here what did not change; null: read everything. */
  readonly previous: { readonly build: KeptBuild; readonly kept: Comparison['kept'] } | null;
  /** Take over what a run that broke off had judged of the same files; null: there was none. */
  readonly unfinished: KeptBuild | null;
  /** Files that are taken over in one step at most. */
  readonly filesAtOnce: number;
  readonly signal: AbortSignal;
}

/** @throws MissingPath, the signal's reason, errors of the file system */
export async function* stepsOf(corpus: Corpus): AsyncGenerator<Step> {
  const previous = corpus.previous && new KeptReader(corpus.previous.build);
  const unfinished = corpus.unfinished && { ...corpus.unfinished, reader: new KeptReader(corpus.unfinished) };
  let run: FileEntry[] = [];
  let done = 0;
  try {
    for await (const file of filesOf(corpus)) {
      corpus.signal.throwIfAborted();
      const start = done;
      done += file.bytes;
      if (previous && run.length > 0 && !goesOn(run, file.kept, corpus.filesAtOnce)) {
        yield keptFiles(previous, run, start);
        run = [];
        // Signals are only heard between turns of the event loop, and small files are read without a pause.
        await new Promise(setImmediate);
      }
      if (previous && file.kept && file.kept.bytes <= RUN_BYTES) {
        run.push(file.kept);
        continue;
      }
      const hash = file.kept?.hash ?? (await hashFiles([file.file, ...sidecarPaths(file.file)]));
      yield { kind: 'begin', path: file.path, hash, at: start };
      const begun = file.kept ? null : sameFile(unfinished, file, hash);
      if (previous && file.kept) yield* keptSteps(previous, file.kept, file.kept.offset, done);
      else if (unfinished && begun && unfinished.reader.isSound(begun)) {
        yield* keptSteps(unfinished.reader, begun, null, begun.pages === undefined ? done : start);
        if (begun.pages !== undefined) yield* pageSteps(corpus, file, start, begun.pages);
      } else yield* pageSteps(corpus, file, start, 0);
      yield { kind: 'end', kept: file.kept !== null, at: done };
      await new Promise(setImmediate);
    }
    if (previous && run.length > 0) yield keptFiles(previous, run, done);
  } finally {
    previous?.close();
    unfinished?.reader.close();
  }
}

/** A file, and what is taken over of it. */
interface CorpusFile extends SourceFile {
  readonly bytes: number;
  readonly kept: FileEntry | null;
}

async function* filesOf({ previous, paths, dataDir }: Corpus): AsyncGenerator<CorpusFile> {
  for await (const file of corpusFiles(paths, dataDir))
    yield { ...file, bytes: sizeOf(file.file), kept: previous?.kept(file.path) ?? null };
}

/** Whether a file lies behind those of a run, and there is room for it. */
function goesOn(run: readonly FileEntry[], next: FileEntry | null, atOnce: number): boolean {
  const [first, last] = [run[0], run.at(-1)];
  return (
    next !== null &&
    first !== undefined &&
    last !== undefined &&
    run.length < atOnce &&
    next.offset === last.offset + last.bytes &&
    next.gists.offset === last.gists.offset + last.gists.bytes &&
    next.offset + next.bytes - first.offset <= RUN_BYTES
  );
}

function keptFiles(reader: KeptReader, entries: readonly FileEntry[], at: number): Step {
  const { spool, gists } = reader.files(entries);
  let from = 0;
  const files = entries.map((entry) => {
    const own = gists.subarray(from, from + entry.gists.bytes);
    from += own.length;
    return { entry, gists: Array.from(linesIn(own), gistIn) };
  });
  return { kind: 'kept files', files, spool, gists, at };
}

function sameFile(build: KeptBuild | null, { path }: SourceFile, hash: string): FileEntry | null {
  const entry = build?.files.get(path);
  return entry?.hash === hash ? entry : null;
}

function* keptSteps(
  reader: KeptReader,
  entry: FileEntry,
  before: number | null,
  at: number,
): Generator<Step> {
  let offset = before;
  let parsed: Gist[] = [];
  const bytesOf = (line: string) => {
    const gist = gistIn(line);
    parsed.push(gist);
    return gist.bytes;
  };
  for (const { spool, gists } of reader.read(entry, bytesOf)) {
    const own = parsed.slice(0, gists.length);
    parsed = parsed.slice(gists.length);
    yield { kind: 'kept', spool, gists: own, lines: gists, before: offset, at };
    if (offset !== null) offset += spool.length;
  }
}

/** The pages of a file but the first ones, which need not be read. */
async function* pageSteps(
  { maxFileBytes }: Corpus,
  file: SourceFile,
  start: number,
  skipped: number,
): AsyncGenerator<Step> {
  let at = start;
  let number = 0;
  for await (const page of pagesIn(file, { maxFileBytes }, (bytes) => {
    at = start + bytes;
  }))
    if (number++ >= skipped) yield { kind: 'page', page, at };
}

/** A step with what its page became. */
export interface DoneStep {
  readonly step: Step;
  /** Of a `page` step. */
  readonly judged: JudgedPage | null;
}

interface Batch {
  readonly steps: readonly Step[];
  readonly judged: Promise<JudgedBatch> | null;
}

/** Has the pages of the steps judged; at most as many batches are on their way as the pool has use for. */
export async function* judgedInOrder(steps: AsyncIterable<Step>, pool: JudgePool): AsyncGenerator<DoneStep> {
  const waiting: Batch[] = [];
  for await (const batch of batchesOf(steps)) {
    const pages = batch.flatMap((step) => (step.kind === 'page' ? [step.page] : []));
    const judged = pages.length > 0 ? pool.judge(pages) : null;
    // It is awaited in its turn; until then, and where whoever asked has left, a failure has nobody to hear it.
    judged?.catch(() => undefined);
    waiting.push({ steps: batch, judged });
    if (waiting.length >= pool.capacity) yield* done(waiting.shift());
  }
  while (waiting.length > 0) yield* done(waiting.shift());
}

async function* done(batch: Batch | undefined): AsyncGenerator<DoneStep> {
  if (!batch) return;
  const pages = batch.judged ? pagesOf(await batch.judged) : [][Symbol.iterator]();
  for (const step of batch.steps)
    yield { step, judged: step.kind === 'page' ? (pages.next().value ?? null) : null };
}

async function* batchesOf(steps: AsyncIterable<Step>): AsyncGenerator<Step[]> {
  let batch: Step[] = [];
  let [pages, characters] = [0, 0];
  for await (const step of steps) {
    batch.push(step);
    if (step.kind === 'page') {
      pages++;
      characters += 'unread' in step.page ? step.page.unread.content.length : 0;
    } else if (step.kind === 'kept' || step.kind === 'kept files') characters += step.spool.length;
    if (pages < BATCH_PAGES && characters < BATCH_CHARACTERS && batch.length < BATCH_STEPS) continue;
    yield batch;
    batch = [];
    [pages, characters] = [0, 0];
  }
  if (batch.length > 0) yield batch;
}
