/** Flags a page that cleaning left suspiciously little of: better a warning than a silent loss. */
import type { IndexFile } from '../../config/schema.ts';
import { type Draft, learn, paragraphs } from '../draft.ts';
import { countWords } from '../text/words.ts';
import { LOOKED_AT, letters } from './measure.ts';

/** Sets `facts.bodyLoss` (the share of letters kept, 0..1) where it is below the floor or too few words are left. */
export function guardBody(
  index: Pick<IndexFile, 'bodyLossShare' | 'bodyLossWords'>,
): (draft: Draft) => Draft {
  return (draft) => {
    const kept = paragraphs(draft).reduce((sum, block) => sum + letters(block.text), 0);
    const gone = draft.removals.reduce((sum, removal) => sum + letters(removal.block.text), 0);
    const share = kept + gone > 0 ? kept / (kept + gone) : 0;
    const count = wordsUpTo(draft, index.bodyLossWords);
    const percent = `${(100 * share).toFixed(1)} %`;
    const evidence =
      share < index.bodyLossShare
        ? `cleaning kept ${percent} of the page's letters, the floor is ${100 * index.bodyLossShare} %`
        : count < index.bodyLossWords
          ? `cleaning kept ${count} words, the floor is ${index.bodyLossWords}`
          : undefined;
    if (!evidence) return draft;
    return learn(draft, { bodyLoss: { value: share, evidence, reader: 'body-loss guard' } });
  };
}

/** Words of the body, counted until the floor is reached: nobody asks for more. */
function wordsUpTo(draft: Draft, floor: number): number {
  let count = 0;
  for (const block of paragraphs(draft)) {
    count += countWords(block.text.slice(0, LOOKED_AT));
    if (count >= floor) break;
  }
  return count;
}
