/** A feed as Atom (RFC 4287). What Atom has no words for stands in elements of our own, which readers pass over. */
import type { Feed, FeedEntry } from './feed.ts';
import { element, type Xml, xmlDocument } from './xml.ts';

export const ATOM_TYPE = 'application/atom+xml';
const OWN = 'urn:broadsheet';

export function toAtom(feed: Feed): string {
  const { build } = feed;
  return xmlDocument(
    element(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xmlns:b': OWN },
      element('id', {}, feed.id),
      element('title', {}, feed.title),
      element('subtitle', {}, feed.description),
      element('updated', {}, feed.updated),
      element('author', {}, element('name', {}, 'Broadsheet')),
      element('generator', {}, 'Broadsheet'),
      element('link', { rel: 'self', type: ATOM_TYPE, href: feed.self.atom }),
      element('link', { rel: 'alternate', type: 'text/html', href: feed.home }),
      element('b:build', { id: build.id, rules: build.rules }),
      ...feed.entries.map(toEntry),
    ),
  );
}

function toEntry(entry: FeedEntry): Xml {
  const { published, date } = entry;
  return element(
    'entry',
    { 'xml:lang': entry.language },
    element('id', {}, entry.id),
    element('title', {}, entry.title),
    element('updated', {}, entry.added),
    published?.role === 'published' && date !== null ? element('published', {}, date) : null,
    entry.author === null ? null : element('author', {}, element('name', {}, entry.author)),
    element('link', { rel: 'alternate', type: 'text/html', href: entry.url }),
    entry.original === null ? null : element('link', { rel: 'via', href: entry.original }),
    entry.summary === '' ? null : element('summary', {}, entry.summary),
    published &&
      element('b:published', { precision: published.precision, role: published.role }, published.date),
  );
}
