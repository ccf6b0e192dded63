/** What a reader does on the search page, with JavaScript and without it. */
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NEWSSTAND } from '../support/newsstand.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(import.meta.url, NEWSSTAND);
});
afterEach(() => {
  site.proxy.fail({ kind: 'none' });
  site.proxy.before(null);
});
afterAll(() => site?.close());

const box = (page: Page) => page.getByLabel('Search the articles');
const summary = (page: Page, name: RegExp) => page.getByRole('heading', { name }).waitFor();
const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement?.id || document.activeElement?.textContent) ?? '');
const mark = (page: Page) => page.evaluate(() => document.body.setAttribute('data-same', 'yes'));
const isSame = (page: Page) => page.evaluate(() => document.body.getAttribute('data-same') === 'yes');

describe.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
])('%s', (_name, javaScriptEnabled) => {
  it('leaves a value out and takes it back in', async () => {
    const page = await site.open('/?q=ferry', { javaScriptEnabled });
    await page.getByRole('link', { name: 'Leave out French' }).click();
    await summary(page, /^32 articles/);
    await page.getByRole('link', { name: 'No longer leave out French' }).click();
    await summary(page, /^40 articles/);
    await page.context().close();
  });

  it('searches within a facet, also for other spellings, and chooses what it finds', async () => {
    const page = await site.open('/?q=ferry', { javaScriptEnabled });
    await mark(page);
    await page.locator('[data-section="source"] summary').click();
    await page.getByLabel('Search in Source').fill('polnocna');
    await page.getByRole('button', { name: 'Find in Source' }).click();
    const found = javaScriptEnabled ? page.locator('[data-found="source"]') : page.locator('[data-values]');
    await found
      .getByRole('link', { name: /Gazeta Północna/ })
      .first()
      .waitFor();
    expect(await found.locator('.value').allInnerTexts()).toHaveLength(1);
    await found.getByRole('link', { name: 'Add Gazeta Północna' }).click();
    await summary(page, /^5 articles/);
    expect(new URL(page.url()).searchParams.get('source')).toBe('Gazeta Północna');
    expect(await isSame(page)).toBe(javaScriptEnabled);
    await page.context().close();
  });

  it('keeps chosen values in sight and in their place, also those without articles', async () => {
    const page = await site.open('/?q=ferry&person=Bo+Lind&person=Nobody', { javaScriptEnabled });
    const labels = async () =>
      await page.locator('[data-section="person"] > .values .value-label').allInnerTexts();
    const before = await labels();
    expect(before).toContain('Nobody');
    await page.getByRole('link', { name: `Add ${before[0]}` }).click();
    await page
      .getByRole('link', { name: `Remove ${before[0]}`, exact: false })
      .first()
      .waitFor();
    expect(await labels()).toEqual(before);
    await page.context().close();
  });

  it('narrows by a bar to a week, which is one filter, and by its row', async () => {
    const page = await site.open('/?q=ferry&source=Bote', { javaScriptEnabled });
    const bar = page.locator('.bars a', { hasText: '8 to 14 May 2023' });
    expect(await bar.locator('title').textContent()).toBe('8 to 14 May 2023: 1 article');
    await bar.click();
    await summary(page, /^1 article/);
    expect(await page.locator('.chips .chip').allInnerTexts()).toEqual([
      expect.stringContaining('Bote'),
      expect.stringContaining('8 to 14 May 2023'),
    ]);
    await page.getByRole('link', { name: 'Remove the filter Date' }).click();
    await summary(page, /^5 articles/);
    await page.getByText('Dates as a table').click();
    await page.getByRole('link', { name: 'Add May 2023, day not known' }).click();
    await summary(page, /^1 article/);
    await page.context().close();
  });

  it('offers what is meant by a field whose value nobody has', async () => {
    const page = await site.open('/?q=source%3Agazeta+ferry', { javaScriptEnabled });
    await page.locator('.suggestion').getByRole('link', { name: 'Gazeta Północna' }).click();
    await summary(page, /^5 articles/);
    expect(await box(page).inputValue()).toBe('source:"Gazeta Północna" ferry');
    await page.context().close();
  });

  it('saves all that is found as a file, and says what is in it', async () => {
    const page = await site.open('/?q=ferry&source=Bote', { javaScriptEnabled });
    expect(await page.locator('.take-along').innerText()).toMatch(
      /Save 5 articles as CSV, JSON Lines or JSON/,
    );
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^broadsheet-.*\.csv$/);
    expect(await isSame(page)).toBe(false);
    await page.goto(`${site.url}/?q=ferry`);
    expect(await page.locator('.take-along').innerText()).toContain('Save one article of each of 25 stories');
    await page.goto(`${site.url}/?q=zzqq`);
    expect(await page.locator('.take-along').innerText()).not.toContain('Save');
    await page.context().close();
  });

  it('searches what was removed, says so, and leads back', async () => {
    const page = await site.open('/?q=letter', { javaScriptEnabled });
    expect(await page.locator('.hit').count()).toBe(0);
    await page.goto(`${site.url}/?q=letter&in=removed`);
    await summary(page, /^Removed text of 40 articles/);
    expect(await page.locator('.removed-state').innerText()).toContain('Nothing of it is in the articles');
    expect(await page.locator('.from-removed').count()).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Search the articles' }).click();
    await summary(page, /^No articles/);
    await page.context().close();
  });

  it('shows the help, and an example searches', async () => {
    const page = await site.open('/?q=ferry', { javaScriptEnabled });
    await page.getByRole('link', { name: 'Help' }).click();
    await page.getByRole('heading', { name: 'What can be typed' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(javaScriptEnabled ? '/' : '/help');
    await page.getByRole('link', { name: 'harbour strike' }).click();
    await page.waitForURL(/q=harbour\+strike/);
    await page.context().close();
  });

  it('keeps the filters when the engine is away, and tries again by a link', async () => {
    await site.loseEngine();
    const page = await site.open('/?q=ferry&source=Bote', { javaScriptEnabled });
    await summary(page, /The search engine is away/);
    site.proxy.fail({ kind: 'none' });
    await page.getByRole('link', { name: 'Try again' }).click();
    await summary(page, /^5 articles/);
    await site.loseEngine();
    await page.reload();
    await summary(page, /The search engine is away/);
    site.proxy.fail({ kind: 'none' });
    await box(page).fill('council');
    await page.keyboard.press('Enter');
    await summary(page, /^5 articles .*for council|^5 articles for council/);
    expect(new URL(page.url()).searchParams.get('source')).toBe('Bote');
    await page.context().close();
  });
});

/** Where a page leads with its search: files, feeds, and the feeds that programs look for. */
const takenAlong = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.take-along a, link[rel=alternate]')].map((link) =>
      link.getAttribute('href'),
    ),
  );

