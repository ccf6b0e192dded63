/** Features of what stands around a block: single neighbours, windows before and after it, and the run it is in. */
import { FAR, UNKNOWN } from './feature-values.ts';
import { once } from './once.ts';
import type { Page } from './page.ts';

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
  'inArticle',
  'links',
  'pathProse',
] as const;
const OFFSETS = [-3, -2, -1, 1, 2, 3] as const;
/** Columns whose mean over the blocks before and after is taken. */
const WINDOWED = ['prose', 'hit', 'section', 'mass', 'common', 'inArticle', 'links', 'repeats'] as const;
const WINDOWS = [5, 12] as const;

/** What stands around it: single neighbours, windows, and how long the run of its like is. */
export function addNeighbours(
  page: Page,
  column: (name: string) => readonly number[],
  add: (name: string, make: () => readonly number[]) => void,
): void {
  const { length } = page.blocks;
  for (const name of NEIGHBOURED)
    for (const offset of OFFSETS)
      add(`${name}${offset > 0 ? '+' : ''}${offset}`, () => {
        const values = column(name);
        return values.map((_, at) => values[at + offset] ?? -2);
      });
  for (const name of WINDOWED) {
    const sums = once(() => runningSums(column(name)));
    for (const size of WINDOWS) {
      add(`${name}<${size}`, () => page.blocks.map((_, at) => mean(sums(), Math.max(0, at - size), at)));
      add(`${name}>${size}`, () =>
        page.blocks.map((_, at) => mean(sums(), at + 1, Math.min(length, at + 1 + size))),
      );
    }
  }
  const unlike = (offset: number) => () => {
    const mass = column('mass');
    return mass.map((own, at) => Math.abs(own - (mass[at + offset] ?? -2)));
  };
  add('likeBefore', unlike(-1));
  add('likeAfter', unlike(1));
  add('sinceProse', () => gaps(page.prose));
  add('tillProse', () => gaps([...page.prose].reverse()).reverse());
}

function runningSums(column: readonly number[]): number[] {
  const sums = [0];
  for (const value of column) sums.push((sums.at(-1) ?? 0) + value);
  return sums;
}

const mean = (sums: readonly number[], from: number, to: number): number =>
  to > from ? ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from) : UNKNOWN;

/** Blocks since the last paragraph, itself not counted. */
function gaps(prose: readonly boolean[]): number[] {
  let gap = FAR;
  return prose.map((isProse) => {
    const own = gap;
    gap = isProse ? 0 : Math.min(FAR, gap + 1);
    return own;
  });
}
