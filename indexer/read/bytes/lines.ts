/** Lines of a stream of bytes, each bounded, in any encoding. */
import { isUtf8 } from 'node:buffer';
import { ReadError } from '../errors.ts';
import { decode } from './decode.ts';
import { type ByteSource, shown } from './source.ts';
import { utf16Of } from './utf16.ts';

export type Line =
  | { readonly line: number; readonly text: string }
  | { readonly line: number; readonly fault: string };

const LINE_FEED = 10;

/**
 * The lines of a source, 1-based, without their ends; a line that is no text, or has more than
 * `limit` bytes, comes as its fault. Cut at line feeds only: the other separators are legal inside a JSON string.
 * @throws ReadError when the source breaks off, or after `most` bytes in all
 */
export async function* linesOf(source: ByteSource, limit: number, most: number): AsyncIterable<Line> {
  let pending: Buffer[] = [];
  let length = 0;
  let line = 0;
  const take = (): Line => {
    line += 1;
    const found =
      length > limit
        ? { fault: `the line has ${shown(length)} bytes, the limit is ${shown(limit)} (maxFileBytes)` }
        : textOf(Buffer.concat(pending));
    pending = [];
    length = 0;
    return { line, ...found };
  };
  const keep = (part: Buffer) => {
    length += part.length;
    if (length > limit) pending = [];
    else if (part.length > 0) pending.push(part);
  };
  let all = 0;
  for await (const chunk of inUtf8(source)) {
    all += chunk.length;
    if (all > most)
      throw new ReadError(
        `${shown(source.size)} packed bytes unpack to more than ${shown(most)}: the rest is not read`,
        line + 1,
      );
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) yield take();
}

function textOf(bytes: Buffer): { text: string } | { fault: string } {
  if (isUtf8(bytes)) return { text: bytes.toString('utf8').replace(/^\ufeff/, '') };
  try {
    return { text: decode(bytes).text };
  } catch (error) {
    if (error instanceof ReadError) return { fault: error.message };
    throw error;
  }
}

/** UTF-16 recoded chunk by chunk, since its lines cannot be cut at a byte; everything else as it is. */
async function* inUtf8(source: ByteSource): AsyncIterable<Buffer> {
  const [a, b] = source.head;
  const wide =
    a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : utf16Of(source.head);
  if (!wide) {
    yield* source.chunks;
    return;
  }
  const decoder = new TextDecoder(wide);
  for await (const chunk of source.chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
