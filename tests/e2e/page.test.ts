import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { article } from '../support/articles.ts';
import { axe } from '../support/axe.ts';
import { openSite, type Site } from '../support/site.ts';

const NASTY = '<img src=x onerror="window.ran=1"><script>window.ran=2</script></mark>';
const ARTICLES = [
  article({
    id: 'ferry',
    title: 'A second ferry for the island',
    body: 'The council of Brannoch voted for a ferry on Tuesday.\n\nElin Marsh called it a large step.',
    url: 'https://post.example/ferry',
    source: 'The Harbour Post',
    date: '2024-03-05',
    person: ['Elin Marsh'],
    place: ['Brannoch'],
    storyId: 'story-ferry',
    storySize: 2,
    storyRelation: 'copy',
    removals: [
      {
        rule: 'newsletter/box',
        kind: 'newsletter',
        reason: 'an invitation to subscribe',
        text: 'Get our letter',
        line: 2,
      },
      { rule: 'feed/next', kind: 'feed', reason: 'other stories', text: 'Read next', line: 9 },
    ],
    paragraphs: [
      { kind: 'paragraph', text: 'The council of Brannoch voted for a ferry on Tuesday.', line: 1 },
      { kind: 'paragraph', text: 'Elin Marsh called it a large step.', line: 3 },
    ],
    facts: [
      { fact: 'published', value: '2024-03-05', evidence: 'Tuesday 5 March 2024', reader: 'text/stamp' },
    ],
    entities: [{ name: 'Elin Marsh', type: 'person', count: 1, forms: ['Elin Marsh'], offsets: [[86, 96]] }],
  }),
  article({
    id: 'copy',
    title: 'Ferry vote, as the wire has it',
    body: 'The council of Brannoch voted for a ferry.',
    source: 'Evening Ledger',
    date: '2024-03-06',
    storyId: 'story-ferry',
    storySize: 2,
    storyRank: 1,
    storyRelation: 'rewrite',
    storyScore: 0.41,
    completeness: 0.6857,
    completenessState: 'truncated',
  }),
  article({
    id: 'bac',
    title: 'Un second bac',
    body: 'Le conseil vote.\n\nوافق المجلس على العبّارة.',
    paragraphs: [
      { kind: 'paragraph', text: 'Le conseil vote.', line: 1 },
      { kind: 'paragraph', text: 'وافق المجلس على العبّارة.', line: 2, language: 'ar' },
    ],
    source: 'Le Littoral',
    language: 'fr',
    date: '2023-08',
  }),
  article({
    id: 'arabic',
    title: 'عبّارة ثانية',
    body: '(AFP) - وافق المجلس على العبّارة.',
    source: 'Al-Marfa',
    language: 'ar',
    date: '2022',
  }),
  article({
    id: 'nasty',
    title: `Nasty ${NASTY}`,
    body: `Nasty body ${NASTY} ends.`,
    source: `Source ${NASTY}`,
    person: [`Person ${NASTY}`],
    url: 'javascript:window.ran=3',
    bodyLoss: true,
  }),
];

let site: Site;
beforeAll(async () => {
  site = await openSite(import.meta.url, ARTICLES);
});
afterEach(() => {
  site.proxy.fail({ kind: 'none' });
  site.proxy.before(null);
});
afterAll(() => site?.close());

/** What a reader sees of these elements. */
const read = async (within: Page | Locator, selector: string) =>
  (await within.locator(selector).allInnerTexts()).join('\n');
const titles = (page: Page) => page.locator('.hit-title').allInnerTexts();
const fewerThanTwoColumns = { viewport: { width: 390, height: 844 } };

const plain = { javaScriptEnabled: false };

