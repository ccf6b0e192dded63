/**
 * `npm run bench:facts -- --data DIR [--names DIR]`: dates beside htmldate's published figures, names beside compromise,
 * languages beside franc alone, in one run, as tables that say what was held out.
 *
 * The shipped weights know some of the documents names are scored on, so the tagger is trained anew without them (some
 * minutes). Dates and languages learn nothing from these sets.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config/load.ts';
import { measureDates } from './facts/dates.ts';
import { measureLanguages } from './facts/languages.ts';
import { measureNames } from './facts/names.ts';
import { table } from './facts/table.ts';
import { benchDir } from './pages.ts';

const USAGE = `Usage: npm run bench:facts -- --data DIR [--names DIR] [--only dates,names,languages]

  --data DIR    folder of date, entities and language .dev.jsonl.gz (default: SHARED_DIR/bench)
  --names DIR   folder of the *.bio.gz the tagger is trained on (default: ../ner beside the data)
  --only LIST   some of the three
`;

const MEASURES = {
  dates: async (data: string) => measureDates(data, loadConfig({})),
  names: (data: string, names: string) => measureNames(data, names, loadConfig({})),
  languages: async (data: string) => measureLanguages(data, loadConfig({})),
} as const;
type Measure = keyof typeof MEASURES;

const isMeasure = (name: string): name is Measure => Object.hasOwn(MEASURES, name);

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    names: { type: 'string' },
    only: { type: 'string', default: Object.keys(MEASURES).join() },
    help: { type: 'boolean', default: false },
  },
});
const only = values.only.split(',');
if (values.help) process.stdout.write(USAGE);
else if (!only.every(isMeasure)) {
  process.stderr.write(`--only ${values.only}: it takes ${Object.keys(MEASURES).join(', ')}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const data = benchDir(process.argv, process.env);
  for (const name of only)
    process.stdout.write(`${table(await MEASURES[name](data, values.names ?? join(data, '..', 'ner')))}\n`);
}
