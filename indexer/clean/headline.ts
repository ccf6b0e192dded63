/** What a headline is, whoever finds it. */
import type { Block, Fact } from '../draft.ts';
import { keyOf } from './key.ts';
import type { Page } from './page.ts';

export interface Headline {
  readonly fact: Fact<string>;
  /** The block it stands in, when it stands in one of its own. */
  readonly block?: Block;
}

/** A headline weighs this much: less is a section name, more is a lead. */
export const LIGHTEST = 12;
export const HEAVIEST = 220;

export const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** A headline somebody states, with the block that says the same. */
export function withBlock(page: Page, value: string, fact: Fact<string>): Headline {
  const own = keyOf(value);
  const block = page.blocks[page.keys().indexOf(own)];
  return block ? { fact, block } : { fact };
}
