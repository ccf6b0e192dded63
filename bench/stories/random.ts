/** Chance that is told by its seed alone: the same set on every machine and run. */

export interface Chance {
  /** A number of [0, 1). */
  next(): number;
  /** An integer of [low, high]. */
  between(low: number, high: number): number;
  /** True this share of the time. */
  happens(share: number): boolean;
  /** One of the values. @throws RangeError when there is none */
  pick<T>(values: readonly T[]): T;
  /** The values in another order. */
  shuffled<T>(values: readonly T[]): T[];
}

/** mulberry32 over an FNV-1a hash of the seed. */
export function chanceOf(seed: string): Chance {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    happens: (share) => next() < share,
    pick(values) {
      if (values.length === 0) throw new RangeError('there is nothing to pick from');
      return values[between(0, values.length - 1)] as (typeof values)[number];
    },
    shuffled(values) {
      const order = [...values];
      for (let i = order.length - 1; i > 0; i--) {
        const j = between(0, i);
        [order[i], order[j]] = [order[j] as never, order[i] as never];
      }
      return order;
    },
  };
}
