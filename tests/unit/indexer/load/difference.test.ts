import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../../engine/article.ts';
import {
  differenceOf,
  Fingerprinter,
  readFingerprints,
  writeFingerprints,
} from '../../../../indexer/load/difference.ts';
import { toldOf } from '../../../../indexer/load/told.ts';
import { article } from '../../../support/articles.ts';

const add = (printer: Fingerprinter, page: Article) => printer.add(page.id, toldOf(page, ''), page.entities);

/** Texts by id, as the fingerprints of a build. */
const printsOf = (texts: Readonly<Record<string, string>>) => {
  const printer = new Fingerprinter();
  for (const [id, body] of Object.entries(texts)) add(printer, article({ id, body }));
  return printer.sorted;
};

const texts = fc.dictionary(fc.stringMatching(/^[a-f]{1,2}$/), fc.constantFrom('One.', 'Two.'), {
  noNullPrototype: true,
});

describe('what differs between two builds', () => {
  it('is what a plain comparison of their texts finds', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const stayed = Object.keys(after).filter((id) => id in before);
        expect(differenceOf(printsOf(before), printsOf(after))).toEqual({
          added: Object.keys(after).length - stayed.length,
          changed: stayed.filter((id) => before[id] !== after[id]).length,
          gone: Object.keys(before).length - stayed.length,
        });
      }),
    );
  });

  it('is found among more articles than the first lists hold', () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`id-${i}`, `Text ${i}.`]));
    const { 'id-7': _gone, ...rest } = many;
    const after = { ...rest, 'id-2999': 'Another text.', fresh: 'Fresh.' };
    expect(differenceOf(printsOf(many), printsOf(after))).toEqual({ added: 1, changed: 1, gone: 1 });
  });

  it('is a fact or a removal too, but never the number of copies', () => {
    const print = (sketch: Parameters<typeof article>[0]) => {
      const printer = new Fingerprinter();
      add(printer, article({ id: 'a', ...sketch }));
      return printer.sorted;
    };
    const changed = (sketch: Parameters<typeof article>[0]) => differenceOf(print({}), print(sketch)).changed;
    const removal = { rule: 'share/bar', kind: 'share', reason: 'buttons', text: 'Share', line: 4 };
    expect(changed({ language: 'fr' })).toBe(1);
    expect(changed({ date: '2024' })).toBe(1);
    expect(changed({ removals: [removal] })).toBe(1);
    expect(changed({ storySize: 3, storyId: 'b' })).toBe(0);
  });
});

describe('fingerprints on disk', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'broadsheet-prints-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('are read as they were written', async () => {
    const prints = printsOf({ a: 'One.', b: 'Two.', c: 'Three.' });
    await writeFingerprints(join(dir, 'b1'), prints);
    expect(await readFingerprints(join(dir, 'b1'), 3)).toEqual(prints);
  });

  it('that are not there or not whole are not known', async () => {
    expect(await readFingerprints(join(dir, 'none'), 3)).toBeNull();
    await writeFile(join(dir, 'short'), 'half');
    expect(await readFingerprints(join(dir, 'short'), 3)).toBeNull();
  });
});
