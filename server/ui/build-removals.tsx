/** @jsxImportSource preact */
/** What the last build removed, by kind and rule, with examples; and the lines its sources repeat. */
import type { KnownSummary, RemovalKind } from '../../engine/summary.ts';
import { countLabel, kindLabel, numberLabel, percentLabel } from '../labels.ts';
import { freshSearch, href, searchFor } from '../query/href.ts';
import { BarTable, FoundNumber } from './bar-table.tsx';

/** Searches what was removed for one kind or by one rule. */
export const removedBy = (facet: 'kind' | 'rule', value: string): string =>
  href({ ...searchFor(facet, value), in: 'removed' });

interface PartProps {
  readonly summary: KnownSummary;
}

export function Removed({ summary }: PartProps) {
  const { removals, removedBlocks, removedCharacters, keptCharacters, stripped } = summary;
  if (!removals) return null;
  const all =
    removedCharacters === undefined || keptCharacters === undefined
      ? null
      : removedCharacters + keptCharacters;
  const total = removedBlocks ?? removals.reduce((sum, { blocks }) => sum + blocks, 0);
  return (
    <section aria-labelledby="removed">
      <h2 id="removed">What was taken out</h2>
      <p class="note">
        {total === 0 ? 'Nothing: every page held only its article.' : countLabel(total, 'block')}
        {stripped !== undefined && total > 0 && (
          <>
            {' '}
            of <a href={href(freshSearch({ in: 'removed' }))}>{countLabel(stripped, 'article')}</a>
          </>
        )}
        {all !== null &&
          all > 0 &&
          total > 0 &&
          `, ${shareOf(removedCharacters ?? 0, all)} of all characters`}
        {total > 0 && '. Whatever was taken out is kept beside its article, and can be searched.'}
      </p>
      {total > 0 && (
        <BarTable
          caption="What was taken out, by kind"
          heads={['Kind', 'Blocks', 'Articles', 'Share']}
          rows={removals.map(({ kind, articles, blocks, characters }) => ({
            label: kindLabel(kind),
            count: blocks,
            more: [
              <FoundNumber
                count={articles}
                search={{ to: removedBy('kind', kind), about: `articles that lost: ${kindLabel(kind)}` }}
              />,
              all !== null && all > 0 && characters !== null ? shareOf(characters, all) : 'not known',
            ],
          }))}
        />
      )}
      {removals.some(({ rules }) => rules.length > 0) && (
        <>
          <h3>By rule, with examples</h3>
          {removals.map((kind) => (
            <KindRules kind={kind} />
          ))}
        </>
      )}
    </section>
  );
}

const shareOf = (part: number, whole: number): string => {
  const share = part / whole;
  return part > 0 && share < 0.005 ? '< 1 %' : percentLabel(share);
};

function KindRules({ kind: { kind, blocks, rules, others } }: { readonly kind: RemovalKind }) {
  if (rules.length === 0) return null;
  return (
    <details class="rules">
      <summary>
        {kindLabel(kind)}{' '}
        <span class="value-count">
          {countLabel(blocks, 'block')}, {countLabel(rules.length + others.rules, 'rule')}
        </span>
      </summary>
      <ul>
        {rules.map((rule) => (
          <li>
            <p>
              <code>{rule.rule}</code> {rule.reason ?? 'for different reasons'}.{' '}
              <span class="note">
                {countLabel(rule.blocks, 'block')}; it took something from{' '}
                <a href={removedBy('rule', rule.rule)}>
                  {countLabel(rule.articles, 'article')}
                  <span class="unseen"> of {rule.rule}</span>
                </a>
              </span>
            </p>
            <ul class="quotes">
              {rule.examples.map(({ id, text }) => (
                <li>
                  <a href={`/articles/${encodeURIComponent(id)}#removals`} dir="auto">
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {others.rules > 0 && (
        <p class="note">
          {countLabel(others.rules, 'rule')} more, with {countLabel(others.blocks, 'block')}.
        </p>
      )}
    </details>
  );
}

export function Repeated({ summary }: PartProps) {
  const { repeatedLines, repeatedPages = 0, repeatedTooMuch = 0, repeated = [] } = summary;
  if (repeatedLines === undefined) return null;
  return (
    <section aria-labelledby="repeated">
      <h2 id="repeated">Lines that sources repeat</h2>
      <p class="note">
        {repeatedLines === 0
          ? 'None was taken out.'
          : `${countLabel(repeatedLines, 'line')} went from ${countLabel(repeatedPages, 'page')}, because they stand on many pages of their source among different texts.`}
        {repeatedTooMuch > 0 &&
          ` ${countLabel(repeatedTooMuch, 'page keeps', 'pages keep')} theirs, since they are too large a share of the text.`}
      </p>
      {repeated.length > 0 && (
        <ul class="quotes">
          {repeated.map(({ site, text, pages, of }) => (
            <li>
              <span dir="auto">{text}</span>{' '}
              <span class="note">
                on {numberLabel(pages)} of {numberLabel(of)} pages of <bdi>{site}</bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
