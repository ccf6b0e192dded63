/** @jsxImportSource preact */
/** What is found when the words that stand in the way are dropped: labelled, and apart from the results. */
import { countLabel } from '../labels.ts';
import { href } from '../query/href.ts';
import type { RelaxedResult } from '../search.ts';
import { HitCard } from './hit.tsx';

interface SecondTierProps {
  readonly relaxed: RelaxedResult;
  readonly level: 'h2' | 'h3';
}

export function SecondTier({ relaxed, level }: SecondTierProps) {
  const { dropped, query, total, hits } = relaxed;
  return (
    <section class="second-tier" aria-labelledby="second-tier">
      <p id="second-tier" class="second-tier-head">
        No article has every word. Without{' '}
        {dropped.map((word, i) => (
          <>
            {i > 0 && (i === dropped.length - 1 ? ' and ' : ', ')}
            <s>
              <bdi class="words">{word}</bdi>
            </s>
          </>
        ))}{' '}
        there {total === 1 ? 'is' : 'are'} <a href={href(query)}>{countLabel(total, 'article')}</a>:
      </p>
      <ol class="hits">
        {hits.map((hit) => (
          <li>
            <HitCard hit={hit} query={query} level={level} />
          </li>
        ))}
      </ol>
    </section>
  );
}
