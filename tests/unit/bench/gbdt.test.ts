import { describe, expect, it } from 'vitest';
import { train } from '../../../bench/train/gbdt.ts';
import { compileForest, type Forest } from '../../../indexer/clean/forest.ts';

const SETTINGS = { trees: 30, leaves: 4, shrinkage: 0.3, minWeight: 1, lambda: 1, columns: 1, seed: 3 };

/** Article where a is high, or b is high and a is low: no single split tells it. */
const rows = Array.from({ length: 400 }, (_, i) => [i % 20, (i * 7) % 20, (i * 13) % 11]);
const labels = rows.map(([a = 0, b = 0]) => (a > 14 || (a < 5 && b > 9) ? 1 : 0));
const weights = rows.map(() => 1);

/** Share of the rows that the forest puts on their side. */
function rightOf(forest: Forest): number {
  const columns = forest.features.map((_, feature) => rows.map((row) => row[feature] ?? 0));
  const odds = compileForest(forest).logOdds(columns, rows.length);
  return labels.filter((label, i) => (odds[i] ?? 0) > 0 === (label === 1)).length / rows.length;
}

describe('train', () => {
  it('learns what one split cannot tell', () => {
    const forest = train(['a', 'b', 'noise'], rows, labels, weights, SETTINGS);
    expect(rightOf(forest)).toBeGreaterThan(0.97);
  });

  it('gives the same trees for the same rows, byte for byte', () => {
    const once = JSON.stringify(train(['a', 'b', 'noise'], rows, labels, weights, SETTINGS));
    expect(JSON.stringify(train(['a', 'b', 'noise'], rows, labels, weights, SETTINGS))).toBe(once);
  });

  it('heeds the weights', () => {
    const contradictory = [...rows, ...rows];
    const both = [...labels, ...labels.map((label) => 1 - label)];
    const trusted = contradictory.map((_, i) => (i < rows.length ? 10 : 0.1));
    const forest = train(['a', 'b', 'noise'], contradictory, both, trusted, SETTINGS);
    expect(rightOf(forest)).toBeGreaterThan(0.95);
  });
});
