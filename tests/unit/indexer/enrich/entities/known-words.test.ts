import { describe, expect, it } from 'vitest';
import {
  DEGREES,
  type KnownWord,
  knownWords,
  packWords,
  unpackWords,
} from '../../../../../indexer/enrich/entities/tagger/known-words.ts';

const word = (own: Partial<KnownWord> & { word: string }): KnownWord => ({
  cluster: 0,
  surname: 0,
  firstName: 0,
  place: 0,
  ...own,
});
/** Hashes far apart are refused, so a file needs many words. */
const many = Array.from({ length: 120_000 }, (_, i) => word({ word: `word${i}`, cluster: 1 + (i % 3) }));
const widths = { middle: [1, 2, 2], wide: [7, 7, 8] };
const file = packWords([word({ word: 'orvedal', surname: 4, firstName: 2, place: 5 }), ...many], widths);

describe('known words', () => {
  it('are found again with all that is known of them', () => {
    const known = unpackWords(file);
    const told = many.map((own) => {
      const found = known.find(own.word);
      return [known.clusterOf(found), known.middleOf(found), known.wideOf(found)];
    });
    const wrong = told.filter(
      (own, i) => own.join() !== [1 + (i % 3), widths.middle[i % 3], widths.wide[i % 3]].join(),
    );
    // a few share their hash with another word
    expect(wrong.length).toBeLessThan(many.length / 1000);
    const name = known.find('orvedal');
    expect(known.degreesOf(name)).toBe(4 + DEGREES * (2 + DEGREES * 5));
    expect([known.clusterOf(name), known.middleOf(name), known.wideOf(name)]).toEqual([0, 0, 0]);
  });

  it('say nothing of a word that is not among them', () => {
    const known = unpackWords(file);
    expect(known.find('')).toBe(0);
    expect([known.clusterOf(0), known.middleOf(0), known.wideOf(0), known.degreesOf(0)]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('are the same bytes for the same words, and refused when cut', () => {
    expect(
      packWords([word({ word: 'orvedal', surname: 4, firstName: 2, place: 5 }), ...many], widths).equals(
        file,
      ),
    ).toBe(true);
    expect(() => unpackWords(packWords([], { middle: [], wide: [] }).subarray(0, 15))).toThrow();
    expect(() => packWords([word({ word: 'alone' })], widths)).toThrow(/too few/);
  });
});

describe('the shipped words', () => {
  const known = knownWords();
  const clusterOf = (own: string) => known.clusterOf(known.find(own));

  it('stand in one cluster with their like', () => {
    expect(clusterOf('monday')).toBe(clusterOf('tuesday'));
    expect(clusterOf('monday')).not.toBe(clusterOf('gazprom'));
  });

  it('tell surnames and places from other words', () => {
    const degrees = (own: string) => known.degreesOf(known.find(own));
    expect(degrees('okafor') % DEGREES).toBeGreaterThan(0);
    expect(Math.floor(degrees('mogadishu') / DEGREES ** 2)).toBeGreaterThan(0);
    expect(degrees('nevertheless')).toBe(0);
  });
});
