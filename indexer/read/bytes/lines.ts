/** Lines of a stream of bytes, each bounded, in any encoding. */
import { isUtf8 } from 'node:buffer';
import { cutLines } from '../../text/lines.ts';
import { ReadError } from '../errors.ts';
import { decode } from './decode.ts';
import { type ByteSource, shown } from './source.ts';
import { utf16Of } from './utf16.ts';

export type Line =
  | { readonly line: number; readonly text: string }
  | { readonly line: number; readonly fault: string };

/**
 * The lines of a source, 1-based, without their ends; a line that is no text, or has more than
 * `limit` bytes, comes as its fault.
 * @throws ReadError when the source breaks off, or after `most` bytes in all
 */
export async function* linesOf(source: ByteSource, limit: number, most: number): AsyncIterable<Line> {
  let line = 0;
  async function* bounded(): AsyncIterable<Buffer> {
    let all = 0;
    for await (const chunk of inUtf8(source)) {
      all += chunk.length;
      if (all > most)
        throw new ReadError(
          `${shown(source.size)} packed bytes unpack to more than ${shown(most)}: the rest is not read`,
          line + 1,
        );
      yield chunk;
    }
  }
  for await (const { content, length } of cutLines(bounded(), limit)) {
    line += 1;
    yield content
      ? { line, ...textOf(content) }
      : { line, fault: `the line has ${shown(length)} bytes, the limit is ${shown(limit)} (maxFileBytes)` };
  }
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
