/** Markdown -> blocks, and what its front matter states. */
import type { Token, Tokens } from 'marked';
import type { Block, BlockKind, Stated } from '../draft.ts';
import { later } from '../text/later.ts';
import { ReadError, wordsOf } from './errors.ts';
import { frontMatterOf } from './front-matter.ts';
import { textOf } from './html/elements.ts';
import { walk } from './html/walk.ts';
import { countLettersAndDigits } from './letters.ts';
import { textBlocks } from './text.ts';
import { tidy, visible } from './tidy.ts';

const loadMarked = later<typeof import('marked')>('marked');

export interface MarkdownPage {
  readonly blocks: readonly Block[];
  readonly frontMatter?: Stated;
  /** What could not be read, in words. */
  readonly warning?: string;
}

/** Characters of a block that are looked for in the source to tell its line. */
const PROBE = 40;

/**
 * Marks of emphasis, and exclamation marks (one begins a picture), that one paragraph may hold: the parser looks for the end
 * of each among all that follow, which takes square time.
 */
const MOST_EMPHASIS = 2_000;
/** Where a paragraph ends for certain: at a blank line, and where an item of a list or a heading begins. */
const PARAGRAPH_ENDS = /^[ \t]*$|^ {0,3}(?:[*+-][ \t]|#{1,6}[ \t])/;

/** Whether a paragraph holds more marks of emphasis than the parser can take. */
function isOvermarked(text: string): boolean {
  let marks = 0;
  for (const line of text.split('\n')) {
    if (PARAGRAPH_ENDS.test(line)) marks = 0;
    marks += line.match(/[*_]+|!/g)?.length ?? 0;
    if (marks > MOST_EMPHASIS) return true;
  }
  return false;
}

/**
 * Reads headings, paragraphs, list items, quotes, tables and code, HTML within Markdown included. What the parser
 * cannot take (thousands of nested quotes, or of marks of emphasis in one paragraph) is read as plain text, with a warning. Offsets count line ends as one.
 */
export function readMarkdown(content: string): MarkdownPage {
  const source = content.replace(/\r\n?/g, '\n');
  const front = frontMatterOf(source);
  const text = source.slice(front.length);
  const page = { ...(front.stated && { frontMatter: front.stated }) };
  try {
    if (isOvermarked(text))
      throw new ReadError(
        `a paragraph holds more than ${MOST_EMPHASIS.toLocaleString('en')} marks of emphasis or exclamation`,
      );
    const blocks = blocksOf(source, front.length, loadMarked().lexer(text, { gfm: true }));
    return { blocks, ...page, ...(front.warning && { warning: front.warning }) };
  } catch (error) {
    return {
      blocks: textBlocks(text),
      ...page,
      warning: `read as plain text, for the Markdown: ${wordsOf(error)}`,
    };
  }
}

/** Where a block stands: what it is in, as elements of HTML would say it. */
interface Place {
  readonly kind: BlockKind;
  readonly path: string;
}

const BODY: Place = { kind: 'paragraph', path: '' };
const within = ({ path }: Place, kind: BlockKind, element: string): Place => ({
  kind,
  path: path === '' ? element : `${path}>${element}`,
});

/** Text with how many of its letters and digits are in links. */
interface Inline {
  readonly text: string;
  readonly linked: number;
}

function blocksOf(source: string, start: number, tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  const lineAt = lineCounter(source);
  let end = start;
  let cursor = start;
  const add = (raw: string, { text, linked }: Inline, { kind, path }: Place) => {
    if (tidy(text) === '') return;
    const probe = raw.trimStart().split('\n', 1)[0]?.slice(0, PROBE) ?? '';
    const found = source.slice(cursor, end).indexOf(probe);
    if (found > 0) cursor += found;
    const shown = kind === 'code' ? visible(text).trimEnd() : text.split('\n').map(tidy).join('\n').trim();
    const letters = countLettersAndDigits(shown);
    const markup = { path, linkDensity: letters === 0 ? 0 : Math.min(1, linked / letters) };
    blocks.push({ text: shown, kind, line: lineAt(cursor), offset: cursor, markup });
    cursor = Math.min(end, cursor + probe.length);
  };
  const visit = (token: Token, place: Place): void => {
    const { type } = token;
    if (isHeading(token)) add(token.raw, inline(token.tokens), within(place, 'heading', `h${token.depth}`));
    else if (type === 'paragraph' || type === 'text')
      add(
        token.raw,
        inline('tokens' in token && token.tokens ? token.tokens : [token]),
        within(place, place.kind, 'p'),
      );
    else if (isList(token))
      for (const item of token.items)
        visitAll(item.tokens, within(place, 'list-item', token.ordered ? 'ol>li' : 'ul>li'));
    else if (type === 'blockquote') visitAll(token.tokens ?? [], within(place, 'quote', 'blockquote'));
    else if (isTable(token))
      for (const row of [token.header, ...token.rows])
        add(row[0]?.text ?? '', joined(row), within(place, 'table-row', 'table>tr'));
    else if (type === 'code')
      add(token.raw, { text: String(token.text), linked: 0 }, within(place, 'code', 'pre'));
    else if (type === 'html')
      for (const run of walk(token.raw).runs)
        add(
          run.text,
          { text: run.text, linked: run.linkDensity * countLettersAndDigits(run.text) },
          { ...place, kind: run.kind },
        );
  };
  const visitAll = (all: readonly Token[], place: Place) => {
    for (const token of all) visit(token, place);
  };
  for (const token of tokens) {
    cursor = Math.max(cursor, end);
    end += token.raw.length;
    visit(token, BODY);
  }
  return blocks;
}

const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading';
const isList = (token: Token): token is Tokens.List => token.type === 'list';
const isTable = (token: Token): token is Tokens.Table => token.type === 'table';

function joined(row: readonly Tokens.TableCell[]): Inline {
  const cells = row.map((cell) => inline(cell.tokens)).filter(({ text }) => tidy(text) !== '');
  return {
    text: cells.map(({ text }) => tidy(text)).join(' | '),
    linked: cells.reduce((sum, { linked }) => sum + linked, 0),
  };
}

/** The text of inline tokens: line ends of the source are spaces, pictures are nothing, tags are left out. */
function inline(tokens: readonly Token[], inLink = false): Inline {
  let text = '';
  let linked = 0;
  for (const token of tokens) {
    if (token.type === 'br' || (token.type === 'html' && /^<br\b/i.test(token.raw))) text += '\n';
    else if (token.type === 'image' || token.type === 'html') continue;
    else if ('tokens' in token && token.tokens) {
      const inner = inline(token.tokens, inLink || token.type === 'link');
      text += inner.text;
      linked += inner.linked;
    } else {
      const own = 'text' in token ? unescaped(String(token.text)).replace(/\n/g, ' ') : '';
      text += own;
      if (inLink) linked += countLettersAndDigits(own);
    }
  }
  return { text, linked };
}

/** Character references as characters. */
const unescaped = (text: string): string =>
  /&#?\w+;/.test(text) ? textOf(text.replaceAll('<', '&lt;')) : text;

/** Returns the 1-based line of a position; positions must come in order. */
function lineCounter(source: string): (position: number) => number {
  let line = 1;
  let at = 0;
  return (position) => {
    for (let next = source.indexOf('\n', at); next >= 0 && next < position; next = source.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}
