/** Field names of scrapers' records -> what they state. */
import type { Stated } from '../../draft.ts';
import { readHtml } from '../html/html.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Where the page's text stands, the best first: what an extractor called the article before what may be the whole
 * page. Names of trafilatura, news-please, newspaper, Scrapy items, schema.org, JSON Feed, WordPress.
 */
export const BODY_FIELDS = [
  'maintext',
  'text',
  'articleBody',
  'article_text',
  'full_text',
  'fulltext',
  'body',
  'content',
  'content_html',
  'content_text',
  'body_html',
  'article',
  'story',
  'raw_text',
  'paragraphs',
  'markdown',
  'html',
  'raw_html',
  'page',
] as const;

/** For each fact, the fields that state it, the most trusted first. A dot goes into an object or a list's first. */
const FIELDS: Readonly<Record<keyof Stated, readonly string[]>> = {
  url: [
    'url',
    'link',
    'canonical_link',
    'canonical_url',
    'canonicalUrl',
    'permalink',
    'mainEntityOfPage',
    'uri',
  ],
  source: [
    'sitename',
    'site_name',
    'siteName',
    'source_name',
    'sourceName',
    'publisher',
    'outlet',
    'publication',
    'source',
    'source-hostname',
    'source_domain',
    'hostname',
    'domain',
    'source_url',
    'site',
  ],
  published: [
    'date_publish',
    'publish_date',
    'published',
    'published_at',
    'publishedAt',
    'datePublished',
    'date_published',
    'published_date',
    'publishedDate',
    'publication_date',
    'pubDate',
    'pub_date',
    'pubdate',
    'isoDate',
    'date',
    'datetime',
    'timestamp',
  ],
  updated: [
    'date_modify',
    'dateModified',
    'date_modified',
    'modified',
    'updated',
    'updated_at',
    'updatedAt',
    'last_modified',
    'lastModified',
  ],
  title: ['title', 'headline', 'title_page', 'name'],
  language: ['language', 'inLanguage', 'lang', 'meta_lang'],
  author: ['author', 'authors', 'byline', 'creator'],
};

/** What a record states; blank values and `None` state nothing. Dates stay as they are written there. */
export function statedBy(record: JsonObject): Stated {
  const stated: { -readonly [K in keyof Stated]: Stated[K] } = {};
  const facts = Object.keys(FIELDS) as (keyof Stated)[];
  for (const fact of facts)
    for (const field of FIELDS[fact]) {
      const found =
        fact === 'published' || fact === 'updated' ? dateIn(record[field]) : stringIn(record[field]);
      if (found === undefined || !fits(fact, found)) continue;
      stated[fact] = found;
      break;
    }
  // trafilatura writes the page's address into `source`.
  if (!stated.url && isUrl(stringIn(record.source) ?? '')) stated.url = stringIn(record.source) as string;
  return stated;
}

const isUrl = (text: string): boolean => /^https?:\/\/\S+$/i.test(text);

function fits(fact: keyof Stated, value: string): boolean {
  if (fact === 'url') return isUrl(value);
  if (fact === 'source') return !/^https?:\/\/[^/]+\/./i.test(value);
  return true;
}

/** A value as one string: of a list all of them, of an object its name, id or rendered text. */
function stringIn(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' || /^(?:none|null|nan|undefined)$/i.test(text) ? undefined : text;
  }
  if (Array.isArray(value)) {
    const all = value.map(stringIn).filter((text) => text !== undefined);
    return all.length > 0 ? all.join(', ') : undefined;
  }
  if (value && typeof value === 'object')
    for (const key of ['name', '@id', 'url', 'rendered', 'title', '#text', '@value', 'value']) {
      const found = stringIn((value as JsonObject)[key]);
      if (found !== undefined) return key === 'rendered' ? textIn(found) : found;
    }
  return undefined;
}

/** The text of what WordPress has rendered: HTML, if only by its apostrophes. */
const textIn = (html: string): string =>
  readHtml(html)
    .blocks.map(({ text }) => text)
    .join(' ') || html;

/** Seconds (or, from 1e11 on, milliseconds) since 1970 are no date anybody reads, so they are written as one. */
function dateIn(value: unknown): string | undefined {
  if (value && typeof value === 'object' && '$date' in value) return dateIn(value.$date);
  const text = stringIn(value);
  if (text === undefined || !/^\d{9,13}(?:\.\d+)?$/.test(text)) return text;
  const number = Number(text);
  return new Date(number < 1e11 ? number * 1000 : number).toISOString();
}
