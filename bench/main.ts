/** `npm run bench -- NAME`: the benches of speed and memory, each a table on stdout and JSON with machine and versions. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readMaterial } from './corpus/material.ts';
import { madePages } from './corpus/pages.ts';
import { FORMS, type Form, writePages } from './corpus/write.ts';
import { benchKills } from './faults/kills.ts';
import { benchFacade } from './speed/facade.ts';
import { type Figures, measured, tableOf } from './speed/figures.ts';
import { benchIndex } from './speed/index.ts';
import { benchMemory } from './speed/memory.ts';
import { benchPeers } from './speed/peers.ts';
import { ROOT } from './speed/root.ts';
import { benchSettings } from './speed/settings.ts';
import { benchSoak } from './speed/soak.ts';

const USAGE = `Usage: npm run bench -- NAME [options]

  index    a full reindex against a bare import of the same documents; incremental runs
  memory   peak memory of the indexer, without the engine
  facade   the API and the page beside the bare engine; a repeated search; the start
  settings what the engine's settings cost, and what others would cost the ranking
  peers    Broadsheet beside the bare engine, SQLite FTS5, MiniSearch and Orama
  soak     64 connections with all kinds of requests, and a new build in the middle
  kills    kill -9 of indexer, server and engine in the middle of reindex runs, with searches all the time
  corpus   writes the pages the others are measured with

  --pages N,N   sizes of the corpus (1000,10000; kills: 100); several make a growth curve with its exponent
  --rounds N    times each is run (1); medians are printed
  --as FORM     ${FORMS.join(', ')}: how the pages lie on disk (files; memory: jsonl)
  --minutes N   how long a soak lasts (10)
  --kills N     kills (50)
  --seed TEXT   other pages of the same kind (broadsheet)
  --dir DIR     scratch folder, emptied (a new one below the system's, removed at the end); corpus: where to
  --json FILE   writes the figures with machine and versions
`;

/** What every bench is given. */
export interface Options {
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly form: Form;
  readonly dir: string;
  readonly seed: string;
  readonly minutes: number;
  readonly kills: number;
  readonly say: (line: string) => void;
}

type Bench = (options: Options) => Promise<Omit<Figures, 'bench' | 'command'>>;

const BENCHES: Readonly<Record<string, Bench>> = {
  index: benchIndex,
  memory: benchMemory,
  facade: benchFacade,
  settings: benchSettings,
  peers: benchPeers,
  soak: benchSoak,
  kills: benchKills,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: 'string' },
    rounds: { type: 'string', default: '1' },
    as: { type: 'string' },
    seed: { type: 'string', default: 'broadsheet' },
    minutes: { type: 'string', default: '10' },
    kills: { type: 'string', default: '50' },
    dir: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function counts(flag: string, list: string): number[] {
  const numbers = list.split(',').map(Number);
  if (numbers.some((number) => !Number.isInteger(number) || number < 1))
    throw new Error(`${flag} takes counts, not «${list}»`);
  return numbers;
}

async function main(name: string): Promise<void> {
  const form = FORMS.find((one) => one === (values.as ?? (name === 'memory' ? 'jsonl' : 'files')));
  if (!form) throw new Error(`--as takes ${FORMS.join(', ')}, not «${values.as}»`);
  const sizes = counts('--pages', values.pages ?? (name === 'kills' ? '100' : '1000,10000'));
  const [rounds = 1] = counts('--rounds', values.rounds);
  const [kills = 1] = counts('--kills', values.kills);
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error(`--minutes takes a number above 0, not «${values.minutes}»`);
  if (name === 'corpus') {
    if (values.dir === undefined) throw new Error('corpus: --dir DIR says where the pages are to be written');
    const materials = await readMaterial(join(ROOT, 'seeds'));
    const path = await writePages(
      madePages({ materials, seed: values.seed, count: sizes[0] ?? 0 }),
      values.dir,
      form,
    );
    process.stdout.write(`${path}\n`);
    return;
  }
  const bench = BENCHES[name];
  if (!bench)
    throw new Error(
      `there is no bench «${name}»: it is one of ${[...Object.keys(BENCHES), 'corpus'].join(', ')}`,
    );
  const dir = values.dir ?? (await mkdtemp(join(tmpdir(), 'broadsheet-bench-')));
  try {
    const say = (line: string) => void process.stderr.write(`${line}\n`);
    const figures: Figures = {
      bench: name,
      command: `npm run bench -- ${process.argv.slice(2).join(' ')}`,
      ...(await bench({ sizes, rounds, form, dir, seed: values.seed, minutes, kills, say })),
    };
    process.stdout.write(tableOf(figures));
    if (values.json !== undefined)
      await writeFile(values.json, `${JSON.stringify(measured(figures), null, 2)}\n`);
  } finally {
    if (values.dir === undefined) await rm(dir, { recursive: true, force: true });
  }
}

const [name] = positionals;
if (values.help || name === undefined) process.stdout.write(USAGE);
else await main(name);
