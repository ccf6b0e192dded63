/** Links between texts come by their strength, each once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLinks } from '../../../../indexer/enrich/stories/links.ts';

const SIZE = 12;
const strengthOf = (a: number, b: number) => ((a * 7 + b * 3) % 5) / 5;
const pairs = fc.array(
  fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)).filter(([a, b]) => a < b),
  { maxLength: 60 },
);

describe('links between texts', () => {
  it('come strongest first, then by position, each once however often it was noted', () => {
    fc.assert(
      fc.property(pairs, (noted) => {
        const links = createLinks(SIZE);
        for (const [a, b] of noted) links.note(a, b, strengthOf(a, b));
        const expected = [...new Map(noted.map(([a, b]) => [`${a} ${b}`, { a, b }])).values()]
          .filter(({ a, b }) => strengthOf(a, b) > 0)
          .sort((x, y) => strengthOf(y.a, y.b) - strengthOf(x.a, x.b) || x.a - y.a || x.b - y.b);
        expect([...links.strongestFirst()]).toEqual(expected);
        expect([...links.strongestFirst()]).toEqual(expected); // as often as they are asked for
      }),
    );
  });

  it('are more than there was room for at first', () => {
    const links = createLinks(3000);
    for (let a = 0; a < 2999; a++) links.note(a, a + 1, 0.5);
    expect([...links.strongestFirst()].map(({ a }) => a)).toEqual(Array.from({ length: 2999 }, (_, a) => a));
  });

  it('take no more once they were told', () => {
    const links = createLinks(3);
    links.note(0, 1, 0.5);
    expect([...links.strongestFirst()]).toEqual([{ a: 0, b: 1 }]);
    expect(() => links.note(1, 2, 0.5)).toThrow('1, 2');
  });
});
