/** What a build tells of its run: the numbers add up, and its size is bounded whatever the corpus. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REMOVAL_KINDS } from '../../../../config/schema.ts';
import type { Article } from '../../../../engine/article.ts';
import { SEARCHABLE_WORDS } from '../../../../engine/port.ts';
import { BuildSummary, type Counted, readSummary } from '../../../../engine/summary.ts';
import type { Refused } from '../../../../indexer/load/spool.ts';
import { type RunFacts, Tally } from '../../../../indexer/load/tally.ts';
import { toldOf } from '../../../../indexer/load/told.ts';
import { article, countPlaced, type Sketch } from '../../../support/articles.ts';
import { judged } from '../../../support/drafts.ts';

const RUN: RunFacts = {
  startedAt: '2024-05-06T07:08:09.000Z',
  timings: { read: 1500, send: 20 },
  peakMemoryBytes: 120e6,
  before: null,
};

const ABOUT = { build: 'b1', rules: 'r1', outcome: 'published', paths: [], timings: {}, peakMemoryBytes: 1 };

/** The tally of a run over these pages, as they come and as they are sent. */
function tallied(pages: readonly (Article | Refused)[]): Tally {
  const tally = new Tally();
  const taken = pages.filter((page): page is Article => {
    if ('reason' in page) return tally.take({ refused: page }) !== null;
    return tally.take({ draft: judged({ id: page.id, path: page.path }) }) !== null;
  });
  for (const page of taken) countPlaced(tally, page);
  return tally;
}
const summaryOf = (pages: readonly (Article | Refused)[]) => tallied(pages).buildSummary(RUN);

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const inAll = ({ top, others }: Counted) => sum(top.map(({ count }) => count)) + others.count;

const removal = fc.record({
  rule: fc.constantFrom('a/one', 'a/two', 'b/three'),
  kind: fc.constantFrom('share', 'newsletter', 'notice'),
  reason: fc.constantFrom('a button', 'on 3 of 9 pages', 'on 4 of 9 pages'),
  text: fc.string({ minLength: 1, maxLength: 300 }),
  line: fc.nat(40),
});
const page: fc.Arbitrary<Article> = fc
  .record({
    id: fc.stringMatching(/^[a-h]$/),
    removals: fc.array(removal, { maxLength: 5 }),
    language: fc.constantFrom('en', 'fr', 'und'),
    source: fc.constantFrom('The Gull', 'THE GULL', 'unknown'),
    date: fc.constantFrom('2023', '2024-05-06', undefined),
    completenessState: fc.constantFrom('whole', 'truncated', 'unknown'),
    storySize: fc.constantFrom(1, 3, 7, 40),
    bodyLoss: fc.boolean(),
    wordCount: fc.constantFrom(90, SEARCHABLE_WORDS + 1),
    first: fc.boolean(),
  })
  .map(({ date, first, ...sketch }) =>
    article({
      ...sketch,
      storyId: first ? sketch.id : 'another',
      ...(date !== undefined && { date }),
    } as Sketch),
  );
const refused: fc.Arbitrary<Refused> = fc.record({
  path: fc.string(),
  line: fc.option(fc.nat(9)),
  reason: fc.constantFrom('the file is empty', 'has 12 bytes', 'has 3 bytes', 'no JSON: «x»', 'no JSON: «y»'),
});

