/** Lines of a stream of bytes, cut at line feeds only. */

/** A line as bytes. */
export interface RawLine {
  /** Without its line feed; null where it has more bytes than the limit. */
  readonly content: Buffer | null;
  /** Bytes of the content, also of one that was too long to keep. */
  readonly length: number;
  /** Bytes it takes in the stream, with its line feed. */
  readonly bytes: number;
}

export interface Line {
  /** 1-based. */
  readonly number: number;
  /** UTF-8 decoded, without the line feed and a carriage return before it. */
  readonly text: string;
  /** Bytes of the line with its line feed. */
  readonly bytes: number;
}

const LINE_FEED = 10;

/**
 * Cuts a stream into lines, one at a time: memory is bounded by the longest line, at most by `limit`.
 *
 * `node:readline` also cuts at U+2028, U+2029 and lone carriage returns, which are legal inside a JSON string.
 * A last line without a line feed counts; nothing comes after a final line feed.
 */
export async function* cutLines(
  stream: AsyncIterable<Uint8Array>,
  limit = Number.POSITIVE_INFINITY,
): AsyncIterable<RawLine> {
  for await (const lines of linesByChunk(stream, limit)) yield* lines;
}

/** The same lines, those together that end in one chunk: what came at once, without waiting for more. None is empty. */
export async function* linesByChunk(
  stream: AsyncIterable<Uint8Array>,
  limit = Number.POSITIVE_INFINITY,
): AsyncIterable<readonly RawLine[]> {
  let pending: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array) => {
    length += part.length;
    if (length > limit) pending = [];
    else if (part.length > 0) pending.push(part);
  };
  const take = (lineFeed: 0 | 1): RawLine => {
    const content = length > limit ? null : wholeOf(pending);
    const line = { content, length, bytes: length + lineFeed };
    pending = [];
    length = 0;
    return line;
  };
  for await (const chunk of stream) {
    const lines: RawLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      lines.push(take(1));
      start = end + 1;
    }
    keep(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [take(0)];
}

/** The bytes of a line: those of the stream itself where it came in one piece, as most short lines do. */
function wholeOf([first, ...more]: readonly Uint8Array[]): Buffer {
  if (!first) return Buffer.alloc(0);
  return more.length === 0
    ? Buffer.from(first.buffer, first.byteOffset, first.length)
    : Buffer.concat([first, ...more]);
}

/** The lines of a stream of UTF-8. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncIterable<Line> {
  for await (const lines of textsByChunk(stream)) yield* lines;
}

/** The same lines, those together that end in one chunk: to wait for each by itself takes longer than to read it. */
export async function* textsByChunk(stream: AsyncIterable<Uint8Array>): AsyncIterable<readonly Line[]> {
  let number = 0;
  for await (const lines of linesByChunk(stream))
    yield lines.map(({ content, bytes }) => {
      const text = content?.toString('utf8') ?? '';
      return { number: ++number, text: text.endsWith('\r') ? text.slice(0, -1) : text, bytes };
    });
}
