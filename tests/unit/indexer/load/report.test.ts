import { describe, expect, it } from 'vitest';
import { jsonSummary, summaryText } from '../../../../indexer/load/summary.ts';
import { Tally } from '../../../../indexer/load/tally.ts';
import { article, countPlaced } from '../../../support/articles.ts';
import { judged } from '../../../support/drafts.ts';

const about = {
  build: 'b1',
  rules: 'r1',
  outcome: 'published',
  paths: ['pages'],
  timings: { read: 1500 },
  peakMemoryBytes: 120e6,
};

function counted() {
  const tally = new Tally();
  const removal = (text: string) => ({
    rule: 'feed/after-body',
    kind: 'feed',
    reason: 'a feed',
    text,
    line: 9,
  });
  const pages = [
    article({
      id: 'a',
      path: 'p/a.txt',
      language: 'en',
      date: '2023',
      removals: [removal('One'), removal('Two')],
    }),
    article({ id: 'b', path: 'p/b.txt', language: 'fr', removals: [removal('Three'), removal('Four')] }),
    article({ id: 'a', path: 'p/c.txt', language: 'fr' }),
    article({ id: 'd', path: 'p/d.txt', language: 'fr', bodyLoss: true }),
  ];
  const taken = pages.map((page) =>
    tally.take({ draft: judged({ id: page.id, path: page.path }) }) ? page : null,
  );
  tally.take({ refused: { path: 'p/e.bin', line: 3, reason: 'it looks like a PNG image' } });
  for (const page of taken) if (page) countPlaced(tally, page);
  return { tally, taken };
}

describe('the report of a run', () => {
  it('takes the first page with an id and lists the others with both paths', () => {
    const { tally, taken } = counted();
    expect(taken.map((page) => page?.path)).toEqual(['p/a.txt', 'p/b.txt', undefined, 'p/d.txt']);
    expect(tally.report(about).duplicates).toEqual([{ id: 'a', path: 'p/c.txt', first: 'p/a.txt' }]);
  });

  it('counts every page once: articles, refused and duplicates make up the pages', () => {
    const { pages, articles, counts } = counted().tally.report(about);
    expect({ pages, articles, ...counts }).toEqual({
      pages: 5,
      articles: 3,
      refused: 1,
      duplicates: 1,
      warnings: 0,
      bodyLoss: 1,
    });
  });

  it('lists every refused page with path, line and reason', () => {
    expect(counted().tally.report(about).refused).toEqual([
      { path: 'p/e.bin', line: 3, reason: 'it looks like a PNG image' },
    ]);
  });

  it('counts languages of indexed articles only, largest first, then by name', () => {
    expect(Object.entries(counted().tally.report(about).languages)).toEqual([
      ['fr', 2],
      ['en', 1],
    ]);
  });

  it('counts removals by kind and rule, with at most three examples that say where they stood', () => {
    const { removals, removalKinds } = counted().tally.report(about);
    expect(removalKinds).toEqual({ feed: 4 });
    expect(removals).toMatchObject([{ rule: 'feed/after-body', kind: 'feed', count: 4 }]);
    expect(removals[0]?.examples).toEqual([
      { path: 'p/a.txt', line: 9, text: 'One' },
      { path: 'p/a.txt', line: 9, text: 'Two' },
      { path: 'p/b.txt', line: 9, text: 'Three' },
    ]);
  });

  it('counts stories, and the articles that share one', () => {
    const tally = new Tally();
    for (const [id, storyId, storySize, storyRank] of [
      ['a', 'gone', 2, 1],
      ['b', 'gone', 2, 0],
      ['c', 'c', 1, 0],
    ] as const) {
      const page = article({ id, storyId, storySize, storyRank });
      tally.take({ draft: judged({ id: page.id, path: page.path }) });
      countPlaced(tally, page);
    }
    expect(tally.summary('b1', 'r1')).toMatchObject({ stories: 2, articlesInSharedStories: 2 });
  });

  it('gives a program figures, not lists', () => {
    const summary = jsonSummary(counted().tally.report(about));
    expect(summary).toMatchObject({
      build: 'b1',
      outcome: 'published',
      articles: 3,
      refused: 1,
      duplicates: 1,
    });
    expect(Object.values(summary).filter(Array.isArray)).toEqual([]);
  });

  it('tells a person what was refused and where the rest stands', () => {
    const text = summaryText(counted().tally.report(about));
    expect(text).toContain('3 articles from 5 pages');
    expect(text).toContain('p/e.bin, line 3: it looks like a PNG image');
    expect(text).toContain('look at      1 pages');
  });
});
