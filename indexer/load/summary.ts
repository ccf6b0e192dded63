/** The summary of a run for a person, and as one JSON object for a program. */
import { onTerminal } from '../text/terminal.ts';
import { duration, grouped } from './progress.ts';
import type { Report, Summary } from './report.ts';

/** Refused pages listed on the terminal; the report has them all. */
const LISTED = 10;
/** Values listed of one kind of count. */
const VALUES = 8;

/** What `--json` prints: figures only, the lists are in the report. */
export interface JsonSummary extends Summary {
  readonly outcome: string;
  readonly timings: Readonly<Record<string, number>>;
  readonly peakMemoryBytes: number;
}

export function jsonSummary(report: Report): JsonSummary {
  const { refused, duplicates, warnings, bodyLoss, removals, repeated, names, paths, counts, ...rest } =
    report;
  return { ...rest, ...counts };
}

/** Some lines for the terminal, without a final line feed. */
export function summaryText(report: Report): string {
  const { build, outcome, files, filesReused, counts, timings } = report;
  if (outcome === 'nothing changed') return `nothing changed since build ${build}: nothing was written`;
  const seconds = Object.values(timings).reduce((sum, ms) => sum + ms, 0) / 1000;
  const lines = [
    `build ${build}: ${outcome}`,
    `  ${grouped(report.articles)} articles from ${grouped(report.pages)} pages in ${grouped(files)} files, ${duration(seconds)}, ${Math.round(report.peakMemoryBytes / 1e6)} MB`,
  ];
  if (filesReused > 0) lines.push(`  ${grouped(filesReused)} files unchanged and taken over`);
  const list = (name: string, values: Readonly<Record<string, number>>) => {
    const all = Object.entries(values);
    if (all.length === 0) return;
    const more = all.length > VALUES ? `, and ${grouped(all.length - VALUES)} more` : '';
    const shown = all.slice(0, VALUES).map(([value, count]) => `${onTerminal(value)} ${grouped(count)}`);
    lines.push(`  ${name.padEnd(13)}${shown.join(', ')}${more}`);
  };
  list('languages', report.languages);
  list('sources', report.sources);
  list('removed', report.removalKinds);
  list('completeness', report.completeness);
  if (report.repeatedLines > 0)
    lines.push(
      `  repeated     ${grouped(report.repeatedLines)} lines of their sources removed from ${grouped(report.repeatedPages)} pages (see --report)`,
    );
  if (report.stories > 0)
    lines.push(
      `  stories      ${grouped(report.stories)}; ${grouped(report.articlesInSharedStories)} articles share theirs with another`,
    );
  if (report.joinedNames > 0)
    lines.push(
      `  names        ${grouped(report.joinedNames)} joined another of the same entity (see --report)`,
    );
  if (report.undated > 0) lines.push(`  undated      ${grouped(report.undated)}`);
  if (counts.bodyLoss > 0)
    lines.push(
      `  look at      ${grouped(counts.bodyLoss)} pages of which little or no article was left (see --report)`,
    );
  if (counts.duplicates > 0)
    lines.push(
      `  left out     ${grouped(counts.duplicates)} pages with the address of another (see --report)`,
    );
  if (counts.warnings > 0) lines.push(`  warnings     ${grouped(counts.warnings)} (see --report)`);
  if (counts.refused > 0) lines.push(...refusedLines(report));
  return lines.join('\n');
}

function refusedLines({ refused }: Report): string[] {
  const more = refused.length - LISTED;
  return [
    `  refused      ${grouped(refused.length)}`,
    ...refused
      .slice(0, LISTED)
      .map(
        ({ path, line, reason }) =>
          `    ${onTerminal(`${path}${line === null ? '' : `, line ${line}`}: ${reason}`)}`,
      ),
    ...(more > 0 ? [`    and ${grouped(more)} more: --report FILE lists all`] : []),
  ];
}
