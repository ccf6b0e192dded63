/** @jsxImportSource preact */
/** What a reader must know of how the search was understood: parts that are not read, values nobody has, typos. */
import type { Suggestion } from '../did-you-mean.ts';
import { countLabel } from '../labels.ts';
import { href } from '../query/href.ts';
import type { SearchResult } from '../search.ts';

interface NoticesProps {
  readonly result: SearchResult;
  readonly suggestions: readonly Suggestion[];
}

export function Notices({ result, suggestions }: NoticesProps) {
  const { hints, typos, query } = result;
  if (hints.length + typos.length + suggestions.length === 0) return null;
  return (
    <ul class="notices">
      {suggestions.map(({ typed, options }) => (
        <li class="suggestion">
          No article has{' '}
          <code dir="auto">
            <mark>{typed}</mark>
          </code>
          {options.length === 0 ? '.' : ': did you mean '}
          {options.map((option, i) => (
            <>
              {i > 0 && (i === options.length - 1 ? ' or ' : ', ')}
              <a href={href(option.query)}>
                <bdi>{option.label}</bdi>
              </a>{' '}
              <span class="value-count">({countLabel(option.total, 'article')})</span>
            </>
          ))}
          {options.length > 0 && '?'}
        </li>
      ))}
      {hints.map(({ at, length, message }) => (
        <li class="hint">
          <code dir="auto">
            {query.q.slice(0, at)}
            <mark>{query.q.slice(at, at + length)}</mark>
            {query.q.slice(at + length)}
          </code>{' '}
          {message}
        </li>
      ))}
      {typos.map(({ word, found }) => (
        <li>
          Typos were forgiven: for <bdi class="words">{word}</bdi> there is also{' '}
          {found.slice(0, SHOWN).map((other, i) => (
            <>
              {i > 0 && ', '}
              <bdi class="words">{other}</bdi>
            </>
          ))}
          .
        </li>
      ))}
    </ul>
  );
}

/** Spellings that are named. */
const SHOWN = 4;
