/**
 * The files of a build by their paths, in flat memory: some 130 bytes a file, whatever its path, where a Map of entries takes
 * 450. A path is told by its SHA-1.
 */
import { hash } from 'node:crypto';
import { grown } from '../../engine/grown.ts';
import { Ids } from '../../engine/ids.ts';
import type { Span } from './spool.ts';

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

/** Files of an empty table. */
const ROOM = 256;
/** Bytes of a SHA-256. */
const HASH = 32;
/** Numbers kept of a file: offset, bytes and sum of its pages and of their gists, and how many pages they are. */
const NUMBERS = 7;
/** Of a file that was read to its end. */
const ALL_PAGES = -1;

export class FileTable {
  #paths = new Ids();
  #hashes = new Uint8Array(HASH * ROOM);
  #numbers = new Float64Array(NUMBERS * ROOM);
  #bytes = 0;

  get size(): number {
    return this.#paths.size;
  }

  /** Bytes of the pages of all files. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A file; one of the same path is forgotten. @throws RangeError where its hash is no SHA-256 in hex */
  add({ path, hash, offset, bytes, sum, gists, pages = ALL_PAGES }: FileEntry): void {
    const hashed = Buffer.from(hash, 'hex');
    if (hashed.length !== HASH) throw new RangeError(`${path} has the hash «${hash}», which is no SHA-256`);
    const known = this.#paths.size;
    const number = this.#paths.add(named(path));
    if (number < known) this.#bytes -= this.#numberOf(number, 1);
    const needed = NUMBERS * (number + 1);
    if (needed > this.#numbers.length) {
      this.#numbers = grown(this.#numbers, new Float64Array(2 * needed));
      this.#hashes = grown(this.#hashes, new Uint8Array(2 * HASH * (number + 1)));
    }
    this.#hashes.set(hashed, HASH * number);
    this.#numbers.set([offset, bytes, sum, gists.offset, gists.bytes, gists.sum, pages], NUMBERS * number);
    this.#bytes += bytes;
  }

  /** The number of a file, from 0 in the order of the build; undefined where the build has none of this path. */
  numberOf(path: string): number | undefined {
    return this.#paths.numberOf(named(path));
  }

  get(path: string): FileEntry | undefined {
    const number = this.numberOf(path);
    return number === undefined ? undefined : this.at(number, path);
  }

  /** The file with a number, by its path. */
  at(number: number, path: string): FileEntry {
    const hash = Buffer.from(this.#hashes.buffer, HASH * number, HASH).toString('hex');
    const pages = this.#numberOf(number, 6);
    return { path, hash, ...this.#spans(number), ...(pages !== ALL_PAGES && { pages }) };
  }

  /** Forgets all files, which of a million takes 130 MB: once a corpus is read nobody asks for them. */
  release(): void {
    this.#paths = new Ids();
    this.#hashes = new Uint8Array(HASH * ROOM);
    this.#numbers = new Float64Array(NUMBERS * ROOM);
    this.#bytes = 0;
  }

  /** Where the last file of the build ends. */
  get end(): { readonly spool: number; readonly gists: number } {
    const { offset, bytes, gists } = this.size === 0 ? NOWHERE : this.#spans(this.size - 1);
    return { spool: offset + bytes, gists: gists.offset + gists.bytes };
  }

  #spans(number: number) {
    const of = (which: number) => this.#numberOf(number, which);
    return { offset: of(0), bytes: of(1), sum: of(2), gists: { offset: of(3), bytes: of(4), sum: of(5) } };
  }

  #numberOf(number: number, which: number): number {
    return this.#numbers[NUMBERS * number + which] as number;
  }
}

const NOWHERE: Span & { readonly gists: Span } = { offset: 0, bytes: 0, gists: { offset: 0, bytes: 0 } };

const named = (path: string): string => hash('sha1', path, 'base64url');
