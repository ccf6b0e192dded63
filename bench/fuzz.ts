/** `npm run fuzz -- --runs N`: tries what must hold for every input with any number of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config/load.ts';
import { pagePromises } from './fuzz/pages.ts';
import { queryPromises } from './fuzz/queries.ts';
import { readerPromises } from './fuzz/readers.ts';

const USAGE = `Usage: npm run fuzz -- [options]

  --runs N     inputs for each of the cheapest properties, and fewer for the others (10000)
  --seed N     other inputs (by default a new seed each time; it is printed)
  --only TEXT  the properties whose name holds this text
`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

/** @returns whether every property held */
async function main(): Promise<boolean> {
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs takes a count, not «${values.runs}»`);
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error(`--seed takes a whole number, not «${values.seed}»`);
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-fuzz-'));
  let held = true;
  try {
    const all = [...queryPromises, ...readerPromises(folder), ...pagePromises(loadConfig({}))];
    const chosen = all.filter(({ name }) => name.includes(values.only));
    if (chosen.length === 0) throw new Error(`no property has «${values.only}» in its name`);
    process.stdout.write(`seed ${seed}\n`);
    for (const { name, tried } of chosen)
      try {
        const inputs = await tried(runs, seed);
        process.stdout.write(`held     ${inputs.toLocaleString('en')} inputs: ${name}\n`);
      } catch (error) {
        held = false;
        process.stdout.write(
          `BROKEN   ${name}\n${error instanceof Error ? `${error.message}\n${String(error.cause)}` : String(error)}\n`,
        );
      }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return held;
}

if (values.help) process.stdout.write(USAGE);
else process.exitCode = (await main()) ? 0 : 1;
