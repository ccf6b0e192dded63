/** The flat tables of stories hold what maps would. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPairNumbers } from '../../../../indexer/enrich/stories/pairs.ts';
import { createGroupTexts } from '../../../../indexer/enrich/stories/texts.ts';

it('numbers of pairs are those that were set last, however many there are', () => {
  const pair = fc.tuple(fc.nat({ max: 1_999 }), fc.nat({ max: 1_999 }), fc.integer({ min: 1, max: 255 }));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 5_000, size: 'max' }), (pairs) => {
      const numbers = createPairNumbers(2_000);
      const plain = new Map<string, number>();
      for (const [a, b, value] of pairs) {
        expect(numbers.get(a, b)).toBe(plain.get(`${a} ${b}`) ?? 0);
        numbers.set(a, b, value);
        plain.set(`${a} ${b}`, value);
      }
      for (const [a, b] of pairs) expect(numbers.get(a, b)).toBe(plain.get(`${a} ${b}`));
    }),
    { numRuns: 30 },
  );
});

it('eight texts of each group are kept, the first that came or that were set', () => {
  const texts = createGroupTexts(300);
  for (let round = 0; round < 2; round++)
    for (let group = 0; group < 300; group++)
      for (let text = 0; text < group % 11; text++) texts.add(group, group + text);
  for (let group = 0; group < 300; group++)
    expect([...texts.of(group)]).toEqual(
      Array.from({ length: Math.min(8, group % 11) }, (_, text) => group + text),
    );
  texts.set(5, [7, 8, 9, 10, 11, 12, 13, 14, 15]);
  expect([...texts.of(5)]).toEqual([7, 8, 9, 10, 11, 12, 13, 14]);
  texts.set(6, [2]);
  expect([...texts.of(6)]).toEqual([2]);
  expect([...texts.of(17)]).toEqual([17, 18, 19, 20, 21, 22]);
});
