/**
 * Tags and texts of HTML -> elements that open and close in order.
 *
 * What closes what is as in `Parser` of htmlparser2 10.1, whose tokens these are; a test holds the two together. That one
 * shifts the list of all open elements with each tag, and looks through it for the name of each that ends: square time with
 * the depth of a page. Here a tag takes the same time at any depth.
 */
import type { TokenizerCallbacks } from 'htmlparser2';
import { later } from '../../text/later.ts';

const loadParser = later<typeof import('htmlparser2')>('htmlparser2');

export type Attributes = Readonly<Record<string, string>>;

/** Hears elements and texts in page order; what is left open is closed at the end, the innermost first. */
export interface TagVisitor {
  /** @param name in small letters. @param at where its tag begins */
  open(name: string, attributes: Attributes, at: number): void;
  text(text: string): void;
  /** Closes the element that was opened last and is not closed yet. */
  close(): void;
}

const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

const FORM = names('input option optgroup select button datalist textarea');
const PARAGRAPH = names('p');
const SECTION = names('thead tbody');
const TERM = names('dd dt');
const RUBY = names('rt rp');

/** An element that begins closes the innermost ones of these names. */
const CLOSES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['tr', names('tr th td')],
  ['th', names('th')],
  ['td', names('thead th td')],
  ['body', names('head link script')],
  ['li', names('li')],
  ['option', names('option')],
  ['optgroup', names('optgroup option')],
  ...[...names('select input output button datalist textarea')].map((name) => [name, FORM] as const),
  ...[
    ...names(
      `p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header
       hr main nav ol pre section table ul`,
    ),
  ].map((name) => [name, PARAGRAPH] as const),
  ['dd', TERM],
  ['dt', TERM],
  ['rt', RUBY],
  ['rp', RUBY],
  ['tbody', SECTION],
  ['tfoot', SECTION],
]);

/** Elements that hold nothing. */
const VOID = names(
  `area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr`,
);
/** Within these `<x/>` is a whole element, and within those it is not any more. */
const FOREIGN = names('math svg');
const BACK_IN_HTML = names('mi mo mn ms mtext annotation-xml foreignobject desc title');

/** Reads a page or a fragment, however broken, once from its beginning to its end. */
export function readTags(html: string, visitor: TagVisitor): void {
  const { Tokenizer } = loadParser();
  const tokenizer = new Tokenizer({ decodeEntities: true }, new Tags(html, visitor));
  if (html !== '') tokenizer.write(html);
  tokenizer.end();
}

class Tags implements TokenizerCallbacks {
  readonly #html: string;
  readonly #visitor: TagVisitor;
  /** Names of what is open, the innermost last, and how often each of them is. */
  readonly #open: string[] = [];
  readonly #counts = new Map<string, number>();
  readonly #foreign: boolean[] = [false];
  /** Where what comes next begins. */
  #at = 0;
  #tagAt = 0;
  #name = '';
  #attributes: Record<string, string> = {};
  #attribute = '';
  #value = '';

  constructor(html: string, visitor: TagVisitor) {
    this.#html = html;
    this.#visitor = visitor;
  }

  ontext(start: number, end: number): void {
    this.#visitor.text(this.#html.slice(start, end));
    this.#at = end;
  }

  ontextentity(point: number, end: number): void {
    this.#visitor.text(String.fromCodePoint(point));
    this.#at = end;
  }

  onopentagname(start: number, end: number): void {
    this.#begin(this.#html.slice(start, end).toLowerCase());
  }

  onattribname(start: number, end: number): void {
    this.#at = start;
    this.#attribute = this.#html.slice(start, end).toLowerCase();
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#html.slice(start, end);
  }

  onattribentity(point: number): void {
    this.#value += String.fromCodePoint(point);
  }

  onattribend(): void {
    if (!Object.hasOwn(this.#attributes, this.#attribute)) this.#attributes[this.#attribute] = this.#value;
    this.#value = '';
  }

  onopentagend(end: number): void {
    this.#opened();
    this.#at = end + 1;
  }

  onselfclosingtag(end: number): void {
    if (this.#foreign.at(-1)) this.#closeAtOnce();
    else this.#opened();
    this.#at = end + 1;
  }

  onclosetag(start: number, end: number): void {
    const name = this.#html.slice(start, end).toLowerCase();
    if (FOREIGN.has(name) || BACK_IN_HTML.has(name)) this.#foreign.pop();
    if (VOID.has(name)) {
      if (name === 'br') {
        this.#visitor.open('br', {}, this.#at);
        this.#visitor.close();
      }
    } else if (this.#isOpen(name)) {
      let closed: string | undefined;
      do closed = this.#close();
      while (closed !== name);
    } else if (name === 'p') {
      this.#begin('p');
      this.#closeAtOnce();
    }
    this.#at = end + 1;
  }

  oncomment(_start: number, end: number): void {
    this.#at = end + 1;
  }

  oncdata(_start: number, end: number): void {
    this.#at = end + 1;
  }

  ondeclaration(_start: number, end: number): void {
    this.#at = end + 1;
  }

  onprocessinginstruction(_start: number, end: number): void {
    this.#at = end + 1;
  }

  onend(): void {
    // A tag that the page breaks off in was never opened for the visitor.
    if (this.#name !== '' && !VOID.has(this.#name)) this.#open.pop();
    while (this.#open.length > 0) this.#close();
  }

  /** The name of a tag is read, its attributes follow. */
  #begin(name: string): void {
    this.#tagAt = this.#at;
    this.#name = name;
    this.#attributes = {};
    const closes = CLOSES.get(name);
    if (closes) while (closes.has(this.#open.at(-1) ?? '')) this.#close();
    if (VOID.has(name)) return;
    this.#open.push(name);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if (FOREIGN.has(name)) this.#foreign.push(true);
    else if (BACK_IN_HTML.has(name)) this.#foreign.push(false);
  }

  /** The tag is read to its end. */
  #opened(): void {
    this.#visitor.open(this.#name, this.#attributes, this.#tagAt);
    if (VOID.has(this.#name)) this.#visitor.close();
    this.#name = '';
  }

  #closeAtOnce(): void {
    const name = this.#name;
    this.#opened();
    if (this.#open.at(-1) === name) this.#close();
  }

  #close(): string | undefined {
    const name = this.#open.pop();
    if (name !== undefined) this.#counts.set(name, (this.#counts.get(name) ?? 0) - 1);
    this.#visitor.close();
    return name;
  }

  #isOpen = (name: string): boolean => (this.#counts.get(name) ?? 0) > 0;
}
