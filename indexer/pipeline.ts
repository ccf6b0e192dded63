/** The way of a page from raw blocks to known facts: one list that reads top to bottom. */
import type { Config } from '../config/schema.ts';
import { cleaner } from './clean/clean.ts';
import type { Draft, Stage } from './draft.ts';
import { completenessJudge } from './enrich/completeness.ts';
import { dateFinder } from './enrich/date/published.ts';
import { entityFinder } from './enrich/entities/entities.ts';
import { languageFinder } from './enrich/language.ts';
import { sourceFinder } from './enrich/source/source.ts';

/**
 * Returns the whole pipeline over one page; rules and models are compiled once, here.
 *
 * A refused draft passes through untouched. Each page is judged alone: the same draft gives the same result in any
 * corpus, in any order. A fault in a stage names the page.
 */
export function pipeline(config: Config): Stage {
  const stages: readonly Stage[] = [
    cleaner(config), // first: every fact is read from the clean body, or from what was stripped and why
    languageFinder(config), // names and stamps are read differently in each language
    completenessJudge(config), // a paywall notice among the removals says how much is missing
    sourceFinder(config), // outlets name themselves in what was stripped
    dateFinder(config), // after the source: the date that counts stands by the outlet's name, not the aggregator's
    entityFinder(config), // last: the outlet's own name is no entity of its article
  ];
  return (draft) => {
    if (draft.refused) return draft;
    try {
      return stages.reduce<Draft>((known, stage) => stage(known), draft);
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
