/** Text with marks: as parts for the page, and as guarded HTML for the API. */
import sanitizeHtml from 'sanitize-html';
import type { Match } from './matcher.ts';
import type { Span } from './windows.ts';

/** A stretch of text that is marked or not. */
export interface Part {
  readonly text: string;
  readonly marked: boolean;
}
export type MarkedText = readonly Part[];

/** Cuts a span of a text into parts, white space made single; `…` stands where a paragraph goes on. */
export function markSpan(text: string, span: Span, matches: readonly Match[]): MarkedText {
  const parts: Part[] = [];
  const push = (from: number, to: number, marked: boolean) => {
    const piece = text.slice(from, to).replace(/\s+/gu, ' ');
    if (piece !== '') parts.push({ text: piece, marked });
  };
  if (goesOnBefore(text, span.start)) parts.push({ text: '… ', marked: false });
  let at = span.start;
  for (const match of matches) {
    if (match.start < span.start || match.end > span.end) continue;
    push(at, match.start, false);
    push(match.start, match.end, true);
    at = match.end;
  }
  push(at, span.end, false);
  if (goesOnAfter(text, span.end)) parts.push({ text: ' …', marked: false });
  return parts;
}

/** Marks a whole text. */
export const markAll = (text: string, matches: readonly Match[]): MarkedText =>
  markSpan(text, { start: 0, end: text.length }, matches);

const goesOnBefore = (text: string, at: number): boolean =>
  at > 0 && !/\n\s*$/u.test(text.slice(Math.max(at - 3, 0), at));
const goesOnAfter = (text: string, at: number): boolean =>
  at < text.length && !/^\s*\n/u.test(text.slice(at, at + 3));

const SIGNS = /[&<>]/;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeText = (text: string): string => text.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);

/** HTML that holds text and `<mark>` only: escaped here, and once more guarded by an allow-list of one element. */
export function toHtml(marked: MarkedText): string {
  // Text without a sign of markup is what it is: there is nothing to guard against.
  if (!marked.some(({ text }) => SIGNS.test(text)))
    return marked.map(({ text, marked }) => (marked ? `<mark>${text}</mark>` : text)).join('');
  const html = marked
    .map(({ text, marked }) => (marked ? `<mark>${escapeText(text)}</mark>` : escapeText(text)))
    .join('');
  return sanitizeHtml(html, { allowedTags: ['mark'], allowedAttributes: {} });
}
