/** The stories that were found, in flat memory: some thirty bytes an article. */
import type { Ids } from '../../../engine/ids.ts';
import type { NameNumber } from './names.ts';

export interface StoryMember {
  /** What the story was called before, else the id of its earliest member. */
  readonly storyId: string;
  readonly size: number;
  /** 0 for the member that is shown first; see `shownFirst`. */
  readonly rank: number;
  /** To the member shown first, which is a `copy` with score 1; `only` in a story of one. */
  readonly relation: 'only' | 'copy' | 'excerpt' | 'rewrite';
  /** How much of the text the relation rests on, 0..1: shared over all of both for a copy, else the share of the shorter. */
  readonly score: number;
  /** Share of this article that stands in the member shown first, 0..1. */
  readonly shared: number;
}

const RELATIONS = [
  'only',
  'copy',
  'excerpt',
  'rewrite',
] as const satisfies readonly StoryMember['relation'][];

/** Members by the ids of their articles, in the order in which they were put: story by story. */
export class StoryMembers implements Iterable<readonly [id: string, StoryMember]> {
  readonly #ids: Ids;
  readonly #text: (name: NameNumber) => string;
  readonly #order: Uint32Array;
  readonly #names: Int32Array;
  readonly #sizes: Uint32Array;
  readonly #ranks: Uint32Array;
  readonly #relations: Uint8Array;
  readonly #scores: Float64Array;
  readonly #shares: Float64Array;
  #size = 0;

  /**
   * @param most articles
   * @param text the name with a number
   */
  constructor(ids: Ids, most: number, text: (name: NameNumber) => string) {
    this.#ids = ids;
    this.#text = text;
    this.#order = new Uint32Array(most);
    this.#names = new Int32Array(most);
    this.#sizes = new Uint32Array(most);
    this.#ranks = new Uint32Array(most);
    this.#relations = new Uint8Array(most);
    this.#scores = new Float64Array(most);
    this.#shares = new Float64Array(most);
  }

  get size(): number {
    return this.#size;
  }

  /** @param number of the article's id; each is put once */
  put(number: number, name: NameNumber, member: Omit<StoryMember, 'storyId'>): void {
    this.#order[this.#size++] = number;
    this.#names[number] = name;
    this.#sizes[number] = member.size;
    this.#ranks[number] = member.rank;
    this.#relations[number] = RELATIONS.indexOf(member.relation);
    this.#scores[number] = member.score;
    this.#shares[number] = member.shared;
  }

  get(id: string): StoryMember | undefined {
    const number = this.#ids.numberOf(id);
    return number === undefined || (this.#sizes[number] ?? 0) === 0 ? undefined : this.#member(number);
  }

  *[Symbol.iterator](): Iterator<readonly [id: string, StoryMember]> {
    for (const number of this.#order.subarray(0, this.#size))
      yield [this.#ids.at(number), this.#member(number)];
  }

  #member(number: number): StoryMember {
    return {
      storyId: this.#text(this.#names[number] as number),
      size: this.#sizes[number] as number,
      rank: this.#ranks[number] as number,
      relation: RELATIONS[this.#relations[number] as number] ?? 'only',
      score: this.#scores[number] as number,
      shared: this.#shares[number] as number,
    };
  }
}
