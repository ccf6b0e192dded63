/** Everyone can use the search page: no fault axe knows in any state, no sideways scrolling, keys for everything. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axe } from '../support/axe.ts';
import { NEWSSTAND } from '../support/newsstand.ts';
import { openSite, type Site } from '../support/site.ts';

/** Milliseconds for a test of many looks at a page: axe takes its time where the machine has other work. */
const PATIENCE = 180_000;

let site: Site;
beforeAll(async () => {
  site = await openSite(import.meta.url, NEWSSTAND);
});
afterEach(() => site.proxy.fail({ kind: 'none' }));
afterAll(() => site?.close());

/** Opens everything that can be opened on a page. */
const unfold = async (page: Page) => {
  for (const details of await page.locator('main details').all())
    await details.evaluate((element) => element.setAttribute('open', ''));
};
const openHelp = async (page: Page) => {
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
};
const nothing = async () => undefined;
/** Shows the panel where the page is too narrow for it. */
const openFilters = (page: Page) =>
  page.evaluate(() => {
    const filters = document.querySelector('#show-filters');
    if (filters instanceof HTMLInputElement) filters.checked = true;
  });

/** Every state a reader can bring the page to: its address, and what is done there. */
const STATES: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  ['first visit', '/?limit=4', nothing],
  ['results', '/?q=ferry&limit=4', nothing],
  ['everything unfolded', '/?q=ferry&limit=4', unfold],
  [
    'filters of each kind',
    '/?q=ferry&limit=4&source=Tide&source=Nobody&-language=fr&month=2023-03&agency=unknown',
    unfold,
  ],
  ['a week', '/?q=ferry&from=2023-03-06&to=2023-03-12', unfold],
  ['right to left', '/?language=ar', unfold],
  ['typos forgiven', '/?q=harbuor&limit=4', nothing],
  ['hints and values nobody has', '/?q=source:Gazete+date:x+%22open', nothing],
  ['second tier', '/?q=ferry+harbour+zzqq&limit=4', nothing],
  ['nothing found', '/?q=ferry&language=ar', nothing],
  ['nothing found at all', '/?q=zzqq&language=ar', nothing],
  ['what was removed', '/?q=letter&in=removed&limit=4', nothing],
  ['a page behind the last', '/?q=ferry&page=9', nothing],
  ['the values of a facet', '/facets/person?q=ferry&person=Bo+Lind', nothing],
  ['no values of a facet', '/facets/person?find=zzqq', nothing],
  ['help', '/help', nothing],
  ['help as a dialog', '/?q=ferry&limit=4', openHelp],
  ['an error', '/?sort=date', nothing],
];

