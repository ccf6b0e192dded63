/**
 * The second look: pages that hold furniture of their site are read again and cleaned with that knowledge, so that
 * names, offsets, counts and stories all follow from the text that stays.
 *
 * The first look, of each page alone, stays in the spool as it is: an incremental run counts lines in what it takes
 * over as a full run does. What the second look made waits beside it, in the same order.
 */
import { createReadStream } from 'node:fs';
import type { Config } from '../config/schema.ts';
import type { Article } from '../engine/article.ts';
import { mass } from './clean/measure.ts';
import type { Draft } from './draft.ts';
import { toArticle } from './load/document.ts';
import type { Progress } from './load/progress.ts';
import { type Amended, readAmended, SpoolWriter } from './load/spool.ts';
import { pipeline } from './pipeline.ts';
import { readFile, type SourceFile } from './read/read.ts';
import { type Findings, findFurniture, type Going, NOTHING_FOUND, reasonFor } from './repeated/furniture.ts';
import { lineKey, siteKey } from './repeated/key.ts';
import { LineLog, type PageView } from './repeated/log.ts';
import { siteOf } from './repeated/site.ts';
import { linesOf } from './text/lines.ts';

/** Rule of every removal made here. */
export const REPEATED_RULE = 'repeated/line';

/** A file some pages of which are logged. */
interface LoggedFile extends SourceFile {
  readonly number: number;
  /** Bytes by which its pages lie further on in the spool of the previous build; null: they are not from there. */
  readonly shift: number | null;
}

/** What the second look did. */
export interface SecondLook {
  readonly findings: Findings;
  /** Pages cleaned again, or taken over as the previous build had cleaned them. */
  readonly pages: number;
  /** Pages whose furniture was left where it is, since it is too large a share of them. */
  readonly tooMuch: number;
}

/** Notes lines while pages come in, and looks again at the end. */
export class SecondLooker {
  readonly #log: LineLog;
  readonly #files: SpoolWriter;
  readonly #config: Config;
  #number = 0;
  #noted: SourceFile | undefined;

  /** @param paths files to write: they must not exist */
  constructor(config: Config, paths: { readonly lines: string; readonly files: string }) {
    this.#config = config;
    this.#log = new LineLog(paths.lines);
    this.#files = new SpoolWriter(paths.files);
  }

  /** Notes a page that was judged alone and is going to be indexed. @param span where it lies in the spool */
  async note(
    article: Article,
    source: SourceFile,
    span: { readonly offset: number; readonly bytes: number; readonly shift: number | null },
  ): Promise<void> {
    const name = this.#config.index.repeatedPages > 0 ? siteOf(article) : null;
    if (name === null) return;
    if (source !== this.#noted) {
      this.#noted = source;
      this.#number++;
      const file: LoggedFile = {
        number: this.#number,
        file: source.file,
        path: source.path,
        shift: span.shift,
      };
      await this.#files.write(JSON.stringify(file));
    }
    const site = siteKey(name);
    await this.#log.add({
      file: this.#number,
      offset: span.offset,
      bytes: span.bytes,
      id: article.id,
      site,
      lines: article.paragraphs.map(({ text }) => {
        const key = lineKey(site, text);
        return key && { key, mass: mass(text) };
      }),
    });
  }

  /**
   * Finds the furniture and cleans the pages that hold any again, into `out`.
   * @param spool the spool of this build, closed
   * @param previous what the second look of the previous build made, or null
   * @param amended is told of every page that was cleaned again
   */
  async look(look: {
    readonly spool: string;
    readonly previous: string | null;
    readonly out: SpoolWriter;
    readonly amended: (article: Article) => void;
    readonly progress: Progress;
    readonly signal: AbortSignal;
  }): Promise<SecondLook> {
    const { spool, previous, out, amended, progress, signal } = look;
    await this.#log.close();
    await this.#files.close();
    const findings = await findFurniture(this.#log, spool, this.#config.index);
    let pages = 0;
    let tooMuch = 0;
    if (findings.lines === 0)
      return { findings: { ...NOTHING_FOUND, listed: findings.listed }, pages, tooMuch };

    const files = new Files(this.#files.path);
    const kept = new Kept(previous);
    const reader = new Rereader(this.#config);
    try {
      await this.#log.scan((page) => {
        const found = findings.on(page);
        if (found.tooMuch) tooMuch++;
        return found.going.size > 0 ? again(page, found.going) : undefined;
      });
    } finally {
      await reader.close();
      await kept.close();
      await files.close();
    }
    return { findings, pages, tooMuch };

    async function again(page: PageView, going: Going): Promise<void> {
      signal.throwIfAborted();
      const file = await files.numbered(page.file);
      const lines = [...going.keys()].sort((a, b) => a - b);
      const before = file.shift === null ? null : await kept.at(page.offset + file.shift, lines);
      const article = before ? explainedAnew(before, page, going) : await reader.read(file, page, going);
      if (!article) return; // the file changed since it was read: the page stays as it was judged then
      pages++;
      amended(article);
      await out.write(JSON.stringify({ offset: page.offset, lines, article } satisfies Amended));
      progress.show({ phase: 'cleaning again', done: pages, unit: 'pages', refused: 0 });
      await new Promise(setImmediate); // signals are only heard between turns of the event loop
    }
  }

  /** Stops writing. Never throws. */
  abandon(): void {
    this.#log.abandon();
    this.#files.abandon();
  }
}

