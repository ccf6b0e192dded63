/** The page as it stood, kept and stripped blocks together in page order, cut at the body's first and last prose. */
import type { RemovalKind } from '../../../config/schema.ts';
import { type Block, type Draft, paragraphs } from '../../draft.ts';
import { remembered } from '../remembered.ts';

export interface Line {
  readonly text: string;
  readonly block: Block;
  /** Why it was stripped; undefined where it was kept. */
  readonly kind: RemovalKind | undefined;
}

/** Characters from which a kept block is prose and not a label. */
const PROSE = 120;
/** Lines looked at on either side of the body: a page of a million lines costs no more. */
const MOST = 60;

interface Edges {
  readonly head: readonly Line[];
  readonly tail: readonly Line[];
}

/** What stands above the first prose of the body (nearest last) and below its last (nearest first). */
export const edges = remembered(edgesOf);

function edgesOf(draft: Draft): Edges {
  const kept = paragraphs(draft);
  const isProse = (block: Block) => block.text.length >= PROSE && block.kind !== 'caption';
  const first = (kept.find(isProse) ?? kept[0])?.line ?? Number.POSITIVE_INFINITY;
  const last = (kept.findLast(isProse) ?? kept.at(-1))?.line ?? 0;
  const head: Line[] = [];
  const tail: Line[] = [];
  const place = (block: Block, kind: RemovalKind | undefined) => {
    if (block.line < first) head.push({ text: block.text, block, kind });
    if (block.line > last) tail.push({ text: block.text, block, kind });
  };
  for (const { block, kind } of draft.removals) place(block, kind);
  for (const block of draft.blocks) place(block, undefined);
  return { head: head.sort(inPageOrder).slice(-MOST), tail: tail.sort(inPageOrder).slice(0, MOST) };
}

const inPageOrder = (a: Line, b: Line): number =>
  a.block.line - b.block.line || a.block.offset - b.block.offset;
