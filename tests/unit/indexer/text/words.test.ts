import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLetters, countWords, fold, words } from '../../../../indexer/text/words.ts';

/** The same, said in the plainest way: what the code must agree with, whatever the text. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const plainWords = (text: string) =>
  (text.match(/[\p{L}\p{N}_]+/gu) ?? []).flatMap((word) => (UNSPACED.test(word) ? Array.from(word) : [word]));
const plainFold = (text: string) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        'ship',
        'Œuvre',
        'Straße',
        'ﬁn',
        'Москва',
        '北京',
        'カモメ',
        'é',
        '𝒜',
        '𠮷',
        ' ',
        '\u00a0\n',
        '’',
        '_9',
        'ΟΔΟΣ',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('words, letters and keys', () => {
  it('are those of the plain expressions, in every script', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(words(any)).toEqual(plainWords(any));
        expect(countWords(any)).toBe(plainWords(any).length);
        expect(countLetters(any)).toBe((any.match(/\p{L}/gu) ?? []).length);
        expect(fold(any)).toBe(plainFold(any));
      }),
    );
  });
});
