/**
 * `npm run train:blocks -- --data DIR`: learns the block classifier anew from the benchmark pages and writes
 * `indexer/clean/blocks.weights.json`. The same pages and rules give the same file, byte for byte.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../config/load.ts';
import { benchDir, readBenchPages } from '../pages.ts';
import { lessonsFrom } from './labels.ts';
import { trainBlocks } from './train.ts';

const target = fileURLToPath(new URL('../../indexer/clean/blocks.weights.json', import.meta.url));
const pages = readBenchPages(benchDir(process.argv, process.env));
const lessons = await lessonsFrom(pages, loadConfig({}));
const weights = trainBlocks(lessons);
writeFileSync(target, `${JSON.stringify(weights)}\n`);
process.stderr.write(
  `${lessons.length} pages, ${[...weights.text, ...weights.html].map(({ trees }) => trees.length).join(' + ')} trees -> ${target}\n`,
);
