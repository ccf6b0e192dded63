import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BREAK, cut, LINK, UNLINK } from '../../../../indexer/read/html/cut.ts';
import { countLettersAndDigits } from '../../../../indexer/read/letters.ts';

const pieces = ['a', 'é', '5', '٣', '漢', '𠀀', '😀', '\ud840', ' ', '…', '’', 'read more '];
const text = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const plainly = (any: string) => any.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

describe('letters and digits', () => {
  it('are counted whole, in every script', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(countLettersAndDigits(any)).toBe(plainly(any));
      }),
    );
  });

  it('are linked between the marks of a link, however these stand', () => {
    const frame = { kind: 'paragraph', pre: false, code: false, row: false } as const;
    const run = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.constantFrom(LINK, UNLINK)), {
      maxLength: 14,
    });
    fc.assert(
      fc.property(run, (parts) => {
        const marked = `x${parts.join('')}`;
        const linked = [...marked.matchAll(new RegExp(`${LINK}([^${UNLINK}]*)`, 'g'))];
        const share = linked.reduce((sum, [, inner = '']) => sum + plainly(inner), 0) / plainly(marked);
        expect(cut(marked, frame)[0]?.linkDensity).toBe(share);
        expect(cut(`${marked}${BREAK}${BREAK}`, frame)[0]?.linkDensity).toBe(share);
      }),
    );
  });
});
