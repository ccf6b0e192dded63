/** Documents that wait on disk until they are sent, so that a payload of many megabytes takes none of them in memory. */
import { closeSync, openSync, readSync, rmSync, writevSync } from 'node:fs';
import { readLine } from '../../engine/payload.ts';
import { type Line, LineLost, type Prepared, type WaitingLine } from '../../engine/port.ts';
import { cannotBeWritten } from '../text/unwritable.ts';

/**
 * A file that is written once and read at any place. Both are synchronous: it lies in the page cache, and a turn of the event
 * loop takes longer than to copy a document.
 */
export class WaitingDocuments {
  readonly #path: string;
  readonly #file: number;
  #written = 0;

  /** @throws when the file exists or cannot be made */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#file = openSync(path, 'wx+');
    } catch (cause) {
      throw cannotBeWritten(path, cause);
    }
  }

  /** Bytes that wait. */
  get bytes(): number {
    return this.#written;
  }

  /** The documents of an article as lines that wait here until `close`. @throws when they cannot be written */
  add({ id, article, removed }: Prepared): Prepared<WaitingLine> {
    const [one, two] = [bytesIn(article), removed === null ? null : bytesIn(removed)];
    const at = this.#written;
    try {
      this.#write(two === null ? [one] : [one, two]);
    } catch (cause) {
      throw cannotBeWritten(this.#path, cause);
    }
    return {
      id,
      article: this.#line(at, one.length),
      removed: two && this.#line(at + one.length, two.length),
    };
  }

  /** Deletes the file: no line of it can be read any more. Never throws. */
  close(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }

  #write(parts: readonly Uint8Array[]): void {
    let left = parts;
    while (left.length > 0) {
      let written = writevSync(this.#file, left, this.#written);
      this.#written += written;
      left = left.flatMap((part) => {
        const taken = Math.min(written, part.length);
        written -= taken;
        return taken < part.length ? [part.subarray(taken)] : [];
      });
    }
  }

  #line(offset: number, bytes: number): WaitingLine {
    return { bytes, copyTo: (into, at) => this.#read(offset, bytes, into, at) };
  }

  #read(offset: number, bytes: number, into: Uint8Array, at: number): void {
    for (let done = 0; done < bytes; ) {
      const read = this.#readSome(offset + done, bytes - done, into, at + done);
      if (read === 0) throw this.#lost(offset + done, new Error('the file ends there'));
      done += read;
    }
  }

  #readSome(offset: number, bytes: number, into: Uint8Array, at: number): number {
    try {
      return readSync(this.#file, into, at, bytes, offset);
    } catch (cause) {
      throw this.#lost(offset, cause);
    }
  }

  #lost(offset: number, cause: unknown): LineLost {
    const why = cause instanceof Error ? cause.message : String(cause);
    return new LineLost(
      `${this.#path} cannot be read at byte ${offset} (${why}): documents wait there to be sent; see that the disk is sound and ` +
        'that nobody empties the folder, and start again',
      { cause },
    );
  }
}

const bytesIn = (line: Line): Uint8Array => (line instanceof Uint8Array ? line : readLine(line));
