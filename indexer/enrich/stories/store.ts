/**
 * Signatures of all articles of a run, never a text: 736 bytes an article. They lie in a file while pages come in, since
 * threads need the memory then; for the comparing, which looks at each many times, the first are fetched into flat memory
 * outside the JavaScript heap. So memory does not grow with the corpus.
 */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { cannotBeWritten } from '../../text/unwritable.ts';
import type { Standing } from './order.ts';
import { LEAD_SIZE, limitOf, SIGNATURE_SIZE, type Signature } from './signature.ts';

/** Articles whose signatures are fetched into memory: 96 MB. */
const IN_MEMORY = 2 ** 17;
/** Signatures of others that were asked for last, a power of two: 24 MB. */
const REMEMBERED = 2 ** 15;
/** Articles in one slab of memory: small enough not to waste, large enough not to count. */
const SLAB = 1024;
/**
 * Numbers kept beside the hashes: how many there are, of the text and of its lead, shingles, words, the two halves of the whole's hash, and where
 * the article stands: its completeness, and the minute it was published by.
 */
const NUMBERS = 8;
/** The marks of the hashes, four in a number. */
const MARKS = SIGNATURE_SIZE / 4;
const LEAD = NUMBERS + MARKS + SIGNATURE_SIZE;
const WIDTH = LEAD + LEAD_SIZE;

export interface SignatureStore {
  readonly size: number;
  /** Keeps a copy at position `at`, which is at most `size`. */
  put(at: number, row: SignatureRow): void;
  /** A view that stays valid until the position is put again, or half as many others were asked for as are remembered. */
  get(at: number): Signature;
  standing(at: number): Standing;
  /** Brings as many into memory as have room there: from now on they are asked for often. */
  fetch(): void;
  /** Lets go of the file. */
  close(): void;
}

/** A signature and a standing as they are kept, and as they travel between threads and runs. */
export type SignatureRow = Uint32Array;

/** The row of an article. Of the time of publication the minute is kept. */
export function rowOf(signature: Signature, { completeness, publishedBy }: Standing): SignatureRow {
  const row = new Uint32Array(WIDTH);
  const { hashes, marks, lead, shingles, wordCount, whole } = signature;
  const minute = publishedBy === null ? UNDATED : Math.floor(publishedBy / 60);
  row.set([
    hashes.length,
    lead.length,
    shingles,
    wordCount,
    whole[0],
    whole[1],
    STATES.indexOf(completeness),
    minute,
  ]);
  marksOf(row, marks.length).set(marks);
  row.set(hashes, NUMBERS + MARKS);
  row.set(lead, LEAD);
  return row;
}

/** The signature in a row: a view of it. */
export function signatureIn(row: SignatureRow): Signature {
  // By number, not as a list that is taken apart: this is done for each of millions of pairs.
  const length = row[0] as number;
  const shingles = row[2] as number;
  const hashes = row.subarray(NUMBERS + MARKS, NUMBERS + MARKS + length);
  return {
    hashes,
    marks: marksOf(row, length),
    lead: row.subarray(LEAD, LEAD + (row[1] as number)),
    limit: limitOf(hashes, shingles),
    shingles,
    wordCount: row[3] as number,
    whole: [row[4] as number, row[5] as number],
  };
}

const STATES = ['unknown', 'whole', 'truncated'] as const;
/** No minute of any calendar we read. */
const UNDATED = 2 ** 31 - 1;

/**
 * @param path file for all of them; it must not exist, and goes with `close`. Absent: they are in memory from the start
 * @param inMemory articles that have room there
 * @param remembered signatures of others that are remembered, a power of two
 */
export function createSignatureStore(
  path?: string,
  inMemory = IN_MEMORY,
  remembered = REMEMBERED,
): SignatureStore {
  const slabs: Uint32Array[] = [];
  let size = 0;
  let file: RowFile | undefined;
  /** Those below are in memory. */
  let fetched = path === undefined ? Number.POSITIVE_INFINITY : 0;
  const row = (at: number): Uint32Array => {
    if (at >= size)
      throw new RangeError(`the signature store holds ${size} articles: there is no position ${at}`);
    if (file && at >= fetched) return file.get(at);
    const slab = slabs[Math.floor(at / SLAB)] as Uint32Array;
    return slab.subarray((at % SLAB) * WIDTH, (at % SLAB) * WIDTH + WIDTH);
  };
  return {
    get size() {
      return size;
    },
    put(at, kept) {
      if (kept.length !== WIDTH)
        throw new RangeError(`a row of ${kept.length} numbers is none of a signature`);
      const isNew = at === size;
      if (isNew) size++;
      if (path !== undefined && at >= fetched) {
        file ??= new RowFile(path, remembered);
        file.put(at, kept);
        return;
      }
      if (isNew && at % SLAB === 0) slabs.push(new Uint32Array(SLAB * WIDTH));
      row(at).set(kept);
    },
    get: (at) => signatureIn(row(at)),
    standing(at) {
      const [, , , , , , state = 0, minute = 0] = row(at);
      const signed = minute | 0; // before 1970 it is negative
      return {
        completeness: STATES[state] ?? 'unknown',
        publishedBy: signed === UNDATED ? null : signed * 60 + 59,
      };
    },
    fetch() {
      if (!file) return;
      const most = Math.min(size, inMemory);
      for (let at = 0; at < most; at += SLAB) slabs.push(file.slab(at));
      fetched = most;
    },
    close() {
      file?.close();
      file = undefined;
    },
  };
}

