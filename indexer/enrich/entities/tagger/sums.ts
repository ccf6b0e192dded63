/** What each word alone says of the tags, summed up once: its rows lie all over the weight table, its sums side by side. */
import { MOST_ROWS } from './features.ts';
import { addScores, type Model, TAG_COUNT } from './model.ts';
import { PARTS, type Words } from './words.ts';

export class Sums {
  private readonly words: Words;
  private readonly model: Model;
  private readonly rows = new Int32Array(MOST_ROWS);
  private readonly scores = new Float64Array(TAG_COUNT);
  /** Of each part of a word the score of each tag: at most 16 weights of at most 2047 each. */
  private sums = new Int16Array(0);
  /** Whether the sums of a part are there. */
  private isThere = new Uint8Array(0);

  constructor(words: Words, model: Model) {
    this.words = words;
    this.model = model;
  }

  /** Forgets all sums: to be called when the numbers of words have another meaning. */
  clear(): void {
    this.isThere.fill(0);
  }

  /** Adds to the score of each tag what these parts (`word * PARTS + part`) say. */
  add(parts: Int32Array, size: number, scores: Float64Array): void {
    for (let i = 0; i < size; i++) if (this.isThere[parts[i] as number] !== 1) this.sumUp(parts[i] as number);
    addScores({ weights: this.sums }, parts, size, scores);
  }

  private sumUp(part: number): void {
    if (part >= this.isThere.length) this.makeRoom();
    this.scores.fill(0);
    addScores(this.model, this.rows, this.words.rowsOf(part, this.rows), this.scores);
    this.sums.set(this.scores, part * TAG_COUNT);
    this.isThere[part] = 1;
  }

  private makeRoom(): void {
    const isThere = new Uint8Array(this.words.size * 2 * PARTS);
    isThere.set(this.isThere);
    const sums = new Int16Array(isThere.length * TAG_COUNT);
    sums.set(this.sums);
    this.isThere = isThere;
    this.sums = sums;
  }
}
