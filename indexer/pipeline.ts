/** The way of a page from raw blocks to known facts: one list that reads top to bottom. */
import type { Config } from '../config/schema.ts';
import { cleaner } from './clean/clean.ts';
import { type Repeats, repeatedLines } from './clean/repeated.ts';
import type { Draft, Stage } from './draft.ts';
import { completenessJudge } from './enrich/completeness/completeness.ts';
import { dateFinder } from './enrich/date/published.ts';
import { entityFinder } from './enrich/entities/entities.ts';
import { languageFinder } from './enrich/language.ts';
import { sourceFinder } from './enrich/source/source.ts';

/**
 * One page through the whole pipeline.
 *
 * Each page is judged alone: the same draft gives the same result in any corpus, in any order. Only a reindex, which
 * sees the corpus, may judge a page a second time and say which of its lines its site repeats; what it knows comes in
 * as `repeats`, nothing is remembered here, so the same draft and the same knowledge give the same result.
 */
export type Judge = (draft: Draft, repeats?: Repeats) => Draft;

/**
 * Returns the whole pipeline over one page; rules and models are compiled once, here.
 *
 * A refused draft passes through untouched. A fault in a stage names the page.
 */
export function pipeline(config: Config): Judge {
  const clean = cleaner(config); // first: every fact is read from the clean body, or from what was stripped and why
  const withoutRepeats = repeatedLines(config.index); // knows the page's blocks only after cleaning took its own
  const facts: readonly Stage[] = [
    languageFinder(config), // names and stamps are read differently in each language
    completenessJudge(config), // a paywall notice among the removals says how much is missing
    sourceFinder(config), // outlets name themselves in what was stripped
    dateFinder(config), // after the source: the date that counts stands by the outlet's name, not the aggregator's
    entityFinder(config), // last: the outlet's own name is no entity of its article
  ];
  return (draft, repeats) => {
    if (draft.refused) return draft;
    try {
      const cleaned = clean(draft);
      return facts.reduce<Draft>(
        (known, stage) => stage(known),
        repeats ? withoutRepeats(cleaned, repeats) : cleaned,
      );
    } catch (cause) {
      throw new PipelineError(
        `${draft.path}: ${cause instanceof Error ? cause.message : String(cause)}; this is a fault in Broadsheet, not in the page`,
        { cause },
      );
    }
  };
}

/** A stage threw: a bug of ours, with the page that shows it. */
export class PipelineError extends Error {
  override name = 'PipelineError';
}
