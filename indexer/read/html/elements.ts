/** HTML text -> its elements and texts in page order, however broken the page; nothing is kept of what has gone by. */
import { readTags } from './tags.ts';

export interface PageElement {
  /** In small letters. */
  readonly name: string;
  /** Names in small letters, character references resolved; the first wins where one stands twice. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Undefined at the top, where the page's own html, head and body stand as well. */
  readonly parent: PageElement | undefined;
  /** The html, head or body of the page: it may be missing, stand twice, or end before the text does. */
  readonly isFrame: boolean;
  /** Where its tag begins in the HTML. */
  readonly at: number;
}

/** Hears of every element that opens and closes, and of the texts between: pieces of any length. */
export interface Visitor {
  open(element: PageElement): void;
  text(text: string): void;
  close(element: PageElement): void;
  /** All is closed. */
  end(): void;
}

/**
 * Goes through a page or a fragment once. Every element that opens is closed, in order: what the page leaves open or
 * crosses is put right. Comments are left out. Takes time with the length of the page and memory with its depth.
 */
export function visit(html: string, visitors: readonly Partial<Visitor>[]): void {
  const open: PageElement[] = [];
  let parent: PageElement | undefined;
  readTags(html, {
    open(name, attributes, at) {
      const isFrame = parent === undefined && isFrameName(name);
      const element = { name, attributes, parent, isFrame, at };
      open.push(element);
      if (!isFrame) parent = element;
      for (const visitor of visitors) visitor.open?.(element);
    },
    text(text) {
      for (const visitor of visitors) visitor.text?.(text);
    },
    close() {
      const element = open.pop();
      if (!element) return;
      if (!element.isFrame) parent = element.parent;
      for (const visitor of visitors) visitor.close?.(element);
    },
  });
  for (const visitor of visitors) visitor.end?.();
}

const isFrameName = (name: string): boolean => name === 'html' || name === 'head' || name === 'body';

/** The text of HTML, of all its elements. */
export function textOf(html: string): string {
  let all = '';
  const text = (piece: string) => {
    all += piece;
  };
  visit(html, [{ text }]);
  return all;
}

const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Never text of the page. Form controls say what a button does; `noscript` repeats what scripts show. */
const SKIPPED = names(
  `script style template noscript svg math iframe object embed applet canvas audio video map input select option
   datalist textarea button progress meter title head link meta base frame frameset noframes`,
);

/** Elements that end a run of text where they begin and where they end. */
export const BLOCK_LEVEL = names(
  `address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
   footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup p plaintext pre
   search section summary table tbody td tfoot th thead tr ul xmp`,
);

const HIDDEN_STYLE = /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/** Passes on what a reader of the page sees. */
export function seen(visitor: Visitor): Visitor {
  let unseen: PageElement | undefined;
  return {
    open(element) {
      if (unseen) return;
      if (!element.isFrame && (SKIPPED.has(element.name) || isHidden(element))) unseen = element;
      else visitor.open(element);
    },
    text(text) {
      if (!unseen) visitor.text(text);
    },
    close(element) {
      if (!unseen) visitor.close(element);
      else if (element === unseen) unseen = undefined;
    },
    end: () => visitor.end(),
  };
}

function isHidden({ name, attributes }: PageElement): boolean {
  if (attributes.hidden !== undefined || attributes['aria-hidden'] === 'true') return true;
  if (attributes.style !== undefined && HIDDEN_STYLE.test(attributes.style)) return true;
  return name === 'dialog' && attributes.open === undefined;
}
