import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../../indexer/clean/sequence.ts';

describe('decide', () => {
  it('goes by the odds alone where a change costs nothing', () => {
    expect(decide([2, -1, 3, -4], 0)).toEqual([true, false, true, false]);
  });

  it('lets a doubtful line go with its neighbours and a sure one stand for itself', () => {
    expect(decide([4, 4, -0.5, 4, 4], 1)).toEqual([true, true, true, true, true]);
    expect(decide([4, 4, -9, 4, 4], 1)).toEqual([true, true, false, true, true]);
  });

  it('answers once a block, for any odds', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 50, noNaN: true })), (odds) => {
        expect(decide(odds, 0.5)).toHaveLength(odds.length);
      }),
    );
  });
});
