/** @jsxImportSource preact */
/** Text in which each name leads to the articles that name it, and the words found are marked. */
import { href, searchFor } from '../query/href.ts';
import type { Match } from '../snippets/matcher.ts';
import { Marked } from './marked.tsx';
import { type Mention, piecesOf } from './mentions.ts';

interface LinkedProps {
  readonly text: string;
  readonly matches: readonly Match[];
  readonly mentions: readonly Mention[];
}

export const Linked = ({ text, matches, mentions }: LinkedProps) => (
  <>
    {piecesOf(text, matches, mentions).map((piece) =>
      piece.mention ? (
        <a class="mention" href={href(searchFor(piece.mention.type, piece.mention.name))}>
          <Marked text={piece.text} />
        </a>
      ) : (
        <Marked text={piece.text} />
      ),
    )}
  </>
);
