import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../../indexer/clean/key.ts';
import { fold } from '../../../../indexer/text/words.ts';

describe('the key of a line', () => {
  it('is the same whatever its case, accents, marks and spaces', () => {
    expect(keyOf('  «Ça va, Zoë?» ')).toBe(keyOf('CA VA — zoe'));
    expect(keyOf('Room 101')).not.toBe(keyOf('Room 102'));
  });

  it('is its letters and digits, folded', () => {
    const Text = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          ...'aZ .,-9éßẞİıſςσΣϹﬁ№½²ªΆйЁ\u0301\u0345\u0307市々〇ひｶ서각ᄀ',
          '😀',
          '𝚺',
          '𠮷',
          '\ud83d',
          '\udc00',
        ),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(Text, fc.constantFrom(1, 90), (text, times) => {
        const whole = text.repeat(times);
        expect(keyOf(whole)).toBe(fold(whole.slice(0, 600)).replace(/[^\p{L}\p{N}]+/gu, ''));
      }),
      { numRuns: 2_000 },
    );
  });
});
