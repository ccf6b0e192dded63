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

/** Log-odds of a row whose numbers stand in the forest's own order. */
export function logOdds(forest: Forest, row: ArrayLike<number>): number {
  let sum = forest.base;
  for (const tree of forest.trees) {
    let node = 0;
    let feature = tree.feature[0] ?? -1;
    while (feature >= 0) {
      const left = tree.left[node] ?? 0;
      node = (row[feature] ?? 0) <= (tree.threshold[node] ?? 0) ? left : left + 1;
      feature = tree.feature[node] ?? -1;
    }
    sum += tree.value[node] ?? 0;
  }
  return sum;
}
