import { widened } from './lists.ts';

/** Numbers for words: equal words get equal numbers from 0 on, in the order they are met, and no string is made of them. */
export class Numbering {
  /** How many different words were met. */
  size = 0;
  /** One more than the number of the word that came to a slot, or 0; a power of two of them, at most half filled. */
  #slots = new Int32Array(2 ** 11);
  #hashes = new Int32Array(2 ** 10);
  /** The units of all words, and where those of each start. */
  #units = new Uint16Array(2 ** 13);
  #starts = new Int32Array(2 ** 10 + 1);

  /** Forgets every word; the room they took is kept. */
  clear(): void {
    this.#slots.fill(0);
    this.size = 0;
  }

  /** The number of the word that is the first `length` of some units. */
  of(word: Uint16Array, length: number): number {
    let hash = length;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (word[i] as number), 0x9e3779b1) ^ (hash >>> 15);
    const slots = this.#slots;
    let slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
    for (let there = slots[slot] as number; there !== 0; there = slots[slot] as number) {
      if (this.#hashes[there - 1] === hash && this.#is(there - 1, word, length)) return there - 1;
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = this.size + 1;
    return this.#add(word, length, hash);
  }

  #is(number: number, word: Uint16Array, length: number): boolean {
    const start = this.#starts[number] as number;
    if ((this.#starts[number + 1] as number) - start !== length) return false;
    for (let i = 0; i < length; i++) if (this.#units[start + i] !== word[i]) return false;
    return true;
  }

  #add(word: Uint16Array, length: number, hash: number): number {
    const number = this.size++;
    const start = this.#starts[number] as number;
    if (start + length > this.#units.length) this.#units = widened(this.#units, 2 * (start + length));
    for (let i = 0; i < length; i++) this.#units[start + i] = word[i] as number;
    this.#hashes[number] = hash;
    this.#starts[number + 1] = start + length;
    if (this.size === this.#hashes.length) this.#grow();
    return number;
  }

  #grow(): void {
    this.#hashes = widened(this.#hashes, 2 * this.size);
    this.#starts = widened(this.#starts, 2 * this.size + 1);
    const slots = new Int32Array(4 * this.size);
    for (let number = 0; number < this.size; number++) {
      const hash = this.#hashes[number] as number;
      let slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}
