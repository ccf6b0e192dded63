/** Flags a page that cleaning left suspiciously little of, or nothing that reads as an article: better a warning than a silent loss. */
import type { Config, IndexFile, RemovalKind } from '../../config/schema.ts';
import { type Draft, learn, paragraphs } from '../draft.ts';
import { countWords } from '../text/words.ts';
import { compileCues } from './cues.ts';
import { isProse, LOOKED_AT, letters } from './measure.ts';
import { noiseFinder } from './noise.ts';

/**
 * Sets `facts.bodyLoss` (the share of letters kept, 0..1) where it is below the floor, where too few words are left,
 * or where what is left is no article; its evidence says which.
 */
export function guardBody(config: Pick<Config, 'index' | 'cues'>): (draft: Draft) => Draft {
  const { index } = config;
  const noise = noiseFinder(compileCues(config.cues));
  return (draft) => {
    const kept = paragraphs(draft).reduce((sum, block) => sum + letters(block.text), 0);
    const gone = draft.removals.reduce((sum, removal) => sum + letters(removal.block.text), 0);
    const share = kept + gone > 0 ? kept / (kept + gone) : 0;
    const evidence = noise(draft) ?? tooLittle(draft, kept, share, index);
    if (!evidence) return draft;
    return learn(draft, { bodyLoss: { value: share, evidence, reader: 'body-loss guard' } });
  };
}

/** Letters from which a text is an article, however much stands around it. */
const ENOUGH_LETTERS = 400;
/** Kinds of prose that no article is made of; what else was taken and is prose may have been the article. */
const NO_ARTICLE: ReadonlySet<RemovalKind> = new Set([
  'comment',
  'legal',
  'newsletter',
  'donation',
  'paywall',
  'sponsor',
  'bio',
  'share',
  'notice',
  'duplicate',
  'caption',
]);

/** Menus and lists are most of many a page: a small share counts where little is left, or less than the prose that went. */
function tooLittle(
  draft: Draft,
  kept: number,
  share: number,
  index: Pick<IndexFile, 'bodyLossShare' | 'bodyLossWords'>,
): string | undefined {
  if (share < index.bodyLossShare && (kept < ENOUGH_LETTERS || lostProse(draft) > kept))
    return `cleaning kept ${(100 * share).toFixed(1)} % of the page's letters, the floor is ${100 * index.bodyLossShare} %`;
  const count = wordsUpTo(draft, index.bodyLossWords);
  if (count < index.bodyLossWords) return `cleaning kept ${count} words, the floor is ${index.bodyLossWords}`;
  return undefined;
}

/** Letters of the prose that went and may have been the article. */
const lostProse = ({ removals }: Draft): number =>
  removals.reduce(
    (sum, { kind, block }) => sum + (!NO_ARTICLE.has(kind) && isProse(block.text) ? letters(block.text) : 0),
    0,
  );

/** Words of the body, counted until the floor is reached: nobody asks for more. */
function wordsUpTo(draft: Draft, floor: number): number {
  let count = 0;
  for (const block of paragraphs(draft)) {
    count += countWords(block.text.slice(0, LOOKED_AT));
    if (count >= floor) break;
  }
  return count;
}
