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

/** A forest laid out for speed: all nodes of all trees in one array each. */
export interface CompiledForest {
  readonly features: readonly string[];
  /** Log-odds of each of `length` blocks, whose numbers stand in `columns`, one a feature in the forest's order. */
  logOdds(columns: readonly ArrayLike<number>[], length: number): Float64Array;
}

/** Lays a forest out once; the sums are made tree by tree, in the order of the trees. */
export function compileForest({ features, base, trees }: Forest): CompiledForest {
  const size = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  const feature = new Int32Array(size);
  const threshold = new Float64Array(size);
  const left = new Int32Array(size);
  const value = new Float64Array(size);
  const roots = new Int32Array(trees.length);
  let next = 0;
  trees.forEach((tree, i) => {
    roots[i] = next;
    tree.feature.forEach((own, node) => {
      feature[next + node] = own;
      threshold[next + node] = tree.threshold[node] ?? 0;
      left[next + node] = (roots[i] ?? 0) + (tree.left[node] ?? 0);
      value[next + node] = tree.value[node] ?? 0;
    });
    next += tree.feature.length;
  });

  return {
    features,
    logOdds(columns, length) {
      const width = columns.length;
      const rows = new Float64Array(length * width);
      for (let i = 0; i < width; i++) {
        const column = columns[i] as ArrayLike<number>;
        for (let at = 0; at < length; at++) rows[at * width + i] = column[at] ?? 0;
      }
      const sums = new Float64Array(length).fill(base);
      // Tree by tree, not block by block: one tree fits the fastest memory, all of them do not.
      for (let tree = 0; tree < roots.length; tree++) {
        const root = roots[tree] as number;
        for (let at = 0; at < length; at++) {
          const row = at * width;
          let node = root;
          let tested = feature[node] as number;
          while (tested >= 0) {
            const low = left[node] as number;
            node = (rows[row + tested] as number) <= (threshold[node] as number) ? low : low + 1;
            tested = feature[node] as number;
          }
          sums[at] = (sums[at] as number) + (value[node] as number);
        }
      }
      return sums;
    },
  };
}
