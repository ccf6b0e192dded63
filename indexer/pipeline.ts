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
 * Returns the whole pipeline over one page; rules and models are compiled once, here.
 *
 * A refused draft passes through untouched. Each page is judged alone: the same draft gives the same result in any
 * corpus, in any order. A fault in a stage names the page.
 */
export function pipeline(config: Config): Stage {
  const clean = cleaner(config); // first: every fact is read from the clean body, or from what was stripped and why
  const findFacts = factFinder(config);
  return (draft) => (draft.refused ? draft : naming(draft, () => findFacts(clean(draft))));
}

/**
 * Judges a page a second time, for a reindex, which alone sees the corpus: without the lines its site repeats, and so
 * with other facts where these were read from them. What is known of the corpus comes in as `repeats`, nothing is
 * remembered here: the same page and the same knowledge give the same result.
 */
export function secondJudge(config: Config): (judged: Draft, repeats: Repeats) => Draft {
  const withoutRepeats = repeatedLines(config);
  const findFacts = factFinder(config);
  return (judged, repeats) =>
    naming(judged, () => {
      const { title, bodyLoss } = judged.facts; // what cleaning found; all other facts are found anew
      const cleaned = { ...judged, facts: { ...(title && { title }), ...(bodyLoss && { bodyLoss }) } };
      return findFacts(withoutRepeats(cleaned, repeats));
    });
}

/** The stages of a config: a run that judges pages a second time compiles them once. */
const FINDERS = new WeakMap<Config, Stage>();

/** The stages that read facts from a clean page. */
function factFinder(config: Config): Stage {
  const made = FINDERS.get(config) ?? madeFinder(config);
  FINDERS.set(config, made);
  return made;
}

function madeFinder(config: Config): Stage {
  const stages: readonly Stage[] = [
    languageFinder(config), // names and stamps are read differently in each language
    completenessJudge(config), // a paywall notice among the removals says how much is missing
    sourceFinder(config), // outlets name themselves in what was stripped
    dateFinder(config), // after the source: the date that counts stands by the outlet's name, not the aggregator's
    entityFinder(config), // last: the outlet's own name is no entity of its article
  ];
  return (draft) => stages.reduce<Draft>((known, stage) => stage(known), draft);
}

function naming(draft: Draft, work: () => Draft): Draft {
  try {
    return work();
  } catch (cause) {
    throw new PipelineError(
      `${draft.path}: ${cause instanceof Error ? cause.message : String(cause)}; this is a fault in Broadsheet, not in the page`,
      { cause },
    );
  }
}

/** A stage threw: a bug of ours, with the page that shows it. */
export class PipelineError extends Error {
  override name = 'PipelineError';
}
