/**
 * Lessons of our own: the invented pages of `made/`, for what benchmark pages hardly hold (lists, tables, scores,
 * quotations, interviews, recipes and poems in the middle or at the end of an article). For training only: a page
 * written by who wrote the classifier proves nothing, so nothing is ever measured on them.
 *
 * `NAME.txt` and `NAME.md`: each line that is not blank begins with a mark: `+ ` article, `- ` not, `= ` headline.
 * `NAME.html`: `data-article` marks an element whose text is article; within it, `data-article="no"` marks what is
 * not, and anywhere `data-article="headline"` the headline. The nearest marked element counts; unmarked is not article.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Format } from '../../indexer/draft.ts';
import type { PageElement } from '../../indexer/read/html/elements.ts';
import { walk } from '../../indexer/read/html/walk.ts';

/** 1 article, 0 not, undefined: the headline, which counts as neither. */
type Mark = 0 | 1 | undefined;

export interface MadePage {
  readonly id: string;
  /** One a file, so that a page read in two formats stays in one part of a cross-validation. */
  readonly site: string;
  readonly format: Format;
  /** The page without any mark. */
  readonly content: string;
  /** The label of a block is `labels[block.line - 1]`, whatever the format. */
  readonly labels: readonly Mark[];
}

const FOLDER = new URL('./made/', import.meta.url);
const MARKS: ReadonlyMap<string, Mark> = new Map([
  ['+ ', 1],
  ['- ', 0],
  ['= ', undefined],
]);

/**
 * All made pages, in the order of their names. An HTML page is there twice: as HTML, and as the text a browser copies.
 * @throws for a file of another kind, and for a line or an element without a known mark
 */
export function madePages(): MadePage[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((file) => {
      const source = readFileSync(new URL(file, FOLDER), 'utf8');
      const extension = extname(file);
      if (extension === '.txt') return [markedLines(file, 'text', source)];
      if (extension === '.md') return [markedLines(file, 'markdown', source)];
      if (extension === '.html') return markedElements(file, source);
      throw new Error(`bench/train/made/${file}: a made page ends in .txt, .md or .html`);
    });
}

function markedLines(file: string, format: Format, source: string): MadePage {
  const lines = source.split('\n');
  const labels = lines.map((line, i): Mark => {
    const mark = line.slice(0, 2);
    if (line.trim() === '') return 0;
    if (!MARKS.has(mark))
      throw new Error(
        `bench/train/made/${file}:${i + 1}: "${mark}" is no mark; write "+ ", "- " or "= " before it`,
      );
    return MARKS.get(mark);
  });
  return page(file, format, lines.map((line) => line.slice(2)).join('\n'), labels);
}

const ATTRIBUTE = / data-article(?:="[^"]*")?/g;
/** What stands between the cells of a row that was read from HTML, and what a browser copies there. */
const CELLS = [' | ', '\t'] as const;

function markedElements(file: string, source: string): MadePage[] {
  const { runs } = walk(source);
  const labels = runs.map(({ owner }) => markOf(file, owner));
  const lines = runs.flatMap(({ text, kind }, at) =>
    (kind === 'table-row' ? text.replaceAll(...CELLS) : text)
      .split('\n')
      .map((line) => [line, labels[at]] as const),
  );
  return [
    page(file, 'html', source.replace(ATTRIBUTE, ''), labels),
    page(
      file,
      'text',
      lines.map(([line]) => line).join('\n'),
      lines.map(([, label]) => label),
    ),
  ];
}

function markOf(file: string, owner: PageElement): Mark {
  let marked: PageElement | undefined = owner;
  while (marked && marked.attributes['data-article'] === undefined) marked = marked.parent;
  const mark = marked?.attributes['data-article'];
  if (mark === undefined || mark === 'no') return 0;
  if (mark === '') return 1;
  if (mark === 'headline') return undefined;
  throw new Error(`bench/train/made/${file}: data-article="${mark}" is neither empty, "no" nor "headline"`);
}

const page = (file: string, format: Format, content: string, labels: readonly Mark[]): MadePage => ({
  id: `made/${file}${file.endsWith('.html') && format === 'text' ? ' as text' : ''}`,
  site: `made/${file}`,
  format,
  content,
  labels,
});
