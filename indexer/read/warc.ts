/**
 * The pages of a web archive: WARC (ISO 28500) as crawlers write it and Common Crawl ships it, and WET, its texts. Read as
 * a stream, one record in memory at a time.
 */
import type { Format } from '../draft.ts';
import { later } from '../text/later.ts';
import { decode } from './bytes/decode.ts';
import { type ByteSource, shown } from './bytes/source.ts';
import { ReadError, wordsOf } from './errors.ts';

/** A record that is a page, or that should be one and cannot be read; `record` is its place in the file, from 1. */
export type WarcPage = { readonly record: number } & (
  | {
      readonly content: string;
      readonly format: Format | undefined;
      readonly url: string | undefined;
      /** When it was captured, ISO 8601. */
      readonly scrapedAt: string | undefined;
      readonly warning: string | undefined;
    }
  | { readonly fault: string }
);

/** What a file held besides pages: `{ "status 404": 12, "image/png": 3 }`. */
export type NoPages = ReadonlyMap<string, number>;

const START = /^WARC\/\d/;
const FORMATS: Readonly<Record<string, Format>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/plain': 'text',
};
/** Where the head of a record is to be, more bytes than this are none. */
const HEAD_BYTES = 1_000_000;
/** Records that tell of the crawl, or of another record. */
const ABOUT = new Set(['warcinfo', 'request', 'metadata', 'continuation']);

export const isWarc = ({ head }: ByteSource): boolean => START.test(head.subarray(0, 16).toString('latin1'));

const warcio = later<typeof import('warcio')>('warcio');

/**
 * Pages in the order of the file; what else it holds is counted and returned at the end.
 * @param maxBytes of one page. @param most bytes of all of it, unpacked
 * @throws ReadError when the archive breaks off, is damaged, or unpacks to more than it may, naming the last sound record
 */
export async function* warcPages(
  source: ByteSource,
  maxBytes: number,
  most: number,
): AsyncGenerator<WarcPage, NoPages, void> {
  const { WARCParser } = warcio();
  const others = new Map<string, number>();
  const meter = metered(source, most);
  const records = WARCParser.iterRecords(meter.chunks)[Symbol.asyncIterator]();
  for (let record = 1; ; record++) {
    meter.allow(HEAD_BYTES);
    const next = await sound(record, () => records.next());
    meter.allow(Number.POSITIVE_INFINITY);
    if (next.done) return others;
    const { value } = next;
    const found = kindOf(value);
    if (found === null || 'other' in found) {
      if (found) others.set(found.other, (others.get(found.other) ?? 0) + 1);
      const fault = await sound(record, () => passedOver(value));
      if (fault !== undefined) throw new ReadError(`${fault}, after ${record - 1} records`);
      continue;
    }
    const bytes = await sound(record, () => contentOf(value, maxBytes));
    if (typeof bytes === 'string') yield { record, fault: bytes };
    else yield pageOf(record, value, bytes, found);
  }
}

/**
 * The bytes of a source, in all at most so many, and at most so many until more are allowed: the parser gathers what it takes for a
 * head until it ends.
 */
function metered({ chunks, size }: ByteSource, most: number) {
  let all = 0;
  let left = Number.POSITIVE_INFINITY;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      all += chunk.length;
      left -= chunk.length;
      if (all > most)
        throw new ReadError(
          `${shown(size)} packed bytes unpack to more than ${shown(most)}: the rest is not read`,
        );
      if (left < 0)
        throw new ReadError(`the head of a record does not end within ${shown(HEAD_BYTES)} bytes`);
      yield chunk;
    }
  }
  return {
    chunks: counted(),
    allow(bytes: number) {
      left = bytes;
    },
  };
}

type WarcRecord = import('warcio').WARCRecord;

interface PageKind {
  readonly format: Format | undefined;
  readonly charset: string | undefined;
}

/** What a record is: a page, something else of the web, or null for what tells of the crawl only. */
function kindOf(record: WarcRecord): PageKind | { readonly other: string } | null {
  const type: string = record.warcType ?? '';
  if (ABOUT.has(type)) return null;
  if (type !== 'response' && type !== 'resource' && type !== 'conversion')
    return { other: type === '' ? 'records without a type' : type };
  const status = record.httpHeaders?.statusCode;
  if (type === 'response' && status !== undefined && status !== 200) return { other: `status ${status}` };
  const http = record.httpHeaders ? new Headers([...record.httpHeaders.headers]) : undefined;
  const stated = (http ? http.get('content-type') : record.warcContentType) ?? '';
  const mime = stated.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const charset = /charset\s*=\s*["']?([\w:.-]+)/i.exec(stated)?.[1];
  if (mime === '') return { format: undefined, charset };
  const format = FORMATS[mime];
  return format ? { format, charset } : { other: mime };
}

/** The bytes of a record, unpacked and joined as its HTTP headers say, or why they are not taken. */
async function contentOf(record: WarcRecord, maxBytes: number): Promise<Buffer | string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of record) {
    length += chunk.length;
    if (length > maxBytes) break; // what is packed within is not unpacked any further
    parts.push(chunk);
  }
  const fault = await passedOver(record);
  if (fault !== undefined) return fault;
  return length > maxBytes
    ? `the record is too large: the limit is ${shown(maxBytes)} bytes (maxFileBytes)`
    : Buffer.concat(parts);
}

/**
 * Reads on to the end of a record, of which nothing is kept. Not left to the parser: it never ends where the file does
 * before the record.
 * @returns what is wrong with the record
 */
async function passedOver(record: WarcRecord): Promise<string | undefined> {
  const { _reader: raw } = record;
  if (Symbol.asyncIterator in raw) for await (const _ of raw);
  return brokenOff(record);
}

function brokenOff({ _reader: raw }: WarcRecord): string | undefined {
  return 'limit' in raw && Number(raw.limit) > 0
    ? `the record breaks off: ${shown(Number(raw.limit))} bytes are missing`
    : undefined;
}

function pageOf(record: number, warc: WarcRecord, bytes: Buffer, { format, charset }: PageKind): WarcPage {
  try {
    const { text, warning } = decode(bytes, charset);
    return {
      record,
      content: text,
      format,
      url: warc.warcTargetURI?.replace(/^<|>$/g, ''),
      scrapedAt: warc.warcDate ?? undefined,
      warning,
    };
  } catch (error) {
    if (error instanceof ReadError) return { record, fault: error.message };
    throw error;
  }
}

/** The parser's own errors as damage of the file; those of the bytes below it are told already. */
async function sound<T>(record: number, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const why = cause instanceof ReadError ? cause.message : `the archive is damaged (${wordsOf(cause)})`;
    throw new ReadError(`${why}, after ${record - 1} records`);
  }
}

/** `12 status 404, 3 image/png`, the most frequent first. */
export const countsOf = (others: NoPages): string =>
  [...others]
    .sort((a, b) => b[1] - a[1])
    .map(([what, count]) => `${shown(count)} ${what}`)
    .join(', ');
