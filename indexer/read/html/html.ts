/** An HTML page or fragment -> blocks with markup, and what its head states. */
import type { Block, PageHead } from '../../draft.ts';
import { tidy } from '../tidy.ts';
import { parseDocument } from './document.ts';
import { readHead } from './head.ts';
import { elementPath } from './path.ts';
import { slicesOf } from './slices.ts';
import { type Run, walk } from './walk.ts';

export interface HtmlPage {
  /** Every text a reader of the page would see, in page order; `line` is the number of the block. */
  readonly blocks: readonly Block[];
  readonly head: PageHead;
  readonly warning?: string;
}

/** Reads a page however broken and big; a page without visible text has no blocks. */
export function readHtml(html: string): HtmlPage {
  const [first = '', ...others] = slicesOf(html);
  const document = parseDocument(first);
  const head = readHead(document);
  if (others.length > 0) return readSliced(document, head, others);
  const { runs, times } = look(document);
  return { blocks: blocksOf(runs), head: { ...head, times } };
}

type Shown = Pick<Run, 'text' | 'kind' | 'linkDensity'> & { readonly path: string };

/** What is seen of a document, with its paths, free of the DOM. */
interface Seen {
  readonly runs: readonly Shown[];
  readonly times: PageHead['times'];
}

function look(document: Document): Seen {
  const walked = walk(document.body);
  const pathOf = elementPath();
  return {
    runs: walked.runs.map(({ text, kind, linkDensity, owner }) => ({
      text,
      kind,
      linkDensity,
      path: pathOf(owner),
    })),
    times: walked.times.map(({ element, run }) => ({
      datetime: (element.getAttribute('datetime') ?? '').trim(),
      text: tidy(element.textContent ?? ''),
      path: pathOf(element),
      line: run + 1,
    })),
  };
}

function readSliced(first: Document, head: Omit<PageHead, 'times'>, others: readonly string[]): HtmlPage {
  const { runs, times } = look(first);
  const all = [...runs];
  for (const slice of others) for (const run of look(parseDocument(slice)).runs) all.push(run);
  return {
    blocks: blocksOf(all),
    head: { ...head, times },
    warning: `the page is too big for one piece: read in ${others.length + 1}`,
  };
}

function blocksOf(runs: readonly Shown[]): Block[] {
  let offset = 0;
  return runs.map(({ text, kind, path, linkDensity }, i) => {
    const markup = { path, linkDensity };
    const block = { text, kind, line: i + 1, offset, markup };
    offset += text.length + 1;
    return block;
  });
}
