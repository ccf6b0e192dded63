/** A forest of boosted trees as data: reads it, and gives the probability that a block is article. */

/** One tree, nodes in one array each; a leaf has feature -1 and its value. Children of node i: `left[i]`, `left[i] + 1`. */
export interface Tree {
  readonly feature: readonly number[];
  /** Goes left when the feature is at most this. */
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly value: readonly number[];
}

export interface Forest {
  /** Names of the features in the order the trees count them. */
  readonly features: readonly string[];
  /** Log-odds before any tree. */
  readonly base: number;
  readonly trees: readonly Tree[];
}

/** A forest laid out for speed. */
export interface CompiledForest {
  readonly features: readonly string[];
  /** Log-odds of each of `length` blocks, whose numbers stand in `columns`, one a feature in the forest's order. */
  logOdds(columns: readonly ArrayLike<number>[], length: number): Float64Array;
}

/** Blocks that go through the trees together: one bit of an integer each. */
const BATCH = 32;

/**
 * Lays a forest out once. Every block is held against every threshold first; then 32 blocks go down each tree at once,
 * as the bits of one integer, and part at its nodes: no branch depends on a block. The sums are made in the order of the
 * trees.
 */
export function compileForest({ features, base, trees }: Forest): CompiledForest {
  const { first, thresholds } = thresholdsOf(features.length, trees);
  const { splits, tested, low, high, leaves, values } = layOut(trees, first, thresholds);
  /** The blocks whose value is above each threshold. */
  const above = new Int32Array(thresholds.length);
  /** The blocks that come to each node of a tree: its splits, then its leaves. */
  const here = new Int32Array(Math.max(0, ...trees.map((tree) => tree.feature.length)));

  /** Holds one feature of `size` blocks against its thresholds. No branch depends on a value: none could be foretold. */
  const compare = (
    column: ArrayLike<number>,
    from: number,
    size: number,
    first: number,
    end: number,
  ): void => {
    let bits = -1;
    for (let at = first; at < end; at++) {
      // Who is not above a threshold is above no higher one.
      if (bits === 0) {
        above.fill(0, at, end);
        return;
      }
      const threshold = thresholds[at] as number;
      bits = 0;
      for (let i = 0; i < size; i++) bits |= Number(!((column[from + i] as number) <= threshold)) << i;
      above[at] = bits;
    }
  };

  return {
    features,
    logOdds(columns, length) {
      const sums = new Float64Array(length).fill(base);
      for (let from = 0; from < length; from += BATCH) {
        const size = Math.min(BATCH, length - from);
        for (let i = 0; i < features.length; i++)
          compare(columns[i] as ArrayLike<number>, from, size, first[i] as number, first[i + 1] as number);
        const all = size === BATCH ? -1 : (1 << size) - 1;
        for (let tree = 0; tree < trees.length; tree++) {
          here[0] = all;
          let node = 0;
          const lastSplit = splits[tree + 1] as number;
          for (let split = splits[tree] as number; split < lastSplit; split++) {
            const bits = here[node++] as number;
            const right = bits & (above[tested[split] as number] as number);
            here[low[split] as number] = bits ^ right;
            here[high[split] as number] = right;
          }
          const lastLeaf = leaves[tree + 1] as number;
          for (let leaf = leaves[tree] as number; leaf < lastLeaf; leaf++) {
            const value = values[leaf] as number;
            for (let bits = here[node++] as number; bits !== 0; ) {
              const i = 31 - Math.clz32(bits);
              bits ^= 1 << i;
              sums[from + i] = (sums[from + i] as number) + value;
            }
          }
        }
      }
      return sums;
    },
  };
}

/** The thresholds of all features in one array: those of a feature rise from `first[feature]` on. */
function thresholdsOf(features: number, trees: readonly Tree[]) {
  const all = Array.from({ length: features }, () => new Set<number>());
  for (const { feature, threshold } of trees)
    feature.forEach((own, node) => {
      all[own]?.add(threshold[node] ?? 0);
    });
  const first = new Int32Array(features + 1);
  all.forEach(({ size }, i) => {
    first[i + 1] = (first[i] as number) + size;
  });
  const thresholds = Float64Array.from(all.flatMap((own) => [...own].sort((a, b) => a - b)));
  return { first, thresholds };
}

/**
 * The splits and the leaves of all trees in one array each, where those of each tree begin in `splits` and `leaves`.
 * Within a tree nodes are counted anew, splits first, parents before their children: `low` and `high` are such numbers.
 */
function layOut(trees: readonly Tree[], first: Int32Array, thresholds: Float64Array) {
  const splits: number[] = [0];
  const leaves: number[] = [0];
  const tested: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  const values: number[] = [];
  for (const tree of trees) {
    const isSplit = tree.feature.map((feature) => feature >= 0);
    const nodes = [...tree.feature.keys()];
    const order = [...nodes.filter((node) => isSplit[node]), ...nodes.filter((node) => !isSplit[node])];
    const numberOf = new Map(order.map((node, number) => [node, number]));
    for (const node of order) {
      if (!isSplit[node]) {
        values.push(tree.value[node] ?? 0);
        continue;
      }
      const left = tree.left[node] ?? 0;
      tested.push(thresholds.indexOf(tree.threshold[node] ?? 0, first[tree.feature[node] ?? 0]));
      low.push(numberOf.get(left) ?? 0);
      high.push(numberOf.get(left + 1) ?? 0);
    }
    splits.push(tested.length);
    leaves.push(values.length);
  }
  return {
    splits: Int32Array.from(splits),
    leaves: Int32Array.from(leaves),
    tested: Int32Array.from(tested),
    low: Int32Array.from(low),
    high: Int32Array.from(high),
    values: Float64Array.from(values),
  };
}
