/** Walks a body and cuts it into the blocks a reader sees: a run of text up to the next block-level element. */
import type { BlockKind } from '../../draft.ts';
import { textBlocks } from '../text.ts';
import { tidy, visible } from '../tidy.ts';

/** A block with the element whose own text it is. */
export interface Run {
  readonly text: string;
  readonly kind: BlockKind;
  readonly owner: Element;
  /** Letters and digits inside links over all, 0..1. */
  readonly linkDensity: number;
}

export interface Walk {
  readonly runs: readonly Run[];
  /** Each `time` element that is shown, with the number of the run it stands in or before. */
  readonly times: readonly { readonly element: Element; readonly run: number }[];
  /** Deepest nesting and number of elements that were entered. */
  readonly depth: number;
  readonly elements: number;
}

const words = (names: string): ReadonlySet<string> => new Set(names.toUpperCase().split(/\s+/));

/** Never text of the page. Form controls say what a button does; `noscript` repeats what scripts show. */
const SKIPPED = words(
  `script style template noscript svg math iframe object embed applet canvas audio video map input select option
   datalist textarea button progress meter title head link meta base frame frameset noframes`,
);

const BLOCK_LEVEL = words(
  `address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
   footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup p plaintext pre
   search section summary table tbody td tfoot th thead tr ul xmp`,
);

const KINDS: Readonly<Record<string, BlockKind>> = {
  H1: 'heading',
  H2: 'heading',
  H3: 'heading',
  H4: 'heading',
  H5: 'heading',
  H6: 'heading',
  LI: 'list-item',
  DT: 'list-item',
  DD: 'list-item',
  FIGCAPTION: 'caption',
  CAPTION: 'caption',
  BLOCKQUOTE: 'quote',
};

/** Class words of a picture's caption; `has-caption` names what holds one. */
const CAPTION_CLASS =
  /(?:^|[\s_-])(?<!\b(?:has|with|no)[_-])captions?(?:[_-]?(?:text|title|credit|copyright))?(?:\s|$)/i;
/** A caption by class that is longer than this is a container that happens to have the word in its class. */
const CAPTION_LENGTH = 600;

const HIDDEN_STYLE = /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/** Marks in a run, all of them controls that no text can hold: link begins, link ends, line break, cell begins. */
const LINK = '\x01';
const UNLINK = '\x02';
const BREAK = '\x03';
const CELL = '\x04';
// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks are controls
const LINKED = /\x01([^\x02]*)\x02?/g;
const COUNTED = /[\p{L}\p{N}]/gu;

