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
  const { roots, tested, left, value } = layOut(trees, first, thresholds);
  /** The blocks whose value is above each threshold. */
  const above = new Int32Array(thresholds.length);
  /** The blocks that come to each node of the tree. */
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
      for (let i = from + size - 1; i >= from; i--)
        bits = (bits << 1) | Number(!((column[i] as number) <= threshold));
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
        for (let tree = 0; tree + 1 < roots.length; tree++) {
          const root = roots[tree] as number;
          const end = roots[tree + 1] as number;
          here[0] = all;
          for (let node = root; node < end; node++) {
            let bits = here[node - root] as number;
            const test = tested[node] as number;
            if (test >= 0) {
              const right = bits & (above[test] as number);
              const low = left[node] as number;
              here[low] = bits ^ right;
              here[low + 1] = right;
              continue;
            }
            const own = value[node] as number;
            while (bits !== 0) {
              const i = 31 - Math.clz32(bits);
              bits ^= 1 << i;
              sums[from + i] = (sums[from + i] as number) + own;
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

/** The nodes of all trees in one array each, parents before their children; children are counted from the root of their tree. */
function layOut(trees: readonly Tree[], first: Int32Array, thresholds: Float64Array) {
  const roots = new Int32Array(trees.length + 1);
  trees.forEach(({ feature }, i) => {
    roots[i + 1] = (roots[i] as number) + feature.length;
  });
  const size = roots[trees.length] as number;
  /** Number of the threshold a node tests, -1 for a leaf. */
  const tested = new Int32Array(size).fill(-1);
  const left = new Int32Array(size);
  const value = new Float64Array(size);
  trees.forEach((tree, i) => {
    const root = roots[i] as number;
    tree.feature.forEach((own, node) => {
      if (own >= 0) tested[root + node] = thresholds.indexOf(tree.threshold[node] ?? 0, first[own]);
      left[root + node] = tree.left[node] ?? 0;
      value[root + node] = tree.value[node] ?? 0;
    });
  });
  return { roots, tested, left, value };
}
