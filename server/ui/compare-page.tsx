/** @jsxImportSource preact */
/** Two copies of a story side by side in one text: what only one of them has is marked. */
import type { Article } from '../../engine/article.ts';
import type { ComparedArticles } from '../compare/compare.ts';
import type { Paragraph, Part } from '../compare/words.ts';
import { directionOf, languageAttributes, textAttributes } from '../direction.ts';
import { countLabel, dateLabel, numberLabel, percentLabel, valueLabel } from '../labels.ts';

export function ComparePage({ first, second, comparison }: ComparedArticles) {
  const { shared, paragraphs } = comparison;
  const least = Math.min(comparison.first, comparison.second);
  return (
    <main id="main" class="compare-page" tabIndex={-1}>
      <h1>Two copies compared</h1>
      <dl class="compared">
        <Side article={first} name="Only in the first" kind="first" words={comparison.first - shared} />
        <Side article={second} name="Only in the second" kind="second" words={comparison.second - shared} />
      </dl>
      <p class="note">
        They share {countLabel(shared, 'word')}
        {least > 0 && <>, {percentLabel(shared / least)} of the shorter one</>}.{' '}
        <a href={`/articles/${encodeURIComponent(second.id)}/compare/${encodeURIComponent(first.id)}`}>
          The other way round
        </a>
      </p>
      <div class="compared-text" {...languageAttributes(second.language)}>
        {folded(paragraphs).map((run) =>
          'hidden' in run ? (
            <details>
              <summary>{numberLabel(run.hidden.length)} paragraphs in both</summary>
              {run.hidden.map((paragraph) => (
                <Shown {...paragraph} />
              ))}
            </details>
          ) : (
            <Shown {...run} />
          ),
        )}
      </div>
    </main>
  );
}

interface SideProps {
  readonly article: Article;
  readonly name: string;
  readonly kind: 'first' | 'second';
  readonly words: number;
}

function Side({ article, name, kind, words }: SideProps) {
  const Sign = kind === 'first' ? 'del' : 'ins';
  return (
    <div>
      <dt>
        <Sign>{name}</Sign>
      </dt>
      <dd>
        <a
          href={`/articles/${encodeURIComponent(article.id)}`}
          {...textAttributes(article.language, article.title)}
        >
          {article.title === '' ? 'Without a headline' : article.title}
        </a>{' '}
        <span class="note">
          <bdi>{valueLabel('source', article.source)}</bdi>, {dateLabel(article.published)}:{' '}
          {countLabel(words, 'word')} of its own
        </span>
      </dd>
    </div>
  );
}

const Shown = ({ parts }: Paragraph) => (
  <p dir={directionOf(parts.map(({ text }) => text).join(' '))}>
    {parts.map((part) => (
      <Stretch {...part} />
    ))}
  </p>
);

function Stretch({ in: where, text }: Part) {
  if (where === 'both') return <>{text}</>;
  const Sign = where === 'first' ? 'del' : 'ins';
  return (
    <Sign>
      <span class="unseen">{where === 'first' ? '[only in the first: ' : '[only in the second: '}</span>
      {text}
      <span class="unseen">] </span>
    </Sign>
  );
}

/** Paragraphs in both that are shown around a change. */
const AROUND = 1;
/** Fewer than this are not worth folding. */
const WORTH_FOLDING = 3;

/** Long runs of paragraphs that stand in both are folded. */
function folded(
  paragraphs: readonly Paragraph[],
): readonly (Paragraph | { readonly hidden: readonly Paragraph[] })[] {
  const near = paragraphs.map((_, i) =>
    paragraphs
      .slice(Math.max(i - AROUND, 0), i + AROUND + 1)
      .some(({ parts }) => parts.some((part) => part.in !== 'both')),
  );
  const runs: (Paragraph | { readonly hidden: Paragraph[] })[] = [];
  for (const [i, paragraph] of paragraphs.entries()) {
    const last = runs.at(-1);
    if (near[i]) runs.push(paragraph);
    else if (last && 'hidden' in last) last.hidden.push(paragraph);
    else runs.push({ hidden: [paragraph] });
  }
  return runs.flatMap((run) => ('hidden' in run && run.hidden.length < WORTH_FOLDING ? run.hidden : [run]));
}
