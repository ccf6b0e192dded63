/**
 * Clusters of vectors by direction: spherical k-means (Dhillon and Modha 2001). A few wide clusters are split into more,
 * and these again; then each vector may move to a narrow cluster nearby. The same vectors give the same clusters.
 */
import { lcg } from './random.ts';

const ROUNDS = 10;
/** Rounds in which vectors move between narrow clusters, and among those of how many of the nearest wider ones. */
const MOVES = 5;
const NEARBY = 20;

export interface Clusters {
  /** Of each vector its narrowest cluster, from 0. */
  readonly narrow: readonly number[];
  /** Of each narrow cluster the middle one it is part of, and of each middle one the wide one. */
  readonly middleOf: readonly number[];
  readonly wideOf: readonly number[];
}

/** How many clusters there are of each width, roughly. */
export interface Widths {
  readonly wide: number;
  readonly middle: number;
  readonly narrow: number;
}

interface Level {
  readonly groups: readonly (readonly number[])[];
  readonly parents: readonly number[];
  readonly centres: Float32Array;
}

/**
 * @param rows vectors, all of one length
 * @param learned how many of them, from the first on, the clusters are made of; the others go where they are nearest
 */
export function clustersOf(rows: readonly (readonly number[])[], learned: number, widths: Widths): Clusters {
  const size = rows[0]?.length ?? 0;
  const table = directions(rows, size);
  const random = lcg(1);
  const all = Array.from({ length: Math.min(learned, rows.length) }, (_, i) => i);
  const wide = split(table, size, [all], widths.wide, random);
  const middle = split(table, size, wide.groups, widths.middle, random);
  const narrow = split(table, size, middle.groups, widths.narrow, random);
  const children: number[][] = middle.groups.map(() => []);
  narrow.parents.forEach((parent, cluster) => {
    children[parent]?.push(cluster);
  });
  const nearestNarrow = (at: number): number => {
    const near = nearestFew(table, at, middle.centres, size, NEARBY);
    return nearest(
      table,
      at,
      narrow.centres,
      size,
      near.flatMap((parent) => children[parent] ?? []),
    );
  };
  for (let round = 0; round < MOVES; round++)
    moveCentres(table, size, all, narrow.centres, (i) => nearestNarrow(i * size));
  return {
    narrow: rows.map((_, i) => nearestNarrow(i * size)),
    middleOf: narrow.parents,
    wideOf: middle.parents,
  };
}

/** The vectors less their mean, each of length 1, one after the other. */
function directions(rows: readonly (readonly number[])[], size: number): Float32Array {
  const table = new Float32Array(rows.length * size);
  const mean = new Float64Array(size);
  for (const row of rows)
    for (let k = 0; k < size; k++) mean[k] = (mean[k] as number) + (row[k] ?? 0) / rows.length;
  rows.forEach((row, i) => {
    for (let k = 0; k < size; k++) table[i * size + k] = (row[k] ?? 0) - (mean[k] as number);
    normalise(table, i * size, size);
  });
  return table;
}

function normalise(table: Float32Array, at: number, size: number): void {
  let squares = 0;
  for (let k = 0; k < size; k++) squares += (table[at + k] as number) ** 2;
  const length = Math.sqrt(squares) || 1;
  for (let k = 0; k < size; k++) table[at + k] = (table[at + k] as number) / length;
}

/** Splits each group into parts by its share of `wanted`, one at least. */
function split(
  table: Float32Array,
  size: number,
  groups: readonly (readonly number[])[],
  wanted: number,
  random: () => number,
): Level {
  const total = groups.reduce((sum, { length }) => sum + length, 0);
  const parts: number[][] = [];
  const parents: number[] = [];
  const centres: Float32Array[] = [];
  groups.forEach((group, parent) => {
    const count = Math.min(group.length, Math.max(1, Math.round((wanted * group.length) / total)));
    const own = drawn(table, size, group, count, random);
    const among = Array.from({ length: count }, (_, c) => c);
    const find = (i: number) => nearest(table, i * size, own, size, among);
    for (let round = 0; round < ROUNDS; round++) moveCentres(table, size, group, own, find);
    const found: number[][] = among.map(() => []);
    for (const i of group) found[find(i)]?.push(i);
    found.forEach((part, c) => {
      if (part.length === 0) return;
      parts.push(part);
      parents.push(parent);
      centres.push(own.subarray(c * size, (c + 1) * size));
    });
  });
  const side = new Float32Array(centres.length * size);
  centres.forEach((centre, c) => {
    side.set(centre, c * size);
  });
  return { groups: parts, parents, centres: side };
}

/** Different vectors of the group, to begin with. */
function drawn(
  table: Float32Array,
  size: number,
  group: readonly number[],
  count: number,
  random: () => number,
): Float32Array {
  const centres = new Float32Array(count * size);
  const order = [...group];
  for (let c = 0; c < count; c++) {
    const at = c + Math.floor(random() * (order.length - c));
    [order[c], order[at]] = [order[at] as number, order[c] as number];
    const from = (order[c] as number) * size;
    centres.set(table.subarray(from, from + size), c * size);
  }
  return centres;
}

/** Moves each centre to the mean direction of the vectors that are its own. */
function moveCentres(
  table: Float32Array,
  size: number,
  group: readonly number[],
  centres: Float32Array,
  find: (i: number) => number,
): void {
  const sums = new Float32Array(centres.length);
  const filled = new Set<number>();
  for (const i of group) {
    const c = find(i);
    filled.add(c);
    for (let k = 0; k < size; k++)
      sums[c * size + k] = (sums[c * size + k] as number) + (table[i * size + k] as number);
  }
  for (const c of filled) {
    normalise(sums, c * size, size);
    centres.set(sums.subarray(c * size, (c + 1) * size), c * size);
  }
}

function product(table: Float32Array, at: number, centres: Float32Array, from: number, size: number): number {
  let sum = 0;
  for (let k = 0; k < size; k++) sum += (table[at + k] as number) * (centres[from + k] as number);
  return sum;
}

/** Of the centres `among` which, the nearest one. */
function nearest(
  table: Float32Array,
  at: number,
  centres: Float32Array,
  size: number,
  among: readonly number[],
): number {
  let best = among[0] ?? 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const c of among) {
    const own = product(table, at, centres, c * size, size);
    if (own <= most) continue;
    most = own;
    best = c;
  }
  return best;
}

/** The nearest centres, so many, the nearest first. */
function nearestFew(
  table: Float32Array,
  at: number,
  centres: Float32Array,
  size: number,
  count: number,
): number[] {
  const found: (readonly [centre: number, product: number])[] = [];
  for (let c = 0; c * size < centres.length; c++) {
    const own = product(table, at, centres, c * size, size);
    const last = found.at(-1);
    if (found.length === count && last && own <= last[1]) continue;
    if (found.length === count) found.pop();
    let place = found.length;
    while (place > 0 && (found[place - 1]?.[1] ?? 0) < own) place--;
    found.splice(place, 0, [c, own]);
  }
  return found.map(([c]) => c);
}
