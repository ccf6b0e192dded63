/**
 * Cleaning: a draft with every block of the page in, a draft whose blocks are the article out. What is not the
 * article stands in `removals` with rule, kind and reason; the headline is found and marked on the way.
 *
 * See docs/how-cleaning-works.md for the way of a page, with a drawing.
 */
import type { Config } from '../../config/schema.ts';
import { type Draft, drop, type Stage } from '../draft.ts';
import { languageGuesser } from '../text/language.ts';
import { bodySpan, insertions, outside, widen } from './body.ts';
import { duplicates } from './duplicates.ts';
import { guardBody } from './guard.ts';
import { foreign } from './language.ts';
import { letters } from './letter.ts';
import { agree, pageOf, type Step, type Verdicts } from './page.ts';
import { ruleFinder } from './rules.ts';
import { findHeadline, withHeadline } from './title.ts';

/** Compiles the rules once and returns the stage. Pages that were refused or are empty pass through. */
export function cleaner(config: Pick<Config, 'index' | 'boilerplate'>): Stage {
  const find = ruleFinder(config.boilerplate);
  const guess = languageGuesser(config.index);
  const guard = guardBody(config.index);

  return (draft: Draft): Draft => {
    if (draft.refused || draft.blocks.length === 0) return draft;

    // The headline first: it must not be taken for a feed line, and where it stands does not depend on what goes.
    const bare = pageOf(draft);
    const firstLook = find(bare);
    const titled = withHeadline(draft, findHeadline(bare, bodySpan(bare, firstLook), firstLook));

    const page = pageOf(titled);
    const found = find(page);
    // What is certain comes first, so that a reader is told the plainest reason there is; a letter is prose and
    // must be known before its paragraphs can pass for the end of the article.
    const certain = agree(page, found.going, letters(page, found.going));
    const hits = { ...found, going: certain };
    const span = widen(page, bodySpan(page, hits), hits);
    const steps: readonly Step[] = [
      () => outside(page, span, hits),
      () => insertions(page, span),
      // Against the language of what is left: before this point a page of feeds would outvote its article.
      (_, going) => foreign(page, going, guess),
      // Last: only a copy whose original stays is a duplicate.
      duplicates,
    ];
    const going = steps.reduce<Verdicts>((sofar, step) => agree(page, sofar, step(page, sofar)), certain);
    return guard(drop(titled, going));
  };
}
