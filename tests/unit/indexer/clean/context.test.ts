import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../../indexer/clean/context.ts';
import { pageOf } from '../../../../indexer/clean/page.ts';
import { vocabulary } from '../../../../indexer/clean/vocabulary.ts';
import { draftOf } from './draftOf.ts';

const LINES = [
  'Weather',
  'The river board closed the bridge at Millbrook after divers found cracks in two of its piers.',
  'Divers had told the river board of cracks in the bridge before, said Millbrook engineers.',
  'Bridge at Millbrook: lorries first',
  'Casino Royale tickets for Ashford on sale',
];
const ODDS = Float64Array.from([-4, 5, 6, 1, -4]);

const page = pageOf(draftOf(LINES));
const { column } = contextOf(page, vocabulary(page), ODDS);
const values = (name: string) => [...column(name)];

describe('what a second look knows', () => {
  it('is the odds of the neighbours, surely none beyond the page', () => {
    expect(values('odds-1')).toEqual([-9, -4, 5, 6, 1]);
    expect(values('odds+1')).toEqual([5, 6, 1, -4, -9]);
  });

  it('is how far the article is, on both sides', () => {
    expect(values('sinceArticle')).toEqual([-1, 0, 1, 2, 3]);
    expect(values('tillArticleEnd')).toEqual([3, 2, 1, 0, -1]);
  });

  it('is how much of the article comes before and after', () => {
    expect(column('articleBefore')[0]).toBe(0);
    expect(column('articleBefore')[4]).toBeGreaterThan(0.95);
    expect(column('articleAfter')[0]).toBeGreaterThan(0.95);
  });

  it('is whether the article takes up the words of a line, itself not counted', () => {
    const told = values('told2');
    expect(told[3]).toBeGreaterThan(0.4);
    expect(told[4]).toBe(0);
    expect(values('told1')[0]).toBe(0);
    // Of its four words the bridge and Millbrook are told elsewhere.
    expect(values('told1')[3]).toBe(0.5);
  });

  it('is whether its names are new to the article', () => {
    expect(values('newNames')[4]).toBe(1);
    expect(values('newNames')[3]).toBe(0);
  });

  it('tells runs that stay from runs that go', () => {
    const runs = values('run');
    expect(runs[0]).toBeLessThan(0);
    expect(runs[1]).toBeGreaterThan(0);
    expect(runs[1]).toBe(runs[2]);
  });

  it('has an answer where no block is article', () => {
    const none = contextOf(page, vocabulary(page), new Float64Array(LINES.length).fill(-3));
    for (const name of none.names) expect([...none.column(name)].every(Number.isFinite)).toBe(true);
  });
});
