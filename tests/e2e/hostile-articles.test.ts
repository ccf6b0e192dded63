/** An index of articles made to run something in the browser of whoever reads them: nothing does, on any page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../engine/article.ts';
import { Tally } from '../../indexer/load/tally.ts';
import { article, countPlaced } from '../support/articles.ts';
import { judged } from '../support/drafts.ts';
import { publishArticles } from '../support/engine.ts';
import { openSite, type Site } from '../support/site.ts';

/** Each runs where a text is put into HTML, an attribute, a script, a style, XML or an address as it is. */
const PAYLOADS = [
  '<script>window.ran=1</script>',
  '<img src=x onerror="window.ran=1">',
  '"><svg/onload=window.ran=1>',
  "'-window.ran=1-'",
  '" autofocus onfocus="window.ran=1" x="',
  '</title><script>window.ran=1</script>',
  '</mark><mark onmouseover=window.ran=1 style="position:fixed;inset:0">',
  '</textarea></style></noscript><iframe srcdoc="<script>parent.ran=1</script>">',
  '<a href="javascript:window.ran=1">x</a>',
  ']]><script xmlns="http://www.w3.org/1999/xhtml">window.ran=1</script><![CDATA[',
  '&lt;img src=x onerror=window.ran=1&gt;',
  '&#60;script&#62;window.ran=1&#60;/script&#62;',
  '</script><script>window.ran=1</script>',
  '{{constructor.constructor("window.ran=1")()}}',
  '\u202e<b onclick=window.ran=1>\u2066',
  '=HYPERLINK("javascript:window.ran=1")',
];
const ADDRESSES = [
  'javascript:window.ran=1',
  ' JaVaScRiPt:window.ran=1//https://post.example/',
  'java\tscript:window.ran=1',
  'data:text/html,<script>window.ran=1</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://post.example/x',
  '//post.example/x',
  'https://post.example/"><script>window.ran=1</script>',
];

const ARTICLES: readonly Article[] = PAYLOADS.map((bad, i) => {
  const other = PAYLOADS[(i + 1) % PAYLOADS.length] ?? bad;
  const body = `Ferry ${bad} sails.\n\nSecond ${other} line of ferry.`;
  return article({
    id: `bad-${i}`,
    path: `${bad}.txt`,
    url: ADDRESSES[i % ADDRESSES.length] ?? null,
    title: `Ferry ${bad}`,
    body,
    paragraphs: body
      .split('\n\n')
      .map((text, at) => ({ kind: 'paragraph', text, line: at + 1, language: 'ar' })),
    source: `Source ${bad}`,
    origin: `Source ${bad}`,
    carrier: `Carrier ${bad}`,
    agency: `Agency ${bad}`,
    person: [`Person ${bad}`],
    org: [`Org ${bad}`],
    place: [`Place ${bad}`],
    entities: [
      { name: `Person ${bad}`, type: 'person', count: 1, forms: [bad], offsets: [[0, 5 + bad.length]] },
    ],
    date: `2024-03-${String(i + 1).padStart(2, '0')}`,
    removals: [
      {
        rule: 'newsletter/box',
        kind: 'newsletter',
        reason: `reason ${bad}`,
        text: `Ferry letter ${bad}`,
        line: 1,
      },
    ],
    facts: [
      { fact: 'published', value: bad, evidence: bad, reader: bad },
      { fact: 'origin', value: bad, evidence: other, reader: bad },
    ],
    storyId: 'story-bad',
    storySize: PAYLOADS.length,
    storyRank: i,
    storyRelation: 'rewrite',
    bodyLoss: i % 2 === 0,
  });
});

function summary() {
  const tally = new Tally();
  for (const [i, bad] of PAYLOADS.entries()) {
    tally.take({ draft: judged({ id: `bad-${i}`, path: `${bad}.txt`, title: bad, carrier: bad }) });
    tally.take({ refused: { path: `${bad}.txt`, line: 1, reason: `it is «${bad}»` } });
  }
  for (const one of ARTICLES) countPlaced(tally, one);
  const timings = { compare: 1, read: 1, 'read again': 1, stories: 1, send: 1 };
  return tally.buildSummary({
    startedAt: '2024-05-06T07:07:00.000Z',
    timings,
    peakMemoryBytes: 1e6,
    before: null,
  });
}

let site: Site;
beforeAll(async () => {
  site = await openSite(import.meta.url, (store) => publishArticles(store, ARTICLES, 'b1', summary()));
});
afterAll(() => site?.close());

const asked = PAYLOADS.map((bad) => encodeURIComponent(bad));
const some = (path: (bad: string) => string) => [0, 2, 6].map((i) => path(asked[i] ?? ''));

