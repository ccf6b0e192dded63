/** @jsxImportSource preact */
/** The clean text, paragraph by paragraph, with what was taken out shown where it stood. */
import type { Article, ArticleParagraph, ArticleRemoval } from '../../engine/article.ts';
import { countLabel, textAttributes } from '../labels.ts';
import { markAll } from '../snippets/marked.ts';
import type { Match } from '../snippets/matcher.ts';
import { Marked } from './marked.tsx';
import { kindLabel, RemovedBlock } from './removals.tsx';

interface ArticleTextProps {
  readonly article: Article;
  /** Matches of each paragraph. */
  readonly matches: readonly (readonly Match[])[];
}

type Kept = { readonly paragraph: ArticleParagraph; readonly matches: readonly Match[] };
/** A run of what follows each other on the page: paragraphs, items of one list, or removals. */
type Run =
  | { readonly kind: 'paragraph'; readonly kept: Kept }
  | { readonly kind: 'list'; readonly items: Kept[] }
  | { readonly kind: 'removed'; readonly removals: ArticleRemoval[] };

export function ArticleText({ article, matches }: ArticleTextProps) {
  const kept = article.paragraphs.map((paragraph, i) => ({ paragraph, matches: matches[i] ?? [] }));
  return (
    <div class="article-text" {...textAttributes(article.language)}>
      {kept.length === 0 && <p class="note">Nothing of this page was left as article.</p>}
      {runs(kept, article.removals).map((run) =>
        run.kind === 'removed' ? (
          <Cut removals={run.removals} />
        ) : run.kind === 'list' ? (
          <ul>
            {run.items.map((item) => (
              <li dir="auto">
                <MarkedParagraph {...item} />
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

const MarkedParagraph = ({ paragraph, matches }: Kept) => <Marked text={markAll(paragraph.text, matches)} />;

function Paragraph(kept: Kept) {
  const text = <MarkedParagraph {...kept} />;
  switch (kept.paragraph.kind) {
    case 'heading':
      return <h2 dir="auto">{text}</h2>;
    case 'quote':
      return <blockquote dir="auto">{text}</blockquote>;
    case 'code':
      return <pre>{text}</pre>;
    case 'caption':
    case 'table-row':
      return (
        <p class={kept.paragraph.kind} dir="auto">
          {text}
        </p>
      );
    default:
      return <p dir="auto">{text}</p>;
  }
}

/** What was taken out at this place, folded. */
function Cut({ removals }: { readonly removals: readonly ArticleRemoval[] }) {
  const kinds = [...new Set(removals.map(({ kind }) => kindLabel(kind)))];
  return (
    <details class="cut" dir="ltr" lang="en">
      <summary>
        <span>
          {countLabel(removals.length, 'block')} removed here <i>{kinds.slice(0, 4).join(', ')}</i>
        </span>
      </summary>
      <ul>
        {removals.map((removal) => (
          <RemovedBlock removal={removal} />
        ))}
      </ul>
    </details>
  );
}
