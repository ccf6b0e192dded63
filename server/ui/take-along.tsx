/** @jsxImportSource preact */
/** A search to take along: all that it finds as files, and what comes to it as feeds. */
import { EXPORT_NAMES, type ExportName } from '../export/formats.ts';
import { countLabel } from '../labels.ts';
import { exportHref, FEED_FORMATS, type FeedFormat, feedHref } from '../query/href.ts';
import { FEED_LIMIT } from '../query/params.ts';
import type { SearchQuery } from '../query/parse.ts';
import type { SearchResult } from '../search.ts';

const EXPORT_LABELS: Readonly<Record<ExportName, string>> = { csv: 'CSV', jsonl: 'JSON Lines', json: 'JSON' };
const FEED_LABELS: Readonly<Record<FeedFormat, string>> = { atom: 'Atom', json: 'JSON Feed' };
const FEED_TYPES: Readonly<Record<FeedFormat, string>> = {
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

interface TakeAlongProps {
  readonly result: SearchResult;
  readonly query: SearchQuery;
}

/** What a file holds is said beside it: folded copies are not in it, as they are not in the list. */
export function TakeAlong({ result: { total, stories }, query }: TakeAlongProps) {
  const articles = countLabel(total, 'article');
  const held =
    !query.collapse || total === stories
      ? articles
      : `one article of each of ${countLabel(stories, 'story', 'stories')}`;
  return (
    <nav class="take-along" aria-label="Take this search along">
      {total > 0 && (
        <p>
          Save {held} as{' '}
          {EXPORT_NAMES.map((name, i) => (
            <>
              {i > 0 && (i === EXPORT_NAMES.length - 1 ? ' or ' : ', ')}
              <a href={exportHref(query, name)} download rel="nofollow">
                {EXPORT_LABELS[name]}
              </a>
            </>
          ))}
        </p>
      )}
      <p>
        Follow this search as{' '}
        {feedsOf(query).map(({ label, href }, i) => (
          <>
            {i > 0 && ' or '}
            <a href={href} rel="nofollow">
              {label}
            </a>
          </>
        ))}
      </p>
    </nav>
  );
}

/** The search as feeds, for readers and for programs that look for them. */
export const feedsOf = (query: SearchQuery) =>
  FEED_FORMATS.map((format) => ({
    label: FEED_LABELS[format],
    title: `This search as ${FEED_LABELS[format]}`,
    type: FEED_TYPES[format],
    href: feedHref({ ...query, limit: FEED_LIMIT }, format),
  }));
