import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../../../indexer/read/html/html.ts';

const blocks = (html: string) => readHtml(html).blocks.map(({ kind, text }) => [kind, text]);
const texts = (html: string) => readHtml(html).blocks.map(({ text }) => text);

const paragraph = (n: number) =>
  `<p>Paragraph ${n}: the ferry company said on Monday, after long talks with the harbour board, that the service to
   the island would start again in May, weather permitting, and that fares would stay as they were.</p>`;

describe('the blocks of an HTML page', () => {
  it('are the runs of text between block-level elements, each with its kind', () => {
    expect(
      blocks(`<body><h1>The <em>pier</em></h1><p>It
        is&nbsp;open.</p><ul><li>One<li>Two</ul><blockquote><p>Said she</p></blockquote>
        <figure><img src=a><figcaption>A gull</figcaption></figure><div class="photo-caption">A boat</div>
        <pre><code>a
  b</code></pre></body>`),
    ).toEqual([
      ['heading', 'The pier'],
      ['paragraph', 'It is open.'],
      ['list-item', 'One'],
      ['list-item', 'Two'],
      ['quote', 'Said she'],
      ['caption', 'A gull'],
      ['caption', 'A boat'],
      ['code', 'a\n  b'],
    ]);
  });

  it('part at doubled breaks and keep the line break of a single one', () => {
    expect(texts('<p>One<br> <br/>\n Two<br>lines &nbsp;<br>&nbsp;<br>Three</p>')).toEqual([
      'One',
      'Two\nlines',
      'Three',
    ]);
  });

  it('part at single breaks where every line is a paragraph of its own', () => {
    const line =
      'The ferry left the harbour at nine with more passengers than seats, and nobody minded it at all.';
    expect(texts(`<div>${line}<br>${line}<br>${line}</div>`)).toEqual([line, line, line]);
  });

  it('make one row of the cells of a data table, and blocks of what a layout table holds', () => {
    expect(blocks('<table><tr><th>Team<th>Won<tr><td>Reds<td>3</table>')).toEqual([
      ['table-row', 'Team | Won'],
      ['table-row', 'Reds | 3'],
    ]);
    expect(blocks('<table><tr><td><p>Left</p><td><p>Right</p></table>')).toEqual([
      ['paragraph', 'Left'],
      ['paragraph', 'Right'],
    ]);
  });

  it('take a row for what is seen of it, and one with long cells or many breaks for layout', () => {
    expect(blocks('<table><tr><script>s</script><td>Reds<td hidden><p>x</p><td>3</table>')).toEqual([
      ['table-row', 'Reds | 3'],
    ]);
    const long = 'A long cell holds prose, and prose is no data of a table. '.repeat(4).trim();
    expect(blocks(`<table><tr><td>One<td>${long}<tr><td>a<br>b<br>c<br>d<td>e</table>`)).toEqual([
      ['paragraph', 'One'],
      ['paragraph', long],
      ['paragraph', 'a\nb\nc\nd'],
      ['paragraph', 'e'],
    ]);
  });

  it('part what a row holds that is itself a table, in page order', () => {
    expect(blocks('<table><tr><td>Left<table><tr><td>a<td>b</table>after<td>Right</table><p>end')).toEqual([
      ['paragraph', 'Left'],
      ['table-row', 'a | b'],
      ['paragraph', 'after'],
      ['paragraph', 'Right'],
      ['paragraph', 'end'],
    ]);
  });

  it('are code where `code` stands in what is preformatted, else what the lines of a text are', () => {
    expect(blocks('<pre>One line.\n\nAnother line.</pre><pre>a <b><code>b</code></b>\n  c</pre>')).toEqual([
      ['paragraph', 'One line.'],
      ['paragraph', 'Another line.'],
      ['code', 'a b\n  c'],
    ]);
  });

  it('read attributes in capitals, and mixed ones', () => {
    const [block] = readHtml('<DIV CLASS=" Story  Body "><A HREF="/a">All</A></DIV>').blocks;
    expect(block?.markup).toEqual({ path: 'div.Story.Body', linkDensity: 1 });
  });

  it('hold nothing that a reader does not see', () => {
    expect(
      texts(`<p>Seen</p><script>s()</script><style>p{}</style><template><p>t</p></template><noscript>n</noscript>
        <svg><text>v</text></svg><select><option>o</select><p hidden>h</p><div aria-hidden="true">a</div>
        <p style="color:red; display : none">d</p><dialog>g</dialog><textarea>x</textarea><!-- c -->`),
    ).toEqual(['Seen']);
  });

  it('tell the share of letters that stand in links, also when a link spans blocks', () => {
    const density = (html: string) => readHtml(html).blocks.map((block) => block.markup?.linkDensity);
    expect(
      density('<p>abcd<a href="/">efgh</a></p><p>none</p><a href="/x"><div>ab</div><div>cd</div></a>e'),
    ).toEqual([0.5, 0, 1, 1, 0]);
  });

  it('carry the way to their element in the words of id, class, role and itemprop', () => {
    expect(
      readHtml('<main class="content wide"><article id="story"><p itemprop="text">Hello</p></article></main>')
        .blocks[0]?.markup?.path,
    ).toBe('main.content.wide>article.story>p.text');
  });

  it('are numbered from one, with offsets into the text of the page', () => {
    expect(readHtml('<p>ab</p><p>cde</p><p>f').blocks.map(({ line, offset }) => [line, offset])).toEqual([
      [1, 0],
      [2, 3],
      [3, 7],
    ]);
  });
});

