/** Ids in flat memory are what strings in a Set are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdSet, Ids } from '../../../engine/ids.ts';

const id = fc.oneof(
  fc.nat({ max: 5_000 }).map((number) => number.toString(16).padStart(16, '0')),
  fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'), maxLength: 6 }),
);

describe('the table of ids', () => {
  it('numbers each by its first coming, gives it back, and orders them as strings', () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 4_000, size: 'max' }), (all) => {
        const ids = new Ids();
        const known = [...new Set(all)];
        const numbers = new Map(known.map((one, number) => [one, number]));
        expect(all.map((one) => ids.add(one))).toEqual(all.map((one) => numbers.get(one)));
        expect(ids.size).toBe(known.length);
        expect(known.map((_, number) => ids.at(number))).toEqual(known);
        expect(known.map((one) => ids.numberOf(one))).toEqual([...known.keys()]);
        expect(ids.numberOf('none of them')).toBeUndefined();
        expect([...known.keys()].sort(ids.compare).map((number) => ids.at(number))).toEqual(known.toSorted());
      }),
      { numRuns: 20 },
    );
  });

  it('takes no id beyond ASCII for another one', () => {
    const ids = new Ids();
    ids.add('a');
    expect(ids.numberOf('š')).toBeUndefined();
    expect(() => ids.add('š')).toThrow('«š»');
    expect(() => ids.at(1)).toThrow(RangeError);
  });
});

describe('sets of ids', () => {
  it('are as sets of strings, also where several share a table', () => {
    const deed = fc.tuple(fc.constantFrom('add', 'delete'), fc.nat({ max: 1 }), id);
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 4_000, size: 'max' }), (deeds) => {
        const ids = new Ids();
        const sets = [new IdSet(ids), new IdSet(ids)];
        const plain = [new Set<string>(), new Set<string>()];
        for (const [what, which, one] of deeds) {
          const [set, expected] = [sets[which], plain[which]];
          if (what === 'add') expect(set?.add(one)).toBe(!expected?.has(one));
          else set?.delete(one);
          expected?.[what === 'add' ? 'add' : 'delete'](one);
        }
        for (const which of [0, 1]) {
          expect(sets[which]?.size).toBe(plain[which]?.size);
          for (const [, , one] of deeds) expect(sets[which]?.has(one)).toBe(plain[which]?.has(one));
        }
      }),
      { numRuns: 20 },
    );
  });
});
