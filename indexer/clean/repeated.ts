/**
 * Lines that stand on many pages of one site. A page alone does not show them: a reindex, which sees the corpus, tells
 * which they are (`indexer/repeated/`), and the page is cleaned again with that knowledge.
 */
import type { Config } from '../../config/schema.ts';
import { type Block, type Draft, drop, paragraphs, type Why } from '../draft.ts';
import { guardBody } from './guard.ts';

/** Why a block of this page goes, or undefined: it stays. */
export type Repeats = (block: Block) => Why | undefined;

/** Takes out what is known to be repeated; the headline stays, and the body-loss guard looks again. */
export function repeatedLines(
  config: Pick<Config, 'index' | 'cues'>,
): (draft: Draft, repeats: Repeats) => Draft {
  const guard = guardBody(config);
  return (draft, repeats) => {
    const going = new Map<Block, Why>();
    for (const block of paragraphs(draft)) {
      const why = repeats(block);
      if (why) going.set(block, why);
    }
    return going.size === 0 ? draft : guard(drop(draft, going));
  };
}
