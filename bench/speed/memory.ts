/**
 * `npm run bench -- memory`: the largest resident set of the indexer by size of the corpus, without the engine (a dry
 * run, which does all but make documents and send them). The pages are one file of JSON Lines, so that a million of them are no million files.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readMaterial } from '../corpus/material.ts';
import { madePages } from '../corpus/pages.ts';
import { type Form, writePages } from '../corpus/write.ts';
import { exponentOf, type Figures, median, type Row } from './figures.ts';
import { type Cost, REINDEX, runNode } from './process.ts';
import { ROOT } from './root.ts';

export interface MemoryBench {
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly form: Form;
  readonly dir: string;
  readonly seed: string;
  readonly say: (line: string) => void;
}

export async function benchMemory({
  sizes,
  rounds,
  form,
  dir,
  seed,
  say,
}: MemoryBench): Promise<Omit<Figures, 'bench' | 'command'>> {
  const rows: Row[] = [];
  const peaks: [number, number][] = [];
  const materials = await readMaterial(join(ROOT, 'seeds'));
  for (const size of sizes) {
    const [pages, data] = [join(dir, 'pages'), join(dir, 'data')];
    await rm(pages, { recursive: true, force: true });
    const path = await writePages(madePages({ materials, seed, count: size }), pages, form);
    const runs: Cost[] = [];
    for (let round = 1; round <= rounds; round++) {
      say(`${size} pages, round ${round} of ${rounds}`);
      await rm(data, { recursive: true, force: true });
      const args = [...REINDEX, path, '--dry-run', '--json', '--no-progress'];
      const { stdout, ...cost } = await runNode(args, { DATA_DIR: data }, [0, 3]);
      const { timings } = JSON.parse(stdout) as { timings: Record<string, number> };
      say(
        `  ${cost.wallSeconds.toFixed(1)} s, ${Math.round(cost.peakMB)} MB, phases ${JSON.stringify(timings)}`,
      );
      runs.push(cost);
    }
    const of = (name: 'peakMB' | 'cpuSeconds' | 'wallSeconds') => median(runs.map((run) => run[name]));
    rows.push({
      pages: size,
      'peak MB': of('peakMB'),
      'CPU s': of('cpuSeconds'),
      'wall s': of('wallSeconds'),
    });
    peaks.push([size, of('peakMB')]);
  }
  const exponent = exponentOf(peaks);
  return {
    rows,
    notes:
      exponent === null ? [] : [`peak memory grows with the pages to the power of ${exponent.toFixed(2)}`],
  };
}
