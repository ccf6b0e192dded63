/** Documents as one payload for the engine, which rejects the whole of it for one bad line. */
import { StoreRefused } from './port.ts';

/** The engine answers 413 above this. */
const PAYLOAD_LIMIT = 100_000_000;

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
export const toPayload = (documents: readonly Identified[]): string => joined(documents.map(toLine));

/** Lines of NDJSON as one payload. @throws StoreRefused with the size of what is too large */
export function joined(lines: readonly (string | Uint8Array)[]): string {
  const payload = lines.map((line) => (typeof line === 'string' ? line : DECODER.decode(line))).join('\n');
  const bytes = Buffer.byteLength(payload);
  if (bytes > PAYLOAD_LIMIT)
    throw new StoreRefused(
      `a payload of ${lines.length} documents has ${bytes} bytes, ` +
        `and the engine takes ${PAYLOAD_LIMIT}: send fewer at once (payloadBytes in index.yml)`,
    );
  return payload;
}

const DECODER = new TextDecoder();

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
