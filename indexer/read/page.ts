/** One page from decoded text: the way every format ends in a Draft. */
import type { Block, Draft, Format, Meta, PageHead, Stated } from '../draft.ts';
import { ReadError } from './errors.ts';
import { formatOf } from './format.ts';
import { readHtml } from './html/html.ts';
import { canonicalUrl, idOf } from './id.ts';
import { readMarkdown } from './markdown.ts';
import { textBlocks } from './text.ts';
import { tidy } from './tidy.ts';

/** What is known of a page besides its content. */
export interface PageSource {
  readonly content: string;
  readonly path: string;
  readonly format?: Format;
  readonly url?: string;
  readonly id?: string;
  /** From a sidecar or the caller: outranks everything else. */
  readonly stated?: Stated;
  /** From the record the content came in. */
  readonly record?: Stated;
  readonly scrapedAt?: string;
  readonly warnings?: readonly string[];
}

/**
 * One page. The format, where it is not given, is told by the extension, else by the content; the URL, where it is
 * not given, is the one that the sidecar, the record or the page's own head states.
 * @throws ReadError for content that is no page: empty, binary or without text
 */
export function readPage(page: PageSource): Draft {
  if (page.content.trim() === '') throw new ReadError('the file is empty');
  const format = page.format ?? formatOf(page.path, page.content);
  const { blocks, head, frontMatter, warning } = BY_FORMAT[format](page.content);
  const sidecar = asShown(page.stated);
  const record = asShown(frontMatter ?? page.record);
  const warnings = [...(page.warnings ?? []), ...(warning ? [warning] : [])];
  if (blocks.length === 0)
    throw new ReadError(format === 'html' ? 'the HTML shows no text' : 'there is no text in it');
  const meta: Meta = {
    ...(sidecar && { sidecar }),
    ...(record && { record }),
    ...(head && { head }),
    ...(page.scrapedAt && { scrapedAt: page.scrapedAt }),
  };
  const url = page.url ?? sidecar?.url ?? record?.url ?? (head && ownUrl(head));
  return {
    id: page.id ?? idOf(url, page.path),
    path: page.path,
    ...(url && { url }),
    format,
    blocks,
    meta,
    facts: {},
    removals: [],
    ...(warnings.length > 0 && { warnings }),
  };
}

/** What is stated, as a reader would see it on one line: controls, hints for line breaks and what is blank are no part of it. */
function asShown(stated: Stated | undefined): Stated | undefined {
  if (!stated) return undefined;
  const shown = Object.entries(stated)
    .map(([fact, value]) => [fact, tidy(value)])
    .filter(([, value]) => value !== '');
  return shown.length > 0 ? Object.fromEntries(shown) : undefined;
}

interface Content {
  readonly blocks: readonly Block[];
  readonly head?: PageHead;
  /** What a Markdown file states of itself. */
  readonly frontMatter?: Stated;
  readonly warning?: string;
}

const BY_FORMAT: Readonly<Record<Format, (content: string) => Content>> = {
  text: (content) => ({ blocks: textBlocks(content) }),
  html: readHtml,
  markdown: readMarkdown,
};

/** The address a page gives itself. One that names the whole site is a template's fault, and would make all pages one. */
function ownUrl(head: PageHead): string | undefined {
  return [head.canonical, ...(head.metas['og:url'] ?? [])].find((url) => {
    const canonical = canonicalUrl(url);
    return canonical !== undefined && !/^https?:\/\/[^/]+\/?$/.test(canonical);
  });
}