/**
 * Rows in a file, one after another. Those at its end wait for their slab to be full. Those that were read last lie in a ring of
 * a fixed size, since a buffer for each would be garbage sooner than it is collected.
 */
class RowFile {
  readonly #path: string;
  readonly #file: number;
  readonly #end = new Uint32Array(SLAB * WIDTH);
  /** Rows that lie in the file. */
  #written = 0;
  #size = 0;
  readonly #remembered: number;
  /** Made when the first row is read: memory is taken as it fills. */
  #ring: Uint32Array | undefined;
  #next = 0;
  /** Which row lies at a place of the ring; -1: none. */
  readonly #rows: Int32Array;
  /** Where a row lies in the ring, if it still does: by the lower bits of its number. */
  readonly #places: Int32Array;

  /** @throws errors of the file system; so does what writes, saying what to do */
  constructor(path: string, remembered: number) {
    this.#path = path;
    this.#file = openSync(path, 'wx+');
    this.#remembered = remembered;
    this.#rows = new Int32Array(remembered).fill(-1);
    this.#places = new Int32Array(remembered);
  }

  put(at: number, row: Uint32Array): void {
    const place = this.#places[at & (this.#remembered - 1)] as number;
    if (this.#rows[place] === at) this.#rows[place] = -1;
    if (at < this.#written) {
      writeWhole(this.#file, row, at * WIDTH * 4, this.#path);
      return;
    }
    this.#end.set(row, (at - this.#written) * WIDTH);
    this.#size = Math.max(this.#size, at + 1);
    if (this.#size - this.#written < SLAB) return;
    writeWhole(this.#file, this.#end, this.#written * WIDTH * 4, this.#path);
    this.#written = this.#size;
  }

  /** A copy of the rows of the slab that begins with a row. */
  slab(at: number): Uint32Array {
    if (at >= this.#written) return this.#end.slice();
    const rows = new Uint32Array(SLAB * WIDTH);
    readWhole(this.#file, rows, at * WIDTH * 4, this.#path);
    return rows;
  }

  /** Stays valid until half as many others were asked for as are remembered. */
  get(at: number): Uint32Array {
    if (at >= this.#written) {
      const start = (at - this.#written) * WIDTH;
      return this.#end.slice(start, start + WIDTH);
    }
    this.#ring ??= new Uint32Array(this.#remembered * WIDTH);
    const slot = at & (this.#remembered - 1);
    const known = this.#places[slot] as number;
    const isKnown = this.#rows[known] === at;
    if (isKnown && this.#lasts(known)) return this.#rowAt(this.#ring, known);
    const place = this.#next;
    const row = this.#rowAt(this.#ring, place);
    this.#next = (place + 1) & (this.#remembered - 1);
    this.#rows[place] = -1; // until it is there whole
    if (isKnown) row.set(this.#rowAt(this.#ring, known));
    else readWhole(this.#file, row, at * WIDTH * 4, this.#path);
    this.#rows[place] = at;
    this.#places[slot] = place;
    return row;
  }

  /** Whether half the ring will be filled before a place has its turn. */
  #lasts(place: number): boolean {
    return ((place - this.#next) & (this.#remembered - 1)) >= this.#remembered / 2;
  }

  #rowAt(ring: Uint32Array, place: number): Uint32Array {
    return ring.subarray(place * WIDTH, (place + 1) * WIDTH);
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }
}

function writeWhole(file: number, numbers: Uint32Array, position: number, path: string): void {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, position + at);
  } catch (cause) {
    throw cannotBeWritten(path, cause);
  }
}

function readWhole(file: number, numbers: Uint32Array, position: number, path: string): void {
  for (let at = 0; at < numbers.byteLength; ) {
    const read = readSync(file, numbers, at, numbers.byteLength - at, position + at);
    if (read === 0) throw new Error(`${path} ended at ${position + at} bytes`);
    at += read;
  }
}

/** The marks of so many hashes within a row. */
const marksOf = (row: Uint32Array, count: number): Uint8Array =>
  new Uint8Array(row.buffer, row.byteOffset + NUMBERS * 4, count);
