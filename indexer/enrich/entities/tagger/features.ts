/**
 * What the tagger sees of a token: hashes of its letters, its neighbours, what word lists say of it, and how and beside
 * what the word stands elsewhere in the document.
 */
import type { EntityType } from '../../../../config/schema.ts';
import { isHeadline, isShouted, type Sentence } from '../tokens.ts';
import { ended, hashText, mix, rowOf } from './hashes.ts';
import type { KnownWords } from './known-words.ts';
import { Occurrences } from './occurrences.ts';
import {
  AFTER,
  BEFORE,
  CLUSTER,
  COLUMNS,
  columnOf,
  DEGREE,
  END,
  ID,
  IS_CAPITAL,
  LEFT,
  LISTED,
  MIDDLE,
  OWN,
  PARTS,
  RIGHT,
  SECOND_AFTER,
  SECOND_BEFORE,
  SHAPE,
  START,
  TRAITS,
  UNMARKED,
  UNMARKED_HASH,
  WIDE,
  Words,
} from './words.ts';

/** A name of the gazetteer in a sentence: tokens from, and up to but without. */
export interface KnownName {
  readonly from: number;
  readonly to: number;
  readonly type: EntityType;
}

/** The class of a word in lower case (`MaleName`, `City`, `PastTense`); '' when it is not listed. */
export type ClassOf = (word: string) => string;

/** What is known of words before any training. */
export interface WordLists {
  readonly classOf: ClassOf;
  readonly knownWords: KnownWords;
  readonly namesIn: (sentence: Sentence) => readonly KnownName[];
  readonly isAboutSport: (document: readonly Sentence[]) => boolean;
}

/** No token has more features, nor a part of a word, nor more parts that tell of it. */
export const MOST_ROWS = 128;

/** Moods of a sentence: its capitals say little in a headline, and nothing among capitals. */
const PLAIN = 0;
const SHOUTED = 1;
const HEADLINE = 2;

const START_HASH = 11;
const END_HASH = 13;

/** What a token of the gazetteer's name is marked as, by its place in the name: only, first, inner, last. */
const marksOf = (type: EntityType) => [`${type}-BE`, `${type}-B`, `${type}-I`, `${type}-IE`].map(hashText);
const MARKS: Readonly<Record<EntityType, readonly number[]>> = {
  person: marksOf('person'),
  org: marksOf('org'),
  place: marksOf('place'),
};

/**
 * The features of one document at a time. Words are compared in lower case; headlines and capitals only are marked as
 * such. Each feature is a row number, less than ROWS.
 */
export class Features {
  readonly words: Words;
  private readonly occurrences: Occurrences;
  private readonly isAboutSport: (document: readonly Sentence[]) => boolean;
  /** Whether the document is about sport. */
  isSport = false;
  private document: readonly Sentence[] = [];
  /** Numbers of the document's words, and where each sentence ends among them. */
  private numbers = new Int32Array(1024);
  private ends: number[] = [];
  private moods: number[] = [];
  /** Of the sentence that was entered. */
  private start = 0;
  private end = 0;
  private mood = PLAIN;
  private marks = new Int32Array(64);

  constructor({ classOf, knownWords, isAboutSport }: Omit<WordLists, 'namesIn'>) {
    this.isAboutSport = isAboutSport;
    this.words = new Words(classOf, knownWords);
    this.occurrences = new Occurrences(this.words);
  }

  /** Begins a document; true when the numbers of words have another meaning than before. */
  read(document: readonly Sentence[]): boolean {
    const areVoid = this.words.tidy();
    this.document = document;
    this.isSport = this.isAboutSport(document);
    this.ends = [];
    this.moods = [];
    let size = 0;
    for (const sentence of document) {
      if (size + sentence.length > this.numbers.length)
        this.numbers = longer(this.numbers, size + sentence.length);
      for (const { form } of sentence) this.numbers[size++] = this.words.numberOf(form);
      this.ends.push(size);
      this.moods.push(isShouted(sentence) ? SHOUTED : isHeadline(sentence) ? HEADLINE : PLAIN);
    }
    this.occurrences.count(this.numbers, this.ends, (sentence) => this.moods[sentence] === PLAIN);
    return areVoid;
  }

