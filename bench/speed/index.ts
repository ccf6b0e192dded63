/**
 * `npm run bench -- index`: a full reindex of raw pages, and a bare import of the same finished documents into the same
 * engine; then incremental runs for which a hundredth, and nothing, has changed. The first of them finds no build
 * before the live one that it could change, and makes a new index.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { readMaterial } from '../corpus/material.ts';
import { madePages } from '../corpus/pages.ts';
import { type Form, writePages } from '../corpus/write.ts';
import { bareImport, clientOf, dumpDocuments } from './bare.ts';
import { startEngine } from './engine.ts';
import { exponentOf, type Figures, median, type Row } from './figures.ts';
import { type Cost, cpuOf, REINDEX, runNode } from './process.ts';
import { ROOT } from './root.ts';

export interface IndexBench {
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly form: Form;
  /** Scratch folder; it is emptied. */
  readonly dir: string;
  readonly seed: string;
  readonly say: (line: string) => void;
}

/** Share of the pages that are another text in the incremental run. */
const CHANGED = 0.01;
const REFUSED_FILES = 3;

/** What one run took: the indexer, and the engine it worked with. */
interface Run extends Cost {
  readonly engineCpuSeconds: number;
}

/** What `--json` prints, as far as it is looked at. */
interface Summary {
  readonly outcome: string;
  readonly articles: number;
  readonly filesReused: number;
  readonly timings: Readonly<Record<string, number>>;
}

export async function benchIndex(options: IndexBench): Promise<Omit<Figures, 'bench' | 'command'>> {
  const rows: Row[] = [];
  const notes: string[] = [];
  const full: [number, number][] = [];
  const memory: [number, number][] = [];
  for (const size of options.sizes) {
    const runs: Awaited<ReturnType<typeof measure>>[] = [];
    for (let round = 1; round <= options.rounds; round++) {
      options.say(`${size} pages, round ${round} of ${options.rounds}`);
      runs.push(await measure(size, options));
    }
    const of = (name: keyof (typeof runs)[number]) => middle(runs.map((run) => run[name]));
    const [whole, bare] = [of('full'), of('bare')];
    rows.push(
      row(size, 'full reindex', whole, whole, bare),
      row(size, 'bare import', bare, whole, bare),
      row(size, `first incremental run, ${100 * CHANGED} % changed`, of('first'), whole, bare),
      row(size, `incremental, ${100 * CHANGED} % changed`, of('changed'), whole, bare),
      row(size, 'incremental, nothing changed', of('nothing'), whole, bare),
    );
    full.push([size, whole.cpuSeconds]);
    memory.push([size, whole.peakMB]);
  }
  const [time, space] = [exponentOf(full), exponentOf(memory)];
  if (time !== null && space !== null)
    notes.push(
      `growth from ${options.sizes[0]} to ${options.sizes.at(-1)} pages: CPU of the indexer to the power of ${time.toFixed(2)}, its peak memory ${space.toFixed(2)}`,
    );
  return { rows, notes };
}

const row = (size: number, what: string, run: Run, full: Run, bare: Run): Row => ({
  pages: size,
  what,
  'wall s': run.wallSeconds,
  'CPU of the indexer s': run.cpuSeconds,
  'CPU of the engine s': run.engineCpuSeconds,
  'peak MB': run.peakMB,
  'of the bare import': (run.wallSeconds / bare.wallSeconds).toFixed(2),
  'of the full reindex': (run.wallSeconds / full.wallSeconds).toFixed(3),
});

const middle = (runs: readonly Run[]): Run => ({
  wallSeconds: median(runs.map((run) => run.wallSeconds)),
  cpuSeconds: median(runs.map((run) => run.cpuSeconds)),
  engineCpuSeconds: median(runs.map((run) => run.engineCpuSeconds)),
  peakMB: median(runs.map((run) => run.peakMB)),
});

async function measure(size: number, { dir, form, seed, say }: IndexBench) {
  const [pages, data] = [join(dir, 'pages'), join(dir, 'data')];
  for (const folder of [pages, data]) await rm(folder, { recursive: true, force: true });
  await mkdir(data, { recursive: true });
  const materials = await readMaterial(join(ROOT, 'seeds'));
  const write = (revised?: (number: number) => boolean) =>
    writePages(madePages({ materials, seed, count: size, ...(revised && { revised }) }), pages, form);
  const path = await write();
  const engine = await startEngine(data);
  try {
    const client = clientOf(engine);
    const env = { DATA_DIR: data, ...(process.env.MEILI_BIN && { MEILI_BIN: process.env.MEILI_BIN }) };
    const reindex = async (...flags: string[]): Promise<{ run: Run; summary: Summary }> => {
      const before = cpuOf(engine.pid);
      const args = [...REINDEX, path, '--json', '--no-progress', ...flags];
      const { stdout, ...cost } = await runNode(args, env, [0, REFUSED_FILES]);
      const summary = JSON.parse(stdout) as Summary;
      const engineCpuSeconds = cpuOf(engine.pid) - before;
      say(
        `  ${flags.join(' ') || 'full'}: ${summary.outcome}, ${cost.wallSeconds.toFixed(1)} s, ${cost.cpuSeconds.toFixed(1)} s and ${engineCpuSeconds.toFixed(1)} s of the engine's processor time, ${cost.peakMB.toFixed(0)} MB, phases ${JSON.stringify(summary.timings)}`,
      );
      return { run: { ...cost, engineCpuSeconds }, summary };
    };
    const { run: full, summary } = await reindex();

    const { index } = loadConfig(env);
    const folders = { articles: join(dir, 'documents'), removed: join(dir, 'documents-removed') };
    for (const folder of Object.values(folders)) await rm(folder, { recursive: true, force: true });
    const documents = await dumpDocuments(client, index.index, folders.articles);
    await dumpDocuments(client, `${index.index}_removed`, folders.removed);
    if (documents !== summary.articles)
      throw new Error(`the index holds ${documents} documents, and the reindex told of ${summary.articles}`);
    const [start, engineBefore, ownBefore] = [performance.now(), cpuOf(engine.pid), process.cpuUsage()];
    await bareImport(client, index, folders);
    const own = process.cpuUsage(ownBefore);
    const bare: Run = {
      wallSeconds: (performance.now() - start) / 1000,
      cpuSeconds: (own.user + own.system) / 1e6,
      engineCpuSeconds: cpuOf(engine.pid) - engineBefore,
      peakMB: Number.NaN,
    };
    say(
      `  bare import of ${documents}: ${bare.wallSeconds.toFixed(1)} s, ${bare.engineCpuSeconds.toFixed(1)} s of the engine's processor time`,
    );
    for (const uid of ['bare', 'bare_removed'])
      await client.tasks.waitForTask((await client.deleteIndex(uid)).taskUid, { timeout: 600_000 });

    const every = Math.round(1 / CHANGED);
    await write((number) => number % every === every - 1);
    const { run: first } = await reindex('--incremental');
    await write((number) => number % every >= every - 2);
    const { run: changed } = await reindex('--incremental');
    const { run: nothing, summary: last } = await reindex('--incremental');
    if (last.outcome !== 'nothing changed')
      throw new Error(`nothing had changed, and the run says «${last.outcome}»`);
    return { full, bare, first, changed, nothing };
  } finally {
    await engine.close();
  }
}
