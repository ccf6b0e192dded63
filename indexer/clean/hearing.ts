/** Features a linear model gives: how much like an article a block's words sound, and the names of what it stands in. */
import { UNKNOWN } from './feature-values.ts';
import { compileLinear, type Linear } from './linear.ts';
import { meansAfter, meansBefore, runningSums, shifted } from './neighbours.ts';
import { once } from './once.ts';
import type { Page } from './page.ts';
import { signsOfPath, signsOfText } from './signs.ts';
import { type AddColumn, type Column, type FeatureTable, lazyTable } from './table.ts';

export interface LinearModels {
  /** By the words of the text. */
  readonly wording: Linear;
  /** By the names of the elements; text has none. */
  readonly naming: Linear;
}

const OFFSETS = [-3, -2, -1, 1, 2, 3] as const;
const WINDOWS = [5, 12] as const;
/** Stands for a neighbour beyond the page: surely no article. */
const OUTSIDE = -9;

/** Reads the models once; returns what gives their columns for a page. */
export function hearing(models: LinearModels): (page: Page) => FeatureTable {
  const wording = compileLinear(models.wording);
  const naming = compileLinear(models.naming);
  return (page) => {
    const { blocks } = page;
    const { table, add } = lazyTable();
    addAround('wording', page, add, () =>
      Float64Array.from(blocks, ({ text }) => wording(signsOfText(text))),
    );
    addAround('naming', page, add, () => {
      const known = new Map<string, number>();
      return Float64Array.from(blocks, ({ markup }) => {
        if (!markup) return UNKNOWN;
        const there = known.get(markup.path) ?? naming(signsOfPath(markup.path));
        known.set(markup.path, there);
        return there;
      });
    });
    return table();
  };
}

/** Adds a column, its values at the blocks before and after, their means, and how it stands to the page's prose. */
function addAround(name: string, page: Page, add: AddColumn, make: () => Column): void {
  const own = once(make);
  const sums = once(() => runningSums(own()));
  const ofProse = once(() => proseLevels(page, own()));
  add(name, own);
  for (const offset of OFFSETS)
    add(`${name}${offset > 0 ? '+' : ''}${offset}`, () => shifted(own(), offset, OUTSIDE));
  for (const size of WINDOWS) {
    add(`${name}<${size}`, () => meansBefore(sums(), size, OUTSIDE));
    add(`${name}>${size}`, () => meansAfter(sums(), size, OUTSIDE));
  }
  // On a page whose names nobody has seen, all blocks sound alike bad: only the difference tells them apart.
  add(`${name}-best`, () => own().map((value) => value - ofProse().best));
  add(`${name}-mean`, () => own().map((value) => value - ofProse().mean));
}

/** The best and the mean of a column over the paragraphs of the page, by weight; 0 where it has none. */
function proseLevels(
  { prose, mass }: Page,
  column: Column,
): { readonly best: number; readonly mean: number } {
  let best = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let all = 0;
  column.forEach((value, at) => {
    if (!prose[at]) return;
    best = Math.max(best, value);
    sum += value * (mass[at] ?? 0);
    all += mass[at] ?? 0;
  });
  return all > 0 ? { best, mean: sum / all } : { best: 0, mean: 0 };
}
