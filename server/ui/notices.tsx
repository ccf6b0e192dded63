/** @jsxImportSource preact */
/** What a reader must know of how the search was understood: parts that are not read, typos that were forgiven. */
import type { SearchResult } from '../search.ts';

export function Notices({ result }: { readonly result: SearchResult }) {
  const { hints, typos, query } = result;
  if (hints.length === 0 && typos.length === 0) return null;
  return (
    <ul class="notices">
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
