import { describe, expect, it } from 'vitest';
import { comparePairs, precision, recall, summed } from '../../../bench/stories/measure.ts';
import { chanceOf } from '../../../bench/stories/random.ts';
import { type MadeArticle, syndicationSet } from '../../../bench/stories/set.ts';
import { type Half, sentencesOf } from '../../../bench/stories/texts.ts';
import { createStoryBook, type StoryMember } from '../../../indexer/enrich/stories/stories.ts';

const made = (id: string, story: string, kind = 'copy'): MadeArticle => ({
  id,
  story,
  kind,
  text: id,
  relation: kind === 'original' ? 'original' : 'copy',
});
const member = (storyId: string): StoryMember => ({
  storyId,
  size: 1,
  rank: 0,
  relation: 'copy',
  score: 1,
  shared: 1,
});

describe('pairs of a made set', () => {
  const set = [made('a', 's', 'original'), made('b', 's'), made('c', 's'), made('d', 't')];
  const found = new Map([
    ['a', member('a')],
    ['b', member('a')],
    ['c', member('c')],
    ['d', member('c')],
  ]);

  it('are right, wrong or missed, each once in all and once for each of its kinds', () => {
    const { all, byKind, wrong, missed } = comparePairs(set, found);
    expect(all).toEqual({ right: 1, wrong: 1, missed: 2 });
    expect(byKind.get('original')).toEqual({ right: 1, wrong: 0, missed: 1 });
    expect(byKind.get('copy')).toEqual({ right: 1, wrong: 1, missed: 2 });
    expect(wrong.map((pair) => pair.map(({ id }) => id))).toEqual([['c', 'd']]);
    expect(missed).toHaveLength(2);
    expect([precision(all), recall(all)]).toEqual([1 / 2, 1 / 3]);
  });

  it('add up over several sets', () => {
    const table = comparePairs(set, found);
    const sum = summed([table, table]);
    expect(sum.all).toEqual({ right: 2, wrong: 2, missed: 4 });
    expect(sum.relations.get('copy')?.get('copy')).toBe(6);
    expect(sum.articles).toBe(8);
  });
});

describe('a syndication set', () => {
  const chance = chanceOf('words');
  const vocabulary = Array.from({ length: 4000 }, () =>
    Array.from({ length: chance.between(3, 9) }, () => String.fromCharCode(97 + chance.between(0, 25))).join(
      '',
    ),
  );
  const sentence = () => {
    const words = Array.from({ length: chance.between(9, 24) }, () => chance.pick(vocabulary)).join(' ');
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  };
  const half: Half = {
    name: 'unseen',
    bases: Array.from({ length: 8 }, (_, i) => ({
      id: `base-${i}`,
      site: 'site.example',
      title: `Title ${i}`,
      language: 'xx',
      paragraphs: Array.from({ length: 9 }, () => [sentence(), sentence(), sentence()].join(' ')),
    })),
    donors: Array.from({ length: 900 }, sentence),
  };

  it('is the same each time, and another one at each turn', () => {
    expect(syndicationSet(half)).toEqual(syndicationSet(half));
    expect(syndicationSet(half, 1)).not.toEqual(syndicationSet(half));
  });

  it('holds each text in many versions, which are found, beside articles that stand alone', () => {
    const set = syndicationSet(half);
    expect(new Set(set.map(({ id }) => id)).size).toBe(set.length);
    expect(set.filter(({ story }) => story === 'base-0').length).toBeGreaterThanOrEqual(13);
    const book = createStoryBook();
    for (const { id, text } of set) book.add(id, text);
    const { all } = comparePairs(set, new Map(book.resolve()));
    expect(precision(all)).toBeGreaterThan(0.97);
    expect(recall(all)).toBeGreaterThan(0.88); // of free rewrites without a name or a quotation little is left
  });

  it('cuts sentences where they end, not after a title or within a number', () => {
    expect(sentencesOf('Mr. Dunn paid 2.50 crowns. “It was too much.” He left at 5 p.m. on Monday.')).toEqual(
      ['Mr. Dunn paid 2.50 crowns.', '“It was too much.”', 'He left at 5 p.m. on Monday.'],
    );
  });
});
