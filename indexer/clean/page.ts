/** The page while it is judged: every block in its place, and what has been said about each so far. */
import type { Block, Draft, Why } from '../draft.ts';
import { keyOf } from './key.ts';
import { isProse, mass } from './measure.ts';
import { once } from './once.ts';
import { type Vocabulary, vocabulary } from './vocabulary.ts';

/** Removals decided so far. The first step that names a block is the one its reader is told about. */
export type Verdicts = ReadonlyMap<Block, Why>;

/** One step of cleaning: what it would drop besides what is already going. It never sees a page with holes. */
export type Step = (page: Page, going: Verdicts) => Verdicts;

export interface Page {
  readonly draft: Draft;
  readonly blocks: readonly Block[];
  /** Weight of each block (see `mass`). */
  readonly mass: readonly number[];
  /** Whether each block is a paragraph of prose. */
  readonly prose: readonly boolean[];
  /** The key of each block (see `keyOf`), made when first asked for. */
  readonly keys: () => readonly string[];
  /** How many blocks have the key of each. */
  readonly repeats: () => Int32Array;
  /** The words of the blocks, read when first asked for. */
  readonly vocabulary: () => Vocabulary;
  /** The headline, if it stands as a block of its own. */
  readonly title?: Block;
}

/** Weighs every block once. */
export function pageOf(draft: Draft): Page {
  const weights = draft.blocks.map((block) => mass(block.text));
  const prose = draft.blocks.map((block, at) => isProse(block.text, weights[at]));
  const keys = once(() => draft.blocks.map((block) => keyOf(block.text)));
  const repeats = once(() => timesOf(keys()));
  const words = once(() => vocabulary({ blocks: draft.blocks, prose }));
  return retitled(
    { draft, blocks: draft.blocks, mass: weights, prose, keys, repeats, vocabulary: words },
    draft,
  );
}

function timesOf(keys: readonly string[]): Int32Array {
  const times = new Map<string, number>();
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  return Int32Array.from(keys, (key) => times.get(key) ?? 1);
}

/** The same page after its headline was marked: the texts and their places must be the same. */
export function retitled(page: Page, draft: Draft): Page {
  const title = draft.blocks.find((block) => block.kind === 'title');
  return {
    draft,
    blocks: draft.blocks,
    mass: page.mass,
    prose: page.prose,
    keys: page.keys,
    repeats: page.repeats,
    vocabulary: page.vocabulary,
    ...(title && { title }),
  };
}

/** Adds what a step found; a block that is going already keeps its first reason, the headline never goes. */
export function agree(page: Page, going: Verdicts, found: Verdicts): Verdicts {
  const all = new Map(going);
  for (const [block, why] of found) if (block !== page.title && !all.has(block)) all.set(block, why);
  return all;
}
