/**
 * The first half of a run: every page of the corpus, judged, into the spool, while counts and fingerprints grow. What the
 * store does not hold yet is sent meanwhile, so that it indexes while we go on.
 */
import { crc32 } from 'node:zlib';
import type { IdSet } from '../engine/ids.ts';
import type { Prepared } from '../engine/port.ts';
import { prepare } from '../engine/prepared.ts';
import type { SecondLooker } from './again.ts';
import type { StoryBook } from './enrich/stories/stories.ts';
import { type Gist, gistIn, type JudgedGist } from './judging/gist.ts';
import type { JudgedPage } from './judging/judge.ts';
import type { JudgePool } from './judging/pool.ts';
import { toArticle } from './load/document.ts';
import type { DocumentKeys } from './load/documents.ts';
import type { FileEntry } from './load/file-table.ts';
import type { ManifestWriter } from './load/manifest.ts';
import type { Progress } from './load/progress.ts';
import type { Sender } from './load/sender.ts';
import type { Spooled, SpoolWriter } from './load/spool.ts';
import type { Tally } from './load/tally.ts';
import type { NameNotes } from './naming/notes.ts';
import { type Corpus, judgedInOrder, type Step, stepsOf } from './steps.ts';
import { type Survey, shareRead } from './survey.ts';

/** Pages of a file of many after which is written down how far the run got. */
const CHECKPOINT = 500;

export interface Collection {
  readonly corpus: Corpus;
  readonly survey: Survey;
  readonly pool: JudgePool;
  readonly spool: SpoolWriter;
  readonly gists: SpoolWriter;
  readonly manifest: ManifestWriter;
  /** Stop after this many pages. */
  readonly limit: number;
  readonly tally: Tally;
  readonly book: StoryBook;
  /** Is told of every article that is to be indexed. */
  readonly looker: SecondLooker;
  readonly names: NameNotes;
  /** Is given the documents of articles, as if each stood alone; null: nothing is sent. */
  readonly sender: Sender | null;
  /** Is told of the articles whose documents `sender` was given. */
  readonly sent: IdSet;
  /** What the store holds already, of an earlier build; null: nothing. */
  readonly held: DocumentKeys | null;
  readonly progress: Progress;
}

/** Reads every page of the paths into the spool, in path order. @throws MissingPath, PipelineError */
export async function collect(collection: Collection): Promise<void> {
  const { corpus, survey, pool, tally, limit, progress } = collection;
  const writing = new Writing(collection);
  for await (const { step, judged } of judgedInOrder(stepsOf(corpus), pool)) {
    corpus.signal.throwIfAborted();
    await writing.take(step, judged);
    progress.show({
      phase: 'reading',
      done: tally.pages,
      unit: 'pages',
      refused: tally.refused,
      share: shareRead({ bytes: step.at, pages: tally.pages }, survey, limit),
    });
    if (tally.pages >= limit) break;
  }
}

/** Where a file begins, and what its bytes sum up to so far. */
interface OpenFile {
  readonly path: string;
  readonly hash: string;
  readonly offset: number;
  readonly gistsOffset: number;
  pages: number;
  told: number;
  sum: number;
  gistsSum: number;
}

class Writing {
  readonly #to: Collection;
  #file: OpenFile = { path: '', hash: '', offset: 0, gistsOffset: 0, pages: 0, told: 0, sum: 0, gistsSum: 0 };

  constructor(to: Collection) {
    this.#to = to;
  }

