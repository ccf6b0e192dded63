import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formAt, formOf } from '../../../../../indexer/enrich/entities/forms.ts';
import { nameKey } from '../../../../../indexer/enrich/entities/names.ts';
import { sieveOf } from '../../../../../indexer/enrich/entities/sieve.ts';

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          'ship',
          'A',
          'B',
          'ab',
          'É',
          'ß',
          'ı',
          'İ',
          'ĸ',
          'ǅ',
          'ш',
          'Ш',
          '東',
          'ـ',
          '𝒜',
          '𠮷',
          '9',
          '²',
          '.',
          '…',
          '’',
          ')',
          '-',
          ' ',
        ],
      ),
      { maxLength: 5 },
    )
    .map((parts) => parts.join('')),
);

describe('a form', () => {
  it('says what the plain expressions say', () => {
    fc.assert(
      fc.property(word, (text) => {
        const form = formOf(text);
        const lower = text.toLowerCase();
        expect({
          text: form.text,
          lower: form.lower,
          key: form.key,
          keyWords: form.keyWords,
          isPlain: form.isPlain,
          isJoined: form.isJoined,
          startsUpper: form.startsUpper,
          startsLower: form.startsLower,
          hasOther: form.hasOther,
          isWord: form.isWord,
          isLong: form.isLong,
          isShouted: form.isShouted,
          ends: form.ends,
          closes: form.closes,
        }).toEqual({
          text,
          lower,
          key: nameKey(text),
          keyWords: nameKey(text).split(' '),
          isPlain: /^[A-Za-z]+$/.test(text),
          isJoined: /['’]/.test(text),
          startsUpper: /^\p{Lu}/u.test(text),
          startsLower: /^\p{Ll}/u.test(text),
          hasOther: /[^\P{L}\p{Ll}]/u.test(text),
          isWord: /\p{L}{2}/u.test(text),
          isLong: /^\p{L}{4}/u.test(text),
          isShouted: text !== lower && text === text.toUpperCase(),
          ends: /^(?:[.!?…。！？]|\.{2,})$/u.test(text),
          closes: /^["'”’»)\]]$/u.test(text),
        });
        expect(formOf(form.key).hash).toBe(form.keyHash);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is that of the part of the text, however many were met before', () => {
    const numbers = Array.from({ length: 100_000 }, (_, i) => `${i}`);
    expect(numbers.filter((own) => formAt(`<${own}>`, 1, own.length + 1).text !== own)).toEqual([]);
    expect(formOf('7').text).toBe('7');
  });
});

describe('a sieve', () => {
  it('lets through all words of its set, and few others', () => {
    const hashes = (of: string) => Array.from({ length: 1_000 }, (_, i) => formOf(`${of}${i}`).hash);
    const mayBe = sieveOf(hashes('in'));
    expect(hashes('in').every(mayBe)).toBe(true);
    expect(hashes('out').filter(mayBe).length).toBeLessThan(50);
  });
});