describe('typing', () => {
  it('brings the addresses of files and feeds along', async () => {
    const page = await site.open('/facets/source?q=ferry');
    await box(page).fill('council');
    await summary(page, /for council/);
    await page.getByRole('link', { name: 'Add Bote' }).click();
    await summary(page, /^5 articles/);
    const typed = await takenAlong(page);
    expect(typed).toContain('/api/feed.atom?q=council&source=Bote');
    expect(typed).toContain('/api/export.csv?q=council&source=Bote');
    await page.reload();
    expect(await takenAlong(page)).toEqual(typed);
    expect(typed).toHaveLength(7);
    await page.context().close();
  });

  it('is one entry of the history, and the back button undoes it', async () => {
    const page = await site.open('/?source=Bote');
    await mark(page);
    await box(page).pressSequentially('council', { delay: 200 });
    await summary(page, /for council/);
    await page.goBack();
    await page.waitForURL(`${site.url}/?source=Bote`);
    await page.waitForFunction(() => !document.querySelector('#summary')?.textContent?.includes('council'));
    expect(await box(page).inputValue()).toBe('');
    expect(await isSame(page)).toBe(true);
    await page.goForward();
    await summary(page, /for council/);
    expect(await box(page).inputValue()).toBe('council');
    await page.context().close();
  });

  it('again, after one has left the box, is an entry of its own', async () => {
    const page = await site.open('/');
    await box(page).fill('council');
    await summary(page, /for council/);
    await page.getByRole('heading', { name: /for council/ }).click();
    await box(page).fill('harbour');
    await summary(page, /for harbour/);
    await page.goBack();
    await summary(page, /for council/);
    await page.goBack();
    await summary(page, /What is new/);
    await page.context().close();
  });

  it('goes back to where one was', async () => {
    const page = await site.open('/?q=ferry');
    await page.evaluate(() => window.scrollTo(0, 900));
    await page
      .locator('.panel a.value', { hasText: 'English' })
      .evaluate((link) => (link as HTMLElement).click());
    await summary(page, /^32 articles/);
    await page.goBack();
    await summary(page, /^40 articles/);
    await page.waitForFunction(() => Math.abs(window.scrollY - 900) < 5);
    await page.context().close();
  });

  it('twice on the same, by a double click or Enter, is one step back', async () => {
    const page = await site.open('/?q=ferry');
    await page.locator('.panel').getByRole('link', { name: 'Add Bote' }).dblclick();
    await summary(page, /^5 articles/);
    await box(page).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('main')?.getAttribute('aria-busy') === null);
    await page.goBack();
    await summary(page, /^40 articles/);
    expect(new URL(page.url()).search).toBe('?q=ferry');
    await page.context().close();
  });

  it('keeps what was opened', async () => {
    const page = await site.open('/?q=ferry');
    await page.getByText('Writer, carrier, agency').click();
    await page.getByRole('link', { name: 'Add Tidal Wire' }).click();
    await summary(page, /^10 articles/);
    expect(await page.getByRole('link', { name: 'Remove Tidal Wire' }).isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-focus'))).toBe(
      'agency Tidal Wire',
    );
    await page.context().close();
  });
});

