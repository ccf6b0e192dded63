/** Figures of a bench: as a table to read, and as JSON with the machine and the versions they were measured with. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/** One line of a table; numbers in the unit its column names. */
export type Row = Readonly<Record<string, string | number>>;

export interface Figures {
  readonly bench: string;
  /** What was run, as it can be typed again. */
  readonly command: string;
  readonly rows: readonly Row[];
  /** Sentences that belong to the figures: ratios, exponents, what was not measured. */
  readonly notes: readonly string[];
}

export interface Measured extends Figures {
  readonly measuredAt: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryBytes: number;
    readonly system: string;
  };
  readonly versions: Readonly<Record<string, string>>;
}

/** The figures with what they depend on. */
export function measured(figures: Figures): Measured {
  const {
    engines: _,
    version,
    dependencies,
    optionalDependencies,
  } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    engines: unknown;
    version: string;
    dependencies: Record<string, string>;
    optionalDependencies: Record<string, string>;
  };
  return {
    ...figures,
    measuredAt: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
      system: `${platform()} ${release()}`,
    },
    versions: {
      broadsheet: `${version} (${commit()})`,
      node: process.version,
      'meilisearch-js': dependencies.meilisearch ?? 'unknown',
      meilisearch: Object.values(optionalDependencies)[0]?.split('-').at(-1) ?? 'unknown',
    },
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: ROOT, encoding: 'utf8' }).trim();
  } catch {
    return 'no commit'; // an archive of the sources has no history
  }
}

/** The rows as a Markdown table with its notes below. */
export function tableOf({ rows, notes }: Figures): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: string | number | undefined) =>
    typeof value === 'number' ? spelled(value) : (value ?? '');
  const isNumber = (column: string) => rows.some((row) => typeof row[column] === 'number');
  return [
    `| ${columns.join(' | ')} |`,
    `|${columns.map((column) => (isNumber(column) ? '---:' : '---')).join('|')}|`,
    ...rows.map((row) => `| ${columns.map((column) => cell(row[column])).join(' | ')} |`),
    ...(notes.length > 0 ? ['', ...notes.map((note) => `- ${note}`)] : []),
    '',
  ].join('\n');
}

const spelled = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));

/**
 * How a cost grows with the size: the slope of the line through the points on log-log paper, by least squares. 1: twice
 * the size, twice the cost; 0: the size makes no difference. Null with fewer than two sizes.
 */
export function exponentOf(points: readonly (readonly [size: number, cost: number])[]): number | null {
  const logs = points
    .filter(([size, cost]) => size > 0 && cost > 0)
    .map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const mean = (of: 0 | 1) => logs.reduce((sum, point) => sum + point[of], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  return spread > 0 ? logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / spread : null;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
};
