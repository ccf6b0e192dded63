/**
 * The spool of a build: one file on disk with every page that was read, finished but for its story.
 *
 * Stories are known only when the last page is in, and the corpus does not fit in memory; so pages wait here. The
 * spool of the live build stays, and an incremental run copies from it what did not change.
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Draft } from '../draft.ts';
import { linesOf } from '../text/lines.ts';
import { cannotBeWritten } from '../text/unwritable.ts';

/** A file, or a line of one, that could not be read. */
export interface Refused {
  readonly path: string;
  readonly line: number | null;
  readonly reason: string;
}

/** One page as it waits: judged, and with all that is needed to judge it again. `warnings`: what is to be listed of it. */
export type Spooled =
  | { readonly draft: Draft; readonly warnings?: readonly string[] }
  | { readonly refused: Refused };

/** A page that was cleaned again when the whole corpus was known; it replaces the one in the spool. */
export interface Amended {
  /** Where the page lies in the spool of its build, in bytes. */
  readonly offset: number;
  /** Names of the lines that went, ascending. */
  readonly lines: readonly number[];
  readonly draft: Draft;
}

/** Part of a spool: the pages of one file. */
export interface Span {
  readonly offset: number;
  readonly bytes: number;
}

/** Writes a spool from start to end; memory is bounded by back-pressure. */
export class SpoolWriter {
  readonly path: string;
  readonly #file: WriteStream;
  #written = 0;

  /** @throws (on the first write) when the file exists or cannot be made */
  constructor(path: string) {
    this.path = path;
    this.#file = createWriteStream(path, { flags: 'wx', highWaterMark: 1 << 20 });
    // Without a listener a failed write would end the process; `write` and `close` throw the same error.
    this.#file.on('error', () => undefined);
  }

  /** Bytes written so far: where the next page begins. */
  get position(): number {
    return this.#written;
  }

  /** Appends one line of JSON. */
  write(json: string): Promise<void> {
    return this.append(Buffer.from(`${json}\n`));
  }

  /** Appends whole lines; the bytes must stay as they are. */
  async append(lines: Uint8Array): Promise<void> {
    await this.#withName(async () => {
      this.#written += lines.length;
      if (!this.#file.write(lines)) await once(this.#file, 'drain');
    });
  }

  /** Resolves when everything is on disk. */
  async close(): Promise<void> {
    await this.#withName(async () => {
      this.#file.end();
      await finished(this.#file);
    });
  }

  /** The system says of a failed write what failed, and not where. */
  async #withName(work: () => Promise<void>): Promise<void> {
    try {
      if (this.#file.errored) throw this.#file.errored;
      await work();
    } catch (cause) {
      throw cannotBeWritten(this.path, cause);
    }
  }

  /** Stops writing; what was written stays as it is. Never throws. */
  abandon(): void {
    this.#file.destroy();
  }
}

/** The pages of a spool, or of one span of it, in the order they were written, with the bytes each takes. */
export async function* readSpool(
  path: string,
  span?: Span,
): AsyncIterable<{ page: Spooled; json: string; bytes: number }> {
  if (span?.bytes === 0) return;
  const range = span ? { start: span.offset, end: span.offset + span.bytes - 1 } : {};
  for await (const { text, bytes } of linesOf(createReadStream(path, { ...range, highWaterMark: 1 << 18 })))
    yield { page: JSON.parse(text) as Spooled, json: text, bytes };
}

/** The amended pages of a build, in the order of its spool. */
export async function* readAmended(path: string): AsyncIterable<Amended> {
  for await (const { text } of linesOf(createReadStream(path, { highWaterMark: 1 << 18 })))
    yield JSON.parse(text) as Amended;
}
