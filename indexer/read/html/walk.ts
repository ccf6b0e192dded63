/** Walks a page and cuts it into the blocks a reader sees: a run of text up to the next block-level element. */
import type { BlockKind } from '../../draft.ts';
import { visible } from '../tidy.ts';
import { BREAK, CELL, type Cut, cut, LINK, type Surroundings, UNLINK } from './cut.ts';
import { type DatedElement, datedReader } from './dated.ts';
import { BLOCK_LEVEL, type PageElement, seen, type Visitor, visit } from './elements.ts';
import { type RowVisitor, rows } from './rows.ts';

/** A block with the element whose own text it is. */
export interface Run extends Cut {
  readonly owner: PageElement;
}

export interface Walk {
  readonly runs: readonly Run[];
  /** What is shown and says that it holds a date. */
  readonly dated: readonly DatedElement[];
}

const KINDS: Readonly<Record<string, BlockKind>> = {
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  li: 'list-item',
  dt: 'list-item',
  dd: 'list-item',
  figcaption: 'caption',
  caption: 'caption',
  blockquote: 'quote',
};

/** Class words of a picture's caption; `has-caption` names what holds one. */
const CAPTION_CLASS =
  /(?:^|[\s_-])(?<!\b(?:has|with|no)[_-])captions?(?:[_-]?(?:text|title|credit|copyright))?(?:\s|$)/i;

/** Stands for the body of a page that has none. */
const NO_BODY: PageElement = { name: 'body', attributes: {}, parent: undefined, isFrame: true, at: -1 };

interface Frame extends Surroundings {
  element: PageElement;
  code: boolean;
}

/** The blocks of a page or fragment in page order; `others` hear of all of it as well. */
export function walk(html: string, others: readonly Partial<Visitor>[] = []): Walk {
  const runs: Run[] = [];
  const dated = datedReader(runs);
  visit(html, [...others, seen(rows(runner(runs, dated)))]);
  return { runs, dated: dated.found() };
}

/** Fills in the runs, in page order, and passes on what it hears. */
function runner(runs: Run[], dated: Omit<Visitor, 'end'>): RowVisitor {
  const page: Frame = { element: NO_BODY, kind: 'paragraph', pre: false, code: false, row: false };
  const frames: Frame[] = [page];
  let frame = page;
  let run = '';
  let links = 0;

  const flush = () => {
    if (run !== '') for (const found of cut(run, frame)) runs.push({ ...found, owner: frame.element });
    run = links > 0 ? LINK : '';
  };
  const enclose = (element: PageElement, row: boolean) => {
    flush();
    frame = frameOf(element, row, frame);
    frames.push(frame);
  };
  /** Every frame around a `code` knows of it; those around a frame that knows already do as well. */
  const noteCode = () => {
    for (let i = frames.length - 1; i >= 0; i--) {
      const around = frames[i];
      if (!around || around.code) return;
      around.code = true;
    }
  };

  return {
    openRow: enclose,
    open(element) {
      const { name, attributes } = element;
      if (element.isFrame) {
        if (name === 'body' && page.element === NO_BODY) page.element = element;
      } else if (name === 'br') run += frame.pre ? '\n' : BREAK;
      else if (name === 'a') {
        if (attributes.href !== undefined && ++links === 1) run += LINK;
      } else if (name === 'code') noteCode();
      else if (frame.row && (name === 'td' || name === 'th')) run += CELL;
      else if (BLOCK_LEVEL.has(name)) enclose(element, false);
      dated.open(element);
    },
    text(text) {
      run += visible(text);
      dated.text(text);
    },
    close(element) {
      dated.close(element);
      if (element === frame.element && frame !== page) {
        flush();
        frames.pop();
        frame = frames.at(-1) ?? page;
      } else if (element.name === 'a' && element.attributes.href !== undefined) {
        if (--links === 0) run += UNLINK;
      }
    },
    end: flush,
  };
}

function frameOf(element: PageElement, isDataRow: boolean, outer: Frame): Frame {
  const { name, attributes } = element;
  const pre = outer.pre || name === 'pre' || name === 'xmp' || name === 'listing';
  const row = outer.row || isDataRow;
  const kind =
    KINDS[name] ??
    (CAPTION_CLASS.test(attributes.class ?? '') ? 'caption' : row ? 'table-row' : inherited(name, outer));
  return { element, kind, pre, code: false, row };
}

/** A quote, caption or list item stays one in the elements it holds; a table or a section within begins anew. */
const inherited = (name: string, outer: Frame): BlockKind =>
  name === 'table' || name === 'section' || name === 'article' ? 'paragraph' : outer.kind;