const PLACES: readonly (readonly [string, readonly string[]])[] = [
  [
    'the search',
    ['/', '/?q=ferry&collapse=0', '/?q=ferry&in=removed&collapse=0', '/?q=person%3A%22x%22+ferry'],
  ],
  ['what is searched for', asked.filter((_, i) => i % 2 === 0).map((bad) => `/?q=${bad}`)],
  ['a field', some((bad) => `/?q=person%3A%22${bad}%22+is%3A${bad}&collapse=0`)],
  ['a chosen facet', some((bad) => `/?source=Source%20${bad}&-person=${bad}&collapse=0`)],
  ['an article', ARTICLES.filter((_, i) => i % 2 === 1).map(({ id }) => `/articles/${id}?q=ferry`)],
  ['two articles', ['/articles/bad-0/compare/bad-1', '/articles/bad-2/compare/bad-7']],
  ['a search in a facet', ['/facets/person', ...some((bad) => `/facets/person?q=${bad}`)]],
  ['the build, the help, the reference', ['/build', '/help', '/api']],
  [
    'what goes wrong',
    some((bad) => `/${bad}`).concat(
      some((bad) => `/articles/${bad}`),
      some((bad) => `/?sort=${bad}`),
    ),
  ],
  [
    'a feed',
    ['/api/feed.atom?q=ferry', '/api/feed.json?q=ferry', ...some((bad) => `/api/feed.atom?q=${bad}`)],
  ],
  [
    'the API',
    ['/api/search?q=ferry', '/api/articles/bad-0', ...some((bad) => `/api/search?q=${bad}&sort=${bad}`)],
  ],
];

/** What Chromium shows a feed with has a style of its own, which our policy refuses it as well. */
const isOfViewer = (path: string, fault: string): boolean =>
  path.startsWith('/api/feed.atom') && fault.startsWith('Applying inline style violates');

describe('nothing runs', () => {
  it.each(PLACES)('%s', async (_, paths) => {
    for (const path of paths) {
      const page = await site.open(path);
      for (const fold of await page.locator('main details:not([open]) > summary').all())
        if (await fold.isVisible()) await fold.click();
      const seen = await page.evaluate(() => ({
        ran: 'ran' in window,
        // Elements and attributes that only a text put in as it is could have made.
        made: [...document.querySelectorAll('main script, main img, iframe, svg[onload], [srcdoc]')].length,
        handlers: [...document.querySelectorAll('*')].flatMap((element) =>
          element.getAttributeNames().filter((name) => name.startsWith('on')),
        ),
        schemes: [...document.querySelectorAll('a, link, form')].flatMap((element) => {
          const address = element.getAttribute('href') ?? element.getAttribute('action');
          return address === null ? [] : [new URL(address, location.href).protocol];
        }),
      }));
      expect([path, seen.ran, seen.made, seen.handlers]).toEqual([path, false, 0, []]);
      expect([path, seen.schemes.filter((scheme) => !/^https?:$/.test(scheme))]).toEqual([path, []]);
      expect([path, site.faults.filter((fault) => !isOfViewer(path, fault))]).toEqual([path, []]);
      await page.context().close();
    }
  });

  it('while one types', async () => {
    const page = await site.open('/');
    for (const bad of PAYLOADS.slice(0, 8)) {
      const answered = page.waitForResponse((response) => response.url().includes('q='));
      await page.locator('input[type=search], input[name=q]').first().fill(`ferry ${bad}`);
      await answered;
    }
    await page.locator('h1').first().waitFor();
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    expect(site.faults).toEqual([]);
    await page.context().close();
  });
});

describe('what one sees', () => {
  it('is the text as it is written, marks of direction held within the value', async () => {
    const page = await site.open('/?q=ferry&collapse=0&limit=100');
    const titles = await page.locator('.hit-title').allInnerTexts();
    expect(titles.some((title) => title.includes('<script>window.ran=1</script>'))).toBe(true);
    const loose = await page.evaluate(() => {
      const texts = document.createTreeWalker(
        document.querySelector('main') ?? document.body,
        NodeFilter.SHOW_TEXT,
      );
      const found: string[] = [];
      for (let text = texts.nextNode(); text; text = texts.nextNode())
        if (/\u202e/.test(text.textContent ?? '') && !text.parentElement?.closest('bdi, [dir]:not(html)'))
          found.push(text.parentElement?.outerHTML ?? '');
      return found;
    });
    expect(loose).toEqual([]);
    await page.context().close();
  });

  it('is saved as a file a spreadsheet takes for text', async () => {
    const csv = await (await fetch(`${site.url}/api/export.csv?q=ferry&collapse=0`)).text();
    expect(csv).toContain('HYPERLINK');
    expect(csv).not.toMatch(/(?:^|[,"\n])[=+@-]HYPERLINK/);
  });
});
