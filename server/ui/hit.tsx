/** @jsxImportSource preact */
/** One article in the list of results. */
import { textAttributes } from '../direction.ts';
import { countLabel, dateLabel, languageLabel, numberLabel, percentLabel, valueLabel } from '../labels.ts';
import { freshSearch, href, toParams } from '../query/href.ts';
import type { SearchQuery } from '../query/parse.ts';
import type { Hit } from '../search.ts';
import { Marked } from './marked.tsx';

interface HitProps {
  readonly hit: Hit;
  /** The search it was found by: its article marks the same words and leads back. */
  readonly query: SearchQuery;
  /** One below the heading of the list. */
  readonly level: 'h2' | 'h3';
}

export function HitCard({ hit, query, level: Heading }: HitProps) {
  const params = toParams(query).toString();
  return (
    <article class="hit">
      <p class="kicker">
        <bdi class="source">{valueLabel('source', hit.source)}</bdi>
        <span>
          {hit.published?.role === 'updated' && 'updated '}
          {hit.published ? <time datetime={hit.published.date}>{dateLabel(hit.published)}</time> : 'Undated'}
        </span>
        <span>{languageLabel(hit.language)}</span>
        {query.sort === 'added' && (
          <span>
            added <time datetime={hit.added}>{valueLabel('day', hit.added.slice(0, 10))}</time>
          </span>
        )}
      </p>
      <Heading class="hit-title" {...textAttributes(hit.language, hit.title)}>
        <a href={`/articles/${encodeURIComponent(hit.id)}${params && `?${params}`}`}>
          {hit.title === '' ? 'Without a headline' : <Marked text={hit.titleMarked} />}
        </a>
      </Heading>
      {hit.snippets.map((snippet) => (
        <p class="snippet" {...textAttributes(hit.language, snippet.map(({ text }) => text).join(''))}>
          <Marked text={snippet} />
        </p>
      ))}
      <p class="badges">
        {query.in === 'removed' && <span class="badge from-removed">In what was removed</span>}
        <span>{countLabel(hit.wordCount, 'word')}</span>
        {hit.story.size > 1 && (
          <a class="badge" href={href(freshSearch({ story: [hit.story.id], collapse: false }))}>
            {numberLabel(hit.story.size)} copies
          </a>
        )}
        <CompletenessBadge hit={hit} />
        {hit.bodyLoss && (
          <span
            class="badge warn"
            title="Cleaning left suspiciously little of this page, or no article: look at the original"
          >
            Little text left
          </span>
        )}
      </p>
    </article>
  );
}

function CompletenessBadge({ hit }: { readonly hit: Hit }) {
  if (hit.completenessState !== 'truncated') return null;
  const here = hit.completeness === null ? '' : `: ${percentLabel(hit.completeness)} is here`;
  return <span class="badge warn">Cut short{here}</span>;
}
