/** The page of the last build in a real browser. */
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEARCHABLE_WORDS } from '../../engine/port.ts';
import { Tally } from '../../indexer/load/tally.ts';
import { article, countPlaced } from '../support/articles.ts';
import { axe } from '../support/axe.ts';
import { judged } from '../support/drafts.ts';
import { publishArticles } from '../support/engine.ts';
import { openSite, type Site } from '../support/site.ts';

const NASTY = '<img src=x onerror="window.ran=1"><script>window.ran=2</script>';
const LONG = 'averyveryverylongsourcenamewithoutanyblankinitthatmustbreaksomewhere.example';

const ARTICLES = Array.from({ length: 40 }, (_, i) =>
  article({
    id: `a${i}`,
    title: i === 3 ? `Ferry ${NASTY}` : `Ferry news ${i}`,
    source: i === 3 ? `Source ${NASTY}` : i === 4 ? LONG : i < 30 ? `Paper ${i % 15}` : 'unknown',
    language: ['en', 'fr', 'ar', 'und'][i % 4] ?? 'en',
    completenessState: (['whole', 'truncated', 'unknown'] as const)[i % 3] ?? 'whole',
    bodyLoss: i < 2,
    wordCount: i === 5 ? SEARCHABLE_WORDS + 7 : 300,
    storySize: i < 6 ? 6 : 1,
    storyId: i < 6 ? 'a0' : `a${i}`,
    storyRank: i < 6 ? i : 0,
    facts: i < 2 ? [{ fact: 'bodyLoss', value: '0.1', evidence: 'kept 9 words', reader: 'test' }] : [],
    removals: [
      { rule: 'newsletter/box', kind: 'newsletter', reason: 'an invitation', text: `Letter ${i}`, line: 3 },
      {
        rule: 'feed/next',
        kind: 'feed',
        reason: `stands ${i} times`,
        text: `Next ${NASTY} ${LONG}`,
        line: 9,
      },
      { rule: 'share/bar', kind: 'share', reason: 'buttons', text: 'شارك هذا المقال', line: 9 },
    ],
    ...(i % 5 > 0 && { date: `${1990 + i}-05-06` }),
  }),
);

function summary() {
  const tally = new Tally();
  for (const page of ARTICLES) tally.take({ draft: judged({ id: page.id, path: page.path }) });
  tally.take({ draft: judged({ id: 'a1', path: 'again.txt' }) });
  for (const reason of ['the file is empty', `it is no JSON: "${LONG}"`, `odd ${NASTY}`])
    tally.take({ refused: { path: `scrapes/${LONG}/${NASTY}.txt`, line: 3, reason } });
  for (const page of ARTICLES) countPlaced(tally, page);
  tally.repeated({
    lines: 2,
    pages: 9,
    tooMuch: 1,
    listed: [
      { site: LONG, text: 'Journalism since 1987.', pages: 9, of: 12, verdict: 'removed', why: 'furniture' },
    ],
  });
  tally.files = 44;
  tally.filesReused = 12;
  return tally.buildSummary({
    startedAt: '2024-05-06T07:07:00.000Z',
    timings: { compare: 12, read: 48_000, 'read again': 2_300, stories: 40, send: 1_900 },
    peakMemoryBytes: 312e6,
    before: {
      build: 'b0',
      rules: 'other-rules',
      finishedAt: '2024-05-05T07:08:09.000Z',
      articles: 39,
      refused: 5,
      added: 3,
      changed: 1,
      gone: 2,
    },
  });
}

let site: Site;
beforeAll(async () => {
  site = await openSite(import.meta.url, (store) => publishArticles(store, ARTICLES, 'b1', summary()));
});
afterAll(() => site?.close());

const open = (options: BrowserContextOptions = {}) => site.open('/build', options);

/** Opens everything that is folded. */
async function unfold(page: Page): Promise<void> {
  for (const fold of await page.locator('main summary').all()) await fold.click();
}

