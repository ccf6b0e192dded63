import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FileEntry } from '../../../../indexer/load/file-table.ts';
import { FileTable } from '../../../../indexer/load/file-table.ts';

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex');
const place = fc.maxSafeNat();
const entry: fc.Arbitrary<FileEntry> = fc
  .tuple(
    fc.oneof(fc.constantFrom('a/1.txt', 'a/2.txt', 'ü/页.html'), fc.string({ unit: 'binary' })),
    fc.string(),
    fc.record({ offset: place, bytes: fc.nat(), sum: fc.nat({ max: 2 ** 32 - 1 }) }),
    fc.record({ offset: place, bytes: fc.nat(), sum: fc.nat({ max: 2 ** 32 - 1 }) }),
    fc.option(fc.nat(), { nil: undefined }),
  )
  .map(([path, text, spans, gists, pages]) => ({
    path,
    hash: hashed(text),
    ...spans,
    gists,
    ...(pages !== undefined && { pages }),
  }));

it('gives back each file that was added, and of one path the last', () => {
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const table = new FileTable();
      for (const one of entries) table.add(one);
      const model = new Map(entries.map((one) => [one.path, one]));
      expect(table.size).toBe(model.size);
      expect(table.bytes).toBe([...model.values()].reduce((sum, { bytes }) => sum + bytes, 0));
      [...model.values()].forEach((one, number) => {
        expect(table.get(one.path)).toEqual(one);
        expect(table.numberOf(one.path)).toBe(number);
        expect(table.at(number, one.path)).toEqual(one);
      });
      const last = [...model.values()].at(-1);
      expect(table.end).toEqual({
        spool: last ? last.offset + last.bytes : 0,
        gists: last ? last.gists.offset + last.gists.bytes : 0,
      });
    }),
  );
});

it('knows no file it was not told of', () => {
  const table = new FileTable();
  expect([table.get('a.txt'), table.numberOf('a.txt')]).toEqual([undefined, undefined]);
});

it('is as good for many files', () => {
  const table = new FileTable();
  const entryOf = (n: number) => ({
    path: `folder/${n}.txt`,
    hash: hashed(String(n)),
    offset: n * 10,
    bytes: 10,
    sum: n,
    gists: { offset: n, bytes: 1, sum: n },
  });
  for (let n = 0; n < 3000; n++) table.add(entryOf(n));
  for (let n = 0; n < 3000; n++) expect(table.get(`folder/${n}.txt`)).toEqual(entryOf(n));
});

it('is empty once it was released, and takes files again', () => {
  const table = new FileTable();
  const gists = { offset: 3, bytes: 4, sum: 5 };
  const one = { path: 'a.txt', hash: hashed('a'), offset: 0, bytes: 7, sum: 1, gists };
  table.add(one);
  table.release();
  expect([table.size, table.bytes, table.end, table.get('a.txt')]).toEqual([
    0,
    0,
    { spool: 0, gists: 0 },
    undefined,
  ]);
  table.add(one);
  expect(table.get('a.txt')).toEqual(one);
});

it('takes no hash of another kind', () => {
  const gists = { offset: 0, bytes: 0, sum: 0 };
  const odd = { path: 'a.txt', hash: 'h1', offset: 0, bytes: 0, sum: 0, gists };
  expect(() => new FileTable().add(odd)).toThrow(/a\.txt has the hash «h1»/);
});
