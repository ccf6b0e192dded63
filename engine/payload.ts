/** Documents as one payload for the engine, which rejects the whole of it for one bad line. */
import { type Line, StoreRefused } from './port.ts';

/** The engine answers 413 above this. */
const PAYLOAD_LIMIT = 100_000_000;
/** Bytes that are sent at once, but for a line that is longer: between two of them others have their turn. */
const CHUNK = 1 << 20;
const LINE_FEED = 10;

/** What one request sends: made piece by piece as it is sent, so that it never lies in memory whole. */
export interface Payload {
  readonly bytes: number;
  /**
   * From the start at each call. Each chunk lies in the place of the one before: it is to be done with when the next is asked for.
   * Else a payload would leave tens of megabytes behind, for whatever is outside the heap makes nobody collect it.
   */
  chunks(): Iterable<Uint8Array>;
}

const GOOD_ID = /^[A-Za-z0-9_-]{1,511}$/;

/** What goes into an index: an article, or a build, which has no path. */
interface Identified {
  readonly id: string;
  readonly path?: string;
}

/**
 * The documents as NDJSON, one a line.
 * @throws StoreRefused naming the document whose id the engine would not take, or the size of what is too large
 */
export const toPayload = (documents: readonly Identified[]): Payload => payloadOf(documents.map(toLine));

/** Lines of NDJSON as one payload. @throws StoreRefused with the size of what is too large */
export function payloadOf(lines: readonly Line[]): Payload {
  const bytes = lines.reduce((sum, line) => sum + bytesOf(line) + 1, 0);
  if (bytes > PAYLOAD_LIMIT)
    throw new StoreRefused(
      `a payload of ${lines.length} documents has ${bytes} bytes, ` +
        `and the engine takes ${PAYLOAD_LIMIT}: send fewer at once (payloadBytes in index.yml)`,
    );
  return { bytes, chunks: () => chunksOf(lines) };
}

/** Bytes of a line, without its line feed. */
export const bytesOf = (line: Line): number =>
  typeof line === 'string' ? Buffer.byteLength(line) : line instanceof Uint8Array ? line.length : line.bytes;

/** Puts a line there, without its line feed. */
export function copyLine(line: Line, into: Uint8Array, at: number): void {
  if (typeof line === 'string') Buffer.from(into.buffer, into.byteOffset, into.length).write(line, at);
  else if (line instanceof Uint8Array) into.set(line, at);
  else line.copyTo(into, at);
}

/** A line as it is sent. */
export function readLine(line: Line): Uint8Array {
  const bytes = Buffer.allocUnsafe(bytesOf(line));
  copyLine(line, bytes, 0);
  return bytes;
}

function* chunksOf(lines: readonly Line[]): Generator<Uint8Array> {
  const longest = lines.reduce((most, line) => Math.max(most, bytesOf(line) + 1), CHUNK);
  const chunk = Buffer.allocUnsafeSlow(longest);
  let filled = 0;
  for (const line of lines) {
    const bytes = bytesOf(line);
    if (filled + bytes + 1 > chunk.length) {
      yield chunk.subarray(0, filled);
      filled = 0;
    }
    copyLine(line, chunk, filled);
    filled += bytes;
    chunk[filled++] = LINE_FEED;
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

/** Half a surrogate pair is no text to the engine; it becomes the replacement character, and offsets stay. */
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A document as its line. @throws StoreRefused naming the document whose id the engine would not take */
export function toLine(document: Identified): string {
  const { id, path } = document;
  if (!GOOD_ID.test(id))
    throw new StoreRefused(
      `${path ?? 'a document'} has the id «${id}»: an id is 1 to 511 of the characters A-Z, a-z, 0-9, - and _`,
    );
  return toJson(document);
}

/** Anything as JSON that the engine takes as it is. */
export function toJson(value: object): string {
  const json = JSON.stringify(value);
  // JSON.stringify escapes lone surrogates and only those, so that looking for the escape is enough, and cheap.
  if (!/\\ud[89a-f]/.test(json)) return json;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replace(LONE_SURROGATE, '\uFFFD') : part,
  );
}