describe('the page without JavaScript', () => {
  it('says what is here and searches by form', async () => {
    const page = await site.open('/', plain);
    expect(await read(page, '.numbers')).toMatch(/articles\s*5/);
    expect(await read(page, '.numbers')).toMatch(/last indexed\s*6 May 2024/);
    expect(await read(page, 'h2')).toContain('What is new');
    await page.getByLabel('Search the articles').fill('ferry council');
    await page.getByRole('button', { name: 'Search' }).click();
    expect(new URL(page.url()).searchParams.get('q')).toBe('ferry council');
    expect(await read(page, 'h1')).toContain('2 articles in 1 story');
    expect(await titles(page)).toHaveLength(1);
    expect(await page.locator('.snippet mark').allInnerTexts()).toContain('council');
    await page.context().close();
  });

  it('narrows by facets, and each filter can be taken away', async () => {
    const page = await site.open('/?q=ferry&collapse=0', plain);
    await page.getByRole('link', { name: 'Add Evening Ledger' }).click();
    expect(await titles(page)).toEqual(['Ferry vote, as the wire has it']);
    await page.getByRole('link', { name: /Remove the filter Source Evening Ledger/ }).click();
    expect(await titles(page)).toHaveLength(2);
    await page.context().close();
  });

  it('narrows by the bar of a month and by days, and keeps both when the words change', async () => {
    const page = await site.open('/', plain);
    await page.locator('.bars a', { hasText: 'March 2024: 2 articles' }).click();
    expect(await read(page, 'h1')).toContain('2 articles');
    expect(await read(page, '.chips')).toContain('March 2024');
    await page.getByLabel('From').fill('2024-03-06');
    await page.getByRole('button', { name: 'Apply dates' }).click();
    expect(await titles(page)).toEqual(['Ferry vote, as the wire has it']);
    await page.getByLabel('Search the articles').fill('council');
    await page.getByRole('button', { name: 'Search' }).click();
    const params = new URL(page.url()).searchParams;
    expect([params.get('month'), params.get('from'), params.get('q')]).toEqual([
      '2024-03',
      '2024-03-06',
      'council',
    ]);
    await page.context().close();
  });

  it('tells which filter to drop when nothing is found', async () => {
    const page = await site.open('/?q=ferry&language=fr', plain);
    expect(await read(page, '.nothing')).toContain('without Language: French 2 articles');
    await page.getByRole('link', { name: 'without Language: French' }).click();
    expect(await titles(page)).toHaveLength(1);
    await page.context().close();
  });

  it('leads from a name in an article to the articles that name it', async () => {
    const page = await site.open('/articles/ferry?q=marsh', plain);
    const name = page.locator('.article-text a.mention');
    expect(await name.allInnerTexts()).toEqual(['Elin Marsh']);
    expect(await name.locator('mark').allInnerTexts()).toEqual(['Marsh']);
    await name.click();
    expect(page.url()).toBe(`${site.url}/?person=Elin+Marsh`);
    expect(await titles(page)).toEqual(['A second ferry for the island']);
    await page.context().close();
  });

  it('says in which language a paragraph is, where it is not the article’s', async () => {
    const page = await site.open('/articles/bac', plain);
    expect(await page.locator('.article-text').getAttribute('lang')).toBe('fr');
    const own = (which: number) => page.locator('.article-text > p').nth(which).getAttribute('lang');
    expect([await own(0), await own(1)]).toEqual([null, 'ar']);
    expect(await page.locator('.article-text > p').nth(1).getAttribute('dir')).toBe('rtl');
    await page.context().close();
  });

  it('leads to the article, its removals and its copies, and back', async () => {
    const page = await site.open('/?q=ferry&collapse=0&source=The+Harbour+Post', plain);
    await page.getByRole('link', { name: 'A second ferry for the island' }).click();
    expect(await page.locator('.article-text mark').allInnerTexts()).toEqual(['ferry']);
    const cut = page.locator('.article-text > *').nth(1);
    expect(await read(cut, 'summary')).toContain('1 block removed here');
    await cut.locator('summary').click();
    expect(await read(page, '.article-text > .cut')).toMatch(
      /Get our letter[\s\S]*an invitation to subscribe newsletter\/box/,
    );
    expect(await read(page, '.facts')).toContain('Tuesday 5 March 2024');
    expect(await read(page, '.removals')).toContain('2 blocks of the page');
    expect(await page.getByRole('link', { name: /original/ }).getAttribute('href')).toBe(
      'https://post.example/ferry',
    );
    await page.getByRole('link', { name: /Back to the results/ }).click();
    expect(page.url()).toBe(`${site.url}/?q=ferry&source=The+Harbour+Post&collapse=0`);
    await page.goto(`${site.url}/articles/ferry`);
    expect(await read(page, '.story')).toContain('rewrite, 41 % shared');
    await page.locator('.story').getByRole('link', { name: 'Ferry vote' }).click();
    expect(await read(page, '.warning')).toContain('69 % is here');
    await page.context().close();
  });
});

