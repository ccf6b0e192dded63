/** Flags a page that cleaning left suspiciously little of: better a warning than a silent loss. */
import type { IndexFile } from '../../config/schema.ts';
import { body, type Draft, learn } from '../draft.ts';
import { countLetters, countWords } from '../text/words.ts';

/** Sets `facts.bodyLoss` (the share of letters kept, 0..1) where it is below the floor or too few words are left. */
export function guardBody(
  index: Pick<IndexFile, 'bodyLossShare' | 'bodyLossWords'>,
): (draft: Draft) => Draft {
  return (draft) => {
    const text = body(draft);
    const kept = countLetters(text);
    const gone = draft.removals.reduce((sum, removal) => sum + countLetters(removal.block.text), 0);
    const share = kept + gone > 0 ? kept / (kept + gone) : 0;
    const count = countWords(text);
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