/** A page of the previous build with the counts of this one: the same lines go, the reasons say how often they stand. */
const explainedAnew = (article: Article, page: PageView, going: Going): Article => ({
  ...article,
  removals: article.removals.map((removal) =>
    removal.rule === REPEATED_RULE
      ? { ...removal, reason: reasonFor(page, going, removal.text) ?? removal.reason }
      : removal,
  ),
});

/** Reads pages again, in the order they came in: each file once, as far as it is needed. */
class Rereader {
  readonly #config: Config;
  readonly #judge: ReturnType<typeof pipeline>;
  #file = '';
  #drafts: AsyncIterator<Draft> | undefined;

  constructor(config: Config) {
    this.#config = config;
    this.#judge = pipeline(config);
  }

  /** The article without the lines that go; null when the page is no longer there. */
  async read(file: SourceFile, { id, site }: PageView, going: Going): Promise<Article | null> {
    if (file.file !== this.#file) {
      await this.close();
      this.#file = file.file;
      this.#drafts = readFile(file, { maxFileBytes: this.#config.index.maxFileBytes })[
        Symbol.asyncIterator
      ]();
    }
    for (;;) {
      const next = await this.#drafts?.next();
      if (!next || next.done) return null;
      if (next.value.id !== id || next.value.refused) continue;
      return toArticle(
        this.#judge(next.value, ({ text }) => {
          const reason = reasonFor({ site }, going, text);
          return reason === undefined ? undefined : { rule: REPEATED_RULE, kind: 'notice', reason };
        }),
      );
    }
  }

  async close(): Promise<void> {
    await this.#drafts?.return?.();
  }
}

/** The logged files, in the order of their numbers. */
class Files {
  readonly #lines: AsyncIterator<{ text: string }>;
  #file: LoggedFile | undefined;

  constructor(path: string) {
    this.#lines = linesOf(createReadStream(path))[Symbol.asyncIterator]();
  }

  /** Numbers are asked for in ascending order. */
  async numbered(number: number): Promise<LoggedFile> {
    while (this.#file?.number !== number) {
      const next = await this.#lines.next();
      if (next.done) throw new Error(`the log of lines speaks of file ${number}, and its list ends before`);
      this.#file = JSON.parse(next.value.text) as LoggedFile;
    }
    return this.#file;
  }

  async close(): Promise<void> {
    await this.#lines.return?.();
  }
}

/** What the previous build had cleaned again, in the order of its spool. */
class Kept {
  readonly #pages: AsyncIterator<Amended> | undefined;
  #page: Amended | undefined;

  constructor(path: string | null) {
    this.#pages = path === null ? undefined : readAmended(path)[Symbol.asyncIterator]();
  }

  /** The page at a place of the previous spool, if just these lines went from it; places are asked for in ascending order. */
  async at(offset: number, lines: readonly number[]): Promise<Article | null> {
    while (this.#pages && (this.#page?.offset ?? -1) < offset) {
      const next = await this.#pages.next();
      if (next.done) return null;
      this.#page = next.value;
    }
    const page = this.#page;
    return page?.offset === offset && page.lines.join() === lines.join() ? page.article : null;
  }

  async close(): Promise<void> {
    await this.#pages?.return?.();
  }
}
