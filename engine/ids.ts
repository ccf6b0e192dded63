/**
 * Ids by number, and sets of them, in flat memory: a million ids take some 40 MB and each further set of them a bit for each. As
 * strings in a Set they take 90 MB, and 50 more in each that follows.
 */
import { grown } from './grown.ts';

/** Numbers of an empty table. */
const ROOM = 1024;

export class Ids {
  /** All ids end to end. */
  #units = new Uint8Array(16 * ROOM);
  #ends = new Uint32Array(ROOM);
  /** Open addressing: one more than a number; 0: free. At most half of it is taken. */
  #slots = new Uint32Array(2 * ROOM);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of an id: they are numbered from 0, in the order in which each first came. @throws RangeError for one beyond ASCII */
  add(id: string): number {
    const slot = this.#slotOf(id);
    const known = this.#slots[slot] as number;
    if (known > 0) return known - 1;
    const number = this.#size;
    const start = this.#startOf(number);
    if (start + id.length > this.#units.length)
      this.#units = grown(this.#units, new Uint8Array(2 * (start + id.length)));
    if (number === this.#ends.length) this.#ends = grown(this.#ends, new Uint32Array(2 * number));
    for (let at = 0; at < id.length; at++) {
      const unit = id.charCodeAt(at);
      if (unit > 0x7f) throw new RangeError(`the id «${id}» has letters beyond ASCII`);
      this.#units[start + at] = unit;
    }
    this.#ends[number] = start + id.length;
    this.#slots[slot] = number + 1;
    this.#size++;
    if (2 * this.#size > this.#slots.length) this.#spread();
    return number;
  }

  /** Undefined for an id that was not added. */
  numberOf(id: string): number | undefined {
    const known = this.#slots[this.#slotOf(id)] as number;
    return known === 0 ? undefined : known - 1;
  }

  /** The id with a number. */
  at(number: number): string {
    if (number >= this.#size)
      throw new RangeError(`there are ${this.#size} ids, and none has number ${number}`);
    const start = this.#startOf(number);
    const { buffer } = this.#units;
    return Buffer.from(buffer, start, (this.#ends[number] as number) - start).toString('latin1');
  }

  /** Below 0 where the first id comes before the second as strings do, above 0 where it comes behind. */
  readonly compare = (one: number, two: number): number => {
    const [from, to] = [this.#startOf(one), this.#startOf(two)];
    const [length, other] = [(this.#ends[one] as number) - from, (this.#ends[two] as number) - to];
    for (let at = 0; at < length && at < other; at++) {
      const difference = (this.#units[from + at] as number) - (this.#units[to + at] as number);
      if (difference !== 0) return difference;
    }
    return length - other;
  };

  #startOf(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] as number);
  }

  /** Where an id is, or would be. */
  #slotOf(id: string): number {
    const last = this.#slots.length - 1;
    let hash = BASIS;
    for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), PRIME);
    for (let slot = mixed(hash) & last; ; slot = (slot + 1) & last) {
      const known = this.#slots[slot] as number;
      if (known === 0 || this.#is(known - 1, id)) return slot;
    }
  }

  #is(number: number, id: string): boolean {
    const start = this.#startOf(number);
    if ((this.#ends[number] as number) - start !== id.length) return false;
    for (let at = 0; at < id.length; at++) if (this.#units[start + at] !== id.charCodeAt(at)) return false;
    return true;
  }

  /** Twice as many slots. */
  #spread(): void {
    const slots = new Uint32Array(2 * this.#slots.length);
    const last = slots.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let hash = BASIS;
      for (let at = this.#startOf(number); at < (this.#ends[number] as number); at++)
        hash = Math.imul(hash ^ (this.#units[at] as number), PRIME);
      let slot = mixed(hash) & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** A set of ids; several may share the table of their numbers. */
export class IdSet {
  readonly #ids: Ids;
  #marks = new Uint32Array(ROOM / 32);
  #size = 0;

  constructor(ids = new Ids()) {
    this.#ids = ids;
  }

  get size(): number {
    return this.#size;
  }

  has(id: string): boolean {
    const number = this.#ids.numberOf(id);
    return number !== undefined && this.#isMarked(number);
  }

  /** @returns whether it is new here */
  add(id: string): boolean {
    const number = this.#ids.add(id);
    if (this.#isMarked(number)) return false;
    const word = number >>> 5;
    if (word >= this.#marks.length) this.#marks = grown(this.#marks, new Uint32Array(2 * (word + 1)));
    this.#marks[word] = (this.#marks[word] as number) | (1 << (number & 31));
    this.#size++;
    return true;
  }

  delete(id: string): void {
    const number = this.#ids.numberOf(id);
    if (number === undefined || !this.#isMarked(number)) return;
    const word = number >>> 5;
    this.#marks[word] = (this.#marks[word] as number) & ~(1 << (number & 31));
    this.#size--;
  }

  #isMarked(number: number): boolean {
    return (((this.#marks[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1;
  }
}

/** FNV-1a over units, and the finalizer of MurmurHash3: ids may differ in one place only. */
const [BASIS, PRIME] = [0x811c9dc5, 0x01000193];

function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
