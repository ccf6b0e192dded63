/** @jsxImportSource preact */
/** The clean text, paragraph by paragraph, with what was taken out shown where it stood. */
import type { Article, ArticleParagraph, ArticleRemoval } from '../../engine/article.ts';
import { directionOf, languageAttributes, textAttributes } from '../direction.ts';
import { countLabel, kindLabel } from '../labels.ts';
import type { Match } from '../snippets/matcher.ts';
import { Linked } from './linked.tsx';
import type { Mention } from './mentions.ts';
import { Permalink, paragraphId } from './permalink.tsx';
import { RemovedBlock } from './removals.tsx';

interface ArticleTextProps {
  readonly article: Article;
  /** Matches of each paragraph. */
  readonly matches: readonly (readonly Match[])[];
  /** Names in each paragraph. */
  readonly mentions: readonly (readonly Mention[])[];
  /** Matches in each removal, where what was removed is searched. */
  readonly inRemovals: ReadonlyMap<ArticleRemoval, readonly Match[]>;
  /** What was taken out is shown unfolded in its place. */
  readonly restored: boolean;
}

type Kept = {
  readonly place: number;
  readonly paragraph: ArticleParagraph;
  readonly matches: readonly Match[];
  readonly mentions: readonly Mention[];
};
/** A run of what follows each other on the page: paragraphs, items of one list, or removals. */
type Run =
  | { readonly kind: 'paragraph'; readonly kept: Kept }
  | { readonly kind: 'list'; readonly items: Kept[] }
  | { readonly kind: 'removed'; readonly removals: ArticleRemoval[] };

export function ArticleText({ article, matches, mentions, inRemovals, restored }: ArticleTextProps) {
  const kept = article.paragraphs.map((paragraph, i) => ({
    place: i,
    paragraph,
    matches: matches[i] ?? [],
    mentions: mentions[i] ?? [],
  }));
  return (
    <div class="article-text" {...languageAttributes(article.language)}>
      {kept.length === 0 && <p class="note">Nothing of this page was left as article.</p>}
      {runs(kept, article.removals).map((run) =>
        run.kind === 'removed' ? (
          <Cut removals={run.removals} matches={inRemovals} restored={restored} />
        ) : run.kind === 'list' ? (
          <ul>
            {run.items.map((item) => (
              <li id={paragraphId(item.place)} {...ownLanguage(item.paragraph)}>
                <LinkedParagraph {...item} />
              </li>
            ))}
          </ul>
        ) : (
          <Paragraph {...run.kept} />
        ),
      )}
    </div>
  );
}

function runs(kept: readonly Kept[], removals: readonly ArticleRemoval[]): readonly Run[] {
  const pieces = [
    ...kept.map((piece) => ({ line: piece.paragraph.line, kept: piece })),
    ...removals.map((removal) => ({ line: removal.line, removal })),
  ].sort((a, b) => a.line - b.line);
  const found: Run[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if ('removal' in piece) {
      if (last?.kind === 'removed') last.removals.push(piece.removal);
      else found.push({ kind: 'removed', removals: [piece.removal] });
    } else if (piece.kept.paragraph.kind === 'list-item') {
      if (last?.kind === 'list') last.items.push(piece.kept);
      else found.push({ kind: 'list', items: [piece.kept] });
    } else found.push({ kind: 'paragraph', kept: piece.kept });
  }
  return found;
}

const LinkedParagraph = ({ place, paragraph: { text }, matches, mentions }: Kept) => (
  <>
    <Linked text={text} matches={matches} mentions={mentions} /> <Permalink place={place} />
  </>
);

/** The attributes of a block: its direction, and its language where it is not the article's. */
const ownLanguage = ({ language, text }: ArticleParagraph) =>
  language === undefined ? { dir: directionOf(text) } : textAttributes(language, text);

function Paragraph(kept: Kept) {
  const text = <LinkedParagraph {...kept} />;
  const own = { id: paragraphId(kept.place), ...ownLanguage(kept.paragraph) };
  switch (kept.paragraph.kind) {
    case 'heading':
      return <h2 {...own}>{text}</h2>;
    case 'quote':
      return <blockquote {...own}>{text}</blockquote>;
    case 'code':
      return <pre id={own.id}>{text}</pre>;
    case 'caption':
    case 'table-row':
      return (
        <p class={kept.paragraph.kind} {...own}>
          {text}
        </p>
      );
    default:
      return <p {...own}>{text}</p>;
  }
}

interface CutProps {
  readonly removals: readonly ArticleRemoval[];
  readonly matches: ReadonlyMap<ArticleRemoval, readonly Match[]>;
  readonly restored: boolean;
}

/** What was taken out at this place, folded unless it is to be seen. */
function Cut({ removals, matches, restored }: CutProps) {
  const isFound = removals.some((removal) => matches.has(removal));
  const kinds = [...new Set(removals.map(({ kind }) => kindLabel(kind)))];
  return (
    <details class="cut" dir="ltr" lang="en" open={restored || isFound}>
      <summary>
        <span>
          {countLabel(removals.length, 'block')} removed here <i>{kinds.slice(0, 4).join(', ')}</i>
        </span>
      </summary>
      <ul>
        {removals.map((removal) => (
          <RemovedBlock removal={removal} matches={matches.get(removal)} />
        ))}
      </ul>
    </details>
  );
}
