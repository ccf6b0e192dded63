/** An HTML page or fragment -> blocks with markup, and what its head states. */
import type { Block, PageHead } from '../../draft.ts';
import { tidy } from '../tidy.ts';
import { articleVerdicts } from './article.ts';
import { parseDocument } from './document.ts';
import { readHead } from './head.ts';
import { elementPath } from './path.ts';
import { slicesOf } from './slices.ts';
import { type Run, type Walk, walk } from './walk.ts';

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
  const { seen, walked } = look(document);
  const { inArticle: verdicts, warning } = articleVerdicts(document, walked);
  return {
    blocks: blocksOf(seen.runs, verdicts),
    head: {
      ...head,
      times: seen.times.map(({ run, ...time }) => ({ ...time, inArticle: verdicts?.[run] ?? false })),
    },
    ...(warning && { warning }),
  };
}

type Shown = Pick<Run, 'text' | 'kind' | 'linkDensity'> & { readonly path: string };

/** What is seen of a document, with its paths: to be taken before Readability edits it, and free of the DOM. */
interface Seen {
  readonly runs: readonly Shown[];
  readonly times: readonly { datetime: string; text: string; path: string; run: number }[];
}

function look(document: Document): { seen: Seen; walked: Walk } {
  const walked = walk(document.body);
  const pathOf = elementPath();
  const seen = {
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
      run,
    })),
  };
  return { seen, walked };
}

function readSliced(first: Document, head: Omit<PageHead, 'times'>, others: readonly string[]): HtmlPage {
  const { seen } = look(first);
  const runs = [...seen.runs];
  for (const slice of others) for (const run of look(parseDocument(slice)).seen.runs) runs.push(run);
  return {
    blocks: blocksOf(runs, undefined),
    head: { ...head, times: seen.times.map(({ run: _, ...time }) => ({ ...time, inArticle: false })) },
    warning: `the page is too big for one piece: read in ${others.length + 1}, and without Readability's verdict`,
  };
}

function blocksOf(runs: readonly Shown[], verdicts: readonly boolean[] | undefined): Block[] {
  let offset = 0;
  return runs.map(({ text, kind, path, linkDensity }, i) => {
    const verdict = verdicts?.[i];
    const markup = { path, linkDensity, ...(verdict !== undefined && { inArticle: verdict }) };
    const block = { text, kind, line: i + 1, offset, markup };
    offset += text.length + 1;
    return block;
  });
}
