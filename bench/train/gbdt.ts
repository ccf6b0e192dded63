/**
 * Gradient boosted trees for two classes: histogram splits, leaf-wise growth, logistic loss with row weights.
 *
 * Deterministic: the same rows in the same order with the same settings give the same trees, byte for byte.
 */
import type { Forest, Tree } from '../../indexer/clean/forest.ts';
import { BINS, type Binned, bin } from './bins.ts';
import { lcg } from './random.ts';
import { round } from './round.ts';

export interface Settings {
  readonly trees: number;
  readonly leaves: number;
  readonly shrinkage: number;
  /** Weight of rows a leaf must hold at least. */
  readonly minWeight: number;
  /** Pull of leaf values towards zero. */
  readonly lambda: number;
  /** Share of the features a tree may look at. */
  readonly columns: number;
  /**
   * Share of the groups of rows a tree learns from, drawn anew for each; without it, all. Rows of one group are alike, so that single
   * rows left out would be known from their neighbours (stochastic gradient boosting, Friedman 2002, by groups).
   */
  readonly groups?: number;
  readonly seed: number;
}

/** Trains on rows of equal length. Labels 0 or 1, weights positive. @param groupOf what each row belongs to, for `groups` */
export function train(
  features: readonly string[],
  rows: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  weights: ArrayLike<number>,
  settings: Settings,
  groupOf: readonly string[] = [],
): Forest {
  const data = bin(features.length, rows);
  const random = lcg(settings.seed);
  const total = rows.length;
  const score = new Float64Array(total);
  const gradient = new Float64Array(total);
  const hessian = new Float64Array(total);
  let positive = 0;
  let all = 0;
  for (let i = 0; i < total; i++) {
    positive += (labels[i] ?? 0) * (weights[i] ?? 0);
    all += weights[i] ?? 0;
  }
  const base = round(Math.log(positive / (all - positive)));
  score.fill(base);
  const trees: Tree[] = [];
  const groups = [...new Set(groupOf)];
  const groupsDrawn = (): ReadonlySet<string> | undefined => {
    const share = settings.groups;
    return share === undefined ? undefined : new Set(groups.filter(() => random() < share));
  };
  for (let round_ = 0; round_ < settings.trees; round_++) {
    for (let i = 0; i < total; i++) {
      const p = 1 / (1 + Math.exp(-(score[i] ?? 0)));
      gradient[i] = (p - (labels[i] ?? 0)) * (weights[i] ?? 0);
      hessian[i] = Math.max(1e-6, p * (1 - p)) * (weights[i] ?? 0);
    }
    const columns = features.map((_, f) => f).filter(() => random() < settings.columns);
    const lessons = rowsOf(groupsDrawn(), groupOf, total);
    const { tree, bins } = grow(data, columns, lessons, gradient, hessian, settings);
    answer(data, tree, bins, score);
    trees.push(tree);
  }
  return { features, base, trees };
}

/** Forests of the same features as one whose answers are their mean. The first stays as it is where it is alone. */
export function meanOf(forests: readonly Forest[]): Forest {
  const [first] = forests;
  if (!first) throw new Error('a mean of no forests');
  if (forests.length === 1) return first;
  const share = (value: number) => round(value / forests.length);
  return {
    features: first.features,
    base: share(forests.reduce((sum, { base }) => sum + base, 0)),
    trees: forests.flatMap(({ trees }) => trees.map((tree) => ({ ...tree, value: tree.value.map(share) }))),
  };
}

/** The rows of some groups; without groups, all. */
function rowsOf(
  groups: ReadonlySet<string> | undefined,
  groupOf: readonly string[],
  rows: number,
): Int32Array {
  const all = Int32Array.from({ length: rows }, (_, i) => i);
  return groups ? all.filter((row) => groups.has(groupOf[row] ?? '')) : all;
}

interface Leaf {
  readonly node: number;
  readonly rows: Int32Array;
  readonly histogram: Histogram;
  readonly split: Split | undefined;
}
interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}
/** Gradient and hessian sums, `column * BINS + bin`. */
interface Histogram {
  readonly g: Float64Array;
  readonly h: Float64Array;
}

/** A tree that was grown, and of each split the last bin that goes left. */
interface Grown {
  readonly tree: Tree;
  readonly bins: readonly number[];
}

