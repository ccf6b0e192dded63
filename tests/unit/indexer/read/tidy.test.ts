import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidy } from '../../../../indexer/read/tidy.ts';

const pieces = [
  ' ',
  '  ',
  'a',
  'é',
  '\u00a0',
  '\t',
  '\n',
  '\u3000',
  '\ufeff',
  '\u0000',
  '\u200b',
  '’',
  '漢',
  '😀',
  '\ud83d',
  '\u0085',
  '\u2028',
];

describe('a tidied line', () => {
  it('is trimmed, without controls, its white space single spaces', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    fc.assert(
      fc.property(text, (any) => {
        const shown = Array.from(any)
          .filter((char) => char !== '\ufeff' && (/[\s\u0085]/u.test(char) || !/\p{Cc}/u.test(char)))
          .join('');
        expect(tidy(any)).toBe(shown.replace(/\s+/g, ' ').trim());
      }),
    );
  });
});
