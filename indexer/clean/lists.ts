/** A list of numbers for each block of a page, in two arrays rather than one a block. */
export interface Lists {
  readonly numbers: Int32Array;
  /** The list of block `at` stands from `starts[at]` up to `starts[at + 1]`. */
  readonly starts: Int32Array;
}

/** Makes such lists, block after block. */
export class Lister {
  /** The numbers so far; those behind `length` are no part of it. */
  numbers = new Int32Array(2 ** 12);
  length = 0;
  #starts = new Int32Array(2 ** 9);
  #lists = 0;

  clear(): void {
    this.length = 0;
    this.#lists = 0;
  }

  add(number: number): void {
    if (this.length === this.numbers.length) this.numbers = widened(this.numbers, 2 * this.length);
    this.numbers[this.length++] = number;
  }

  /** Where the list begins that is being made. */
  get start(): number {
    return this.#starts[this.#lists] as number;
  }

  /** Takes back what was added to the list that is being made. */
  undo(): void {
    this.length = this.start;
  }

  /** The list is complete; the next begins. */
  end(): void {
    if (++this.#lists === this.#starts.length) this.#starts = widened(this.#starts, 2 * this.#lists);
    this.#starts[this.#lists] = this.length;
  }

  /** All lists so far, in arrays of their own. */
  lists(): Lists {
    return { numbers: this.numbers.slice(0, this.length), starts: this.#starts.slice(0, this.#lists + 1) };
  }
}

/** The same numbers with room for more. */
export function widened<T extends Int32Array | Uint16Array>(numbers: T, length: number): T {
  const wider = new (numbers.constructor as new (length: number) => T)(length);
  wider.set(numbers);
  return wider;
}
