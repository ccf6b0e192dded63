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
  '\u00ad',
  '\u2060',
  '\u2011',
  '\u200c',
  '’',
  '漢',
  '😀',
  '\ud83d',
  '\u0085',
  '\u2028',
];

/** They say where a line may break, and are seen by nobody. */
const HINTS = '\ufeff\u00ad\u200b\u2060';

describe('a tidied line', () => {
  it('is trimmed, without controls, its white space single spaces', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }).map((any) => any.replaceAll('\u200b', '')),
    );
    fc.assert(
      fc.property(text, (any) => {
        const shown = Array.from(any)
          .filter((char) => !HINTS.includes(char) && (/[\s\u0085]/u.test(char) || !/\p{Cc}/u.test(char)))
          .join('')
          .replaceAll('\u2011', '-');
        expect(tidy(any)).toBe(shown.replace(/\s+/g, ' ').trim());
      }),
    );
  });

  it('has plain hyphens only, since a word with another is found by no search', () => {
    expect(tidy('Jean\u2011Luc')).toBe('Jean-Luc');
  });

  it('has no hints for line breaks, which would hide its words from a search', () => {
    expect(tidy('Ent\u00adwicklungs\u00adhilfe am Diens\u200btag')).toBe('Entwicklungshilfe am Dienstag');
    expect(tidy('می\u200cروم')).toBe('می\u200cروم'); // part of how Persian is written
    expect(tidy('ភាសា\u200bខ្មែរ')).toBe('ភាសា\u200bខ្មែរ'); // the only mark between two words of Khmer
  });
});
