/** How each word stands in the whole document: with a capital or without, and beside what. */
import {
  COLUMNS,
  END,
  IS_CAPITAL,
  IS_SMALL,
  IS_TELLING,
  SPELLING,
  START,
  TRAITS,
  type Words,
} from './words.ts';

/** Columns of the counts: whether it stands in small letters; how often with a capital inside a sentence. */
const SMALL = 0;
const CAPITAL = 1;
/** How many places with a capital are remembered, and the places: where, the word before, the word after. */
const PLACE_COUNT = 2;
const PLACES = 3;
const PLACE = 3;
const MOST_PLACES = 4;
const COUNTS = PLACES + MOST_PLACES * PLACE;

export class Occurrences {
  private readonly words: Words;
  /** A row of `COUNTS` for each spelling; it means something for those of the document counted last. */
  private counts = new Int32Array(0);

  constructor(words: Words) {
    this.words = words;
  }

  /**
   * Counts the words of a document.
   * @param numbers of its words, sentence after sentence
   * @param ends where each sentence ends among them
   * @param tells whether the capitals of a sentence say anything
   */
  count(numbers: Int32Array, ends: readonly number[], tells: (sentence: number) => boolean): void {
    this.clear(numbers, ends.at(-1) ?? 0);
    const { table } = this.words;
    const { counts } = this;
    let at = 0;
    for (let sentence = 0; sentence < ends.length; sentence++) {
      const [start, end] = [at, ends[sentence] as number];
      const isTelling = tells(sentence);
      for (; at < end; at++) {
        const row = (numbers[at] as number) * COLUMNS;
        const traits = table[row + TRAITS] as number;
        const own = (table[row + SPELLING] as number) * COUNTS;
        if (traits & IS_SMALL) counts[own + SMALL] = 1;
        else if (isTelling && traits & IS_CAPITAL) {
          if (at > start) (counts[own + CAPITAL] as number)++;
          const places = counts[own + PLACE_COUNT] as number;
          if (places === MOST_PLACES || !(traits & IS_TELLING)) continue;
          const place = own + PLACES + places * PLACE;
          counts[place] = at;
          counts[place + 1] = at > start ? (numbers[at - 1] as number) : START;
          counts[place + 2] = at + 1 < end ? (numbers[at + 1] as number) : END;
          counts[own + PLACE_COUNT] = places + 1;
        }
      }
    }
  }

  /** Whether the word stands elsewhere with a capital (once, often) and whether it stands in small letters. */
  writtenElsewhere(word: number, at: number): number {
    const { counts } = this;
    const own = this.rowOf(word);
    let others = counts[own + CAPITAL] as number;
    for (let i = counts[own + PLACE_COUNT] as number; i-- > 0; )
      if (counts[own + PLACES + i * PLACE] === at) others--;
    return (others > 3 ? 3 : others > 0 ? 2 : 1) + (counts[own + SMALL] ? 4 : 0);
  }

  /** Calls `found` with the words beside the word in the other places where it stands with a capital. */
  eachElsewhere(word: number, at: number, found: (before: number, after: number) => void): void {
    const { counts } = this;
    const own = this.rowOf(word);
    const places = counts[own + PLACE_COUNT] as number;
    for (let i = 0; i < places; i++) {
      const place = own + PLACES + i * PLACE;
      if (counts[place] !== at) found(counts[place + 1] as number, counts[place + 2] as number);
    }
  }

  private rowOf(word: number): number {
    return (this.words.table[word * COLUMNS + SPELLING] as number) * COUNTS;
  }

  private clear(numbers: Int32Array, size: number): void {
    const wanted = this.words.spellingCount * COUNTS;
    if (wanted > this.counts.length) this.counts = new Int32Array(wanted * 2);
    for (let i = 0; i < size; i++) {
      const own = this.rowOf(numbers[i] as number);
      this.counts[own + SMALL] = 0;
      this.counts[own + CAPITAL] = 0;
      this.counts[own + PLACE_COUNT] = 0;
    }
  }
}
