import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lists } from '../../../../indexer/clean/lists.ts';
import { vocabulary } from '../../../../indexer/clean/vocabulary.ts';
import { fold, words } from '../../../../indexer/text/words.ts';
import { draftOf } from './draftOf.ts';

/** The lists with each number written as what it was first met for. */
const shapes = (lists: Lists): number[][] =>
  [...lists.starts.slice(1)].map((end, at) => [...lists.numbers.slice(lists.starts[at], end)]);

function stemOf(word: string): string | undefined {
  const code = word.charCodeAt(0);
  if (code >= 0xac00 || (code >= 0x1100 && code < 0x1200)) return word.slice(0, 2);
  if (code >= 0x2e80) return word;
  return word.length >= 4 || /^\p{N}{2,}$/u.test(word) ? word.slice(0, 5) : undefined;
}

/** Stems as strings, by the definition. */
function defined(texts: readonly string[], prose: readonly boolean[]) {
  const looked = texts.map((text) => text.slice(0, 1_500));
  const count = new Map<string, number>();
  const lower = looked.map((text) => words(text).map((word) => word.toLowerCase()));
  for (const word of lower.flat()) count.set(word, count.get(word) ?? 0);
  lower.forEach((own, at) => {
    if (prose[at]) for (const word of own) count.set(word, (count.get(word) ?? 0) + 1);
  });
  const met = [...count].filter(([, times]) => times > 0);
  const common = new Set(
    met
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, 40)
      .map(([word]) => word),
  );
  const stem = (word: string) => stemOf(fold(word)) ?? [];
  return {
    common: lower.map((own) => (own.length ? own.filter((word) => common.has(word)).length / own.length : 0)),
    stems: lower.map((own) => [...new Set(own.flatMap(stem))]),
    names: looked.map((text) =>
      words(text).flatMap((word, i) =>
        i > 0 && word.length >= 4 && word.charCodeAt(0) !== word.toLowerCase().charCodeAt(0)
          ? stem(word.toLowerCase())
          : [],
      ),
    ),
    topics: looked.map((text) => [...new Set(words(fold(text)).flatMap((word) => stemOf(word) ?? []))]),
  };
}

/** Lists of strings as the numbers of `lists` say, each number one string and each string one number. */
function expectSame(all: readonly (readonly [Lists, readonly (readonly string[])[]])[]): void {
  const named = new Map<number, string>();
  const numbered = new Map<string, number>();
  for (const [lists, expected] of all) {
    const found = shapes(lists);
    expect(found.map((own) => own.length)).toEqual(expected.map((own) => own.length));
    found.forEach((own, at) => {
      own.forEach((number, i) => {
        const text = expected[at]?.[i] as string;
        expect(named.get(number) ?? text).toBe(text);
        expect(numbered.get(text) ?? number).toBe(number);
        named.set(number, text);
        numbered.set(text, number);
      });
    });
  }
}

const Text = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          'river',
          'Rivers',
          'RIVER',
          'Élan',
          'élan',
          'the',
          '2019',
          '42',
          '٤٢',
          '_',
        ),
      },
      fc.constantFrom(
        'ΟΔΟΣ',
        'İstanbul',
        'ﬁre',
        '№5',
        'brand™',
        '½',
        '²³',
        '市议会',
        'ひらAB',
        '서울시',
        'ﷺ',
        'e\u0301t\u0301é',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 30 },
  )
  .chain((parts) => fc.constantFrom(' ', '', '-', '\n ').map((between) => parts.join(between)));

describe('the vocabulary of a page', () => {
  it('is what the definition says, in any script', () => {
    const Line = fc.tuple(Text, fc.boolean(), fc.constantFrom(1, 1, 1, 40));
    fc.assert(
      fc.property(fc.array(Line, { minLength: 1, maxLength: 12 }), (lines) => {
        const texts = lines.map(([text, , times]) => text.repeat(times));
        const prose = lines.map(([, isProse]) => isProse);
        const found = vocabulary({ blocks: draftOf(texts).blocks, prose });
        const expected = defined(texts, prose);
        expect([...found.common]).toEqual(expected.common);
        expectSame([
          [found.stems, expected.stems],
          [found.names, expected.names],
          [found.topics, expected.topics],
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('tells more words apart than a page usually has', () => {
    const texts = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 20 }, (_, j) => `w${i}x${j}`).join(' '),
    );
    const { names, stems, size } = vocabulary({
      blocks: draftOf(texts).blocks,
      prose: texts.map(() => true),
    });
    expect(names.numbers).toHaveLength(0);
    expect(size).toBe(
      new Set(
        texts.flatMap((text) =>
          text
            .split(' ')
            .filter((one) => one.length > 3)
            .map((one) => one.slice(0, 5)),
        ),
      ).size,
    );
    expect(stems.starts).toHaveLength(301);
  });
});
