/** The page in lines, kept and stripped together, with the place of the article among them. */
import type { RemovalKind } from '../../../config/schema.ts';
import { type Block, type Draft, paragraphs } from '../../draft.ts';

/** Characters from which a kept block is prose and not a label. */
export const PROSE = 120;
/** Lines around headline and text that are looked at; no page has its stamp beyond. */
const REACH = 400;
/** Lines before and after the prose among which its short lines are; a whole sentence is prose enough to go on from. */
const EDGE = 8;
const SENTENCE = 60;
/** Characters from which a heading that is part of the title is the headline. */
const HEADLINE = 12;

export interface Line {
  readonly block: Block;
  /** Why it was stripped; undefined where it was kept. */
  readonly kind: RemovalKind | undefined;
}

export interface Layout {
  /** In page order, those around the article. */
  readonly lines: readonly Line[];
  /** Numbers of lines: the headline's (-1: none), the first and last of the article's text (-1: no text is left). */
  readonly title: number;
  readonly first: number;
  readonly last: number;
}

export function layOut(draft: Draft): Layout {
  const all: Line[] = [
    ...draft.removals.map(({ block, kind }) => ({ block, kind })),
    ...draft.blocks.map((block) => ({ block, kind: undefined })),
  ].sort((a, b) => a.block.line - b.block.line || a.block.offset - b.block.offset);
  const prose = paragraphs(draft).filter(({ text, kind }) => text.length >= PROSE && kind !== 'caption');
  const edge = prose.length > 0 ? prose : paragraphs(draft);
  const indexOf = (block: Block | undefined) => (block ? all.findIndex((line) => line.block === block) : -1);
  const [first, last] = widened(all, indexOf(edge[0]), indexOf(edge.at(-1)));
  const own = all.findIndex(({ block }) => block.kind === 'title');
  const headline = own >= 0 ? own : all.findIndex(({ block }) => isHeadline(block, draft));
  // A heading below the text is one of another article, or of a link back to this one.
  const title = headline > last && last >= 0 ? -1 : headline;
  const from = Math.max(0, Math.min(first, title < 0 ? first : title) - REACH);
  const lines = [
    ...all.slice(from, from + 2 * REACH),
    ...all.slice(Math.max(from + 2 * REACH, last), last + REACH),
  ];
  const at = (index: number) => (index < 0 ? index : lines.indexOf(all[index] as Line));
  return { lines, title: at(title), first: at(first), last: at(last) };
}

/** First and last line of the text, with the short ones that were kept right before and after its prose. */
function widened(all: readonly Line[], first: number, last: number): [number, number] {
  const isText = ({ block, kind }: Line) => kind === undefined && block.kind !== 'title';
  const edge = (start: number, step: 1 | -1): number => {
    let [end, sentence] = [start, start];
    for (let at = start + step; all[at] && Math.abs(at - sentence) <= EDGE; at += step) {
      const line = all[at] as Line;
      if (!isText(line)) continue;
      end = at;
      if (line.block.text.length >= SENTENCE) sentence = at;
    }
    return end;
  };
  return first < 0 ? [first, last] : [edge(first, -1), edge(last, 1)];
}

/** Whether a block that was not taken for the headline repeats it: heads of pages state headlines with a site's name. */
function isHeadline({ text, kind }: Block, { facts, format }: Draft): boolean {
  const title = facts.title?.value ?? '';
  return format === 'html' && kind === 'heading' && text.length >= HEADLINE && title.includes(text);
}
