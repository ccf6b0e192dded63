/**
 * Features a second look can use: what the first forest thinks of a block, of its neighbours and of the page, and
 * how the block's words relate to what it takes for the article rather than to all the prose of the page.
 *
 * Stacking a classifier on its own sequence of answers is known as auto-context (Tu and Bai, 2010).
 */
import { FAR, UNKNOWN } from './feature-values.ts';
import { gaps, gapsBackwards, meansAfter, meansBefore, runningSums, shifted } from './neighbours.ts';
import { once } from './once.ts';
import type { Page } from './page.ts';
import { decide } from './sequence.ts';
import { type Column, type FeatureTable, lazyTable } from './table.ts';
import { sharesSpread, spreadOf, type Vocabulary } from './vocabulary.ts';

/** Log-odds beyond this say no more. */
const SURE = 8;
/** Stands for the odds of a block beyond the page: surely no article. */
const OUTSIDE = -9;
const OFFSETS = [-3, -2, -1, 1, 2, 3] as const;
const WINDOWS = [4, 10, 25] as const;
/** In how many other blocks of the article a word stands. */
const SPREADS = [1, 2, 4] as const;
/** Log-odds from which a block counts as article, and surely so. */
const LIKELY = 0;
const VERY_LIKELY = 2;

/** Columns over the log-odds of an earlier forest. Linear in the page. */
export function contextOf(page: Page, vocabulary: Vocabulary, logOdds: Column): FeatureTable {
  const { table, add } = lazyTable();
  const { length } = page.blocks;
  const odds = logOdds.map((value) => Math.max(-SURE, Math.min(SURE, value)));
  add('odds', () => odds);
  for (const offset of OFFSETS)
    add(`odds${offset > 0 ? '+' : ''}${offset}`, () => shifted(odds, offset, OUTSIDE));
  const sums = once(() => runningSums(odds));
  for (const size of WINDOWS) {
    add(`odds<${size}`, () => meansBefore(sums(), size, OUTSIDE));
    add(`odds>${size}`, () => meansAfter(sums(), size, OUTSIDE));
  }

  /** Weight of each block times how likely it is article. */
  const weighed = once(() => odds.map((value, at) => (page.mass[at] ?? 0) / (1 + Math.exp(-value))));
  const before = once(() => runningSums(weighed()));
  const total = once(() => (before()[length] as number) + Number.EPSILON);
  add('articleBefore', () => weighed().map((_, at) => (before()[at] as number) / total()));
  add('articleAfter', () => weighed().map((_, at) => 1 - (before()[at + 1] as number) / total()));

  for (const [name, is] of [
    ['likely', (value: number) => value > LIKELY],
    ['veryLikely', (value: number) => value > VERY_LIKELY],
    ['unlikely', (value: number) => value < -VERY_LIKELY],
  ] as const) {
    add(`since:${name}`, () => gaps(length, (at) => is(odds[at] as number)));
    add(`till:${name}`, () => gapsBackwards(length, (at) => is(odds[at] as number)));
  }

  const stays = once(() => decide(odds, 1));
  const count = once(() => stays().filter(Boolean).length);
  const first = once(() => stays().indexOf(true));
  const last = once(() => stays().lastIndexOf(true));
  const place = (value: (at: number) => number) => () =>
    odds.map((_, at) => (count() === 0 ? -FAR : Math.max(-FAR, Math.min(FAR, value(at)))));
  add(
    'sinceArticle',
    place((at) => at - first()),
  );
  add(
    'tillArticleEnd',
    place((at) => last() - at),
  );
  add('articleMass', () => odds.map(() => Math.log1p(total())));
  add('articleBlocks', () => odds.map(() => Math.log1p(count())));
  add('run', () => runs(page, stays()));
  const meanMass = once(
    () => page.mass.reduce((sum, mass, at) => sum + (stays()[at] ? mass : 0), 0) / Math.max(1, count()),
  );
  add('massInArticle', () => odds.map((_, at) => (page.mass[at] ?? 0) / (1 + meanMass())));

  const isLikely = (at: number) => (odds[at] as number) > LIKELY;
  const spread = once(() => spreadOf(vocabulary, isLikely));
  // A block does not count among the others its words stand in.
  const itself = (at: number) => (isLikely(at) ? 1 : 0);
  for (const least of SPREADS)
    add(`told${least}`, () => sharesSpread(vocabulary.stems, spread(), (at) => least + itself(at), UNKNOWN));
  add('newNames', () =>
    sharesSpread(
      vocabulary.names,
      spread().map((times) => -times),
      (at) => -itself(at),
      UNKNOWN,
    ),
  );
  return table();
}

/** Weight of the run of blocks that stay or go together around each block: negative where they go. */
function runs(page: Page, stays: readonly boolean[]): Column {
  const found = new Float64Array(stays.length);
  for (let from = 0; from < stays.length; ) {
    let to = from;
    let mass = 0;
    for (; to < stays.length && stays[to] === stays[from]; to++) mass += page.mass[to] ?? 0;
    found.fill(Math.log1p(mass) * (stays[from] ? 1 : -1), from, to);
    from = to;
  }
  return found;
}
