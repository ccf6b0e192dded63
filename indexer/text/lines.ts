/** Lines of a stream of bytes, cut at line feeds only. */

export interface Line {
  /** 1-based. */
  readonly number: number;
  /** UTF-8 decoded, without the line feed and a carriage return before it. */
  readonly text: string;
  /** Bytes from the start of the stream, and of the line with its line feed. */
  readonly offset: number;
  readonly bytes: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Cuts a stream into lines, one at a time: memory is bounded by the longest line.
 *
 * `node:readline` also cuts at U+2028, U+2029 and lone carriage returns, which are legal inside a JSON string.
 * A last line without a line feed counts; nothing comes after a final line feed.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncIterable<Line> {
  let pending: Uint8Array[] = [];
  let number = 0;
  let offset = 0;
  const take = (): Line => {
    const whole = Buffer.concat(pending);
    pending = [];
    const line = { number: ++number, text: decode(whole), offset, bytes: whole.length };
    offset += whole.length;
    return line;
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      pending.push(chunk.subarray(start, end + 1));
      start = end + 1;
      yield take();
    }
    if (start < chunk.length) pending.push(chunk.subarray(start));
  }
  if (pending.length > 0) yield take();
}

function decode(line: Buffer): string {
  let end = line.length;
  if (line[end - 1] === LINE_FEED) end--;
  if (line[end - 1] === CARRIAGE_RETURN) end--;
  return line.toString('utf8', 0, end);
}