describe('the summary of a build', () => {
  it('adds up, whatever was read', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: page }, refused), { maxLength: 30 }), (pages) => {
        const tally = tallied(pages);
        const summary = tally.buildSummary(RUN);
        const { articles, removals } = summary;
        expect(summary.stripped).toBeLessThanOrEqual(articles);
        expect(BuildSummary.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary);
        expect(summary.pages).toBe(pages.length);
        expect(articles + summary.refused + summary.duplicates).toBe(summary.pages);
        expect(sum(summary.refusals.reasons.map(({ count }) => count)) + summary.refusals.others.count).toBe(
          summary.refused,
        );
        expect(sum(removals.map(({ blocks }) => blocks))).toBe(summary.removedBlocks);
        expect(sum(removals.map(({ characters }) => characters ?? 0))).toBe(summary.removedCharacters);
        for (const { blocks, rules, others } of removals)
          expect(sum(rules.map((rule) => rule.blocks)) + others.blocks).toBe(blocks);
        for (const counted of [summary.languages, summary.sources, summary.completeness])
          expect(inAll(counted)).toBe(articles);
        expect(inAll(summary.years) + summary.undated).toBe(articles);
        expect(sum(summary.copies.map((one) => one.articles))).toBe(articles);
        expect(sum(summary.copies.map((one) => one.stories))).toBe(summary.stories);
        expect(summary.articlesInSharedStories).toBe(
          sum(summary.copies.filter(({ value }) => value !== '1').map((one) => one.articles)),
        );
        expect(summary.lost.length).toBe(Math.min(summary.bodyLoss, 10));
        expect(summary.longest.length).toBe(Math.min(summary.tooLong, 5));
      }),
      { numRuns: 200 },
    );
  });

  it('is the same whether every page was read for it or only those the counts need', () => {
    fc.assert(
      fc.property(fc.array(page, { maxLength: 30 }), (pages) => {
        const [some, all] = [new Tally(), new Tally()];
        for (const one of pages)
          for (const tally of [some, all]) {
            if (!tally.take({ draft: judged({ id: one.id, path: one.path }) })) continue;
            const told = toldOf(one, '');
            const article = tally === all || tally.needs(told) ? one : null;
            tally.placed({ ...one, told, names: one.entities }, { size: 1, rank: 0 }, article);
          }
        expect(some.buildSummary(RUN)).toEqual(all.buildSummary(RUN));
        expect(some.report(ABOUT)).toEqual(all.report(ABOUT));
      }),
      { numRuns: 200 },
    );
  });

  it('says the same as the report', () => {
    const pages = [
      article({ id: 'a', removals: [{ rule: 'a/b', kind: 'share', reason: 'r', text: 'Share', line: 1 }] }),
      article({ id: 'b', language: 'fr' }),
      article({ id: 'b' }),
    ];
    const tally = tallied(pages);
    const { build, rules, languages, sources, completeness, removalKinds, removalRules, ...figures } =
      tally.summary('b1', 'r1');
    const summary = tally.buildSummary(RUN);
    expect(summary).toMatchObject(figures);
    expect(summary.languages.top).toEqual(
      Object.entries(languages).map(([value, count]) => ({ value, count })),
    );
    expect(summary.removals.map(({ kind, blocks }) => [kind, blocks])).toEqual(Object.entries(removalKinds));
  });

  it('counts spellings the search takes for one value as one', () => {
    const pages = ['The Gull', 'THE GULL', 'The Gull', 'Echo'].map((source) => article({ source }));
    expect(summaryOf(pages).sources.top).toEqual([
      { value: 'The Gull', count: 3 },
      { value: 'Echo', count: 1 },
    ]);
  });

  it('counts the articles a rule took from, and gives examples of different pages and words', () => {
    const buttons = (...texts: string[]) =>
      texts.map((text) => ({ rule: 'share/bar', kind: 'share', reason: 'buttons', text, line: 1 }));
    const [kind] = summaryOf([
      article({ id: 'a', removals: buttons('Share', 'Send') }),
      article({ id: 'b', removals: buttons('Share', 'Mail') }),
    ]).removals;
    expect(kind).toMatchObject({ kind: 'share', blocks: 4, articles: 2, characters: 18 });
    expect(kind?.rules).toEqual([
      {
        rule: 'share/bar',
        reason: 'buttons',
        blocks: 4,
        articles: 2,
        examples: [
          { id: 'a', text: 'Share' },
          { id: 'b', text: 'Mail' },
        ],
      },
    ]);
  });

  it('groups refused files whose reasons differ only in numbers and quoted text', () => {
    const reasons = ['has 12 bytes', 'it is no JSON: "a"', 'has 4,000 bytes'];
    const { refusals } = summaryOf(reasons.map((reason, i) => ({ path: `p/${i}`, line: null, reason })));
    expect(refusals.reasons).toEqual([
      {
        reason: 'has 12 bytes',
        count: 2,
        examples: [
          { path: 'p/0', line: null },
          { path: 'p/2', line: null },
        ],
      },
      { reason: 'it is no JSON: "a"', count: 1, examples: [{ path: 'p/1', line: null }] },
    ]);
  });

  it('stays small when every value, reason and rule is another and long', () => {
    const long = (seed: number) => `${seed} ${'ж'.repeat(2000)}`;
    const word = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const pages = Array.from({ length: 1500 }, (_, i) =>
      article({
        id: `id-${i}`,
        path: long(i),
        title: long(i),
        source: i % 2 === 0 ? `Source ${i}` : long(i),
        language: word(i),
        date: String(1000 + i),
        bodyLoss: true,
        wordCount: SEARCHABLE_WORDS + i,
        facts: [{ fact: 'bodyLoss', value: '0', evidence: long(i), reader: 'test' }],
        removals: [0, 1].map((which) => ({
          rule: `family/${word(i % 500)}`,
          kind: REMOVAL_KINDS[(i + which) % REMOVAL_KINDS.length] ?? 'other',
          reason: `${word(i % 500)} ${long(1)}`,
          text: long(i),
          line: which,
        })),
      }),
    );
    const files = Array.from(
      { length: 500 },
      (_, i): Refused => ({
        path: long(i),
        line: i,
        reason: `${word(i)} ${long(i)}`,
      }),
    );
    const tally = tallied([...pages, ...files]);
    tally.repeated({
      lines: 1500,
      pages: 1500,
      tooMuch: 0,
      listed: Array.from({ length: 1500 }, (_, i) => ({
        site: long(i),
        text: long(i),
        pages: i,
        of: 1500,
        verdict: 'removed' as const,
        why: long(i),
      })),
    });
    const summary = tally.buildSummary(RUN);
    expect(Buffer.byteLength(JSON.stringify(summary))).toBeLessThan(400_000);
    expect(inAll(summary.sources)).toBe(1500);
    expect(summary.sources.others.values).toBeGreaterThan(1000);
    expect(summary.longest.map(({ words }) => words)).toEqual(
      [1499, 1498, 1497, 1496, 1495].map((more) => SEARCHABLE_WORDS + more),
    );
    expect(readSummary({ ...summary })).toEqual(summary);
  });
});
