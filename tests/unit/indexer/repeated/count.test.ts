import { afterEach, describe, expect, it } from 'vitest';
import { countLines, SPACE } from '../../../../indexer/repeated/count.ts';
import { lineKey, siteKey } from '../../../../indexer/repeated/key.ts';
import { judged } from '../../../support/drafts.ts';
import { idOf, type Logged, logged } from '../../../support/repeated.ts';

const open: Logged[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.clear();
});

const THRESHOLD = { pages: 5, share: 0.1 };
const SMALL = { slots: 256, bits: 2 ** 12, most: 100 };

/** 200 pages of one paper: line n stands on the pages n divides, and each page has lines of its own. */
const pages = Array.from({ length: 200 }, (_, i) =>
  judged({
    id: idOf(i),
    carrier: 'The Gull',
    lines: [
      ...Array.from({ length: 30 }, (_, n) => ((i + 1) % (n + 1) === 0 ? `Line number ${n + 1} of all` : '')),
      `Only page ${i} says this`,
      `Only page ${i} says that`,
    ].filter((line) => line !== ''),
  }),
);

async function counted(articles: typeof pages, space = SMALL) {
  const made = await logged(articles);
  open.push(made);
  return countLines(made.log, THRESHOLD, space);
}

describe('counting lines', () => {
  it('counts the pages of every line exactly, in one round or in many', async () => {
    const site = siteKey('the gull');
    const expected = new Map(
      Array.from({ length: 10 }, (_, n) => [
        lineKey(site, `Line number ${n + 1} of all`),
        Math.floor(200 / (n + 1)),
      ]),
    );
    for (const space of [SMALL, SPACE]) {
      const { repeated } = await counted(pages, space);
      expect(repeated.map(({ key, pages }) => [key, pages])).toEqual(
        [...expected].sort((a, b) => b[1] - a[1]),
      );
      expect(repeated.every(({ of }) => of === 200)).toBe(true);
    }
  });

  it('needs no more memory for many pages than for few, once its space is full', async () => {
    const few = await counted(pages.slice(0, 100));
    const many = await counted([
      ...pages,
      ...pages.map((page, i) => ({
        ...page,
        id: idOf(i + 500),
        blocks: page.blocks.map((line) => ({ ...line, text: `${line.text} anew` })),
      })),
    ]);
    expect(many.memoryBytes).toBe(few.memoryBytes);
    expect(few.memoryBytes).toBe(16 * SMALL.slots + SMALL.bits / 8);
    expect(16 * SPACE.slots + SPACE.bits / 8).toBeLessThan(26_000_000);
  });

  it('knows which lines recur whatever their share of the pages', async () => {
    const { recurs } = await counted(pages);
    const site = siteKey('the gull');
    const says = (text: string) => {
      const key = lineKey(site, text);
      return key && recurs(key.high, key.low);
    };
    expect(says('Line number 30 of all')).toBe(true); // on 6 of 200 pages
    expect(says('Line number 2 of all')).toBe(true);
    const alone = pages.filter((_, i) => says(`Only page ${i} says this`));
    expect(alone.length).toBeLessThan(10);
  });

  it('counts a line once for a page that says it twice', async () => {
    const twice = 'On some pages twice';
    const { repeated } = await counted(
      Array.from({ length: 6 }, (_, i) =>
        judged({
          id: idOf(i),
          carrier: 'The Gull',
          lines: i < 4 ? [twice, twice] : [`Page ${i} does not`],
        }),
      ),
    );
    expect(repeated).toEqual([]);
  });

  it('keeps the lines of different sources apart', async () => {
    const { repeated } = await counted(
      Array.from({ length: 8 }, (_, i) =>
        judged({ id: idOf(i), carrier: i % 2 ? 'The Gull' : 'The Tern', lines: ['The same on all'] }),
      ),
    );
    expect(repeated).toEqual([]);
  });
});
