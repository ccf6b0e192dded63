/** Promises that hold for every input: a test samples them, `npm run fuzz` tries them at any number. */
import fc, { type IAsyncProperty, type IProperty } from 'fast-check';

export interface Promised {
  readonly name: string;
  /** Tries inputs and returns how many. @throws with the smallest input that breaks the promise, and its seed */
  tried(runs: number, seed: number): Promise<number>;
}

/** @param cost how much longer one input takes than one of the cheapest: it is tried so many times less */
export const promised = <T>(
  name: string,
  cost: number,
  property: IAsyncProperty<T> | IProperty<T>,
): Promised => ({
  name,
  async tried(runs, seed) {
    const numRuns = Math.max(1, Math.ceil(runs / cost));
    await fc.assert(property, { numRuns, seed, endOnFailure: false });
    return numRuns;
  },
});
