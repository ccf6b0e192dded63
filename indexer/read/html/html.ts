/** An HTML page or fragment -> blocks with markup, and what its head states. */
import type { Block, PageHead } from '../../draft.ts';
import { articleVerdicts } from './article.ts';
import { parseDocument } from './document.ts';
import { readHead } from './head.ts';
import { elementPath } from './path.ts';
import { walk } from './walk.ts';

export interface HtmlPage {
  /** Every text a reader of the page would see, in page order; `line` is the number of the block. */
  readonly blocks: readonly Block[];
  readonly head: PageHead;
  readonly warning?: string;
}

/** Reads a page however broken; a page without visible text has no blocks. */
export function readHtml(html: string): HtmlPage {
  const document = parseDocument(html);
  const head = readHead(document);
  const walked = walk(document.body);
  const pathOf = elementPath();
  const paths = walked.runs.map(({ owner }) => pathOf(owner));
  const times = walked.times.map(({ element, run }) => ({
    datetime: (element.getAttribute('datetime') ?? '').trim(),
    text: (element.textContent ?? '').replace(/\s+/g, ' ').trim(),
    path: pathOf(element),
    run,
  }));
  const { inArticle: verdicts, warning } = articleVerdicts(document, walked);
  let offset = 0;
  const blocks = walked.runs.map((run, i): Block => {
    const verdict = verdicts?.[i];
    const block: Block = {
      text: run.text,
      kind: run.kind,
      line: i + 1,
      offset,
      markup: {
        path: paths[i] ?? '',
        linkDensity: run.linkDensity,
        ...(verdict !== undefined && { inArticle: verdict }),
      },
    };
    offset += run.text.length + 1;
    return block;
  });
  return {
    blocks,
    head: {
      ...head,
      times: times.map(({ run, ...time }) => ({ ...time, inArticle: verdicts?.[run] ?? false })),
    },
    ...(warning && { warning }),
  };
}
