/** @jsxImportSource preact */
/** Nothing found: which filter or word to drop, and what that would bring. */
import { countLabel } from '../labels.ts';
import { href, unfiltered } from '../query/href.ts';
import { isFiltered, type SearchQuery } from '../query/parse.ts';
import type { Relaxation } from '../relax.ts';

interface NothingFoundProps {
  readonly query: SearchQuery;
  readonly relaxations: readonly Relaxation[];
  /** A second tier stands above. */
  readonly tier: boolean;
}

export function NothingFound({ query, relaxations, tier }: NothingFoundProps) {
  return (
    <div class="nothing">
      {relaxations.length > 0 ? (
        <>
          <p>
            {tier
              ? 'Or drop one part:'
              : 'Nothing matches all of it. There is something when you drop one part:'}
          </p>
          <ul>
            {relaxations.map(({ label, without, total }) => (
              <li>
                <a href={href(without)}>
                  without <bdi>{label}</bdi>
                </a>{' '}
                <span class="value-count">{countLabel(total, 'article')}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        !tier && <p>Nothing matches, and dropping a single part does not help: try other words, or fewer.</p>
      )}
      <p>
        {isFiltered(query) && query.q !== '' && (
          <>
            <a href={href(unfiltered(query))}>Search everything for these words</a> ·{' '}
          </>
        )}
        <a href="/">Start again</a>
      </p>
    </div>
  );
}