describe('no fault axe knows', () => {
  it.each(STATES)(
    'in %s: light, dark, forced colours, 320 pixels',
    async (_name, path, act) => {
      const page = await site.open(path);
      await act(page);
      expect(await axe(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await axe(page, ['color-contrast', 'link-in-text-block'])).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
      expect(await axe(page, ['color-contrast', 'link-in-text-block'])).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
      await page.setViewportSize({ width: 320, height: 640 });
      await openFilters(page);
      expect(await axe(page)).toEqual([]);
      expect(site.faults).toEqual([]);
      await page.context().close();
    },
    PATIENCE,
  );
});

describe('an engine that is away', () => {
  it('is told without a fault axe knows', async () => {
    await site.loseEngine();
    const page = await site.open('/?q=ferry');
    await page.getByText('asks again by itself').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.context().close();
  });
});

describe('a narrow or magnified page', () => {
  it.each(STATES)(
    '%s needs no scrolling sideways from 320 pixels on',
    async (_name, path, act) => {
      const page = await site.open(path);
      await act(page);
      await openFilters(page);
      for (const width of [320, 390, 768, 1280]) {
        await page.setViewportSize({ width, height: 700 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      await page.context().close();
    },
    PATIENCE,
  );

  it('has no target smaller than 24 pixels but links in a sentence and bars, whose rows are in the table', async () => {
    for (const width of [320, 1280]) {
      const page = await site.open('/?q=ferry&source=Tide&-language=fr', {
        viewport: { width, height: 700 },
      });
      await openFilters(page);
      await unfold(page);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('a, button, input, summary, label[for="show-filters"]')]
          .filter(
            (target) =>
              target.checkVisibility() &&
              !target.matches('.unseen, .skip, .bars a, p a, li > a:not([class])'),
          )
          .map((target) => ({
            html: target.outerHTML.slice(0, 120),
            ...target.getBoundingClientRect().toJSON(),
          }))
          .filter(({ width, height }) => width < 24 || height < 24)
          .map(({ html, width, height }) => `${Math.round(width)}×${Math.round(height)} ${html}`),
      );
      expect(small).toEqual([]);
      await page.context().close();
    }
  });
});

describe('on paper', () => {
  it('the results stand without what is operated', async () => {
    const page = await site.open('/?q=ferry&source=Tide');
    await page.emulateMedia({ media: 'print' });
    for (const operated of ['.searchbox', '.panel', '.toolbar', '.help-link'])
      expect(await page.locator(operated).first().isVisible(), operated).toBe(false);
    expect(await page.locator('.hit').first().isVisible()).toBe(true);
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await page.locator('.chips').innerText()).toContain('Tide');
    await page.context().close();
  });
});

describe('motion', () => {
  it('is left out where it is not wanted', async () => {
    const moving = (page: Page) =>
      page.evaluate(() => {
        document.querySelector('main')?.setAttribute('aria-busy', 'true');
        const results = document.querySelector('.results');
        return results ? getComputedStyle(results).transitionDuration : '';
      });
    const still = await site.open('/?q=ferry', { reducedMotion: 'reduce' });
    expect(await moving(still)).toBe('0s');
    const free = await site.open('/?q=ferry', { reducedMotion: 'no-preference' });
    expect(await moving(free)).not.toBe('0s');
    await still.context().close();
    await free.context().close();
  });
});

describe.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
])('the keyboard alone, %s', (_name, javaScriptEnabled) => {
  /** Presses Tab until the focus is on a link, button or field of this name. */
  async function tabTo(page: Page, name: RegExp) {
    for (let i = 0; i < 300; i++) {
      await page.keyboard.press('Tab');
      // Without scripts of its own the page still answers the test's.
      const focused = await page.evaluate(() => {
        const at = document.activeElement;
        const label =
          at instanceof HTMLInputElement ? [...(at.labels ?? [])].map((one) => one.textContent) : [];
        return [at?.getAttribute('aria-label'), ...label, at?.textContent]
          .filter(Boolean)
          .join(' ')
          .replace(/\s+/g, ' ');
      });
      if (name.test(focused)) return;
    }
    throw new Error(`nothing called ${name} can be reached`);
  }

  it(
    'searches, narrows, leaves out, opens the dates and an article',
    async () => {
      const page = await site.open('/', { javaScriptEnabled });
      await tabTo(page, /^Search the articles/);
      await page.keyboard.type('ferry');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /40 articles .* for ferry/ }).waitFor();
      await tabTo(page, /^Add Bote/);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /^5 articles/ }).waitFor();
      await tabTo(page, /Leave out French/);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /^4 articles/ }).waitFor();
      await tabTo(page, /Remove the filter Not language French/);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /^5 articles/ }).waitFor();
      await tabTo(page, /^Dates as a table/);
      await page.keyboard.press('Enter');
      await tabTo(page, /^Add 8 to 14 May 2023/);
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Remove the filter Date 8 to 14 May 2023' }).waitFor();
      await tabTo(page, /^Ferry \d+ leaves/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/articles\/news-/);
      await page.context().close();
    },
    PATIENCE,
  );

  it('skips the panel, and shows where it is', async () => {
    const page = await site.open('/?q=ferry', { javaScriptEnabled });
    await tabTo(page, /Skip to the results/);
    const skip = page.getByRole('link', { name: 'Skip to the results' });
    expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.keyboard.press('Enter');
    // A browser moves the focus when it paints next: later than it shows the address.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id), { timeout: PATIENCE })
      .toBe('results');
    expect(asked).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.results') !== null)).toBe(true);
    expect(await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)).toBe(
      'solid',
    );
    await page.context().close();
  });
});
