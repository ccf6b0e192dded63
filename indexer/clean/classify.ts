/**
 * The learned part: boosted trees give each block the odds of being article, the sequence decides.
 *
 * The weights are data (`blocks.weights.json`), made by `npm run train:blocks`; `npm run bench:clean` prints what such
 * weights reach on sites they have not seen.
 */
import { readFileSync } from 'node:fs';
import { featuresOf } from './features.ts';
import { compileForest, type Forest } from './forest.ts';
import type { Prepared } from './prepare.ts';
import { decide } from './sequence.ts';

export interface Weights {
  /** For pages that are lines of text. */
  readonly text: Forest;
  /** For pages with markup. */
  readonly html: Forest;
}

/** What one change between in and out costs (see `decide`), chosen by cross-validation over sites. */
const CHANGE = 0.5;
/** Added to every block's log-odds: losing a paragraph is worse than keeping a line too many. Chosen with `CHANGE`. */
const LENIENCE = 0.25;
/** What a rule takes is at best this likely to be article, in log-odds, whatever its words look like. */
const RULED_OUT = -1.5;

/** Reads the shipped weights. */
export function shippedWeights(): Weights {
  return JSON.parse(readFileSync(new URL('./blocks.weights.json', import.meta.url), 'utf8')) as Weights;
}

/** Columns that plain text has not; the text forest must not lean on them. */
export const MARKUP_COLUMNS = /^(?:inArticle|links|pathProse|parentProse|samePath|near:|path:|depth|kind)/;

/** Whether each block of the page is article. */
export function classifier(weights: Weights): (prepared: Prepared) => readonly boolean[] {
  const text = compileForest(weights.text);
  const html = compileForest(weights.html);
  return (prepared) => {
    const { page, hits } = prepared;
    const table = featuresOf(page, prepared);
    const forest = page.blocks.some((block) => block.markup) ? html : text;
    const odds = forest.logOdds(forest.features.map(table.column), page.blocks.length);
    return decide(
      page.blocks.map((block, at) => {
        const value = odds[at] ?? 0;
        return hits.going.has(block) ? Math.min(value, RULED_OUT) : value + LENIENCE;
      }),
      CHANGE,
    );
  };
}
