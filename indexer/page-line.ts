/** One line of JSON -> one page: the protocol of `extract` and `ingest`. */
import { z } from 'zod';
import type { Format, Stated } from './draft.ts';
import { linesByChunk } from './text/lines.ts';

/** Files of Windows begin with it, and stay so where they are joined. */
const BYTE_ORDER_MARK = 0xfeff;

/** Scrapers write null for what they do not know. */
const Text = z.string().nullish();
const Id = z.union([z.string(), z.number()]);

/** What a line may hold; keys we do not know are left alone, so that a scraper's own record can be piped in. */
const Page = z.object({
  id: Id.nullish(),
  content: z.string({ error: ({ input }) => (input === undefined ? 'it is missing' : 'it must be text') }),
  format: z.enum(['text', 'html', 'markdown']).nullish(),
  url: Text,
  path: Text,
  meta: z
    .object({
      url: Text,
      source: Text,
      published: Text,
      updated: Text,
      title: Text,
      language: Text,
      author: Text,
    })
    .nullish(),
});

export interface GivenPage {
  readonly content: string;
  readonly id?: string | number;
  readonly format?: Format;
  readonly url?: string;
  readonly path?: string;
  readonly stated?: Stated;
}

export type PageLine =
  | { readonly page: GivenPage }
  /** `id` is null when the line was too broken to tell. */
  | { readonly id: string | number | null; readonly fault: string };

/** A line as it was given. */
export interface GivenLine {
  /** 1-based. */
  readonly number: number;
  /** Null where it has more bytes than may be kept. */
  readonly text: string | null;
  readonly bytes: number;
}

/** What each line says that is not blank, or what is wrong with it, and its place. */
export type NumberedPage = PageLine & { readonly number: number };

/** The lines of a stream, those together that came together. @param maxBytes of one line: a longer one is not kept */
export async function* givenLines(
  input: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncIterable<readonly GivenLine[]> {
  let number = 0;
  for await (const lines of linesByChunk(input, maxBytes))
    yield lines.map(({ content, length }) => ({
      number: ++number,
      text: content?.toString('utf8') ?? null,
      bytes: length,
    }));
}

/** Null: the line is blank. */
export function pageOf({ number, text, bytes }: GivenLine, maxBytes: number): NumberedPage | null {
  if (text === null) {
    const [has, limit] = [bytes, maxBytes].map((count) => count.toLocaleString('en'));
    return { number, id: null, fault: `the line has ${has} bytes, the limit is ${limit} (maxFileBytes)` };
  }
  return text.trim() === '' ? null : { number, ...pageIn(text) };
}

/** What each line of a stream says that is not blank. @param maxBytes of one line */
export async function* pageLines(
  input: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncIterable<NumberedPage> {
  for await (const lines of givenLines(input, maxBytes))
    for (const line of lines) {
      const page = pageOf(line, maxBytes);
      if (page) yield page;
    }
}

function pageIn(text: string): PageLine {
  let record: unknown;
  try {
    record = JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text);
  } catch (cause) {
    return { id: null, fault: `no JSON: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
  const page = Page.safeParse(record);
  if (!page.success) {
    const issue = page.error.issues[0];
    return { id: idIn(record), fault: `${issue?.path.join('.') || 'the line'}: ${issue?.message}` };
  }
  const { content, id, format, url, path, meta } = page.data;
  const stated: Stated | undefined = meta ? given(meta) : undefined;
  return { page: { content, ...given({ id, format, url, path, stated }) } };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined | null> };

/** The same object without the keys that are undefined or null. */
function given<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner != null)) as Given<T>;
}

function idIn(record: unknown): string | number | null {
  const id = record && typeof record === 'object' && 'id' in record ? Id.safeParse(record.id) : undefined;
  return id?.success ? id.data : null;
}
