/**
 * Cleaning: a draft with every block of the page in, a draft whose blocks are the article out. What is not the
 * article stands in `removals` with rule, kind and reason; the headline is found and marked on the way.
 *
 * See docs/how-cleaning-works.md for the way of a page, with a drawing.
 */
import type { Config } from '../../config/schema.ts';
import { type Block, type Draft, drop, type Stage } from '../draft.ts';
import { languageGuesser } from '../text/language.ts';
import { bodySpan, widen } from './body.ts';
import { classifier, shippedWeights, type Weights } from './classify.ts';
import { companions } from './companions.ts';
import { compileCues } from './cues.ts';
import { duplicates, twinsOf } from './duplicates.ts';
import { guardBody } from './guard.ts';
import { reasons } from './kinds.ts';
import { foreign } from './language.ts';
import { once } from './once.ts';
import { agree, pageOf, retitled, type Step, type Verdicts } from './page.ts';
import { type Prepared, preparer } from './prepare.ts';
import { isAfterwards, ruleFinder } from './rules.ts';
import { belowHeadline, headlineFinder, withHeadline } from './title.ts';

/** Blocks of a page the classifier is asked about; a longer one is a log or a list, and would fill the memory. */
const MOST_BLOCKS = 20_000;

/** Compiles the rules and reads the weights once, and returns the stage. Pages that were refused or are empty pass through. */
export function cleaner(
  config: Pick<Config, 'index' | 'boilerplate' | 'cues'>,
  weights: Weights = shippedWeights(),
): Stage {
  const prepare = preparer(config);
  const classify = whenAsked(weights);
  const findHeadline = headlineFinder(weights.headline);
  const findAfterwards = ruleFinder(
    config.boilerplate.filter(isAfterwards),
    compileCues(config.cues)['line/reported'],
  );
  const guess = languageGuesser(config.index);
  const guard = guardBody(config);

  /** Whether each block is article. What the classifier finds no article in, or is too long to ask it, keeps its heaviest span: the guard flags what is too little. */
  const articleOf = (prepared: Prepared): readonly boolean[] => {
    const { page, hits } = prepared;
    // The heaviest span of one block is that block, whatever the classifier says of it: nobody need be asked.
    if (page.blocks.length === 1) return [true];
    const stays = page.blocks.length > MOST_BLOCKS ? undefined : classify()(prepared);
    if (stays?.includes(true)) return stays;
    const span = widen(page, bodySpan(page, hits), hits);
    return page.blocks.map((_, at) => at >= span.from && at < span.to);
  };

  /** Whether a rule knows the block that the classifier, and so the headline's, was not trained with. */
  const isKnownAs = (draft: Draft) => (block: Block) =>
    findAfterwards(pageOf({ ...draft, blocks: [block] })).going.has(block);

  return (draft: Draft): Draft => {
    if (draft.refused || draft.blocks.length === 0) return draft;
    const prepared = prepare(draft);
    const { hits, cues } = prepared;
    const found = articleOf(prepared);
    // What rules know that the classifier was not trained with: the text begins below a notice that it kept.
    const late = findAfterwards(prepared.page, new Set(draft.blocks.filter((_, at) => !found[at])));
    const isText = found.map((own, at) => own && !late.going.has(draft.blocks[at] as Block));
    // After the article is known: the headline is the line above it whose words it takes up.
    const whole = isText.includes(true) ? isText : found;
    const headline = findHeadline(prepared.page, whole, hits, isKnownAs(draft));
    const stays = belowHeadline(prepared.page, found, headline);
    const titled = withHeadline(draft, headline);
    const page = retitled(prepared.page, titled);
    const steps: readonly Step[] = [
      // What the rules and the classifier take, with the plainest reason there is for each.
      () => reasons(page, stays, hits, cues, guess),
      () => new Map([...late.going].filter(([block]) => block !== headline?.block)),
      // After all that rules take: a heading of other stories takes the headline below it, a form what stands in it.
      companions,
      // A line that stands twice goes twice, unless it is the headline.
      twinsOf,
      // Against the language of what is left: before this point a page of feeds would outvote its article.
      (_, going) => foreign(page, going, guess),
      // Last: only a copy whose original stays is a duplicate.
      duplicates,
    ];
    const going = steps.reduce<Verdicts>((sofar, step) => agree(page, sofar, step(page, sofar)), new Map());
    return guard(drop(titled, going));
  };
}

/** A page of one block asks no classifier. The weights, as they were read, are in no other function's reach: compiled, they need not stay. */
const whenAsked = (weights: Weights) => once(() => classifier(weights));
