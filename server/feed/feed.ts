/** A search as a feed, before it is written as Atom or JSON Feed: of what it finds, the articles that were added last. */
import { createHash } from 'node:crypto';
import type { ArticlePublished } from '../../engine/article.ts';
import type { ArticleReader, ArticleSummary } from '../../engine/port.ts';
import type { BuildName } from '../http/live-build.ts';
import { changed, FEED_FORMATS, type FeedFormat, feedHref, href, toParams } from '../query/href.ts';
import { DEFAULT_LIMIT } from '../query/params.ts';
import { type SearchQuery, toRequest } from '../query/parse.ts';
import { understand } from '../query/words.ts';
import { createMatcher, type Matcher } from '../snippets/matcher.ts';
import { excerpt } from '../snippets/snippets.ts';

export interface FeedEntry {
  /** Stays the same whatever the address of this server. */
  readonly id: string;
  readonly title: string;
  /** The article as it was cleaned, and the page it was read from. */
  readonly url: string;
  readonly original: string | null;
  /** ISO instant: when the article first came into the index. It stays from build to build. */
  readonly added: string;
  /** ISO instant: the first that its date allows, since readers of feeds know no months and years. Null: undated. */
  readonly date: string | null;
  /** The date as precise as it is known. */
  readonly published: ArticlePublished | null;
  /** Null where the source is not known. */
  readonly author: string | null;
  /** Null where it is not known. */
  readonly language: string | null;
  /** Parts of the text that show the words of the search; else its beginning. */
  readonly summary: string;
}

export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Addresses: of the feed in each format, of the search as a page, of the reference. */
  readonly self: Readonly<Record<FeedFormat, string>>;
  readonly home: string;
  readonly reference: string;
  /** ISO instant: when the last of its articles was added; where it has none, when the build was made. */
  readonly updated: string;
  readonly build: BuildName;
  readonly entries: readonly FeedEntry[];
}

/**
 * @param query as `parseFeed` gives it
 * @param base the address of this server
 * @throws StoreUnavailable, NoBuildYet
 */
export async function readFeed(reader: ArticleReader, query: SearchQuery, base: string): Promise<Feed> {
  const { hits, build } = await reader.search(toRequest(query, []));
  const matcher = createMatcher(understand(query.q).words, query.exact);
  const page = changed(query, { limit: DEFAULT_LIMIT });
  const entries = hits.map((article) => entryOf(article, query, matcher, base));
  return {
    id: `urn:broadsheet:feed:${createHash('sha256').update(feedHref(query, 'atom')).digest('hex').slice(0, 16)}`,
    title: titleOf(page),
    description: 'What a search finds, the articles that were added last first.',
    self: Object.fromEntries(
      FEED_FORMATS.map((format) => [format, `${base}${feedHref(query, format)}`]),
    ) as Feed['self'],
    home: `${base}${href(page)}`,
    reference: `${base}/api`,
    updated: entries[0]?.added ?? build.finishedAt,
    build: { id: build.id, rules: build.rules },
    entries,
  };
}

function entryOf(article: ArticleSummary, query: SearchQuery, matcher: Matcher, base: string): FeedEntry {
  const { id, title, body, published, publishedFrom, addedAt, source, language } = article;
  const { snippets } = excerpt({ title, body }, matcher);
  const q = query.q === '' ? '' : `?${new URLSearchParams({ q: query.q })}`;
  return {
    id: `urn:broadsheet:article:${id}`,
    title,
    url: `${base}/articles/${encodeURIComponent(id)}${q}`,
    original: isWebAddress(article.url) ? article.url : null,
    added: new Date(addedAt).toISOString(),
    date: publishedFrom === null ? null : new Date(publishedFrom * 1000).toISOString(),
    published,
    author: source === 'unknown' ? null : source,
    language: language === 'und' ? null : language,
    summary: snippets.map((parts) => parts.map(({ text }) => text).join('')).join(' '),
  };
}

/** `Broadsheet: ferry, source: The Harbour Post`. */
function titleOf(query: SearchQuery): string {
  const asked = [...toParams({ ...query, sort: 'relevance', collapse: true })].map(([name, value]) =>
    name === 'q' ? value : `${name}: ${value}`,
  );
  return ['Broadsheet', asked.join(', ')].filter(Boolean).join(': ');
}

const isWebAddress = (url: string | null): boolean => url !== null && /^https?:\/\//i.test(url);
