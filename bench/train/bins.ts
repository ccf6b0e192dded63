/** Values of features in bins of about as many rows each, so that a split is looked for among 47 edges (histogram splits). */
import { round } from './round.ts';

export const BINS = 48;

export interface Binned {
  readonly rows: number;
  /** By feature, then by row. */
  readonly bins: readonly Uint8Array[];
  /** By feature: upper edge of each bin but the last. */
  readonly edges: readonly (readonly number[])[];
}

/** Quantile bins of every feature. @param width features of each row */
export function bin(width: number, rows: readonly ArrayLike<number>[]): Binned {
  const bins: Uint8Array[] = [];
  const edges: number[][] = [];
  const step = Math.max(1, Math.floor(rows.length / 20_000));
  for (let f = 0; f < width; f++) {
    const sample = new Float64Array(Math.ceil(rows.length / step));
    for (let i = 0; i < sample.length; i++) sample[i] = rows[i * step]?.[f] ?? 0;
    sample.sort();
    const own: number[] = [];
    for (let b = 1; b < BINS; b++) {
      const low = sample[Math.floor((b * sample.length) / BINS)] ?? 0;
      const next = sample[above(sample, low)];
      if (next === undefined) break;
      const edge = round((low + next) / 2);
      if (own.length === 0 || edge > (own.at(-1) ?? 0)) own.push(edge);
    }
    const column = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i++) column[i] = notBelow(own, rows[i]?.[f] ?? 0);
    bins.push(column);
    edges.push(own);
  }
  return { rows: rows.length, bins, edges };
}

/** How many of the sorted numbers are at most `value`. */
function above(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many of the sorted numbers are below `value`. */
function notBelow(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