/** Lines that single breaks part are paragraphs when they are at least this long on average and end like sentences. */
const LINE_PARAGRAPH = 80;
const SENTENCE_END = /[.!?…。！？؟»”"')\]]$/;

/** A table row with a longer cell is layout, not data. */
const CELL_LENGTH = 200;

interface Frame {
  readonly element: Element;
  readonly kind: BlockKind;
  /** Whether the run is preformatted here. */
  readonly pre: boolean;
  /** In a row of a data table, whose cells make one block. */
  readonly row: boolean;
}

/** The blocks of a body in page order. Bounded in stack whatever the nesting. */
export function walk(body: Element): Walk {
  const runs: Run[] = [];
  const times: { element: Element; run: number }[] = [];
  const frames: Frame[] = [{ element: body, kind: 'paragraph', pre: false, row: false }];
  let frame = frames[0] as Frame;
  let run = '';
  let links = 0;
  let depth = 0;
  let deepest = 0;
  let elements = 0;

  const flush = () => {
    if (run !== '') for (const found of cut(run, frame)) runs.push(found);
    run = links > 0 ? LINK : '';
  };
  const enter = (element: Element): boolean => {
    const name = element.tagName.toUpperCase();
    if (SKIPPED.has(name) || isHidden(element)) return false;
    elements += 1;
    if (name === 'BR') run += frame.pre ? '\n' : BREAK;
    else if (name === 'TIME') times.push({ element, run: runs.length });
    else if (name === 'A' && element.hasAttribute('href')) {
      links += 1;
      if (links === 1) run += LINK;
    } else if (BLOCK_LEVEL.has(name)) {
      if (frame.row && (name === 'TD' || name === 'TH')) {
        run += CELL;
        return true;
      }
      flush();
      frame = frameOf(element, name, frame);
      frames.push(frame);
    }
    return true;
  };
  const leave = (element: Element) => {
    if (element === frame.element && frames.length > 1) {
      flush();
      frames.pop();
      frame = frames.at(-1) as Frame;
    } else if (element.tagName.toUpperCase() === 'A' && element.hasAttribute('href')) {
      links -= 1;
      if (links === 0) run += UNLINK;
    }
  };

  let node: Node | null = body.firstChild;
  while (node) {
    let child: Node | null = null;
    if (node.nodeType === 3 || node.nodeType === 4) run += visible(node.nodeValue ?? '');
    else if (node.nodeType === 1) {
      if (enter(node as Element)) {
        child = node.firstChild;
        if (!child) leave(node as Element);
      }
    }
    if (child) {
      depth += 1;
      deepest = Math.max(deepest, depth);
      node = child;
      continue;
    }
    while (node && !node.nextSibling) {
      node = node.parentNode;
      if (!node || node === body) break;
      depth -= 1;
      leave(node as Element);
    }
    node = node && node !== body ? node.nextSibling : null;
  }
  flush();
  return { runs, times, depth: deepest, elements };
}

function isHidden(element: Element): boolean {
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true;
  const style = element.getAttribute('style');
  if (style && HIDDEN_STYLE.test(style)) return true;
  return element.tagName.toUpperCase() === 'DIALOG' && !element.hasAttribute('open');
}

function frameOf(element: Element, name: string, outer: Frame): Frame {
  const preformatted = outer.pre || name === 'PRE' || name === 'XMP' || name === 'LISTING';
  const row = outer.row || (name === 'TR' && isDataRow(element));
  const kind = KINDS[name] ?? (isCaption(element) ? 'caption' : row ? 'table-row' : inherited(name, outer));
  return { element, kind, pre: preformatted, row };
}

/** A quote, caption or list item stays one in the elements it holds; a table or a section within begins anew. */
const inherited = (name: string, outer: Frame): BlockKind =>
  name === 'TABLE' || name === 'SECTION' || name === 'ARTICLE' ? 'paragraph' : outer.kind;

const isCaption = (element: Element): boolean => CAPTION_CLASS.test(element.getAttribute('class') ?? '');

/** Whether a row holds two or more short cells of plain text: data, where a layout table holds blocks. */
function isDataRow(row: Element): boolean {
  let cells = 0;
  for (let cell = row.firstElementChild; cell; cell = cell.nextElementSibling) {
    if (!/^T[DH]$/i.test(cell.tagName) || holdsBlocks(cell)) return false;
    cells += 1;
  }
  return cells > 1;
}

function holdsBlocks(cell: Element): boolean {
  let length = 0;
  let breaks = 0;
  let node: Node | null = cell.firstChild;
  while (node) {
    const name = node.nodeName.toUpperCase();
    if (BLOCK_LEVEL.has(name)) return true;
    if (name === 'BR') breaks += 1;
    if (node.nodeType === 3) length += (node.nodeValue ?? '').length;
    if (length > CELL_LENGTH || breaks > 2) return true;
    let next: Node | null = SKIPPED.has(name) ? null : node.firstChild;
    while (!next && node && node !== cell) {
      next = node.nextSibling;
      if (!next) node = node.parentNode;
    }
    node = next;
  }
  return false;
}

/** The blocks of one run: parted at doubled breaks, or at every break when the lines are paragraphs themselves. */
function cut(run: string, frame: Frame): Run[] {
  if (frame.pre) return preformatted(run, frame);
  const groups: string[][] = [[]];
  let linked = false;
  for (const line of run.split(BREAK)) {
    if (tidy(line) === '') groups.push([]);
    else groups.at(-1)?.push(linked ? LINK + line : line);
    linked = staysLinked(line, linked);
  }
  return groups.flatMap((lines) =>
    areParagraphs(lines)
      ? lines.map((line) => made([line], frame))
      : lines.length > 0
        ? [made(lines, frame)]
        : [],
  );
}

function staysLinked(line: string, linked: boolean): boolean {
  const begin = line.lastIndexOf(LINK);
  const end = line.lastIndexOf(UNLINK);
  return begin === end ? linked : begin > end;
}

function areParagraphs(lines: readonly string[]): boolean {
  if (lines.length < 2) return false;
  const texts = lines.map(tidy);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length >= LINE_PARAGRAPH * texts.length && texts.every((text) => SENTENCE_END.test(text));
}

function made(lines: readonly string[], frame: Frame): Run {
  const text = lines.map(frame.row ? cells : tidy).join('\n');
  const kind = frame.kind === 'caption' && text.length > CAPTION_LENGTH ? 'paragraph' : frame.kind;
  return { text, kind, owner: frame.element, linkDensity: linkDensity(lines.join('')) };
}

/** The cells of a row that hold text. */
const cells = (row: string): string =>
  row
    .split(CELL)
    .map(tidy)
    .filter((cell) => cell !== '')
    .join(' | ');

/** Preformatted prose is a text dump of its own; what stands in `code` keeps its lines. */
function preformatted(run: string, frame: Frame): Run[] {
  const density = linkDensity(run);
  const text = visible(run.replaceAll(BREAK, '\n'));
  if (text.trim() === '') return [];
  if (frame.element.querySelector('code'))
    return [
      { text: text.replace(/^\s*\n|\s+$/g, ''), kind: 'code', owner: frame.element, linkDensity: density },
    ];
  return textBlocks(text).map((block) => ({ ...block, owner: frame.element, linkDensity: density }));
}

function linkDensity(marked: string): number {
  if (!marked.includes(LINK)) return 0;
  const all = marked.match(COUNTED)?.length ?? 0;
  let linked = 0;
  for (const [, text = ''] of marked.matchAll(LINKED)) linked += text.match(COUNTED)?.length ?? 0;
  return all === 0 ? 0 : linked / all;
}
