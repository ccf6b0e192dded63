import { describe, expect, it } from 'vitest';
import { meanOf, train } from '../../../bench/train/gbdt.ts';
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

  it('learns from some of the groups at a time, and answers all rows', () => {
    const groupOf = rows.map((_, i) => `group ${i % 8}`);
    const forest = train(['a', 'b', 'noise'], rows, labels, weights, { ...SETTINGS, groups: 0.5 }, groupOf);
    expect(rightOf(forest)).toBeGreaterThan(0.95);
    const whole = train(['a', 'b', 'noise'], rows, labels, weights, SETTINGS);
    expect(forest.trees[0]).not.toEqual(whole.trees[0]);
  });

  it('starts each tree from the answers to all rows, those of groups it did not learn from included', () => {
    const [twice, both] = [
      [...rows, ...rows],
      [...labels, ...labels],
    ];
    const groupOf = twice.map((_, i) => (i < rows.length ? 'first' : 'second'));
    for (let seed = 1; seed <= 20; seed++) {
      const settings = { ...SETTINGS, trees: 6, shrinkage: 0.5, groups: 0.5, seed };
      const { trees } = train(
        ['a', 'b', 'noise'],
        twice,
        both,
        twice.map(() => 1),
        settings,
        groupOf,
      );
      // The two groups are alike: what one tree has learned of either is known of both.
      const largest = trees
        .map(({ value }) => Math.max(...value.map(Math.abs)))
        .filter((value) => value > 0.01);
      expect(largest, `seed ${seed}`).toEqual([...largest].sort((x, y) => y - x));
      expect(new Set(largest).size, `seed ${seed}`).toBe(largest.length);
    }
  });

  it('makes one forest of several, which answers their mean', () => {
    const forests = [3, 4, 5].map((seed) =>
      train(['a', 'b', 'noise'], rows, labels, weights, { ...SETTINGS, columns: 0.7, seed }),
    );
    const columns = [0, 1, 2].map((feature) => rows.map((row) => row[feature] ?? 0));
    const [own, mean] = [forests.map(answers), answers(meanOf(forests))];
    function answers(forest: Forest) {
      return compileForest(forest).logOdds(columns, rows.length);
    }
    mean.forEach((value, i) => {
      expect(value).toBeCloseTo(own.reduce((sum, each) => sum + (each[i] ?? 0), 0) / 3, 2);
    });
    expect(meanOf(forests.slice(0, 1))).toBe(forests[0]);
  });

  it('heeds the weights', () => {
    const contradictory = [...rows, ...rows];
    const both = [...labels, ...labels.map((label) => 1 - label)];
    const trusted = contradictory.map((_, i) => (i < rows.length ? 10 : 0.1));
    const forest = train(['a', 'b', 'noise'], contradictory, both, trusted, SETTINGS);
    expect(rightOf(forest)).toBeGreaterThan(0.95);
  });
});
