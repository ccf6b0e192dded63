/** The bytes of a file, unpacked if they are gzip, never more than asked for. */
import { open, readdir, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { ReadError, systemWordsOf, wordsOf } from '../errors.ts';

export interface ByteSource {
  /** The first bytes, at least `HEAD` of them if there are as many. */
  readonly head: Buffer;
  /** All bytes from the start; can be taken once. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes on disk. */
  readonly size: number;
  readonly packed: boolean;
  /** Last change, ISO 8601. */
  readonly changed: string;
  /** Bytes on disk that were read until now. */
  position(): number;
  /** Lets go of the file. */
  close(): void;
}

/** Bytes that are looked at before a format is chosen. */
const HEAD = 65_536;

/** Node gives such a name with signs in the place of what it cannot read, by which nothing can be opened. */
const NO_NAME =
  'its name or that of a folder above is no UTF-8: rename it (`convmv -f latin1 -t utf8` does many)';

/** @throws ReadError with the system's words when the file cannot be opened, or is no file */
export async function openBytes(path: string): Promise<ByteSource> {
  const info = await stat(path).catch((cause) => {
    throw new ReadError(path.includes('\ufffd') ? NO_NAME : systemWordsOf(cause));
  });
  if (info.isDirectory()) {
    await readdir(path).catch((cause) => {
      throw new ReadError(`the folder cannot be read: ${systemWordsOf(cause)}`);
    });
    throw new ReadError('it is a folder');
  }
  if (!info.isFile()) throw new ReadError('it is no regular file');
  const handle = await open(path).catch((cause) => {
    throw new ReadError(systemWordsOf(cause));
  });
  const { buffer: magic } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  const packed = magic[0] === 0x1f && magic[1] === 0x8b;
  const file = handle.createReadStream({ start: 0 });
  const stream = packed ? file.pipe(createGunzip()) : file;
  if (packed) file.on('error', (error) => stream.destroy(error));
  const close = () => {
    file.destroy();
    stream.destroy();
  };
  const chunks = said(stream, packed);
  const head: Buffer[] = [];
  let length = 0;
  let fault: unknown;
  try {
    while (length < HEAD) {
      const next = await chunks.next();
      if (next.done) break;
      head.push(next.value);
      length += next.value.length;
    }
  } catch (error) {
    // What came before the fault may hold whole lines, so it is told in its place: after them.
    fault = error;
  }
  const start = Buffer.concat(head);
  async function* all() {
    if (start.length > 0) yield start;
    if (fault !== undefined) throw fault;
    yield* chunks;
  }
  return {
    head: start,
    chunks: all(),
    size: info.size,
    packed,
    changed: info.mtime.toISOString(),
    position: () => file.bytesRead,
    close,
  };
}

/** The chunks of a stream, its errors as ReadErrors. */
async function* said(stream: AsyncIterable<unknown>, packed: boolean): AsyncGenerator<Buffer, void, void> {
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (cause) {
    throw new ReadError(packed ? `the gzip data is damaged (${wordsOf(cause)})` : systemWordsOf(cause));
  }
}

/** A number of bytes as a report shows it. */
export const shown = (bytes: number): string => bytes.toLocaleString('en');

/**
 * All bytes of a source at once.
 * @throws ReadError naming both sizes when there are more than `limit`
 */
export async function allBytes(source: ByteSource, limit: number): Promise<Buffer> {
  if (!source.packed && source.size > limit)
    throw new ReadError(
      `the file has ${shown(source.size)} bytes, the limit is ${shown(limit)} (maxFileBytes)`,
    );
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of source.chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > limit)
      throw new ReadError(
        source.packed
          ? `${shown(source.size)} packed bytes unpack to more than the limit of ${shown(limit)} (maxFileBytes)`
          : `the file grew beyond the limit of ${shown(limit)} bytes while it was read (maxFileBytes)`,
      );
  }
  return Buffer.concat(parts);
}
