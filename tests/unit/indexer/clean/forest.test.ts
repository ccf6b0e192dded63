import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileForest, type Forest, type Tree } from '../../../../indexer/clean/forest.ts';

/** Values that meet thresholds exactly, pass them by little, or cannot be compared. */
const VALUES = [-Infinity, -2, -0.5, -0, 0, 0.1, 0.5, 1, 3, 40, Infinity, Number.NaN];

/** A tree grown leaf by leaf, as training grows them: `choices` say which leaf is split next, and how. */
function grown(choices: readonly (readonly [leaf: number, feature: number, threshold: number])[]): Tree {
  const feature = [-1];
  const threshold = [0];
  const left = [0];
  for (const [which, tested, limit] of choices) {
    const leaves = feature.flatMap((own, node) => (own < 0 ? [node] : []));
    const node = leaves[which % leaves.length] as number;
    feature[node] = tested;
    threshold[node] = limit;
    left[node] = feature.length;
    feature.push(-1, -1);
    threshold.push(0, 0);
    left.push(0, 0);
  }
  return { feature, threshold, left, value: feature.map((_, node) => 1 / (node + 3)) };
}

/** The definition: one block, from the root of each tree to a leaf. */
function walked({ base, trees }: Forest, row: readonly number[]): number {
  let sum = base;
  for (const { feature, threshold, left, value } of trees) {
    let node = 0;
    for (let own = feature[0] as number; own >= 0; own = feature[node] as number) {
      const low = left[node] as number;
      node = (row[own] as number) <= (threshold[node] as number) ? low : low + 1;
    }
    sum += value[node] as number;
  }
  return sum;
}

const FEATURES = ['a', 'b', 'c'];
const Value = fc.constantFrom(...VALUES);
const Split = fc.tuple(fc.nat(40), fc.nat(2), fc.constantFrom(...VALUES.filter(Number.isFinite)));

describe('a compiled forest', () => {
  it('gives every block the sum of the leaves it comes to, to the last bit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(Split, { maxLength: 40 }), { maxLength: 9 }),
        fc.array(fc.tuple(Value, Value, Value), { maxLength: 80 }),
        (splits, rows) => {
          const forest = { features: FEATURES, base: 0.1, trees: splits.map(grown) };
          const columns = FEATURES.map((_, i) => Float64Array.from(rows, (row) => row[i] as number));
          const odds = compileForest(forest).logOdds(columns, rows.length);
          expect([...odds]).toEqual(rows.map((row) => walked(forest, row)));
        },
      ),
    );
  });
});
