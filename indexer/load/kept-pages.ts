/** The pages of a build that another run takes over, with their gists: read in pieces, in the order of the spool. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { FileEntry, SummedSpan } from './file-table.ts';
import type { Span } from './spool.ts';
import type { KeptBuild } from './spools.ts';

/** Bytes of gists that are read at a time, and of spool for them at most, but for a page that is longer. */
const GISTS = 1 << 18;
const SPOOL = 1 << 23;
/** Bytes that are summed at a time. */
const SUMMED = 1 << 20;
const LINE_FEED = 10;

/** Some pages of a build: their lines of the spool, and the lines of their gists. */
export interface KeptPages {
  readonly spool: Buffer;
  readonly gists: readonly string[];
}

/**
 * The pages a build kept. Reading is synchronous: of a hundred thousand small files the turns of the event loop would
 * take longer than the reading.
 */
export class KeptReader {
  readonly #spool: number;
  readonly #gists: number;

  /** @throws errors of the file system */
  constructor({ spool, gists }: KeptBuild) {
    this.#spool = openSync(spool, 'r');
    this.#gists = openSync(gists, 'r');
  }

  close(): void {
    closeSync(this.#spool);
    closeSync(this.#gists);
  }

  /** Whether what the manifest tells of a file has reached the disk, to the last bit. */
  isSound(entry: FileEntry): boolean {
    return isSound(this.#spool, entry) && isSound(this.#gists, entry.gists);
  }

  /** The pages of files that lie one after another. */
  files(entries: readonly FileEntry[]): { readonly spool: Buffer; readonly gists: Buffer } {
    const [first, last] = [entries[0], entries.at(-1)];
    if (!first || !last) return { spool: Buffer.alloc(0), gists: Buffer.alloc(0) };
    return { spool: spanOf(this.#spool, first, last), gists: spanOf(this.#gists, first.gists, last.gists) };
  }

  /**
   * The pages of a file.
   * @param bytesOf how many bytes the page of a gist takes in the spool
   */
  *read(entry: FileEntry, bytesOf: (gist: string) => number): Generator<KeptPages> {
    let at = entry.offset;
    let gists: string[] = [];
    let bytes = 0;
    const taken = (): KeptPages => {
      const pages = { spool: piece(this.#spool, at, bytes), gists };
      at += bytes;
      gists = [];
      bytes = 0;
      return pages;
    };
    for (const line of linesAt(this.#gists, entry.gists)) {
      const length = bytesOf(line);
      if (bytes > 0 && bytes + length > SPOOL) yield taken();
      gists.push(line);
      bytes += length;
    }
    if (gists.length > 0) yield taken();
  }
}

function isSound(file: number, { offset, bytes, sum }: SummedSpan): boolean {
  if (fstatSync(file).size < offset + bytes) return false;
  let found = 0;
  for (let at = 0; at < bytes; at += SUMMED)
    found = crc32(piece(file, offset + at, Math.min(SUMMED, bytes - at)), found);
  return found === sum;
}

function* linesAt(file: number, { offset, bytes }: SummedSpan): Generator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for (let at = 0; at < bytes; at += GISTS) {
    const chunk = piece(file, offset + at, Math.min(GISTS, bytes - at));
    const whole = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = whole.indexOf(LINE_FEED); end >= 0; end = whole.indexOf(LINE_FEED, start)) {
      yield whole.toString('utf8', start, end);
      start = end + 1;
    }
    rest = whole.subarray(start);
  }
}

/** Whole lines, without their line feeds. */
export function* linesIn(lines: Buffer): Generator<string> {
  let start = 0;
  for (let end = lines.indexOf(LINE_FEED); end >= 0; end = lines.indexOf(LINE_FEED, start)) {
    yield lines.toString('utf8', start, end);
    start = end + 1;
  }
}

/** From the beginning of one span to the end of another. */
const spanOf = (file: number, first: Span, last: Span): Buffer =>
  piece(file, first.offset, last.offset + last.bytes - first.offset);

/** @throws when the file ends before */
function piece(file: number, offset: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(bytes);
  for (let at = 0; at < bytes; ) {
    const read = readSync(file, buffer, at, bytes - at, offset + at);
    if (read === 0)
      throw new Error(`a spool ended at ${offset + at} bytes where ${offset + bytes} were told of`);
    at += read;
  }
  return buffer;
}
