/**
 * The learned part: linear models hear words and names, boosted trees give each block the odds of being article, the
 * sequence decides.
 *
 * The weights are data (`blocks.weights.json`), made by `npm run train:blocks`; `npm run bench:clean` prints what such
 * weights reach on sites they have not seen.
 */
import { readFileSync } from 'node:fs';
import { contextOf } from './context.ts';
import { featuresOf } from './features.ts';
import { type CompiledForest, compileForest, type Forest } from './forest.ts';
import { hearing, type LinearModels } from './hearing.ts';
import type { Page } from './page.ts';
import { isPlainText } from './plain.ts';
import type { Prepared } from './prepare.ts';
import { decide } from './sequence.ts';
import { type Column, type FeatureTable, joined } from './table.ts';

/** The forests that are asked in turn: from the second on, each sees what the one before it answered. */
type Rounds = readonly Forest[];

export interface Weights extends LinearModels {
  /** For pages that are lines of text. */
  readonly text: Rounds;
  /** For pages with markup. */
  readonly html: Rounds;
  /** For the lines above the article: which is its headline (see `headline-features.ts`)? */
  readonly headline: Forest;
}

/** What one change between in and out costs (see `decide`), chosen by cross-validation over sites; the second look at text has seen the neighbours already. */
const CHANGE = { text: 0.2, html: 0.3 } as const;
/** Added to every block's log-odds: losing a paragraph is worse than keeping a line too many. Chosen with `CHANGE`. */
export const LENIENCE = { text: 0.6, html: 0.5 } as const;
/** The same for a text around which nothing seems to stand: only what is hardly ever article goes. */
const PLAIN_LENIENCE = 3;
/** What a rule takes is at best this likely to be article, in log-odds, whatever its words look like. */
const RULED_OUT = -1.5;

/** Reads the shipped weights. */
export function shippedWeights(): Weights {
  return JSON.parse(readFileSync(new URL('./blocks.weights.json', import.meta.url), 'utf8')) as Weights;
}

/** Columns that plain text has not; the text forest must not lean on them. */
export const MARKUP_COLUMNS =
  /^(?:links|pathProse|parentProse|containerProse|samePath|near:|path:|depth|kind|naming)/;

export const hasMarkup = (page: Page): boolean => page.blocks.some((block) => block.markup);

/** What the blocks of a page are measured by. The training script measures with the same. */
export interface Measured {
  /** All that is no answer of a model. */
  readonly table: FeatureTable;
  /** What an earlier round's answer adds. */
  after(odds: Column): FeatureTable;
}

export function measure(prepared: Prepared): Measured {
  const words = prepared.page.vocabulary();
  return {
    table: featuresOf(prepared.page, { ...prepared, vocabulary: words }),
    after: (odds) => contextOf(prepared.page, words, odds),
  };
}

/** All columns a round sees: what is measured, what the linear models say, what an earlier round answered. */
export const tableOf = (measured: Measured, heard: FeatureTable, odds?: Column): FeatureTable =>
  joined(measured.table, heard, ...(odds ? [measured.after(odds)] : []));

/** The log-odds the rounds end with. */
function oddsAfter(
  rounds: readonly CompiledForest[],
  measured: Measured,
  heard: FeatureTable,
  length: number,
): Column {
  let odds: Column | undefined;
  for (const forest of rounds) {
    odds = forest.logOdds(forest.features.map(tableOf(measured, heard, odds).column), length);
  }
  if (!odds) throw new Error('the weights of the block classifier hold no forest: run npm run train:blocks');
  return odds;
}

/** Whether each block of the page is article. */
export function classifier(weights: Omit<Weights, 'headline'>): (prepared: Prepared) => readonly boolean[] {
  const hear = hearing(weights);
  const text = weights.text.map(compileForest);
  const html = weights.html.map(compileForest);
  return (prepared) => {
    const { page } = prepared;
    const kind = hasMarkup(page) ? 'html' : 'text';
    const raw = oddsAfter(kind === 'html' ? html : text, measure(prepared), hear(page), page.blocks.length);
    return decideWith(prepared, raw, isPlainText(prepared) ? PLAIN_LENIENCE : LENIENCE[kind], CHANGE[kind]);
  };
}

/** Which blocks stay, by the odds of the forests, what the rules say, how lenient to be and what a change costs. */
export function decideWith(
  { page, hits }: Prepared,
  raw: Column,
  lenience: number,
  change: number,
): readonly boolean[] {
  const odds = raw.map((value, at) => {
    const block = page.blocks[at];
    return block && hits.going.has(block) ? Math.min(value, RULED_OUT) : value + lenience;
  });
  return decide(odds, change);
}