describe('the page of the last build', () => {
  it('tells the figures as text, and leads to the articles behind them, without JavaScript', async () => {
    const page = await open({ javaScriptEnabled: false });
    const text = await page.locator('main').innerText();
    expect(text).toContain('44 pages became 40 articles in 35 stories');
    expect(text).toContain('44 pages read from 44 files');
    expect(text).toMatch(/Refused\s+3/);
    expect(text).toMatch(/are new\s+3/);
    expect(text).toContain('the rules have changed since');
    expect(text).toContain('1 article is longer than 65,535 words');
    expect(text).toContain('44 pages in 52.3 s, 0.8 a second');
    await page.getByRole('link', { name: 'articles: French' }).click();
    expect(await page.locator('h1').innerText()).toContain('10 articles');
    await page.goBack();
    await page.locator('.rules summary', { hasText: 'Newsletter' }).click();
    await page.getByRole('link', { name: 'Letter 0', exact: true }).click();
    expect(new URL(page.url()).pathname).toBe('/articles/a0');
    await page.context().close();
  });

  it('leads to what was removed by kind and by rule, and to the year of a bar', async () => {
    const page = await open();
    await page.getByRole('link', { name: 'articles that lost: Newsletter' }).click();
    expect(await page.locator('h1').innerText()).toContain('40 articles');
    expect(await page.locator('.snippet').first().innerText()).toMatch(/^Letter \d+/);
    await page.goBack();
    await page.getByRole('link', { name: '1992: 1 article' }).click();
    expect(await page.locator('.hit-title').allInnerTexts()).toEqual(['Ferry news 2']);
    await page.context().close();
  });

  it('is reached from the foot of the search page', async () => {
    const page = await open();
    await page.goto(`${site.url}/?q=ferry`);
    await page.getByRole('link', { name: 'build b1' }).click();
    expect(await page.locator('h1').innerText()).toBe('The last build');
    await page.context().close();
  });

  it('runs nothing a page or a file name holds, and asks nobody else', async () => {
    const page = await open();
    await unfold(page);
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    expect(await page.locator('main script, main img').count()).toBe(0);
    expect(site.faults).toEqual([]);
    await page.context().close();
  });

  it('has no fault axe knows, folded and unfolded, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open({ colorScheme });
      expect(await axe(page)).toEqual([]);
      await unfold(page);
      expect(await axe(page)).toEqual([]);
      await page.context().close();
    }
  }, 60_000);

  it('fits 320, 390 and 1280 pixels, whatever is unfolded', async () => {
    for (const width of [320, 390, 1280]) {
      const page = await open({ viewport: { width, height: 700 } });
      await unfold(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.context().close();
    }
  });

  it('is worked by the keyboard alone', async () => {
    const page = await open();
    const reached = new Set<string>();
    for (let i = 0; i < 400; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        return element === document.body ? '' : (element?.getAttribute('href') ?? element?.tagName ?? '');
      });
      if (at === '') break;
      reached.add(at);
    }
    expect(reached).toContain('/?language=fr');
    expect(reached).toContain('/?kind=newsletter&in=removed');
    expect(reached).toContain('/?year=1992');
    expect(reached).toContain('SUMMARY');
    await page.context().close();
  });

  it('keeps its bars on paper and in forced colours', async () => {
    for (const media of [{ media: 'print' }, { forcedColors: 'active' }] as const) {
      const page = await open();
      await page.emulateMedia(media);
      const drawn = await page.locator('.row-bar .bar').first().boundingBox();
      expect(drawn?.width).toBeGreaterThan(20);
      const fills = await page
        .locator('.row-bar')
        .first()
        .evaluate((bar) =>
          [...bar.querySelectorAll('rect')].map((rect) => {
            const { fill, opacity } = getComputedStyle(rect);
            return `${fill} ${opacity}`;
          }),
        );
      expect(new Set(fills).size).toBe(2);
      if ('forcedColors' in media) expect(fills.at(-1)).toBe('rgb(0, 0, 0) 1');
      await page.context().close();
    }
  });

  it('weighs less than 30 KB, packed', async () => {
    const page = await (await fetch(`${site.url}/build`)).text();
    const addresses = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address]) => address);
    expect(addresses).toHaveLength(5);
    const files = await Promise.all(addresses.map(async (path) => (await fetch(site.url + path)).text()));
    const bytes = [page, ...files].map((text) => gzipSync(text).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(30 * 1024);
  });
});
