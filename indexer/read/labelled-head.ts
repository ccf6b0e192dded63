/** The head that page-to-Markdown services write above a page: `Title: …`, `URL Source: …`, `Markdown Content:`. */
import type { Stated } from '../draft.ts';
import { statedBy } from './json/fields.ts';

/** Label, folded -> the name a record would have for it; undefined: read and left out. */
const LABELS: Readonly<Record<string, string | undefined>> = {
  title: 'title',
  'url source': 'url',
  url: 'url',
  source: 'source',
  'published time': 'published',
  date: 'published',
  author: 'author',
  language: 'language',
  description: undefined,
  warning: undefined,
  'markdown content': undefined,
};

const LINE = /^(\p{L}[\p{L} ]{2,20}):[ \t]*(.*)$/u;
/** Lines of such a head at most; an article that begins with "Title:" must not be eaten. */
const LONGEST = 12;

/**
 * What the head states and how many characters it takes; length 0 where there is none. Only a page whose first line
 * is `Title: …` has one, and it ends at the first line without a known label.
 */
export function labelledHead(source: string): { readonly length: number; readonly stated?: Stated } {
  const record: Record<string, string> = {};
  let length = 0;
  let position = 0;
  let found = 0;
  for (const line of source.slice(0, 4_000).split('\n').slice(0, LONGEST)) {
    position += line.length + 1;
    if (line.trim() === '') continue;
    const [, label = '', value = ''] = LINE.exec(line.replace(/^\ufeff/, '')) ?? [];
    const key = label.toLowerCase();
    if (!(key in LABELS) || (found === 0 && key !== 'title')) break;
    found++;
    length = Math.min(position, source.length);
    const name = LABELS[key];
    if (name && value.trim()) record[name] ??= value.trim();
  }
  return length === 0 ? { length } : { length, stated: statedBy(record) };
}
