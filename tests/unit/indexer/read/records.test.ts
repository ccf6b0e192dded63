import { describe, expect, it } from 'vitest';
import { statedBy } from '../../../../indexer/read/json/fields.ts';
import { pageOf } from '../../../../indexer/read/json/record.ts';

const BODY = 'The ferry sails again, said the harbour board.';
const URL = 'https://news.example/2024/ferry';

describe("a scraper's record", () => {
  it.each([
    [
      'trafilatura',
      {
        title: 'Ferry',
        author: 'A. Writer; B. Writer',
        hostname: 'news.example',
        date: '2024-05-01',
        fingerprint: 'x',
        id: null,
        raw_text: BODY.toUpperCase(),
        text: BODY,
        language: 'en',
        source: URL,
        'source-hostname': 'The Example',
        excerpt: 'E',
      },
      {
        url: URL,
        source: 'The Example',
        published: '2024-05-01',
        title: 'Ferry',
        language: 'en',
        author: 'A. Writer; B. Writer',
      },
    ],
    [
      'news-please',
      {
        authors: ['A. Writer', 'B. Writer'],
        date_download: '2024-06-01 00:00:00',
        date_modify: '2024-05-02 10:00:00',
        date_publish: '2024-05-01 09:00:00',
        description: 'D',
        language: 'en',
        localpath: null,
        maintext: BODY,
        source_domain: 'news.example',
        title: 'Ferry',
        title_page: null,
        url: URL,
      },
      {
        url: URL,
        source: 'news.example',
        published: '2024-05-01 09:00:00',
        updated: '2024-05-02 10:00:00',
        title: 'Ferry',
        language: 'en',
        author: 'A. Writer, B. Writer',
      },
    ],
    [
      'newspaper',
      {
        source_url: 'https://news.example',
        url: URL,
        title: 'Ferry',
        text: BODY,
        html: '<html><p>whole page',
        authors: [],
        publish_date: 1714554000,
        meta_lang: 'en',
      },
      {
        url: URL,
        source: 'https://news.example',
        published: '2024-05-01T09:00:00.000Z',
        title: 'Ferry',
        language: 'en',
      },
    ],
    [
      'Scrapy',
      {
        url: URL,
        title: ['Ferry'],
        body: [BODY.slice(0, 22), BODY.slice(22)],
        pubDate: 'Wed, 01 May 2024',
        source: 'Ex',
      },
      { url: URL, title: 'Ferry', published: 'Wed, 01 May 2024', source: 'Ex' },
    ],
    [
      'schema.org',
      {
        '@type': 'NewsArticle',
        headline: 'Ferry',
        articleBody: BODY,
        datePublished: '2024-05-01T09:00+02:00',
        dateModified: '2024-05-03',
        inLanguage: 'en',
        author: [{ '@type': 'Person', name: 'A. Writer' }],
        publisher: { '@type': 'Organization', name: 'The Example' },
        mainEntityOfPage: { '@id': URL },
      },
      {
        url: URL,
        source: 'The Example',
        published: '2024-05-01T09:00+02:00',
        updated: '2024-05-03',
        title: 'Ferry',
        language: 'en',
        author: 'A. Writer',
      },
    ],
    [
      'WordPress',
      {
        link: URL,
        title: { rendered: 'Ferry &#8211; it&#8217;s <em>here</em>' },
        content: { rendered: `<p>${BODY}</p><p>x</p>` },
        date: '2024-05-01',
      },
      { url: URL, title: 'Ferry – it’s here', published: '2024-05-01' },
    ],
  ])('of %s is understood', (_, record, stated) => {
    expect(statedBy(record)).toEqual(stated);
    expect(pageOf(record).content.replace(/\s+/g, ' ')).toContain(BODY.slice(23));
  });

  it('may hold its body as HTML', () => {
    expect(pageOf({ html: '<html><body><p>x</p></body></html>' }).format).toBe('html');
    expect(pageOf({ body: '<p>One.</p><p>Two <b>bold</b></p>' }).format).toBe('html');
    expect(pageOf({ content_html: '<p>One.</p>\n<p>Two.</p>' }).format).toBe('html');
    expect(pageOf({ text: 'If a < b and b > c, then <p> is a tag.' }).format).toBe('text');
    expect(pageOf({ markdown: '# Title\n\nText' }).format).toBe('markdown');
  });

  it('gives the article an extractor found before the whole page, and the page where that is next to nothing', () => {
    const html = `<html><body>${`<p>${BODY}</p>`.repeat(10)}</body></html>`;
    expect(pageOf({ html, text: BODY.repeat(6) }).content).toBe(BODY.repeat(6));
    expect(pageOf({ html, text: 'Loading' }).content).toBe(html);
  });

  it('states nothing with blanks, None and addresses that are none', () => {
    expect(
      statedBy({ url: 'n/a', title: ' ', author: 'None', date: null, language: {}, authors: [] }),
    ).toEqual({});
  });

  it.each([{}, { title: 'x' }, { text: ' \n' }, { text: null, html: '' }, { text: 12 }])(
    'without body text is refused, naming the fields looked for: %j',
    (record) => {
      expect(() => pageOf(record)).toThrow(/no body text; looked for maintext, text, articleBody, .*html/);
    },
  );
});
