import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../../../indexer/read/html/html.ts';

const head = (html: string) => readHtml(html).head;

describe('the head of a page', () => {
  it('gives title, language, canonical address and metas in document order', () => {
    const found = head(`<html lang="en-GB"><head><title> Ferry
      &amp; pier</title><link rel="stylesheet canonical" href=" https://n.example/a "><meta property="og:title" content="A">
      <meta property="OG:title" content="B"><meta name="author" content=" A.  W. "><meta itemprop=datePublished content=2024>
      <meta name=empty content=""><meta charset=utf-8></head><body>x</body></html>`);
    expect(found).toMatchObject({ title: 'Ferry & pier', lang: 'en-GB', canonical: 'https://n.example/a' });
    expect({ ...found.metas }).toEqual({
      'og:title': ['A', 'B'],
      author: ['A. W.'],
      datepublished: ['2024'],
    });
  });

  it('takes the first title that is not the one of a drawing', () => {
    expect(head('<svg><title>Arrow</title></svg><title>Ferry</title><title>Pier</title>').title).toBe(
      'Ferry',
    );
  });

  it('reads the times of attributes in capitals, with the text that is seen', () => {
    expect(head('<p><time dateTime="2024-05-01">1 May<script>show("x")</script></time> It').times).toEqual([
      { datetime: '2024-05-01', text: '1 May', path: 'p>time', line: 1 },
    ]);
  });

  it('leaves out what the page does not state', () => {
    expect(Object.keys(head('<p>x')).sort()).toEqual(['jsonLd', 'metas', 'times']);
  });

  it.each([
    ['one object', '{"@type":"A","n":1}', [{ '@type': 'A', n: 1 }]],
    ['a list', '[{"n":1},{"n":2}]', [{ n: 1 }, { n: 2 }]],
    ['a graph', '{"@context":"c","@graph":[{"n":1},[{"n":2}]]}', [{ n: 1 }, { n: 2 }]],
    ['a comment around it', '<!-- {"n":1} -->', [{ n: 1 }]],
    ['CDATA around it', '//<![CDATA[\n{"n":1}\n//]]>', [{ n: 1 }]],
    ['raw line ends in strings', '{"n":"a\nb\tc"}', [{ n: 'a b c' }]],
    ['a comma and a semicolon too many', '{"n":[1,2,],};', [{ n: [1, 2] }]],
    ['nothing that can be saved', '{"n": oops', []],
  ])('takes JSON-LD as pages have it: %s', (_, json, expected) => {
    expect(head(`<script type="application/ld+json">${json}</script><p>x`).jsonLd).toEqual(expected);
  });

  it('finds JSON-LD in the body too, and no other scripts', () => {
    const page =
      '<body><p>x</p><script type="Application/LD+JSON; charset=utf-8">{"n":1}</script><script>{"n":2}</script>';
    expect(head(page).jsonLd).toEqual([{ n: 1 }]);
  });

  it('finds the times that are shown, and the block they stand in', () => {
    const text =
      'The ferry company said on Monday, after long talks, that the service would start in May. '.repeat(3);
    const { times } =
      head(`<body><div class="sidebar"><a href="/x">Old story <time datetime="2001-01-01">2001</time></a>
      </div><article><p><time datetime="2024-05-01T09:00Z">1 May</time> ${text}</p><p>${text}</p><p>${text}</p></article>
      <p hidden><time datetime="1999">1999</time></p>`);
    expect(times).toEqual([
      { datetime: '2001-01-01', text: '2001', path: 'div.sidebar>a>time', line: 1 },
      { datetime: '2024-05-01T09:00Z', text: '1 May', path: 'article>p>time', line: 2 },
    ]);
  });
});