  /** Begins a sentence of the document. @param names what the gazetteer finds in it */
  enter(sentence: number, names: readonly KnownName[]): void {
    const own = this.document[sentence] ?? [];
    this.end = this.ends[sentence] ?? 0;
    this.start = this.end - own.length;
    this.mood = this.moods[sentence] ?? PLAIN;
    if (own.length > this.marks.length) this.marks = longer(this.marks, own.length);
    this.marks.fill(UNMARKED_HASH, 0, own.length);
    for (const { from, to, type } of names)
      for (let i = from; i < to; i++)
        this.marks[i] = MARKS[type][i === from ? (to === from + 1 ? 0 : 1) : i < to - 1 ? 2 : 3] as number;
  }

  /**
   * Writes what single words tell of a token of the sentence that was entered: parts of words, as `word * PARTS + part`;
   * gives their number.
   */
  parts(token: number, into: Int32Array): number {
    const { numbers, occurrences } = this;
    const at = this.start + token;
    const word = numbers[at] as number;
    let size = 0;
    into[size++] = word * PARTS + OWN;
    into[size++] = this.wordAt(at - 1) * PARTS + BEFORE;
    into[size++] = this.wordAt(at + 1) * PARTS + AFTER;
    into[size++] = this.wordAt(at - 2) * PARTS + SECOND_BEFORE;
    into[size++] = this.wordAt(at + 2) * PARTS + SECOND_AFTER;
    if (this.marks[token] === UNMARKED_HASH) into[size++] = word * PARTS + UNMARKED;
    if ((this.words.table[word * COLUMNS + TRAITS] as number) & IS_CAPITAL)
      occurrences.eachElsewhere(word, at, (left, right) => {
        into[size++] = left * PARTS + LEFT;
        into[size++] = right * PARTS + RIGHT;
      });
    return size;
  }

