/** Numbers by pairs of positions, in flat memory: some 20 bytes a pair where a Map of strings takes 100. */

/** Pairs of an empty table, a power of two. */
const ROOM = 1024;

export interface PairNumbers {
  /** What was set last; 0: nothing. */
  get(a: number, b: number): number;
  /** @param value 1 to 255 */
  set(a: number, b: number, value: number): void;
}

/** Of positions below `size`. A pair is told from the other way round. */
export function createPairNumbers(size: number): PairNumbers {
  let names = new Float64Array(ROOM);
  /** 0: free. */
  let values = new Uint8Array(ROOM);
  let count = 0;
  const slotOf = (name: number): number => {
    const last = names.length - 1;
    const [high, low] = [Math.floor(name / 2 ** 20), name % 2 ** 20];
    let slot = (Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b)) & last;
    while (values[slot] !== 0 && names[slot] !== name) slot = (slot + 1) & last;
    return slot;
  };
  const spread = () => {
    const [oldNames, oldValues] = [names, values];
    names = new Float64Array(2 * oldNames.length);
    values = new Uint8Array(names.length);
    oldNames.forEach((name, at) => {
      if (oldValues[at] === 0) return;
      const slot = slotOf(name);
      names[slot] = name;
      values[slot] = oldValues[at] as number;
    });
  };
  return {
    get: (a, b) => values[slotOf(a * size + b)] as number,
    set(a, b, value) {
      const name = a * size + b;
      let slot = slotOf(name);
      if (values[slot] === 0 && 2 * ++count > names.length) {
        spread();
        slot = slotOf(name);
      }
      names[slot] = name;
      values[slot] = value;
    },
  };
}
