/** @jsxImportSource preact */
/** Where in an article the words of the search stand: the matches counted, with a link to each place. */
import { countLabel, numberLabel } from '../labels.ts';
import type { Match } from '../snippets/matcher.ts';
import { paragraphId } from './permalink.tsx';

/** Places that are linked to; further ones are reached by the keys. */
const MOST_PLACES = 20;

interface FoundProps {
  /** Matches of each paragraph. */
  readonly matches: readonly (readonly Match[])[];
}

export function Found({ matches }: FoundProps) {
  const places = matches.flatMap((list, i) => (list.length > 0 ? [i] : []));
  const total = matches.reduce((sum, list) => sum + list.length, 0);
  if (total === 0) return null;
  return (
    <nav class="found" aria-label="Where the words were found">
      <span>
        {countLabel(total, 'match', 'matches')} in {countLabel(places.length, 'paragraph')}:
      </span>
      <ol>
        {places.slice(0, MOST_PLACES).map((place, i) => (
          <li>
            <a href={`#${paragraphId(place)}`}>
              <span class="unseen">Paragraph with matches </span>
              {numberLabel(i + 1)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
