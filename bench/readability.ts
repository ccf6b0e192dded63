/** Which blocks of an HTML page Readability counts as article: what our cleaning is compared with. */
import { Readability } from '@mozilla/readability';
import type { PageElement } from '../indexer/read/html/elements.ts';
import { type Run, walk } from '../indexer/read/html/walk.ts';
import { parseDocument } from './dom.ts';

/**
 * Readability's time grows with the square of the depth (1,000 levels take seconds) and faster than the number of
 * elements. Pages of newspapers stay far below both bounds; beyond them there is no verdict.
 */
const DEEPEST = 200;
const MOST_ELEMENTS = 30_000;
/** Characters of a page a DOM is built of: it takes some 40 times as much memory. */
const LONGEST = 4_000_000;

const MARK = 'data-broadsheet-';
/** How much of a run must have survived, where its element is all its own. */
const SURVIVED = 0.5;
/** Characters of a run that are looked for among the survivors, where it shares its element with others. */
const PROBE = 80;

/**
 * Whether each block of the page, in the order of its reader, is article; undefined where Readability finds none or
 * fails, or the page is out of its bounds.
 *
 * Elements are marked with an attribute of a name of their own: Readability renames elements, unwraps them and merges
 * their attributes, and still the names stay.
 */
export function readabilityVerdicts(html: string): readonly boolean[] | undefined {
  const { runs } = walk(html);
  if (runs.length === 0 || html.length > LONGEST) return undefined;
  const numbers = new Map<PageElement, number>();
  const shared = new Map<number, number>();
  const owners = runs.map(({ owner }) => {
    const number = numbers.get(owner) ?? numbers.size;
    numbers.set(owner, number);
    shared.set(number, (shared.get(number) ?? 0) + 1);
    return number;
  });
  const document = parseDocument(marked(html, numbers));
  for (const [owner, number] of numbers) if (owner.at < 0) document.body.setAttribute(MARK + number, '');
  if (!isWithinBounds(document.body)) return undefined;
  const content = contentOf(document);
  if (!content) return undefined;
  const survivors = survivorsIn(content);
  return runs.map((run, i) => {
    const owner = owners[i] as number;
    return survived(run, survivors.marked.get(owner), shared.get(owner) === 1, survivors.made);
  });
}

/** The HTML with the marks written into the tags. */
function marked(html: string, numbers: ReadonlyMap<PageElement, number>): string {
  const parts: string[] = [];
  let from = 0;
  for (const [{ at, name }, number] of [...numbers].sort(([one], [other]) => one.at - other.at)) {
    if (at < 0) continue;
    const to = html.indexOf('<', at) + '<'.length + name.length;
    parts.push(html.slice(from, to), ` ${MARK}${number} `);
    from = to;
  }
  return parts.join('') + html.slice(from);
}

function isWithinBounds(body: Element): boolean {
  let elements = 0;
  let depth = 0;
  let node: Node | null = body.firstChild;
  while (node) {
    if (node.nodeType === 1) elements += 1;
    if (elements > MOST_ELEMENTS || depth > DEEPEST) return false;
    let next: Node | null = node.firstChild;
    if (next) depth += 1;
    while (!next && node && node !== body) {
      next = node.nextSibling;
      if (next) break;
      node = node.parentNode;
      depth -= 1;
    }
    node = next;
  }
  return true;
}

function contentOf(document: Document): Element | undefined {
  try {
    const parsed = new Readability<Element>(document, { serializer: (node) => node as Element }).parse();
    return parsed?.content ?? undefined;
  } catch (error) {
    process.stderr.write(`Readability failed: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}

/** Text that survived, without white space. */
interface Survivors {
  /** By the number of the marked element it stands in. */
  readonly marked: ReadonlyMap<number, string>;
  /** Of each paragraph that Readability made of loose text, and which took the place of the marked element. */
  readonly made: ReadonlySet<string>;
}

function survivorsIn(content: Element): Survivors {
  const marked = new Map<number, string>();
  const made = new Set<string>();
  const marks: (readonly number[])[] = [marksOf(content, [])];
  let node: Node | null = content.firstChild;
  while (node) {
    let next: Node | null = null;
    if (node.nodeType === 3) {
      const text = bare(node.nodeValue ?? '');
      if (text) for (const mark of marks.at(-1) ?? []) marked.set(mark, (marked.get(mark) ?? '') + text);
    } else if (node.nodeType === 1) {
      const element = node as Element;
      if (element.tagName.toUpperCase() === 'P' && !isMarked(element))
        made.add(bare(element.textContent ?? ''));
      next = node.firstChild;
      if (next) marks.push(marksOf(element, marks.at(-1) ?? []));
    }
    while (!next && node && node !== content) {
      next = node.nextSibling;
      if (next) break;
      node = node.parentNode;
      marks.pop();
    }
    node = next;
  }
  return { marked, made };
}

const isMarked = (element: Element): boolean =>
  [...element.attributes].some(({ name }) => name.startsWith(MARK));

/** The marks of an element, or those it stands in. */
function marksOf(element: Element, outer: readonly number[]): readonly number[] {
  const own = [...element.attributes].flatMap(({ name }) =>
    name.startsWith(MARK) ? [Number(name.slice(MARK.length))] : [],
  );
  return own.length > 0 ? own : outer;
}

const bare = (text: string): string => text.replace(/\s+/g, '');

function survived(run: Run, text: string | undefined, alone: boolean, made: ReadonlySet<string>): boolean {
  const wanted = bare(run.text);
  if (!text) return made.has(wanted);
  return alone ? text.length >= wanted.length * SURVIVED : text.includes(wanted.slice(0, PROBE));
}
