/** An HTML page or fragment -> blocks with markup, and what its head states. */
import type { Block, PageHead } from '../../draft.ts';
import { tidy } from '../tidy.ts';
import { headReader } from './head.ts';
import { elementPath } from './path.ts';
import { walk } from './walk.ts';

export interface HtmlPage {
  /** Every text a reader of the page would see, in page order; `line` is the number of the block. */
  readonly blocks: readonly Block[];
  readonly head: PageHead;
}

/** Reads a page however broken and big; a page without visible text has no blocks. */
export function readHtml(html: string): HtmlPage {
  const reader = headReader();
  const { runs, dated } = walk(html, [reader]);
  const pathOf = elementPath();
  let offset = 0;
  const blocks = runs.map(({ text, kind, linkDensity, owner }, i) => {
    const block = { text, kind, line: i + 1, offset, markup: { path: pathOf(owner), linkDensity } };
    offset += text.length + 1;
    return block;
  });
  const times = dated.map(({ element, machine, text, run }) => ({
    datetime: machine,
    text: tidy(text),
    path: pathOf(element),
    line: run + 1,
    ...(element.attributes.itemprop && { property: element.attributes.itemprop.trim().toLowerCase() }),
  }));
  return { blocks, head: { ...reader.head(), times } };
}
