/** What the tagger knows of a word wherever it stands: found out once, side by side in one table of numbers. */
import { CAPITAL, classesOf, NUMBER, SMALL, UNCASED } from '../characters.ts';
import type { Form } from '../forms.ts';
import { begun, hashText, rowOf, rowOfAffix } from './hashes.ts';
import { DEGREES, type KnownWords } from './known-words.ts';

/** Columns of the table. The hash of the word in small letters, of its shape, of its class in the word lists: */
export const ID = 0;
export const SHAPE = 1;
export const LISTED = 2;
/** The number of the word in small letters, which spellings share. */
export const SPELLING = 3;
export const TRAITS = 4;
/** Its cluster and the wider ones, and its degrees as a name, plus one; 0 for what stands around a sentence. */
export const CLUSTER = 5;
export const MIDDLE = 6;
export const WIDE = 7;
export const DEGREE = 8;
/** How many rows of the weight table the word has by itself, and these rows. */
const OWN_COUNT = 9;
const OWN_ROWS = 10;
const MOST_OWN = 16;
/** The first half of the rows that two words give together, a column for each template. */
const BEGUN = OWN_ROWS + MOST_OWN;
/** Templates that begin with the hash of the word, of its shape, of its class. */
const OF_ID = [7, 8, 13, 14, 39, 40, 41];
const OF_SHAPE = [9, 10, 11];
const OF_LISTED = [26, 27, 28, 29, 30];
const TEMPLATES = [...OF_ID, ...OF_SHAPE, ...OF_LISTED];
/** The column of a template's first half. */
export const columnOf = (template: number): number => BEGUN + TEMPLATES.indexOf(template);
export const COLUMNS: number = BEGUN + TEMPLATES.length;

/** Parts of what a word tells without regard to other words: of itself, and of itself where it is in no known name; */
export const OWN = 0;
export const UNMARKED = 1;
/** of the word behind it and the one behind that; of the word before it and the one before that; */
export const BEFORE = 2;
export const SECOND_BEFORE = 3;
export const AFTER = 4;
export const SECOND_AFTER = 5;
/** and of a word that it stands beside elsewhere in the document, on its left or right. */
export const LEFT = 6;
export const RIGHT = 7;
export const PARTS = 8;
const UNMARKED_TEMPLATE = 32;
/** By part, of the word itself; for its cluster, the middle one and its degrees there are others. */
const TEMPLATE_OF = [1, UNMARKED_TEMPLATE, 3, 5, 4, 6, 42, 43];
export const UNMARKED_HASH: number = hashText('');

/** Traits, as bits: it is written in small letters, begins with a capital, has more than two letters. */
export const IS_SMALL = 1;
export const IS_CAPITAL = 2;
export const IS_TELLING = 4;

/** What stands before the first word of a sentence, and after the last one. */
export const START = 0;
export const END = 1;
const START_HASH = 11;
const END_HASH = 13;

/** Words kept between documents. */
const READY_WORDS = 30_000;
/** Places in which a form finds its word: a power of two. */
const PLACES = 2 ** 15;

export class Words {
  /** A row of `COLUMNS` for each word. Another array after `numberOf`. */
  table = new Int32Array(1024 * COLUMNS);
  private readonly classOf: (lower: string) => string;
  private readonly knownWords: KnownWords;
  private readonly owners: (Form | undefined)[] = Array.from({ length: PLACES });
  private readonly numbers = new Int32Array(PLACES);
  private readonly spellings = new Map<string, number>();
  private known = 0;

  /** @param classOf the class of a word (`MaleName`, `City`, `PastTense`), in lower case; '' when it is not listed */
  constructor(classOf: (lower: string) => string, knownWords: KnownWords) {
    this.classOf = classOf;
    this.knownWords = knownWords;
    this.forget();
  }

  /** How many spellings there are: their numbers are smaller. */
  get spellingCount(): number {
    return this.spellings.size;
  }

  /** How many words are known: their numbers are smaller. */
  get size(): number {
    return this.known;
  }

  /** Makes room when too many words are known; true when the numbers given so far are void. To be called between documents. */
  tidy(): boolean {
    if (this.known <= READY_WORDS) return false;
    this.forget();
    return true;
  }

  /** The number of the word. Equal words may have several, which say the same. */
  numberOf(form: Form): number {
    const place = form.number & (PLACES - 1);
    if (this.owners[place] !== form) {
      this.owners[place] = form;
      this.numbers[place] = this.add(form);
    }
    return this.numbers[place] as number;
  }

