import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insideOf, Taken } from '../../../../../indexer/enrich/entities/places.ts';

const place = fc
  .tuple(fc.nat(20), fc.integer({ min: 1, max: 8 }))
  .map(([start, length]) => [start, start + length] as const);
const places = fc.array(place, { maxLength: 6 });

describe('places in a text', () => {
  it('are free where they overlap none that is taken', () => {
    fc.assert(
      fc.property(places, place, (others, [start, end]) => {
        const taken = new Taken(30);
        for (const other of others) taken.take(...other);
        expect(taken.isFree(start, end)).toBe(others.every(([from, to]) => end <= from || start >= to));
      }),
    );
  });

  it('lie inside others where one of them holds them whole', () => {
    fc.assert(
      fc.property(places, place, (others, [start, end]) => {
        const sorted = [...others].sort((a, b) => a[0] - b[0]);
        expect(insideOf(sorted)(start, end)).toBe(others.some(([from, to]) => start >= from && end <= to));
      }),
    );
  });
});