  /** Writes the rows of what words, shapes and names tell of a token together; gives their number. */
  rows(token: number, into: Int32Array): number {
    const { mood, marks, occurrences } = this;
    const { table } = this.words;
    const at = this.start + token;
    const number = this.numbers[at] as number;
    const word = number * COLUMNS;
    const before = this.wordAt(at - 1) * COLUMNS;
    const after = this.wordAt(at + 1) * COLUMNS;
    const secondBefore = this.wordAt(at - 2) * COLUMNS;
    const secondAfter = this.wordAt(at + 2) * COLUMNS;
    const first = token === 0 ? 1 : 0;
    const w1 = table[before + ID] as number;
    const v1 = table[after + ID] as number;
    const shape = (table[word + SHAPE] as number) + mood;
    const shapeBefore = table[before + SHAPE] as number;
    const shapeAfter = table[after + SHAPE] as number;
    const listed = table[word + LISTED] as number;
    const listedBefore = table[before + LISTED] as number;
    const listedAfter = table[after + LISTED] as number;
    const name = marks[token] as number;
    const nameBefore = first ? START_HASH : (marks[token - 1] as number);
    const nameAfter = at + 1 < this.end ? (marks[token + 1] as number) : END_HASH;
    const written = occurrences.writtenElsewhere(number, at);

    let size = 0;
    into[size++] = ended(table[word + COLUMN_7] as number, w1);
    into[size++] = ended(table[word + COLUMN_8] as number, v1);
    into[size++] = rowOf(9, shape, first);
    into[size++] = ended(table[before + COLUMN_10] as number, shape);
    into[size++] = rowOf(11, shape, shapeAfter);
    into[size++] = rowOf(12, mix(shapeBefore ^ Math.imul(shape, 7)), shapeAfter);
    into[size++] = ended(table[before + COLUMN_13] as number, shape);
    into[size++] = ended(table[after + COLUMN_14] as number, shape);
    into[size++] = ended(table[word + COLUMN_26] as number, shape);
    into[size++] = ended(table[word + COLUMN_27] as number, listedBefore);
    into[size++] = ended(table[word + COLUMN_28] as number, listedAfter);
    into[size++] = ended(table[before + COLUMN_29] as number, shape);
    into[size++] = ended(table[after + COLUMN_30] as number, shape);
    into[size++] = rowOf(31, name, mood);
    if (name !== UNMARKED_HASH) into[size++] = rowOf(32, name, table[word + ID] as number);
    into[size++] = rowOf(33, nameBefore, name);
    into[size++] = rowOf(34, nameAfter, name);
    into[size++] = rowOf(35, written, shape);
    into[size++] = rowOf(36, written, first);
    into[size++] = rowOf(37, mix(listedBefore ^ Math.imul(listed, 5)), listedAfter);
    into[size++] = rowOf(38, mood, first);
    into[size++] = ended(table[before + COLUMN_39] as number, v1);
    into[size++] = ended(table[secondBefore + COLUMN_40] as number, w1);
    into[size++] = ended(table[after + COLUMN_41] as number, table[secondAfter + ID] as number);
    // of words that were never learned their clusters and degrees tell
    const middle = table[word + MIDDLE] as number;
    const middleBefore = table[before + MIDDLE] as number;
    const middleAfter = table[after + MIDDLE] as number;
    into[size++] = rowOf(70, middleBefore, shape);
    into[size++] = rowOf(71, middleAfter, shape);
    into[size++] = rowOf(72, middleBefore, middle);
    into[size++] = rowOf(73, middle, middleAfter);
    into[size++] = rowOf(
      74,
      mix((table[before + WIDE] as number) ^ Math.imul(table[word + WIDE] as number, 7)),
      table[after + WIDE] as number,
    );
    into[size++] = rowOf(75, middle, written);
    into[size++] = rowOf(76, mix(middleBefore ^ Math.imul(shape, 7)), middleAfter);
    const degree = table[word + DEGREE] as number;
    into[size++] = rowOf(85, table[before + DEGREE] as number, degree);
    into[size++] = rowOf(86, degree, table[after + DEGREE] as number);
    into[size++] = rowOf(87, degree, written);
    into[size++] = rowOf(88, mix(degree ^ Math.imul(table[before + WIDE] as number, 7)), shape);
    into[size++] = rowOf(89, mix(degree ^ Math.imul(table[after + WIDE] as number, 7)), shape);
    // in sport the same words tell other things
    if (this.isSport) {
      into[size++] = rowOf(110, name, shape);
      into[size++] = rowOf(111, table[word + CLUSTER] as number);
      into[size++] = rowOf(112, middle, shape);
      into[size++] = rowOf(113, listed, shape);
      into[size++] = rowOf(114, middleBefore, name);
      into[size++] = rowOf(115, middleAfter, name);
      into[size++] = rowOf(116, table[before + SHAPE] as number, mix(shape ^ Math.imul(shapeAfter, 7)));
      into[size++] = rowOf(117, w1, name);
      into[size++] = rowOf(118, v1, name);
      into[size++] = rowOf(119, w1, shape);
      into[size++] = rowOf(120, v1, shape);
      into[size++] = rowOf(121, first, mix(name ^ Math.imul(shapeAfter, 7)));
    }
    return size;
  }

  /** The word that stands there; what stands around a sentence where it is not in the one that was entered. */
  private wordAt(at: number): number {
    return at < this.start ? START : at >= this.end ? END : (this.numbers[at] as number);
  }
}

const COLUMN_7 = columnOf(7);
const COLUMN_8 = columnOf(8);
const COLUMN_10 = columnOf(10);
const COLUMN_13 = columnOf(13);
const COLUMN_14 = columnOf(14);
const COLUMN_26 = columnOf(26);
const COLUMN_27 = columnOf(27);
const COLUMN_28 = columnOf(28);
const COLUMN_29 = columnOf(29);
const COLUMN_30 = columnOf(30);
const COLUMN_39 = columnOf(39);
const COLUMN_40 = columnOf(40);
const COLUMN_41 = columnOf(41);

function longer(numbers: Int32Array<ArrayBuffer>, wanted: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(2 * wanted);
  copy.set(numbers);
  return copy;
}
