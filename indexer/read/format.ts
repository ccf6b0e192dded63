/** Which format a page is in: by the name of the file, and by its content where the name says nothing or lies. */
import type { Format } from '../draft.ts';

const EXTENSIONS: Readonly<Record<string, Format>> = {
  txt: 'text',
  text: 'text',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  md: 'markdown',
  markdown: 'markdown',
};

/** Characters of the content that are looked at. */
const SNIFFED = 4096;
const HTML_START =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i;
const TAG =
  /<\/?(?:p|div|br|h[1-6]|ul|ol|li|a|span|article|section|main|table|t[rdh]|blockquote|img|figure|strong|em|b|i)(?:\s[^<>]*)?\/?>/gi;
const TAG_BEGINS = /<[a-z!/?]/i;
const FRONT_MATTER = /^---[ \t]*\r?\n[\s\S]*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
/** Tags in the sniffed part from which a text is HTML. */
const TAGS = 3;

/** The extension of a path in lower case without the dot, `.gz` and our own suffixes left out. */
export const extensionOf = (path: string): string =>
  /\.([a-z0-9]+)$/i.exec(path.replace(/#\d+$/, '').replace(/\.gz$/i, ''))?.[1]?.toLowerCase() ?? '';

/** Whether a text is written in HTML: begins as a page does, or has several tags. */
export function looksLikeHtml(content: string): boolean {
  const start = content.slice(0, SNIFFED);
  return HTML_START.test(start) || (start.match(TAG)?.length ?? 0) >= TAGS;
}

/** Whether a tag stands anywhere. Two searches and no expression for both, which would try every `<` up to the end. */
function hasTag(content: string): boolean {
  const begin = content.search(TAG_BEGINS);
  return begin >= 0 && content.includes('>', begin + 2);
}

/** The format of a page. A name without a known extension, and a text or HTML name that lies, give way to the content. */
export function formatOf(path: string, content: string): Format {
  const named = EXTENSIONS[extensionOf(path)];
  if (named === 'markdown') return named;
  if (named === 'html') return hasTag(content) ? 'html' : 'text';
  if (HTML_START.test(content.slice(0, SNIFFED))) return 'html';
  if (named === 'text') return 'text';
  if (FRONT_MATTER.test(content)) return 'markdown';
  return looksLikeHtml(content) ? 'html' : 'text';
}
