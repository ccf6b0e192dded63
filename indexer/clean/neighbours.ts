/** Features of what stands around a block: single neighbours, windows before and after it, and the run it is in. */
import { FAR, UNKNOWN } from './feature-values.ts';
import { once } from './once.ts';
import type { Page } from './page.ts';
import type { AddColumn, Column } from './table.ts';

/** Columns that are also taken from the blocks before and after. */
const NEIGHBOURED = [
  'mass',
  'prose',
  'endsSentence',
  'hit',
  'common',
  'topical',
  'capitals',
  'cutOff',
  'links',
  'pathProse',
] as const;
const OFFSETS = [-3, -2, -1, 1, 2, 3] as const;
/** Stands for a neighbour beyond the page. */
const OUTSIDE = -2;
/** Columns whose mean over the blocks before and after is taken. */
const WINDOWED = [
  'prose',
  'hit',
  'section',
  'mass',
  'common',
  'topical',
  'date',
  'numbered',
  'links',
  'repeats',
] as const;
const WINDOWS = [5, 12] as const;

/** What stands around it: single neighbours, windows, and how far the next paragraphs are. */
export function addNeighbours(page: Page, column: (name: string) => Column, add: AddColumn): void {
  for (const name of NEIGHBOURED)
    for (const offset of OFFSETS)
      add(`${name}${offset > 0 ? '+' : ''}${offset}`, () => shifted(column(name), offset));
  for (const name of WINDOWED) {
    const sums = once(() => runningSums(column(name)));
    for (const size of WINDOWS) {
      add(`${name}<${size}`, () => meansBefore(sums(), size, UNKNOWN));
      add(`${name}>${size}`, () => meansAfter(sums(), size, UNKNOWN));
    }
  }
  const unlike = (offset: number) => () => {
    const own = column('mass');
    const near = shifted(own, offset);
    for (let at = 0; at < near.length; at++) near[at] = Math.abs((own[at] as number) - (near[at] as number));
    return near;
  };
  add('likeBefore', unlike(-1));
  add('likeAfter', unlike(1));
  add('sinceProse', () => gaps(page.blocks.length, (at) => page.prose[at] === true));
  add('tillProse', () => gapsBackwards(page.blocks.length, (at) => page.prose[at] === true));
}

/** The values of the blocks `offset` further on. */
export function shifted(values: Column, offset: number, outside = OUTSIDE): Column {
  const found = new Float64Array(values.length).fill(outside);
  if (Math.abs(offset) >= values.length) return found;
  if (offset >= 0) found.set(values.subarray(offset));
  else found.set(values.subarray(0, offset), -offset);
  return found;
}

/** Sums of the values before each block, and of all at the end. */
export function runningSums(values: Column): Column {
  const sums = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at++) sums[at + 1] = (sums[at] as number) + (values[at] as number);
  return sums;
}

/** Means over the `size` blocks before each block. */
export function meansBefore(sums: Column, size: number, outside: number): Column {
  const found = new Float64Array(sums.length - 1);
  for (let at = 0; at < found.length; at++) found[at] = mean(sums, Math.max(0, at - size), at, outside);
  return found;
}

/** Means over the `size` blocks after each block. */
export function meansAfter(sums: Column, size: number, outside: number): Column {
  const found = new Float64Array(sums.length - 1);
  for (let at = 0; at < found.length; at++)
    found[at] = mean(sums, at + 1, Math.min(found.length, at + 1 + size), outside);
  return found;
}

const mean = (sums: Column, from: number, to: number, outside: number): number =>
  to > from ? ((sums[to] as number) - (sums[from] as number)) / (to - from) : outside;

/** Blocks since the last one that is of a kind, itself not counted. */
export function gaps(length: number, is: (at: number) => boolean): Column {
  const found = new Float64Array(length);
  let gap = FAR;
  for (let at = 0; at < length; at++) {
    found[at] = gap;
    gap = is(at) ? 0 : Math.min(FAR, gap + 1);
  }
  return found;
}

/** Blocks till the next one that is of a kind. */
export const gapsBackwards = (length: number, is: (at: number) => boolean): Column =>
  gaps(length, (at) => is(length - 1 - at)).reverse();
