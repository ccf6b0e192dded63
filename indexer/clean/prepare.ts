/** What is known of a page before the classifier is asked: weights, rule hits, letters. */
import type { Config } from '../../config/schema.ts';
import type { Draft } from '../draft.ts';
import { type Cues, compileCues } from './cues.ts';
import { letters } from './letter.ts';
import { agree, type Page, pageOf, type Verdicts } from './page.ts';
import { isAfterwards, type RuleHits, ruleFinder } from './rules.ts';

export interface Prepared {
  readonly page: Page;
  /** What the rules say; `going` holds the letters too. */
  readonly hits: RuleHits;
  /** The blocks of letters to the readers. */
  readonly letters: Verdicts;
  /** The words cleaning asks for. */
  readonly cues: Cues;
}

/** Compiles the rules once. The training script prepares its pages with the same function. */
export function preparer(config: Pick<Config, 'boilerplate' | 'cues'>): (draft: Draft) => Prepared {
  const cues = compileCues(config.cues);
  const find = ruleFinder(
    config.boilerplate.filter((rule) => !isAfterwards(rule)),
    cues['line/reported'],
  );
  return (draft) => {
    const page = pageOf(draft);
    const found = find(page);
    // A letter is prose: it must be known before its paragraphs can pass for the end of the article.
    const toReaders = letters(page, found.going, cues);
    return { page, hits: { ...found, going: agree(page, found.going, toReaders) }, letters: toReaders, cues };
  };
}
