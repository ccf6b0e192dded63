/**
 * The learned part: boosted trees give each block the odds of being article, the sequence decides.
 *
 * The weights are data (`blocks.weights.json`), made by `npm run train:blocks`; the figures the training script
 * measured on sites it had not seen stand in the same file.
 */
import { readFileSync } from 'node:fs';
import { type FeatureTable, featuresOf } from './features.ts';
import { type Forest, logOdds } from './forest.ts';
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
  return (prepared) => {
    const { page, hits } = prepared;
    const table = featuresOf(page, prepared);
    const odds = oddsOf(page.blocks.some((block) => block.markup) ? weights.html : weights.text, table);
    return decide(
      odds.map((value, at) => {
        const block = page.blocks[at];
        return block && hits.going.has(block) ? Math.min(value, RULED_OUT) : value + LENIENCE;
      }),
      CHANGE,
    );
  };
}

function oddsOf(forest: Forest, { names, rows }: FeatureTable): number[] {
  const places = forest.features.map((name) => {
    const place = names.indexOf(name);
    if (place < 0)
      throw new Error(`the weights know a feature «${name}» that is not measured: run npm run train:blocks`);
    return place;
  });
  const row = new Float64Array(places.length);
  return rows.map((all) => {
    places.forEach((place, i) => {
      row[i] = all[place] ?? 0;
    });
    return logOdds(forest, row);
  });
}