  /** Writes the rows of the weight table that a part of a word (`word * PARTS + part`) is made of; gives their number. */
  rowsOf(part: number, into: Int32Array): number {
    const { table } = this;
    const kind = part % PARTS;
    const at = ((part - kind) / PARTS) * COLUMNS;
    const id = table[at + ID] as number;
    if (kind === OWN) {
      const count = table[at + OWN_COUNT] as number;
      for (let i = 0; i < count; i++) into[i] = table[at + OWN_ROWS + i] as number;
      return count;
    }
    if (kind === UNMARKED) {
      into[0] = rowOf(UNMARKED_TEMPLATE, UNMARKED_HASH, id);
      return 1;
    }
    into[0] = rowOf(TEMPLATE_OF[kind] as number, id);
    into[1] = rowOf(50 + kind, table[at + CLUSTER] as number);
    into[2] = rowOf(60 + kind, table[at + MIDDLE] as number);
    into[3] = rowOf(90 + kind, table[at + DEGREE] as number);
    return 4;
  }

  private forget(): void {
    this.owners.fill(undefined);
    this.spellings.clear();
    this.known = 0;
    this.describe(this.room(), START_HASH, START_HASH, START_HASH);
    this.describe(this.room(), END_HASH, END_HASH, END_HASH);
  }

  private room(): number {
    const at = this.known++ * COLUMNS;
    if (at + COLUMNS > this.table.length) {
      const larger = new Int32Array(this.table.length * 2);
      larger.set(this.table);
      this.table = larger;
    }
    return at;
  }

  private add(form: Form): number {
    const { text, lower } = form;
    const word = this.known;
    const at = this.room();
    const id = hashText(lower);
    this.describe(at, id, hashText(shapeOf(text)), hashText(this.classOf(lower)));
    const { table } = this;
    table[at + SPELLING] = this.spellingOf(lower);
    table[at + TRAITS] =
      (text === lower ? IS_SMALL : 0) |
      (form.startsUpper ? IS_CAPITAL : 0) |
      (lower.length > 2 ? IS_TELLING : 0);
    let own = at + OWN_ROWS;
    table[own++] = rowOf(1, id);
    table[own++] = rowOf(2, hashText(text));
    own = this.tellKnown(at, own, lower);
    for (let length = 2; length <= 4 && length < lower.length; length++) {
      table[own++] = rowOfAffix(14 + length, lower.slice(-length));
      table[own++] = rowOfAffix(20 + length, lower.slice(0, length));
    }
    table[at + OWN_COUNT] = own - at - OWN_ROWS;
    return word;
  }

  /** Writes what is known of the word, and the rows it has by that. */
  private tellKnown(at: number, own: number, lower: string): number {
    const { table, knownWords } = this;
    const found = knownWords.find(lower);
    const cluster = knownWords.clusterOf(found);
    const middle = knownWords.middleOf(found);
    const wide = knownWords.wideOf(found);
    const degrees = knownWords.degreesOf(found);
    table[at + CLUSTER] = cluster + 1;
    table[at + MIDDLE] = middle + 1;
    table[at + WIDE] = wide + 1;
    table[at + DEGREE] = degrees + 1;
    const shape = table[at + SHAPE] as number;
    const rows = [
      rowOf(44, cluster),
      rowOf(45, middle, shape),
      rowOf(46, wide, shape),
      rowOf(47, cluster, table[at + LISTED] as number),
      rowOf(80, degrees, shape),
      rowOf(81, degrees % DEGREES, shape),
      rowOf(82, Math.floor(degrees / DEGREES) % DEGREES, shape),
      rowOf(83, Math.floor(degrees / DEGREES ** 2), shape),
    ];
    table.set(rows, own);
    return own + rows.length;
  }

  private describe(at: number, id: number, shape: number, listed: number): void {
    const { table } = this;
    table[at + ID] = id;
    table[at + SHAPE] = shape;
    table[at + LISTED] = listed;
    let half = at + BEGUN;
    for (const template of OF_ID) table[half++] = begun(template, id);
    for (const template of OF_SHAPE) table[half++] = begun(template, shape);
    for (const template of OF_LISTED) table[half++] = begun(template, listed);
  }

  private spellingOf(lower: string): number {
    const known = this.spellings.get(lower);
    if (known !== undefined) return known;
    this.spellings.set(lower, this.spellings.size);
    return this.spellings.size - 1;
  }
}

/** Units of a shape. */
const LONGEST_SHAPE = 8;

/** `Yunus-bek` is `Xx-x`, `U.S.` is `X.X.`, `2019` is `0`. */
export function shapeOf(word: string): string {
  let shape = '';
  let last = '';
  for (let at = 0; at < word.length && shape.length < LONGEST_SHAPE; ) {
    const point = word.codePointAt(at) as number;
    const classes = classesOf(point);
    const own =
      classes & CAPITAL
        ? 'X'
        : classes & SMALL
          ? 'x'
          : classes & UNCASED
            ? 'o'
            : classes & NUMBER
              ? '0'
              : String.fromCodePoint(point);
    if (own !== last) shape += own;
    last = own;
    at += point > 0xffff ? 2 : 1;
  }
  return shape.slice(0, LONGEST_SHAPE);
}
