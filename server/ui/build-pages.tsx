/** @jsxImportSource preact */
/** What became of the pages the last build read, what it refused and why, and what differs from the build before. */
import type { KnownSummary } from '../../engine/summary.ts';
import { countLabel, numberLabel } from '../labels.ts';
import { freshSearch, href } from '../query/href.ts';
import { BarTable } from './bar-table.tsx';
import { moment } from './moment.ts';

interface PartProps {
  readonly summary: KnownSummary;
  readonly rules: string;
}

export function Pages({ summary }: Pick<PartProps, 'summary'>) {
  const { pages, articles = null, refused = null, duplicates = null, files, filesReused = 0 } = summary;
  if (pages === undefined) return null;
  return (
    <section aria-labelledby="pages">
      <h2 id="pages">Pages</h2>
      <p class="note">
        {countLabel(pages, 'page')} read{files === undefined ? '' : ` from ${countLabel(files, 'file')}`}.
      </p>
      <BarTable
        caption="What became of the pages that were read"
        heads={['What became of them', 'Pages']}
        full={pages}
        rows={[
          { label: 'Articles', count: articles, search: { to: href(freshSearch()), about: 'articles' } },
          { label: 'Left out: the address of another page', count: duplicates },
          { label: 'Refused', count: refused },
        ]}
      />
      {filesReused > 0 && (
        <p class="note">
          {countLabel(filesReused, 'file')} had not changed: what they hold was taken over from the build
          before.
        </p>
      )}
      {summary.warnings !== undefined && summary.warnings > 0 && (
        <p class="note">
          {countLabel(summary.warnings, 'warning')}: the report of{' '}
          <code>npm run reindex -- --report FILE</code> has them.
        </p>
      )}
    </section>
  );
}

export function Refused({ summary: { refused, refusals } }: Pick<PartProps, 'summary'>) {
  if (!refusals || !refused) return null;
  return (
    <section aria-labelledby="refused">
      <h2 id="refused">Refused, and why</h2>
      <p class="note">{countLabel(refused, 'page')} could not be read.</p>
      <BarTable
        caption="Pages that could not be read, by reason"
        heads={['Reason', 'Pages']}
        rows={refusals.reasons.map(({ reason, count }) => ({ label: <bdi>{reason}</bdi>, count }))}
      />
      {refusals.others.count > 0 && (
        <p class="note">
          {countLabel(refusals.others.count, 'page')} more, for{' '}
          {countLabel(refusals.others.reasons, 'other reason')}.
        </p>
      )}
      <details class="rules">
        <summary>Some of these files</summary>
        <ul>
          {refusals.reasons.map(({ reason, examples }) => (
            <li>
              <p>
                <bdi>{reason}</bdi>
              </p>
              <ul class="quotes">
                {examples.map(({ path, line }) => (
                  <li>
                    <code>{path}</code>
                    {line !== null && `, line ${numberLabel(line)}`}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </details>
      <p class="note">
        What was refused is not in the index, so that no search finds it;{' '}
        <code>npm run reindex -- --report FILE</code> lists all of it.
      </p>
    </section>
  );
}

export function Before({ summary: { before, refused }, rules }: PartProps) {
  if (before === undefined) return null;
  return (
    <section aria-labelledby="before">
      <h2 id="before">Since the build before</h2>
      {before === null ? (
        <p class="note">There was none: this is the first.</p>
      ) : (
        <>
          <BarTable
            caption="What differs"
            heads={['Articles that', 'Articles']}
            rows={[
              { label: 'are new', count: before.added },
              { label: 'have another text or other facts', count: before.changed },
              { label: 'are gone', count: before.gone },
            ]}
          />
          <p class="note">
            Build <code>{before.build}</code> of {moment(before.finishedAt)} had{' '}
            {countLabel(before.articles, 'article')}
            {before.refused !== null &&
              refused !== undefined &&
              ` and refused ${numberLabel(before.refused)}, where ${numberLabel(refused)} ${refused === 1 ? 'is' : 'are'} refused now`}
            {'; '}
            {before.rules === rules ? 'the rules are the same.' : 'the rules have changed since.'}
          </p>
        </>
      )}
    </section>
  );
}