  async take(step: Step, judged: JudgedPage | null): Promise<void> {
    const { spool, gists, manifest, tally } = this.#to;
    if (step.kind === 'begin') {
      const { path, hash } = step;
      tally.files++;
      this.#file = {
        path,
        hash,
        offset: spool.position,
        gistsOffset: gists.position,
        pages: 0,
        told: 0,
        sum: 0,
        gistsSum: 0,
      };
    } else if (step.kind === 'end') {
      if (step.kept) tally.filesReused++;
      await manifest.add([this.#entry()]);
    } else if (step.kind === 'kept') await this.#takeOver(step);
    else if (step.kind === 'kept files') await this.#takeOverFiles(step);
    else if (judged) await this.#takeNew(judged);
    await this.#to.names.room();
    await this.#to.looker.room();
    if (this.#file.pages - this.#file.told >= CHECKPOINT && step.kind !== 'end') {
      this.#file.told = this.#file.pages;
      await manifest.add([{ ...this.#entry(), pages: this.#file.pages }]);
    }
  }

  async #takeNew({ spool, gist, article, removed }: JudgedPage): Promise<void> {
    const parsed = gistIn(Buffer.from(gist.buffer, gist.byteOffset, gist.byteLength).toString('utf8'));
    const taken = this.#note(parsed, this.#to.spool.position, null);
    await this.#write(spool, gist, 1);
    if (taken && article && this.#isWanted(taken)) await this.#add({ id: taken.id, article, removed });
  }

  /** Whether the store is to be sent the page, and does not hold it. */
  #isWanted({ id, told }: JudgedGist): boolean {
    return this.#to.sender !== null && !this.#to.held?.isMadeOf(id, told.page);
  }

  /** @param line of the spool */
  async #send(line: Uint8Array): Promise<void> {
    const page = JSON.parse(
      Buffer.from(line.buffer, line.byteOffset, line.length).toString('utf8'),
    ) as Spooled;
    if ('draft' in page) await this.#add(prepare(toArticle(page.draft)));
  }

  async #add(documents: Prepared): Promise<void> {
    await this.#to.sender?.add(documents);
    this.#to.sent.add(documents.id);
  }

  /** Whole files: their bytes and sums are what they were. */
  async #takeOverFiles({ files, spool, gists }: Extract<Step, { kind: 'kept files' }>): Promise<void> {
    const { tally, manifest } = this.#to;
    const entries: FileEntry[] = [];
    let [at, gistsAt] = [this.#to.spool.position, this.#to.gists.position];
    for (const file of files) {
      entries.push({ ...file.entry, offset: at, gists: { ...file.entry.gists, offset: gistsAt } });
      let before = file.entry.offset;
      for (const gist of file.gists) {
        const taken = this.#note(gist, at, before);
        const from = at - this.#to.spool.position;
        if (taken && this.#isWanted(taken)) await this.#send(spool.subarray(from, from + gist.bytes));
        at += gist.bytes;
        before += gist.bytes;
      }
      gistsAt += file.entry.gists.bytes;
    }
    tally.files += files.length;
    tally.filesReused += files.length;
    await this.#to.spool.append(spool);
    await this.#to.gists.append(gists);
    await manifest.add(entries);
  }

  async #takeOver({ spool, gists, lines, before }: Extract<Step, { kind: 'kept' }>): Promise<void> {
    let at = 0;
    for (const gist of gists) {
      const taken = this.#note(gist, this.#to.spool.position + at, before === null ? null : before + at);
      if (taken && this.#isWanted(taken)) await this.#send(spool.subarray(at, at + gist.bytes));
      at += gist.bytes;
    }
    await this.#write(spool, Buffer.from(`${lines.join('\n')}\n`), gists.length);
  }

  /** @returns the page where it is to be indexed */
  #note(gist: Gist, offset: number, before: number | null): JudgedGist | null {
    const { tally, book, looker, names } = this.#to;
    const taken = tally.take('refused' in gist ? gist : { draft: gist, warnings: gist.warnings ?? [] });
    if (!taken) return null;
    book.note(taken.id, taken.signature);
    names.add(taken.names, 1);
    looker.note(taken, { offset, bytes: gist.bytes, before });
    return taken;
  }

  async #write(spool: Uint8Array, gists: Uint8Array, pages: number): Promise<void> {
    const file = this.#file;
    file.sum = crc32(spool, file.sum);
    file.gistsSum = crc32(gists, file.gistsSum);
    file.pages += pages;
    await this.#to.spool.append(spool);
    await this.#to.gists.append(gists);
  }

  #entry(): FileEntry {
    const { path, hash, offset, gistsOffset, sum, gistsSum } = this.#file;
    const { spool, gists } = this.#to;
    return {
      path,
      hash,
      offset,
      bytes: spool.position - offset,
      sum,
      gists: { offset: gistsOffset, bytes: gists.position - gistsOffset, sum: gistsSum },
    };
  }
}
