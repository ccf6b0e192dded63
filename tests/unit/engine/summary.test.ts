import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuildSummary, readSummary } from '../../../engine/summary.ts';

describe('the summary of a build', () => {
  it('of an older version is read as far as it goes', () => {
    const older = {
      build: 'b0',
      pages: 9,
      articles: 7,
      languages: { fr: 2, en: 5 },
      sources: { '1999': 1, 'The Gull': 6 },
      removedBlocks: 5,
      removalKinds: { share: 1, newsletter: 4 },
      removalRules: { 'newsletter/box': 4, 'share/bar': 1 },
    };
    expect(readSummary(older)).toEqual({
      pages: 9,
      articles: 7,
      languages: {
        top: [
          { value: 'en', count: 5 },
          { value: 'fr', count: 2 },
        ],
        others: { values: 0, count: 0 },
      },
      sources: {
        top: [
          { value: 'The Gull', count: 6 },
          { value: '1999', count: 1 },
        ],
        others: { values: 0, count: 0 },
      },
      removedBlocks: 5,
      removals: [
        {
          kind: 'newsletter',
          blocks: 4,
          articles: null,
          characters: null,
          rules: [],
          others: { rules: 0, blocks: 0 },
        },
        {
          kind: 'share',
          blocks: 1,
          articles: null,
          characters: null,
          rules: [],
          others: { rules: 0, blocks: 0 },
        },
      ],
    });
  });

  it('is never an error, whatever stands there', () => {
    const key = fc.constantFrom(...Object.keys(BuildSummary.shape), 'removalKinds', 'other');
    fc.assert(
      fc.property(fc.dictionary(key, fc.anything()), (stored) => {
        const known = readSummary(stored);
        expect(BuildSummary.partial().safeParse(known).success).toBe(true);
      }),
    );
  });
});
