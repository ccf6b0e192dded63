/** `npm run -s ingest`: takes pages in, JSON Lines on stdin, and says of each whether it was taken. */
import { shownIngested } from '../corpus.ts';
import type { Format } from '../draft.ts';
import { type GivenPage, type PageLine, pageLines } from '../page-line.ts';
import { canonicalUrl } from '../read/id.ts';
import { readPage } from '../read/page.ts';
import { keep, markPending, placeOf } from './inbox.ts';

/** The answer to one line, in the order of the lines. `given`: the id that stood in it. */
export type Verdict =
  | {
      readonly line: number;
      readonly given: string | number | null;
      readonly status: 'accepted';
      /** Of the article it will be. */
      readonly id: string;
      /** Whether it takes the place of a page that was handed in before. */
      readonly replaced: boolean;
    }
  | {
      readonly line: number;
      readonly given: string | number | null;
      readonly status: 'refused';
      readonly reason: string;
    };

/**
 * Takes every line that is not blank. A page is on the disk before it is said to be accepted; the mark that a reindex is
 * needed stands before the first answer.
 * @param maxBytes of one line: a longer one is refused
 * @throws errors of the file system
 */
export async function* ingest(
  input: AsyncIterable<Uint8Array>,
  dataDir: string,
  maxBytes: number,
): AsyncIterable<Verdict> {
  let marked = false;
  for await (const { number, ...line } of pageLines(input, maxBytes)) {
    const read = readLine(line);
    if ('reason' in read) {
      yield { line: number, given: read.given, status: 'refused', reason: read.reason };
      continue;
    }
    const { page, given, id, place } = read;
    if (!marked) await markPending(dataDir);
    marked = true;
    const replaced = await keep(dataDir, place, page.content, statedOf(page));
    yield { line: number, given, status: 'accepted', id, replaced };
  }
  // A run that read the folder in the middle of this has cleared the mark.
  if (marked) await markPending(dataDir);
}

type ReadLine =
  | { readonly given: string | number | null; readonly reason: string }
  | {
      readonly given: string | number | null;
      readonly page: GivenPage;
      readonly id: string;
      readonly place: string;
    };

/** What the reader will make of the page, asked now. */
function readLine(found: PageLine): ReadLine {
  if ('fault' in found) return { given: found.id, reason: found.fault };
  const { page } = found;
  const given = page.id ?? null;
  const url = [page.url, page.stated?.url].find(isSaid);
  if (url !== undefined && canonicalUrl(url) === undefined)
    return { given, reason: `url is «${url.slice(0, 200)}»: give an http or https address, or none` };
  try {
    const stated = statedOf(page);
    const look = (path: string, format?: Format) =>
      readPage({ content: page.content, path, ...(format && { format }), ...(stated && { stated }) });
    const first = look('page', page.format);
    // What tells a page from others: its address, else the id its sender has for it, else its text.
    const key =
      canonicalUrl(first.url) ??
      (isSaid(page.id) ? `id:${typeof page.id}:${page.id}` : `text:${page.content}`);
    const place = placeOf(key, first.format);
    return { given, page, place, id: look(shownIngested(place)).id };
  } catch (cause) {
    return { given, reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** What is said of a page outranks what it says of itself. */
function statedOf({ url, stated }: GivenPage): GivenPage['stated'] {
  return isSaid(url) ? { ...stated, url } : stated;
}

/** Scrapers leave blank what they do not know: it must not make all such pages one. */
const isSaid = <T extends string | number>(value: T | undefined): value is T =>
  value !== undefined && String(value).trim() !== '';
