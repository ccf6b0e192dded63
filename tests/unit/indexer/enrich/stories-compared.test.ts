/** What comparisons found is kept from one build to the next, and makes no difference to what is found. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chanceOf } from '../../../../bench/stories/random.ts';
import { createCompared, type Found } from '../../../../indexer/enrich/stories/compared.ts';
import { createPairWriter, readPairs } from '../../../../indexer/enrich/stories/kept-pairs.ts';
import { type Signature, signatureOf } from '../../../../indexer/enrich/stories/signature.ts';
import { createStoryBook } from '../../../../indexer/enrich/stories/stories.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-compared-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

let made = 0;
const newFile = () => join(dir, `${made++}.pairs`);

/** Sentences of a seed; those with the same number are the same in every text. */
const sentence = (number: number): string => {
  const chance = chanceOf(`sentence ${number}`);
  return `${Array.from({ length: 14 }, () => `word${chance.between(0, 3000)}`).join(' ')}.`;
};
const textOf = (sentences: readonly number[]) => sentences.map(sentence).join('\n\n');

type Texts = Readonly<Record<string, string>>;
const storiesOf = (texts: Texts, before?: string | null, now?: string) => {
  const book =
    now === undefined ? createStoryBook() : createStoryBook(undefined, { before: before ?? null, now });
  for (const [id, text] of Object.entries(texts)) book.add(id, text);
  const found = [...book.resolve()];
  book.close();
  return found;
};

/** Some texts of few sentences, so that copies, excerpts and rewrites come about. */
const texts = fc.dictionary(
  fc.stringMatching(/^[a-l]$/),
  fc.array(fc.nat(12), { minLength: 2, maxLength: 8 }).map(textOf),
  { noNullPrototype: true, maxKeys: 12 },
);

describe('stories of a build that knows what the one before compared', () => {
  it('are those of a build that compares everything, whatever came, changed or went', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 2, maxLength: 4 }), (builds) => {
        let before: string | null = null;
        for (const build of builds) {
          const now = newFile();
          expect(storiesOf(build, before, now)).toEqual(storiesOf(build));
          before = now;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are the same where the file is cut short, empty or missing', async () => {
    const given = Object.fromEntries(
      'abcdefgh'.split('').map((id, i) => [id, textOf([i, 1, 2, 3, 4, i + 5])]),
    );
    const whole = newFile();
    const expected = storiesOf(given, null, whole);
    const [cut, empty] = [newFile(), newFile()];
    storiesOf(given, null, cut);
    await truncate(cut, 8 * 3 + 7);
    await writeFile(empty, '');
    for (const before of [whole, cut, empty, newFile()])
      expect(storiesOf(given, before, newFile())).toEqual(expected);
    expect(existsSync(whole)).toBe(true);
  });
});

describe('what was found of a pair', () => {
  const found: Found[] = [
    'unlinked',
    {
      near: 'link',
      strength: 0.5,
      reach: 1 / 3,
      isFirstInside: true,
      isSecondInside: false,
      areStrangers: false,
    },
    {
      near: 'none',
      strength: 0,
      reach: 0.1,
      isFirstInside: false,
      isSecondInside: false,
      areStrangers: true,
    },
    { near: 'copy', strength: 0, reach: 1, isFirstInside: true, isSecondInside: true, areStrangers: false },
  ];
  const signatures = [0, 1, 2, 3, 4].map((i) => signatureOf(textOf([i, i + 1, i + 2])));
  const at = (list: readonly Signature[]) => (position: number) => list[position] as Signature;

  it('is found again to the last bit in that order, wherever the texts stand, and not of other texts', () => {
    const now = newFile();
    const first = createCompared({ before: null, now }, 5, at(signatures));
    for (const [i, one] of found.entries()) first.keep(i, i + 1, one);
    expect(first.find(0, 1)).toBeUndefined();
    first.close();
    first.close();
    const others = [...signatures].reverse();
    others[4] = signatureOf(textOf([9, 8, 7]));
    const then = createCompared({ before: now, now: newFile() }, 5, at(others));
    expect([1, 2, 3].map((i) => then.find(4 - i, 3 - i))).toEqual(found.slice(1));
    expect(then.find(4, 3)).toBeUndefined(); // another text stands there now
    expect(then.find(2, 3)).toBeUndefined(); // the other order
    then.close();
  });

  it('is found of a text whose words stayed only where what counts of them did', () => {
    const [said, unsaid] = ['“One two three,” four five six', 'One two three, four five six'].map(
      (start) => `${start} ${sentence(3)} ${sentence(4)}`,
    );
    const now = newFile();
    const both = [signatureOf(said ?? ''), signatureOf(unsaid ?? ''), signatures[0] as Signature];
    const first = createCompared({ before: null, now }, 3, at(both));
    first.keep(0, 2, 'unlinked');
    first.close();
    const then = createCompared({ before: now, now: newFile() }, 3, at(both));
    expect([then.find(0, 2), then.find(1, 2)]).toEqual(['unlinked', undefined]);
    then.close();
  });
});

describe('a file of pairs', () => {
  const nearness = (i: number): Found =>
    i % 5 === 0
      ? {
          near: 'link',
          strength: Math.fround(1 / (i + 1)),
          reach: 1 / (i + 3),
          isFirstInside: i % 2 === 0,
          isSecondInside: i % 3 === 0,
          areStrangers: false,
        }
      : 'unlinked';
  const chance = chanceOf('pairs');
  const word = () => chance.between(0, 2 ** 32 - 1);
  const pairs = Array.from({ length: 60_000 }, (_, i) => ({
    high: i === 1 ? 0 : word(),
    low: (word() & ~1) >>> 0,
    found: nearness(i),
  }));

  it('tells every pair it was given, more than are read at once, and no other', () => {
    const path = newFile();
    const writer = createPairWriter(path);
    for (const { high, low, found } of pairs) writer.keep(high, low, found);
    writer.close();
    const known = readPairs(path);
    expect(pairs.map(({ high, low }) => known?.find(high, low))).toEqual(pairs.map(({ found }) => found));
    const others = pairs.map(({ high, low }) => known?.find(low, (high & ~1) >>> 0));
    expect(others.filter((found) => found !== undefined)).toEqual([]);
  });

  it('that was cut short tells the whole pairs before', async () => {
    const path = newFile();
    const writer = createPairWriter(path);
    for (const { high, low, found } of pairs.slice(0, 12)) writer.keep(high, low, found);
    writer.close();
    const sizes = pairs.slice(0, 12).map(({ found }) => (found === 'unlinked' ? 8 : 24));
    const whole = sizes.slice(0, 11).reduce((sum, size) => sum + size, 0);
    await truncate(path, whole - 1);
    const known = readPairs(path);
    expect(pairs.slice(0, 12).map(({ high, low }) => known?.find(high, low))).toEqual([
      ...pairs.slice(0, 10).map(({ found }) => found),
      undefined,
      undefined,
    ]);
  });
});