describe('malformed pages', () => {
  it.each([
    ['a fragment', '<p>one</p><p>two'],
    ['bare text beside elements', 'one<p>two</p>'],
    ['no head and no body', '<!doctype html><title>t</title><p>one<p>two'],
    ['two bodies', '<html><body><p>one</p></body><body><p>two</p></body></html>'],
    ['text after the end', '<html><head></head><body><p>one</p></body></html><p>two'],
    ['text in the head', '<html><head><title>t</title><p>one</p></head><body>two</body></html>'],
    ['unclosed and crossed elements', '<div><b><p>one</b></i></p></div></div><p>two'],
    [
      'conditional comments',
      '<!doctype html><!--[if IE]><html class="ie"><![endif]--><html><body><p>one<p>two',
    ],
    ['a body inside a paragraph', '<p>one<body><p>two'],
  ])('give their text: %s', (_, html) => {
    expect(texts(html)).toEqual(['one', 'two']);
  });

  it('may be huge: all of the text is read', () => {
    const row = '<div class="row"><p>Ferry <b>company</b></p></div>';
    const page = readHtml(`<html><head><title>T</title></head><body>${row.repeat(100_000)}<p>last`);
    expect(page.blocks).toHaveLength(100_001);
    expect(new Set(page.blocks.map(({ text }) => text))).toEqual(new Set(['Ferry company', 'last']));
    expect(page.head.title).toBe('T');
  });

  it('may be big with what nobody sees', () => {
    const page = readHtml(`<body><article>${[1, 2, 3, 4, 5].map(paragraph).join('')}</article>
      <script>${'x = "</div><p>no</p>";'.repeat(300_000)}</script><!--${' no'.repeat(2_000_000)}-->
      <img src="data:image/png;base64,${'A'.repeat(5_000_000)}"><p>end`);
    expect(page.blocks.map(({ text }) => text.slice(0, 11)).slice(-2)).toEqual(['Paragraph 5', 'end']);
  });

  it('may nest 100,000 deep', () => {
    const deep = readHtml(`<p>before</p>${'<div>'.repeat(100_000)}deep`);
    expect(deep.blocks.map(({ text }) => text)).toEqual(['before', 'deep']);
    expect(texts(`${'<b><a href=x>'.repeat(50_000)}deep`)).toEqual(['deep']);
  });
});