describe('an article that was searched for', () => {
  it('tells where the words stand, and each paragraph has an address', async () => {
    const page = await site.open('/articles/ferry?q=ferry+step', plain);
    const found = page.getByRole('navigation', { name: 'Where the words were found' });
    expect(await read(page, '.found')).toContain('2 matches in 2 paragraphs');
    await found.getByRole('link').nth(1).click();
    expect(new URL(page.url()).hash).toBe('#p2');
    expect(await page.locator(':target').innerText()).toContain('large step');
    await page.getByRole('link', { name: 'Link to paragraph 1' }).click();
    expect(new URL(page.url()).hash).toBe('#p1');
    expect(await page.locator('.article-text > p').first().getAttribute('dir')).toBe('auto');
    await page.context().close();
  });

  it('shows what was taken out in its place, and folds it again', async () => {
    const page = await site.open('/articles/ferry?q=ferry', plain);
    expect(await page.getByText('Get our letter').first().isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Show 2 blocks that were taken out, in place' }).click();
    expect(await page.locator('.article-text .cut').getByText('Get our letter').isVisible()).toBe(true);
    expect(await page.locator('.article-text mark').allInnerTexts()).toEqual(['ferry']);
    await page.getByRole('link', { name: 'Fold what was taken out' }).click();
    expect(page.url()).toBe(`${site.url}/articles/ferry?q=ferry`);
    await page.context().close();
  });

  it('marks and unfolds what was removed, where that was searched', async () => {
    const page = await site.open('/?q=letter&in=removed', plain);
    await page.getByRole('link', { name: 'A second ferry for the island' }).click();
    expect(await page.locator('.article-text mark').allInnerTexts()).toEqual(['letter']);
    expect(await page.locator('.article-text .cut').first().getAttribute('open')).not.toBeNull();
    expect(await page.locator('.article-text .cut').nth(1).getAttribute('open')).toBeNull();
    await page.context().close();
  });

  it('is walked by keys, match by match', async () => {
    const page = await site.open('/articles/ferry?q=ferry+step');
    const current = () => page.locator('mark.current').allInnerTexts();
    for (const [key, mark, told] of [
      ['j', 'ferry', 'Match 1 of 3'],
      ['j', 'ferry', 'Match 2 of 3'],
      ['j', 'step', 'Match 3 of 3'],
      ['k', 'ferry', 'Match 2 of 3'],
    ]) {
      await page.keyboard.press(String(key));
      expect([await current(), await read(page, '#announce')]).toEqual([[mark], told]);
    }
    await page.context().close();
  });
});

describe('the page with JavaScript', () => {
  it('searches while one types, without leaving the page, and keeps the address', async () => {
    const page = await site.open('/');
    await page.evaluate(() => document.body.setAttribute('data-same', 'yes'));
    await page.getByLabel('Search the articles').pressSequentially('bac');
    await page.locator('.hit').filter({ hasText: 'Un second bac' }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.hit').length === 1);
    expect(page.url()).toBe(`${site.url}/?q=bac`);
    expect(await page.title()).toContain('bac');
    expect(await read(page, '#announce')).toBe('1 article');
    expect(await page.evaluate(() => document.body.getAttribute('data-same'))).toBe('yes');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
    expect(site.faults).toEqual([]);
    await page.context().close();
  });

  it('shows the answer to the last words, also when an older one comes later', async () => {
    const page = await site.open('/');
    let slow = true;
    site.proxy.before(async (path) => {
      if (!path.includes('multi-search') || !slow) return;
      slow = false;
      await new Promise((resolve) => setTimeout(resolve, 800));
    });
    const box = page.getByLabel('Search the articles');
    await box.fill('ferry');
    await page.waitForRequest(/q=ferry/);
    await box.fill('bac');
    await page.getByText('1 article for').waitFor();
    await page.waitForTimeout(1000);
    expect(await titles(page)).toEqual(['Un second bac']);
    await page.context().close();
  });

  it('follows a facet in place, keeps the focus on it, and the back button undoes it', async () => {
    const page = await site.open('/?q=ferry&collapse=0');
    await page.evaluate(() => document.body.setAttribute('data-same', 'yes'));
    await page.getByRole('link', { name: 'Add Evening Ledger' }).click();
    await page.getByRole('link', { name: 'Remove Evening Ledger' }).waitFor();
    expect(await titles(page)).toEqual(['Ferry vote, as the wire has it']);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-focus'))).toBe(
      'source Evening Ledger',
    );
    await page.goBack();
    await page.getByRole('link', { name: 'Add Evening Ledger' }).waitFor();
    expect(await titles(page)).toHaveLength(2);
    expect(await page.evaluate(() => document.body.getAttribute('data-same'))).toBe('yes');
    expect(site.faults).toEqual([]);
    await page.context().close();
  });

  it('keeps the filters while the words change', async () => {
    const page = await site.open('/?source=Evening+Ledger');
    await page.getByLabel('Search the articles').fill('council');
    await page.waitForURL(/q=council/);
    expect(new URL(page.url()).searchParams.get('source')).toBe('Evening Ledger');
    await page.context().close();
  });

  it('brings the focus to the box with a slash', async () => {
    const page = await site.open('/');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
    await page.context().close();
  });

  it('offers to try again when the engine is away, and recovers', async () => {
    const page = await site.open('/?q=ferry');
    await site.loseEngine();
    await page.getByLabel('Search the articles').fill('bac');
    await page.getByRole('heading', { name: 'The search engine is away' }).waitFor();
    site.proxy.fail({ kind: 'none' });
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByText('1 article for').waitFor();
    expect(await titles(page)).toEqual(['Un second bac']);
    await page.context().close();
  });
});

describe('what a page may hold', () => {
  it.each(['/?q=nasty', '/', '/articles/nasty?q=nasty', `/?q=${encodeURIComponent(NASTY)}`])(
    'never runs: %s',
    async (path) => {
      const page = await site.open(path);
      await page.locator('h1').waitFor();
      expect(await page.evaluate(() => 'ran' in window)).toBe(false);
      expect(await page.locator('main script, main img').count()).toBe(0);
      expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
      expect(site.faults).toEqual([]);
      await page.context().close();
    },
  );
});

describe('everyone can read it', () => {
  const states = [
    ['the start page', '/'],
    ['results with filters', '/?q=ferry&year=2024&collapse=0'],
    ['nothing found', '/?q=ferry&language=fr'],
    ['an article', '/articles/ferry?q=ferry'],
    ['an article with what was taken out', '/articles/ferry?q=letter&in=removed&restore=1'],
    ['an article from right to left', '/articles/arabic'],
    ['two copies compared', '/articles/ferry/compare/copy'],
    ['an error', '/?sort=date'],
  ] as const;

  it.each(states)('%s has no fault axe knows, light and dark', async (_name, path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await site.open(path, { colorScheme });
      expect(await axe(page)).toEqual([]);
      await page.context().close();
    }
  });

  it.each(states)('%s fits screens from 320 to 1280 pixels', async (_name, path) => {
    for (const width of [320, 390, 500, 660, 768, 1280]) {
      const page = await site.open(path, { viewport: { width, height: 700 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.context().close();
    }
  });

  it('writes from right to left what is written so', async () => {
    const page = await site.open('/articles/arabic');
    const text = page.locator('.article-text');
    expect(await text.getAttribute('lang')).toBe('ar');
    for (const part of [text, text.locator('p').first(), page.locator('h1')])
      expect(await part.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    await page.context().close();
  });

  it('opens the filters on a narrow screen by keyboard and without JavaScript', async () => {
    const page = await site.open('/', { ...fewerThanTwoColumns, javaScriptEnabled: false });
    expect(await page.getByRole('link', { name: 'Add Le Littoral' }).isVisible()).toBe(false);
    await page.getByLabel('Filters').focus();
    await page.keyboard.press('Space');
    expect(await page.getByRole('link', { name: 'Add Le Littoral' }).isVisible()).toBe(true);
    await page.context().close();
  });
});
