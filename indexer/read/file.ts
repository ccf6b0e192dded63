/**
 * One file of the corpus -> its pages, in two steps: `pagesIn` cuts the file into pages as they are given, which takes
 * reading and decoding; `draftOf` reads one of them, which takes the time. A page between the two is plain data, so
 * that another thread can go on with it.
 */
import type { Draft, Refusal, Stated } from '../draft.ts';
import { decode } from './bytes/decode.ts';
import { type Line, linesOf } from './bytes/lines.ts';
import { allBytes, type ByteSource, openBytes } from './bytes/source.ts';
import { ReadError } from './errors.ts';
import { extensionOf, formatOf } from './format.ts';
import { idOf } from './id.ts';
import { looksLikeJsonLines, recordsOf } from './json/json.ts';
import { isRecord, pageOf } from './json/record.ts';
import { type PageSource, readPage } from './page.ts';
import { type Sidecar, sidecarOf } from './sidecar.ts';
import type { SourceFile } from './source-files.ts';
import { countsOf, isWarc, type NoPages, type WarcPage, warcPages } from './warc.ts';

export interface Limits {
  /** Bytes of one file after unpacking; of JSON Lines and web archives, which are streamed, the bytes of one page. */
  readonly maxFileBytes: number;
}

/** A page that is still to be read. */
export interface UnreadPage extends PageSource {
  /** Where it begins in its file, for the refusal; absent: not known. */
  readonly line?: number;
}

/** A page as it is given, or a Draft with `refused`. */
export type FoundPage = { readonly unread: UnreadPage } | { readonly refused: Draft };

/** What all pages of one file share. */
interface Origin {
  readonly path: string;
  readonly scrapedAt: string;
  readonly sidecar: Sidecar;
}

const JSON_LINES = /^(?:jsonl|ndjson|jsonlines|jl)$/;
/** A packed file of JSON Lines or an archive may unpack to this many times its size: text does not pack better, a bomb does. */
const PACKING = 200;

/** Every page of one file. Never throws: what cannot be read is a Draft with `refused`. */
export async function* readFile(file: SourceFile, limits: Limits): AsyncIterable<Draft> {
  for await (const page of pagesIn(file, limits))
    yield 'refused' in page ? page.refused : draftOf(page.unread);
}

/** Reads one page. Never throws: one that breaks a parser must not stop the others. */
export function draftOf({ line, ...page }: UnreadPage): Draft {
  try {
    return readPage(page);
  } catch (error) {
    const { warnings = [] } = page;
    return { ...refusedDraft(page.path, error, line), ...(warnings.length > 0 && { warnings }) };
  }
}

/**
 * Every page of one file as it is given, in order. Never throws.
 * @param reached told before each page of a file that is streamed: how many of its bytes were read
 */
export async function* pagesIn(
  file: SourceFile,
  limits: Limits,
  reached: (bytes: number) => void = () => undefined,
): AsyncIterable<FoundPage> {
  let source: ByteSource | undefined;
  try {
    source = await openBytes(file.file);
    const sidecar = await sidecarOf(file.file);
    const origin = { path: file.path, scrapedAt: source.changed, sidecar };
    const pages = isWarc(source)
      ? archived(origin, warcPages(source, limits.maxFileBytes, mostOf(source, limits)))
      : isJsonLines(file.path, source)
        ? jsonLines(origin, streamed(source, limits))
        : null;
    if (pages)
      for await (const page of pages) {
        reached(source.position());
        yield page;
      }
    else {
      const decoded = decode(await allBytes(source, limits.maxFileBytes));
      if (decoded.text.trim() === '') throw new ReadError('the file is empty');
      const warnings = [...sidecar.warnings, ...(decoded.warning ? [decoded.warning] : [])];
      const known = { ...origin, sidecar: { ...sidecar, warnings } };
      if (isJson(file.path, decoded.text))
        yield* looksLikeJsonLines(decoded.text)
          ? jsonLines(
              known,
              decoded.text.split('\n').map((text, i) => ({ line: i + 1, text })),
            )
          : json(known, decoded.text);
      else
        yield {
          unread: {
            content: decoded.text,
            path: file.path,
            scrapedAt: origin.scrapedAt,
            ...(sidecar.stated && { stated: sidecar.stated }),
            warnings,
          },
        };
    }
  } catch (error) {
    yield refused(file.path, error);
  } finally {
    source?.close();
  }
}

function isJsonLines(path: string, source: ByteSource): boolean {
  const extension = extensionOf(path);
  if (JSON_LINES.test(extension)) return source.head.length > 0;
  return (extension === 'json' || extension === '') && looksLikeJsonLines(source.head.toString('utf8'));
}

