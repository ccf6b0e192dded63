import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../../../indexer/enrich/entities/tagger/words.ts';

describe('the shape of a word', () => {
  it.each([
    ['Yunus-bek', 'Xx-x'],
    ['U.S.', 'X.X.'],
    ['2019', '0'],
    ['東京', 'o'],
  ])('of «%s» is «%s»', (word, shape) => expect(shapeOf(word)).toBe(shape));

  it('is that of the plain expressions, in every script', () => {
    const plain = (word: string) =>
      word
        .replace(/\p{Lu}/gu, 'X')
        .replace(/\p{Ll}/gu, 'x')
        .replace(/[\p{Lo}\p{Lm}]/gu, 'o')
        .replace(/\p{N}/gu, '0')
        .replace(/(.)\1+/gsu, '$1')
        .slice(0, 8);
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc
        .array(fc.constantFrom('A', 'b', 'ǅ', '9', '²', 'ー', '東', '𝒜', '𠮷', '--', '🙂'))
        .map((own) => own.join('')),
    );
    fc.assert(
      fc.property(word, (own) => {
        expect(shapeOf(own)).toBe(plain(own));
      }),
      { numRuns: 1_000 },
    );
  });
});
