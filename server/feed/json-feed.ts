/** A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
import type { FeedBody } from '../api/export-shapes.ts';
import type { Feed, FeedEntry } from './feed.ts';

export const JSON_FEED_TYPE = 'application/feed+json';

export const toJsonFeed = (feed: Feed): FeedBody => ({
  version: 'https://jsonfeed.org/version/1.1',
  title: feed.title,
  description: feed.description,
  home_page_url: feed.home,
  feed_url: feed.self.json,
  items: feed.entries.map(toItem),
  _broadsheet: { about: feed.reference, build: feed.build },
});

function toItem(entry: FeedEntry): FeedBody['items'][number] {
  const { published } = entry;
  return {
    id: entry.id,
    url: entry.url,
    ...(entry.original !== null && { external_url: entry.original }),
    title: entry.title,
    content_text: entry.summary,
    ...(published?.role === 'published' && entry.date !== null && { date_published: entry.date }),
    date_modified: entry.added,
    ...(entry.author !== null && { authors: [{ name: entry.author }] }),
    ...(entry.language !== null && { language: entry.language }),
    _broadsheet: { published },
  };
}