describe('the search within a facet, with JavaScript', () => {
  it('answers while one types, and the last key wins', async () => {
    const page = await site.open('/?q=ferry');
    await page.locator('[data-section="person"] summary').click();
    let slow = true;
    site.proxy.before(async (path) => {
      if (!path.includes('facet-search') || !slow) return;
      slow = false;
      await setTimeout(800);
    });
    const search = page.getByLabel('Search in Person');
    await search.fill('marsh');
    await page.waitForRequest(/find=marsh/);
    await search.fill('wolnik');
    await page.locator('[data-found="person"]').getByRole('link', { name: 'Add Anna Wolnik' }).waitFor();
    await page.waitForTimeout(1000);
    expect(await page.locator('[data-found="person"] .value-label').allInnerTexts()).toEqual(['Anna Wolnik']);
    expect(await page.locator('#announce').textContent()).toBe('1 value');
    expect(await focused(page)).toBe('');
    expect(site.faults).toEqual([]);
    await page.context().close();
  });
});

describe('the keys', () => {
  it('/ goes to the box, Esc leaves it and keeps the words', async () => {
    const page = await site.open('/?q=ferry');
    await page.keyboard.press('/');
    expect(await focused(page)).toBe('q');
    await page.keyboard.press('Escape');
    expect(await focused(page)).not.toBe('q');
    expect(await box(page).inputValue()).toBe('ferry');
    await page.context().close();
  });

  it('j and k walk the results, Enter opens one', async () => {
    const page = await site.open('/?q=ferry&sort=oldest');
    const titles = await page.locator('.hit-title').allInnerTexts();
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
    expect(await focused(page)).toBe(titles[1]);
    const seen = await page
      .locator('.hit-title')
      .nth(1)
      .evaluate((title) => {
        const { top, bottom } = title.getBoundingClientRect();
        return top >= 0 && bottom <= window.innerHeight;
      });
    expect(seen).toBe(true);
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    expect(await focused(page)).toBe(titles[0]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/articles\//);
    await page.context().close();
  });

  it('? shows the help and Esc closes it: the focus is back where it was', async () => {
    const page = await site.open('/?q=ferry');
    await page.keyboard.press('j');
    const before = await focused(page);
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Help' });
    await dialog.waitFor();
    expect(await focused(page)).toBe('Close');
    await page.keyboard.press('j');
    expect(await focused(page)).toBe('Close');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe(before);
    expect(site.faults).toEqual([]);
    await page.context().close();
  });

  it('can be switched off, for good', async () => {
    const page = await site.open('/?q=ferry');
    await page.keyboard.press('?');
    await page.getByLabel('Use these keys').uncheck();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.keyboard.press('j');
    await page.keyboard.press('/');
    expect(await focused(page)).not.toBe('q');
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await page.context().close();
  });

  it('are letters where one types', async () => {
    const page = await site.open('/');
    await box(page).pressSequentially('j/k?');
    expect(await box(page).inputValue()).toBe('j/k?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });
});

describe('an engine or server that is away', () => {
  it('is asked again by the page itself', async () => {
    await site.loseEngine();
    const page = await site.open('/?q=ferry');
    await page.getByText('This page asks again by itself in 5 seconds.').waitFor();
    await page.getByText('This page asks again by itself in 10 seconds.').waitFor();
    site.proxy.fail({ kind: 'none' });
    await summary(page, /^40 articles/);
    await page.context().close();
  }, 60_000);

  it('is told beside what is shown where the server does not answer at all', async () => {
    const page = await site.open('/?q=ferry');
    await page.context().setOffline(true);
    await box(page).fill('council');
    await page.getByText('The server does not answer.').first().waitFor();
    expect(await page.locator('.hit').count()).toBeGreaterThan(0);
    await page.context().setOffline(false);
    await page.locator('.lost').getByRole('link', { name: 'Try again' }).click();
    await summary(page, /for council/);
    expect(await page.locator('.lost').count()).toBe(0);
    await page.context().close();
  });
});

describe('what the page weighs', () => {
  it.each(['/', '/?q=ferry+harbour', '/?q=ferry&collapse=0&source=Bote&source=Tide&-language=fr'])(
    '%s: at most 30 KB in all, nothing from elsewhere, nothing inline',
    async (path) => {
      const page = await site.open('/help');
      const files: Promise<Buffer>[] = [];
      page.on('response', (response) => files.push(response.body()));
      await page.goto(site.url + path, { waitUntil: 'networkidle' });
      const bytes = (await Promise.all(files)).map((file) => gzipSync(file).length);
      const assets = ['style.css', 'live.js', 'keys.js', 'icon.svg'];
      // What the first page has brought stays in the cache: it is counted all the same.
      const kept = await Promise.all(
        assets.map(
          async (name) =>
            gzipSync(Buffer.from(await (await fetch(`${site.url}/assets/${name}`)).arrayBuffer())).length,
        ),
      );
      expect(Math.max(...bytes) + kept.reduce((sum, size) => sum + size, 0)).toBeLessThan(30_000);
      expect(site.faults).toEqual([]);
      const inline = 'script:not([src]), style, [style], svg [style], [onclick], [onload]';
      expect(await page.locator(inline).count()).toBe(0);
      await page.context().close();
    },
  );
});
