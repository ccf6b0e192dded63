/** Counts of values: all of them for a report, the largest and a count of the rest for a summary. */
import type { Counted } from '../../engine/summary.ts';
import { valueKey } from '../../engine/values.ts';

export type Counts = Readonly<Record<string, number>>;

/** Characters of a value that a summary lists, as many as a search takes for one. */
const LONGEST_VALUE = 300;

export const add = (map: Map<string, number>, key: string, by = 1): void =>
  void map.set(key, (map.get(key) ?? 0) + by);

/** Largest first, then by name. */
export const largestFirst = (map: ReadonlyMap<string, number>): [string, number][] =>
  [...map].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));

export const counts = (map: ReadonlyMap<string, number>): Counts => Object.fromEntries(largestFirst(map));

export const sumOf = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

/** The largest `most` values as the store counts them: spellings it takes for one are one, as the most frequent writes it. */
export function topOf(map: ReadonlyMap<string, number>, most: number): Counted {
  const spellings = new Map<string, string>();
  const merged = new Map<string, number>();
  for (const [value, count] of largestFirst(map)) {
    const key = valueKey(value);
    if (!spellings.has(key)) spellings.set(key, value);
    add(merged, spellings.get(key) ?? value, count);
  }
  const all = largestFirst(merged);
  const top = all.filter(([value]) => value.length <= LONGEST_VALUE).slice(0, most);
  return {
    top: top.map(([value, count]) => ({ value, count })),
    others: {
      values: all.length - top.length,
      count: sumOf(merged.values()) - sumOf(top.map(([, count]) => count)),
    },
  };
}

/** The beginning of a text, at most so many characters, whole ones only. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = /[\uD800-\uDBFF]$/;
  return `${text.slice(0, most - 1).replace(half, '')}…`;
}
