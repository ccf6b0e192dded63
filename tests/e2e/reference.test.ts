/** The reference of the API and the feeds, in a real browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from '../support/axe.ts';
import { publishExamples } from '../support/example-articles.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(import.meta.url, publishExamples);
});
afterAll(() => site?.close());

describe('the reference', () => {
  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { viewport: { width: 320, height: 640 } }],
    ['without script', { javaScriptEnabled: false }],
  ] as const)(
    'has no fault a machine can find: %s',
    async (name, options) => {
      const page = await site.open('/api', options);
      // One address is enough: the others are made the same way, and axe reads every word.
      for (const summary of await page.locator('#explainArticle summary').all()) await summary.click();
      const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
      if (name !== 'without script') expect(await axe(page)).toEqual([]);
      expect(site.faults).toEqual([]);
      await page.context().close();
    },
    120_000,
  );

  it('leads from an address to what it says of it, and searches from its box', async () => {
    const page = await site.open('/api');
    await page.getByRole('link', { name: 'GET /api/export.csv' }).click();
    expect(new URL(page.url()).hash).toBe('#exportCsv');
    await page.getByLabel('Search the articles').fill('ferry');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/\?q=ferry$/);
    await page.context().close();
  });
});

it('a feed is well-formed to a browser, with every link where it should lead', async () => {
  const page = await site.open('/?q=ferry');
  const feed = await page.locator('link[type="application/atom+xml"]').getAttribute('href');
  const entries = await page.evaluate(async (address) => {
    const text = await (await fetch(address)).text();
    const xml = new DOMParser().parseFromString(text, 'application/xml');
    return xml.querySelector('parsererror')
      ? 'parsererror'
      : [...xml.querySelectorAll('entry > link[rel=alternate]')].map((link) => link.getAttribute('href'));
  }, String(feed));
  expect(entries).toEqual([`${site.url}/articles/ferry-vote-copy?q=ferry`]);
  await page.goto(String(entries[0]));
  expect(await page.locator('h1').innerText()).toBe('A second ferry for Brannoch');
  await page.context().close();
});