function isJson(path: string, content: string): boolean {
  const extension = extensionOf(path);
  return extension === 'json' || (extension === '' && /^\s*(?:\{\s*"|\[\s*\{)/.test(content));
}

async function* jsonLines(
  origin: Origin,
  lines: AsyncIterable<Line> | Iterable<Line>,
): AsyncIterable<FoundPage> {
  const shared = { ...origin, sidecar: ofManyPages(origin.sidecar) };
  let pages = 0;
  for await (const line of lines) {
    const path = `${origin.path}#${line.line}`;
    if ('text' in line && line.text.trim() === '') continue;
    pages += 1;
    if ('fault' in line) yield refused(path, new ReadError(line.fault, line.line));
    else
      yield onePage(
        pages === 1 ? shared : withoutWarnings(shared),
        path,
        () => parsedLine(line.text),
        line.line,
      );
  }
  if (pages === 0) throw new ReadError('the file is empty');
}

/** The pages of a web archive. What it holds besides pages is told with the last one. */
async function* archived(
  origin: Origin,
  pages: AsyncGenerator<WarcPage, NoPages, void>,
): AsyncIterable<FoundPage> {
  const shared = { ...origin, sidecar: ofManyPages(origin.sidecar) };
  let last: FoundPage | undefined;
  for (;;) {
    const next = await nextOr(pages);
    if (last && !('value' in next && next.done)) yield last;
    if ('fault' in next) throw next.fault;
    if (next.done) {
      const rest = next.value.size > 0 ? `the archive holds besides: ${countsOf(next.value)}` : undefined;
      if (!last) throw new ReadError(rest ? `there is no page in it; ${rest}` : 'there is no page in it');
      yield rest === undefined ? last : withWarning(last, rest);
      return;
    }
    last = archivedPage(last ? withoutWarnings(shared) : shared, next.value);
  }
}

/** What comes next, or the fault that comes instead: the page before it is still to be given. */
const nextOr = <T, R>(
  pages: AsyncGenerator<T, R, void>,
): Promise<IteratorResult<T, R> | { readonly fault: unknown }> =>
  pages.next().catch((fault: unknown) => ({ fault }));

function archivedPage({ path: file, sidecar }: Origin, page: WarcPage): FoundPage {
  const path = `${file}#${page.record}`;
  if ('fault' in page) return refused(path, new ReadError(page.fault));
  const { content, format, url, scrapedAt, warning } = page;
  return {
    unread: {
      content,
      path,
      ...(format && { format }),
      ...(url && { url }),
      ...(scrapedAt && { scrapedAt }),
      ...(sidecar.stated && { stated: sidecar.stated }),
      warnings: [...sidecar.warnings, ...(warning ? [warning] : [])],
    },
  };
}

function withWarning(page: FoundPage, warning: string): FoundPage {
  if ('refused' in page)
    return { refused: { ...page.refused, warnings: [...(page.refused.warnings ?? []), warning] } };
  return { unread: { ...page.unread, warnings: [...(page.unread.warnings ?? []), warning] } };
}

/** The lines of a source that is streamed. */
const streamed = (source: ByteSource, limits: Limits): AsyncIterable<Line> =>
  linesOf(source, limits.maxFileBytes, mostOf(source, limits));

/** Bytes that are taken of a file that is streamed, unpacked. */
const mostOf = ({ packed, size }: ByteSource, { maxFileBytes }: Limits): number =>
  packed ? Math.max(maxFileBytes, size * PACKING) : Number.POSITIVE_INFINITY;

const parsedLine = (text: string): unknown => {
  const [record, ...others] = recordsOf(text);
  if (others.length > 0)
    throw new ReadError(`the line holds ${others.length + 1} records, and only one is read`);
  return record;
};

function* json(origin: Origin, content: string): Iterable<FoundPage> {
  const records = recordsOf(content);
  if (records.length === 1) yield onePage(origin, origin.path, () => records[0]);
  else {
    const shared = { ...origin, sidecar: ofManyPages(origin.sidecar) };
    for (const [i, record] of records.entries())
      yield onePage(i === 0 ? shared : withoutWarnings(shared), `${origin.path}#${i + 1}`, () => record);
  }
}

/** A fault of the file is told once, with its first page. */
const withoutWarnings = (origin: Origin): Origin => ({
  ...origin,
  sidecar: { ...origin.sidecar, warnings: [] },
});

/** One record as a page, or its refusal; the others go on. */
function onePage(origin: Origin, path: string, record: () => unknown, line?: number): FoundPage {
  try {
    const found = record();
    if (!isRecord(found)) throw new ReadError('it is no JSON object');
    const { stated, warnings } = origin.sidecar;
    return {
      unread: {
        ...pageOf(found),
        path,
        scrapedAt: origin.scrapedAt,
        ...(stated && { stated }),
        warnings,
        ...(line !== undefined && { line }),
      },
    };
  } catch (error) {
    return refused(path, error, line);
  }
}

/** A sidecar of a file of many pages speaks of what they share. */
function ofManyPages({ stated, warnings }: Sidecar): Sidecar {
  if (!stated) return { warnings };
  const { source, language } = stated;
  const shared: Stated = { ...(source && { source }), ...(language && { language }) };
  const unused = Object.keys(stated).filter((key) => !(key in shared));
  return {
    stated: shared,
    warnings:
      unused.length === 0
        ? warnings
        : [
            ...warnings,
            `the sidecar's ${unused.join(', ')} cannot hold for every page of the file and was not used`,
          ],
  };
}

const refused = (path: string, error: unknown, line?: number): FoundPage => ({
  refused: refusedDraft(path, error, line),
});

/** One page that breaks a parser must not stop the others: any other error is refused too, as a fault of the reader. */
function refusedDraft(path: string, error: unknown, line?: number): Draft {
  const isOurs = error instanceof ReadError;
  const at = line ?? (isOurs ? error.line : undefined);
  const reason = isOurs ? error.message : `a fault of the reader: ${String(error)}`;
  const refusal: Refusal = { reason, ...(at !== undefined && { line: at }) };
  return {
    id: idOf(undefined, path),
    path,
    format: formatOf(path, ''),
    blocks: [],
    meta: {},
    facts: {},
    removals: [],
    refused: refusal,
  };
}
