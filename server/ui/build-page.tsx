/** @jsxImportSource preact */
/** What the last build did, in numbers and bars; each number that a search can count leads to that search. */
import { BuildSummary, type KnownSummary } from '../../engine/summary.ts';
import type { BuildReport } from '../build.ts';
import { countLabel, numberLabel } from '../labels.ts';
import { freshSearch, href } from '../query/href.ts';
import { BarTable } from './bar-table.tsx';
import { Completeness, Dates, Languages, Sources, Stories, ToLookAt } from './build-found.tsx';
import { Before, Pages, Refused } from './build-pages.tsx';
import { Removed, Repeated } from './build-removals.tsx';
import { moment } from './moment.ts';

export function BuildPage({ build, summary }: BuildReport) {
  const unknown = Object.keys(BuildSummary.shape).filter((key) => !(key in summary));
  return (
    <main id="main" class="build-page" tabIndex={-1}>
      <header>
        <h1>The last build</h1>
        <p class="lead">
          Made on {moment(build.finishedAt)}:{' '}
          {summary.pages === undefined ? '' : `${countLabel(summary.pages, 'page')} became `}
          <a href={href(freshSearch())}>{countLabel(build.articles, 'article')}</a>
          {summary.stories === undefined ? '' : ` in ${countLabel(summary.stories, 'story', 'stories')}`}.
          What was read, refused, taken out and found stands here; the numbers lead to the articles behind
          them.
        </p>
        <p class="note">
          Build <code>{build.id}</code>, rules <code>{build.rules}</code>. The same as data:{' '}
          <a href="/api/build">/api/build</a>.
        </p>
        {unknown.length > 0 && (
          <p class="warning">
            This build was made by another version, which kept fewer figures: <code>npm run reindex</code>{' '}
            makes one with all of them.
          </p>
        )}
      </header>
      <div class="build-parts">
        <Pages summary={summary} />
        <Before summary={summary} rules={build.rules} />
        <Refused summary={summary} />
        <Removed summary={summary} />
        <Sources summary={summary} />
        <Languages summary={summary} />
        <Dates summary={summary} />
        <Stories summary={summary} />
        <Completeness summary={summary} />
        <ToLookAt summary={summary} />
        <Repeated summary={summary} />
        <Run summary={summary} />
      </div>
    </main>
  );
}

const PHASES: Readonly<Record<string, string>> = {
  compare: 'Looking for what changed',
  read: 'Reading and cleaning',
  'read again': 'Cleaning again, without repeated lines',
  stories: 'Finding copies',
  names: 'Giving each name one spelling',
  send: 'Handing over to the engine',
};

/** Time and memory of the run. */
function Run({
  summary: { timings, pages, startedAt, peakMemoryBytes },
}: {
  readonly summary: KnownSummary;
}) {
  if (!timings) return null;
  const seconds = timings.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  return (
    <section aria-labelledby="run">
      <h2 id="run">The run</h2>
      <p class="note">
        {startedAt === undefined ? '' : `Begun on ${moment(startedAt)}. `}
        {pages === undefined ? '' : `${countLabel(pages, 'page')} in `}
        {secondsLabel(1000 * seconds)}
        {pages !== undefined && pages > 0 && seconds > 0 && `, ${rateLabel(pages / seconds)},`} until the last
        article was handed to the engine, whose own indexing ends later.
        {peakMemoryBytes !== undefined &&
          ` At most ${numberLabel(Math.round(peakMemoryBytes / 1e6))} MB of memory.`}
      </p>
      <BarTable
        caption="Time of each step"
        heads={['Step', 'Time']}
        rows={timings.map(({ phase, ms }) => ({ label: PHASES[phase] ?? phase, count: ms }))}
        write={secondsLabel}
      />
    </section>
  );
}

const secondsLabel = (ms: number): string =>
  ms < 100 ? `${numberLabel(ms)} ms` : `${numberLabel(Math.round(ms / 100) / 10)} s`;

const rateLabel = (rate: number): string =>
  `${numberLabel(rate < 10 ? Math.round(10 * rate) / 10 : Math.round(rate))} a second`;
