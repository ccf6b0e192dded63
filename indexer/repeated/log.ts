/**
 * The lines of every page as numbers, on disk: 12 bytes a line. Counting reads it as often as its fixed memory asks
 * for, which for a million pages is some two hundred megabytes each time, not the corpus.
 */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { cannotBeWritten } from '../text/unwritable.ts';
import type { Key } from './key.ts';

/** One line of a page. */
export interface LoggedLine {
  readonly key: Key;
  /** Letters, about; see `mass`. */
  readonly mass: number;
}

/** One page as it is logged. */
export interface LoggedPage {
  /** Where the page lies in the spool, in bytes. */
  readonly offset: number;
  readonly bytes: number;
  /** Where it lies in the spool of the previous build; null: it is not from there. */
  readonly before: number | null;
  readonly site: Key;
  /** In page order, as `packedLines` packs them. */
  readonly lines: Uint32Array;
}

/** Pages with more lines than this are logs and lists: they are not compared, and a page stays small in memory. */
export const MOST_LINES = 5_000;

/** Words of 32 bits before the lines of a page, and of a line. */
const HEAD = 8;
const LINE = 3;
/** The upper half of a place that is none. */
const NOWHERE = 0xffffffff;
/** Set in the mass of a line that stands on its page a second time. */
const AGAIN = 2 ** 31;
/** Words read at once: 4 MB. The longest page takes a sixteenth of it. */
const CHUNK = 1 << 20;

/** Lines of a page in page order, null for one that has no key: three numbers each. */
export function packedLines(lines: readonly (LoggedLine | null)[]): Uint32Array {
  const words = new Uint32Array(lines.length * LINE);
  const seen = new Set<string>();
  lines.forEach((line, i) => {
    if (!line) return;
    const { high, low } = line.key;
    const name = `${high} ${low}`;
    words.set([high, low, (Math.max(1, line.mass) | (seen.has(name) ? AGAIN : 0)) >>> 0], i * LINE);
    seen.add(name);
  });
  return words;
}

/** A page in a chunk of the log; valid until the next chunk is asked for. */
export class PageView {
  #words: Uint32Array = new Uint32Array(HEAD);
  #at = 0;

  /** Moves on to the page at a place of the chunk. */
  move(words: Uint32Array, at: number): this {
    this.#words = words;
    this.#at = at;
    return this;
  }

  #word(index: number): number {
    return this.#words[this.#at + index] ?? 0;
  }

  get size(): number {
    return this.#word(0);
  }
  get offset(): number {
    return this.#word(1) * 2 ** 32 + this.#word(2);
  }
  get bytes(): number {
    return this.#word(3);
  }
  get before(): number | null {
    return this.#word(4) === NOWHERE ? null : this.#word(4) * 2 ** 32 + this.#word(5);
  }
  get site(): Key {
    return { high: this.#word(6), low: this.#word(7) };
  }
  high(line: number): number {
    return this.#word(HEAD + line * LINE);
  }
  low(line: number): number {
    return this.#word(HEAD + line * LINE + 1);
  }
  /** 0 for a line without a key. */
  mass(line: number): number {
    return this.#word(HEAD + line * LINE + 2) & (AGAIN - 1);
  }
  /** Whether the same line stood on this page before. */
  again(line: number): boolean {
    return this.#word(HEAD + line * LINE + 2) >= AGAIN;
  }
}

/** Bytes of pages that wait in memory before they are written. */
const WAITING = 1 << 18;

export class LineLog {
  readonly path: string;
  readonly #file: WriteStream;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #pages = 0;
  #lines = 0;

  /** @throws (on the first write) when the file exists or cannot be made */
  constructor(path: string) {
    this.path = path;
    this.#file = createWriteStream(path, { flags: 'wx', highWaterMark: 1 << 20 });
    // Without a listener a failed write would end the process; `add` and `close` throw the same error.
    this.#file.on('error', () => undefined);
  }

  get pages(): number {
    return this.#pages;
  }

  /** Lines in all: an upper bound of how many different ones there are. */
  get lines(): number {
    return this.#lines;
  }

  /** Appends a page; one with more than MOST_LINES lines is left out. `room` is to be awaited now and then. */
  add({ offset, bytes, before, site, lines }: LoggedPage): void {
    const count = lines.length / LINE;
    if (count > MOST_LINES) return;
    this.#pages++;
    this.#lines += count;
    const words = new Uint32Array(HEAD + lines.length);
    words.set([count, ...halves(offset), bytes]);
    words.set(before === null ? [NOWHERE, 0] : halves(before), 4);
    words.set([site.high, site.low], 6);
    words.set(lines, HEAD);
    this.#waiting.push(Buffer.from(words.buffer));
    this.#waitingBytes += words.byteLength;
  }

  /** Resolves when there is room for more pages. */
  async room(): Promise<void> {
    if (this.#waitingBytes >= WAITING) await this.#flush();
  }

  async #flush(): Promise<void> {
    const pages = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    await this.#written(async () => {
      if (this.#file.errored) throw this.#file.errored;
      if (!this.#file.write(pages)) await once(this.#file, 'drain');
    });
  }

  async #written(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw cannotBeWritten(this.path, cause);
    }
  }

  /** Resolves when everything is on disk; the log can be read from now on. */
  async close(): Promise<void> {
    await this.#flush();
    await this.#written(async () => {
      this.#file.end();
      await finished(this.#file);
    });
  }

  /** Stops writing. Never throws. */
  abandon(): void {
    this.#file.destroy();
  }

  /** Shows every page to `visit`, in the order they were added; what it returns is awaited only where it is a promise. */
  async scan(visit: (page: PageView) => void | Promise<void>): Promise<void> {
    const file = await open(this.path);
    try {
      const words = new Uint32Array(CHUNK);
      const bytes = new Uint8Array(words.buffer);
      const view = new PageView();
      let kept = 0;
      for (let position = 0; ; ) {
        const { bytesRead } = await file.read(bytes, kept, bytes.length - kept, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        const end = (kept + bytesRead) >> 2;
        let at = 0;
        while (at < end && at + HEAD + (words[at] ?? 0) * LINE <= end) {
          const waiting = visit(view.move(words, at));
          if (waiting) await waiting;
          at += HEAD + (words[at] ?? 0) * LINE;
        }
        bytes.copyWithin(0, at * 4, kept + bytesRead);
        kept = kept + bytesRead - at * 4;
      }
    } finally {
      await file.close();
    }
  }
}

const halves = (place: number): [high: number, low: number] => [Math.floor(place / 2 ** 32), place >>> 0];
