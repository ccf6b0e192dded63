/**
 * `npm run bench:stories -- --data DIR [--sets N] [--errors N]`, or `-- --articles N`: are copies, excerpts and rewrites found, and nothing else?
 *
 * The set is made of real texts at run time (bench/stories/). Half of the sites are unseen: thresholds were looked at
 * on the others only. `--errors` shows faults of the seen half, never of the unseen one.
 */
import { createStoryBook } from '../indexer/enrich/stories/stories.ts';
import { benchDir } from './pages.ts';
import { type Counts, comparePairs, precision, recall, summed } from './stories/measure.ts';
import { measureScale } from './stories/scale.ts';
import { type MadeArticle, syndicationSet } from './stories/set.ts';
import { type Half, readHalves } from './stories/texts.ts';

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const CALLED = ['copy', 'excerpt', 'rewrite', 'only'];

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`.padStart(9);

function numberAfter(flag: string): number | undefined {
  const at = process.argv.indexOf(flag);
  if (at < 0) return undefined;
  const value = Number(process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 0)
    throw new Error(`${flag} takes a count, not «${process.argv[at + 1]}»`);
  return value;
}

/** Measures `turns` sets of a half, and sums them up. */
function measure(half: Half, turns: number, errors: number): void {
  const tables = Array.from({ length: turns }, (_, turn) => {
    const made = syndicationSet(half, turn);
    const book = createStoryBook();
    // The text itself came first, so that relations are told to it.
    for (const { id, text, relation } of made)
      book.add(id, text, { completeness: 'whole', publishedBy: relation === 'original' ? 0 : 3600 });
    return comparePairs(made, new Map(book.resolve()));
  });
  const table = summed(tables);
  print(
    `\n${half.name} half: ${half.bases.length} texts, ${turns} sets of about ${Math.round(table.articles / turns)} articles`,
  );
  print(`${'pairs with'.padEnd(24)} precision    recall   right  wrong  missed`);
  const row = (name: string, counts: Counts) =>
    print(
      `${name.padEnd(24)} ${percent(precision(counts))} ${percent(recall(counts))} ` +
        `${String(counts.right).padStart(7)} ${String(counts.wrong).padStart(6)} ${String(counts.missed).padStart(7)}`,
    );
  for (const [kind, counts] of table.byKind) row(kind, counts);
  row('all', table.all);
  print(`\n${'called'.padEnd(24)} ${CALLED.map((name) => name.padStart(8)).join('')}`);
  for (const [kind, called] of table.relations)
    print(`${kind.padEnd(24)} ${CALLED.map((name) => String(called.get(name) ?? 0).padStart(8)).join('')}`);
  if (half.name === 'seen') {
    show('wrong', table.wrong.slice(0, errors));
    show('missed', table.missed.slice(0, errors));
  }
}

function show(what: string, pairs: readonly (readonly [MadeArticle, MadeArticle])[]): void {
  for (const [one, two] of pairs)
    print(
      `\n${what}: ${one.id} (${one.kind}) + ${two.id} (${two.kind})\n  ${one.text.slice(0, 300)}\n  ${two.text.slice(0, 300)}`,
    );
}

const articles = numberAfter('--articles');
if (articles) measureScale(articles, print);
else {
  const errors = numberAfter('--errors') ?? 0;
  const turns = numberAfter('--sets') ?? 3;
  for (const half of readHalves(benchDir(process.argv, process.env))) measure(half, turns, errors);
}