function grow(
  data: Binned,
  columns: readonly number[],
  lessons: Int32Array,
  gradient: Float64Array,
  hessian: Float64Array,
  settings: Settings,
): Grown {
  const feature: number[] = [-1];
  const threshold: number[] = [0];
  const lastLeft: number[] = [0];
  const left: number[] = [0];
  const value: number[] = [0];
  const leafOf = (node: number, rows: Int32Array, histogram: Histogram): Leaf => ({
    node,
    rows,
    histogram,
    split: bestSplit(histogram, columns, settings),
  });
  const leaves = [leafOf(0, lessons, histogramOf(data, columns, lessons, gradient, hessian))];
  while (leaves.length < settings.leaves) {
    let at = -1;
    leaves.forEach((leaf, i) => {
      if (leaf.split && (at < 0 || leaf.split.gain > (leaves[at]?.split?.gain ?? 0))) at = i;
    });
    const leaf = leaves[at];
    if (!leaf?.split) break;
    const { split } = leaf;
    const bins = data.bins[split.feature] ?? new Uint8Array();
    const low = leaf.rows.filter((row) => (bins[row] ?? 0) <= split.bin);
    const high = leaf.rows.filter((row) => (bins[row] ?? 0) > split.bin);
    const small = low.length < high.length ? low : high;
    const smallHistogram = histogramOf(data, columns, small, gradient, hessian);
    const otherHistogram = subtract(leaf.histogram, smallHistogram);
    const child = feature.length;
    feature[leaf.node] = split.feature;
    threshold[leaf.node] = data.edges[split.feature]?.[split.bin] ?? 0;
    lastLeft[leaf.node] = split.bin;
    left[leaf.node] = child;
    feature.push(-1, -1);
    lastLeft.push(0, 0);
    threshold.push(0, 0);
    left.push(0, 0);
    value.push(0, 0);
    leaves.splice(
      at,
      1,
      leafOf(child, low, small === low ? smallHistogram : otherHistogram),
      leafOf(child + 1, high, small === high ? smallHistogram : otherHistogram),
    );
  }
  for (const leaf of leaves) {
    let g = 0;
    let h = 0;
    for (const row of leaf.rows) {
      g += gradient[row] ?? 0;
      h += hessian[row] ?? 0;
    }
    value[leaf.node] = round((-g / (h + settings.lambda)) * settings.shrinkage);
  }
  return { tree: { feature, threshold, left, value }, bins: lastLeft };
}

/** Adds what a tree says of each row to its score. */
function answer(
  data: Binned,
  { feature, left, value }: Tree,
  lastLeft: readonly number[],
  score: Float64Array,
): void {
  for (let row = 0; row < data.rows; row++) {
    let node = 0;
    for (let own = feature[0] ?? -1; own >= 0; own = feature[node] ?? -1) {
      const bin = data.bins[own]?.[row] ?? 0;
      node = (left[node] ?? 0) + (bin > (lastLeft[node] ?? 0) ? 1 : 0);
    }
    score[row] = (score[row] ?? 0) + (value[node] ?? 0);
  }
}

function histogramOf(
  data: Binned,
  columns: readonly number[],
  rows: Int32Array,
  gradient: Float64Array,
  hessian: Float64Array,
): Histogram {
  const g = new Float64Array(columns.length * BINS);
  const h = new Float64Array(columns.length * BINS);
  // In the order of the rows: every column goes through them again.
  const ownG = new Float64Array(rows.length);
  const ownH = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    ownG[i] = gradient[rows[i] as number] as number;
    ownH[i] = hessian[rows[i] as number] as number;
  }
  for (let c = 0; c < columns.length; c++) {
    const bins = data.bins[columns[c] as number] as Uint8Array;
    const offset = c * BINS;
    for (let i = 0; i < rows.length; i++) {
      const slot = offset + (bins[rows[i] as number] as number);
      g[slot] = (g[slot] as number) + (ownG[i] as number);
      h[slot] = (h[slot] as number) + (ownH[i] as number);
    }
  }
  return { g, h };
}

const subtract = (whole: Histogram, part: Histogram): Histogram => ({
  g: whole.g.map((value, i) => value - (part.g[i] ?? 0)),
  h: whole.h.map((value, i) => value - (part.h[i] ?? 0)),
});

/** The least gain worth a split. */
const MIN_GAIN = 1e-4;

function bestSplit(histogram: Histogram, columns: readonly number[], settings: Settings): Split | undefined {
  let best: Split | undefined;
  let allG = 0;
  let allH = 0;
  for (let b = 0; b < BINS; b++) {
    allG += histogram.g[b] ?? 0;
    allH += histogram.h[b] ?? 0;
  }
  const parent = (allG * allG) / (allH + settings.lambda);
  columns.forEach((feature, c) => {
    let g = 0;
    let h = 0;
    for (let b = 0; b < BINS - 1; b++) {
      const slot = c * BINS + b;
      g += histogram.g[slot] as number;
      h += histogram.h[slot] as number;
      const restH = allH - h;
      if (h < settings.minWeight || restH < settings.minWeight) continue;
      const restG = allG - g;
      const gain = (g * g) / (h + settings.lambda) + (restG * restG) / (restH + settings.lambda) - parent;
      if (gain > MIN_GAIN && (!best || gain > best.gain)) best = { feature, bin: b, gain };
    }
  });
  return best;
}
