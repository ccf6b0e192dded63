/** @jsxImportSource preact */
/** What was taken out of a page, grouped by what it was, each with the rule and its reason. */
import type { ArticleRemoval } from '../../engine/article.ts';
import { directionOf } from '../direction.ts';
import { countLabel, kindLabel, numberLabel } from '../labels.ts';
import { markAll } from '../snippets/marked.ts';
import type { Match } from '../snippets/matcher.ts';
import { Marked } from './marked.tsx';

export function RemovalList({ removals }: { readonly removals: readonly ArticleRemoval[] }) {
  const kinds = groups(removals);
  return (
    <section class="removals" aria-labelledby="removals">
      <h2 id="removals">What was taken out</h2>
      {removals.length === 0 ? (
        <p class="note">Nothing: the page held only the article.</p>
      ) : (
        <p class="note">
          {countLabel(removals.length, 'block')} of the page {removals.length === 1 ? 'is' : 'are'} not part
          of the article. Each is kept here with the rule that took it.
        </p>
      )}
      {kinds.map(([kind, list]) => (
        <details>
          <summary>
            {kindLabel(kind)} <span class="value-count">{numberLabel(list.length)}</span>
          </summary>
          <ul>
            {list.map((removal) => (
              <RemovedBlock removal={removal} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

interface RemovedProps {
  readonly removal: ArticleRemoval;
  readonly matches?: readonly Match[] | undefined;
}

export const RemovedBlock = ({ removal, matches = [] }: RemovedProps) => (
  <li class="removed">
    <p class="removed-text" dir={directionOf(removal.text)}>
      <Marked text={markAll(removal.text, matches)} />
    </p>
    <p class="note">
      {removal.reason} <code>{removal.rule}</code> <span>line {numberLabel(removal.line)}</span>
    </p>
  </li>
);

/** By kind, the most frequent first. */
function groups(
  removals: readonly ArticleRemoval[],
): readonly (readonly [string, readonly ArticleRemoval[]])[] {
  const byKind = new Map<string, ArticleRemoval[]>();
  for (const removal of removals) {
    const list = byKind.get(removal.kind);
    if (list) list.push(removal);
    else byKind.set(removal.kind, [removal]);
  }
  return [...byKind].sort(([, a], [, b]) => b.length - a.length);
}
