import { describe, expect, it } from 'vitest';
import { clustersOf } from '../../../bench/train/clusters.ts';

/** Six bundles of directions in three pairs. */
const rows = Array.from({ length: 240 }, (_, i) => {
  const bundle = i % 6;
  const angle = Math.floor(bundle / 2) * 2.1 + (bundle % 2) * 0.4 + (i % 5) * 0.01;
  return [Math.cos(angle), Math.sin(angle)];
});
const widths = { wide: 3, middle: 3, narrow: 6 };

describe('clusters of vectors', () => {
  const { narrow, middleOf, wideOf } = clustersOf(rows, 180, widths);

  it('are the bundles they lie in, for vectors they were not made of too', () => {
    for (let i = 6; i < rows.length; i++) expect(narrow[i]).toBe(narrow[i % 6]);
  });

  it('lie in wider ones with what is near', () => {
    const wide = narrow.slice(0, 6).map((cluster) => wideOf[middleOf[cluster] ?? -1]);
    expect(wide[0]).toBe(wide[1]);
    expect(wide[2]).toBe(wide[3]);
    expect(wide[4]).toBe(wide[5]);
    expect(new Set(wide).size).toBe(3);
  });

  it('are the same for the same vectors', () => {
    expect(clustersOf(rows, 180, widths)).toEqual({ narrow, middleOf, wideOf });
  });
});
