/** A small sample of what `npm run fuzz` tries at any number, always with the same inputs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it, vi } from 'vitest';
import { pagePromises } from '../../bench/fuzz/pages.ts';
import { queryPromises } from '../../bench/fuzz/queries.ts';
import { readerPromises } from '../../bench/fuzz/readers.ts';
import { loadConfig } from '../../config/load.ts';

const SEED = 20_240_305;
const RUNS = 300;

const folder = await mkdtemp(join(tmpdir(), 'broadsheet-fuzz-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
// The parser of archives tells the console of what our refusals tell as well.
vi.spyOn(console, 'warn').mockImplementation(() => undefined);

describe('whatever comes in', () => {
  const all = [...queryPromises, ...readerPromises(folder), ...pagePromises(loadConfig({}))];
  it.each(all.map((one) => [one.name, one] as const))('%s', async (_, { tried }) => {
    await tried(RUNS, SEED);
  });
});
