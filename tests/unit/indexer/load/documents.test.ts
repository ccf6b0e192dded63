import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ids } from '../../../../engine/ids.ts';
import { type DocumentKey, DocumentKeys } from '../../../../indexer/load/documents.ts';
import { hashOf } from '../../../../indexer/load/told.ts';

function keysOf(documents: Iterable<readonly [id: string, key: DocumentKey]>, ids = new Ids()): DocumentKeys {
  const keys = new DocumentKeys(ids);
  for (const [id, key] of documents) keys.set(id, key);
  return keys;
}

/** Few ids and few hashes, so that some are the same; a part may be empty. */
const part = fc.nat({ max: 3 }).map((n) => (n === 0 ? '' : hashOf(`hash ${n}`)));
const page = fc.integer({ min: 1, max: 3 }).map((n) => hashOf(`hash ${n}`));
const key = fc.tuple(page, page, part, part).map((parts) => parts.join('.'));
const build = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  fc.record({ key, stripped: fc.boolean() }),
);

describe('the keys of a build', () => {
  it('tell what was set of each document, and nothing of others', () => {
    fc.assert(
      fc.property(build, key, page, (documents, other, judged) => {
        const keys = keysOf(Object.entries(documents));
        expect(keys.size).toBe(Object.keys(documents).length);
        expect(Object.fromEntries([...keys.documents()].map((one) => [one.id, one.stripped]))).toEqual(
          Object.fromEntries(Object.entries(documents).map(([id, { stripped }]) => [id, stripped])),
        );
        for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) {
          const document = documents[id];
          const [made, place, names, first] = document?.key.split('.') ?? [];
          const [otherPage, otherPlace, otherNames] = other.split('.');
          expect(keys.isStripped(id)).toBe(document?.stripped ?? false);
          expect(keys.isMadeOf(id, judged)).toBe((first || made) === judged);
          expect(keys.partsThatDiffer(id, other)).toEqual(
            document && {
              page: made !== otherPage,
              place: place !== otherPlace,
              names: names !== otherNames,
            },
          );
        }
      }),
    );
  });

  it('are told apart by every letter of a hash', () => {
    const page = hashOf('page');
    const keys = keysOf([['a', { key: `${page}...`, stripped: false }]]);
    for (let at = 0; at < page.length; at++) {
      const other = `${page.slice(0, at)}${page[at] === 'A' ? 'B' : 'A'}${page.slice(at + 1)}`;
      expect(keys.isMadeOf('a', other)).toBe(false);
    }
    expect(keys.isMadeOf('a', page)).toBe(true);
  });

  it('are those that were set last', () => {
    const [before, after] = [hashOf('before'), hashOf('after')];
    const keys = keysOf([
      ['a', { key: `${before}...`, stripped: true }],
      ['a', { key: `${after}...`, stripped: false }],
    ]);
    expect([keys.size, keys.isStripped('a'), keys.isMadeOf('a', after)]).toEqual([1, false, true]);
  });

  it('are as good for many documents', () => {
    const ids = Array.from({ length: 3000 }, (_, i) => `id-${i}`);
    const keys = keysOf(ids.map((id) => [id, { key: `${hashOf(id)}...`, stripped: id.endsWith('7') }]));
    expect([...keys.documents()].map(({ id }) => id)).toEqual(ids);
    expect(ids.filter((id) => !keys.isMadeOf(id, hashOf(id)))).toEqual([]);
    expect(ids.filter((id) => keys.isStripped(id) !== id.endsWith('7'))).toEqual([]);
  });
});

describe('the documents of two builds', () => {
  it('differ by the share of all of them that are not in both alike', () => {
    fc.assert(
      fc.property(build, build, (one, other) => {
        const ids = new Ids();
        const [keys, others] = [keysOf(Object.entries(one), ids), keysOf(Object.entries(other), ids)];
        const all = new Set([...Object.keys(one), ...Object.keys(other)]);
        const same = Object.keys(one).filter((id) => one[id]?.key === other[id]?.key).length;
        // Of what is in both, but not alike, each counts.
        const documents = Object.keys(one).length + Object.keys(other).length - same;
        expect(keys.shareThatDiffers(others)).toBeCloseTo(documents === 0 ? 0 : 1 - same / documents, 12);
        expect(all.size).toBeLessThanOrEqual(documents);
      }),
    );
  });

  it('differ from all there is where only the one build has them', () => {
    const ids = new Ids();
    const document = { key: `${hashOf('page')}.${hashOf('place')}..`, stripped: true };
    const before = keysOf(
      ['a', 'b'].map((id) => [id, document] as const),
      ids,
    );
    before.emptyAllBut(keysOf([['a', { key: '...', stripped: false }]], ids));
    expect(before.isMadeOf('a', hashOf('page'))).toBe(true);
    expect(before.isMadeOf('b', hashOf('page'))).toBe(false);
    expect(before.partsThatDiffer('b', document.key)).toMatchObject({ page: true });
    expect(before.isStripped('b')).toBe(true);
  });
});
