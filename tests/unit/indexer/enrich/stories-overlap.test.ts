/** What two sketches share, counted with flat memory and without branches, is what sets would say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlap, sharedPart } from '../../../../indexer/enrich/stories/overlap.ts';
import { BLOCKS, NAMED, NUMBERED, QUOTED } from '../../../../indexer/enrich/stories/shingles.ts';
import { limitOf, SIGNATURE_SIZE, type Signature } from '../../../../indexer/enrich/stories/signature.ts';

/** Few different hashes, so that texts share some; a full sketch is a sample of more shingles. */
const sketch: fc.Arbitrary<Signature> = fc
  .tuple(
    fc.uniqueArray(fc.nat(400), { maxLength: SIGNATURE_SIZE, size: 'max' }),
    fc.array(fc.nat(255), { minLength: SIGNATURE_SIZE, maxLength: SIGNATURE_SIZE }),
    fc.uniqueArray(fc.nat(30), { maxLength: 16 }),
    fc.nat(300),
  )
  .map(([found, marks, lead, more]) => {
    // The largest are as large as a hash can be: beyond what a signed number holds.
    const hashes = Uint32Array.from(found, (hash) => 2 ** 32 - 1 - hash * 10_000_000).sort();
    const shingles = hashes.length + more;
    return {
      hashes,
      marks: Uint8Array.from(marks.slice(0, hashes.length)),
      lead: Uint32Array.from(lead).sort(),
      limit: limitOf(hashes, shingles),
      shingles,
      whole: [0, 0],
      wordCount: shingles,
    };
  });

/** By sets, as it is defined. */
function byDefinition(a: Signature, b: Signature) {
  const limit = Math.min(a.limit, b.limit);
  const sample = ({ hashes, marks }: Signature) =>
    new Map(
      [...hashes].map((hash, at) => [hash, marks[at] as number] as const).filter(([hash]) => hash <= limit),
    );
  const [first, second] = [sample(a), sample(b)];
  const markOf = (hash: number) => (first.get(hash) ?? 0) | (second.get(hash) ?? 0);
  const both = [...first.keys()].filter((hash) => second.has(hash));
  const tally = (holds: (mark: number) => boolean) => {
    const count = (hashes: Iterable<number>) => [...hashes].filter((hash) => holds(markOf(hash))).length;
    return { shared: count(both), least: Math.min(count(first.keys()), count(second.keys())) };
  };
  const part = (of: ReadonlyMap<number, number>, holds: (mark: number) => boolean) => {
    const blocks = (hashes: Iterable<number>) =>
      new Set(
        [...hashes].filter((hash) => holds(markOf(hash))).map((hash) => (of.get(hash) as number) % BLOCKS),
      ).size;
    return blocks(both) / (blocks(of.keys()) || 1);
  };
  const isUnquoted = (mark: number) => !(mark & QUOTED);
  const lead = [...a.lead].filter((hash) => b.lead.includes(hash)).length;
  return {
    all: tally(() => true),
    lead: { shared: lead, least: Math.min(a.lead.length, b.lead.length) },
    jaccard: both.length / (first.size + second.size - both.length || 1),
    unquoted: tally(isUnquoted),
    bare: tally((mark) => !(mark & (QUOTED | NUMBERED | NAMED))),
    numbered: tally((mark) => (mark & NUMBERED) !== 0),
    named: tally((mark) => (mark & NAMED) !== 0),
    plain: tally((mark) => !(mark & (NUMBERED | NAMED))),
    spread: Math.max(part(first, isUnquoted), part(second, isUnquoted)),
    extent: Math.max(
      part(first, () => true),
      part(second, () => true),
    ),
    ofFirst: both.length / (first.size || 1),
    ofSecond: both.length / (second.size || 1),
    isFirstShorter: a.shingles < b.shingles,
  };
}

describe('what two sketches share', () => {
  it('is what their sets share, below the smaller of their limits', () => {
    fc.assert(
      fc.property(sketch, sketch, (a, b) => {
        const expected = byDefinition(a, b);
        expect(overlap(a, b)).toMatchObject(expected);
        const share = ({ shared, least }: { shared: number; least: number }) => shared / (least || 1);
        expect(sharedPart(a, b)).toBe(Math.max(share(expected.all), share(expected.lead)));
      }),
      { numRuns: 300 },
    );
  });

  it('is all of a full sketch that is compared with itself', () => {
    fc.assert(
      fc.property(sketch, (a) => {
        const found = overlap(a, a);
        expect(found.all).toEqual({ shared: a.hashes.length, least: a.hashes.length });
        expect(found.density === 1 || a.hashes.length === 0).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
