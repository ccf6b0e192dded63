import { describe, expect, it } from 'vitest';
import { readabilityVerdicts } from '../../../bench/readability.ts';
import { readHtml } from '../../../indexer/read/html/html.ts';

const paragraph = (n: number) =>
  `<p>Paragraph ${n}: the ferry company said on Monday, after long talks with the harbour board, that the service to
   the island would start again in May, weather permitting, and that fares would stay as they were.</p>`;

const readVerdicts = (html: string): (readonly [text: string, verdict: boolean | undefined])[] => {
  const verdicts = readabilityVerdicts(html);
  return readHtml(html).blocks.map(({ text }, at) => [text, verdicts?.[at]] as const);
};

describe('the verdict of Readability', () => {
  it('tells article from what surrounds it', () => {
    const page =
      readVerdicts(`<html><body><nav><ul><li><a href="/a">News</a><li><a href="/b">Sport</a></ul></nav>
      <div class="sidebar"><a href="/c">Most read</a></div>
      <article>${[1, 2, 3, 4, 5].map(paragraph).join('')}</article>
      <footer><p>About us</p></footer></body></html>`);
    const verdicts = page.map(([text, verdict]) => [text.slice(0, 11), verdict]);
    expect(verdicts).toEqual([
      ['News', false],
      ['Sport', false],
      ['Most read', false],
      ...[1, 2, 3, 4, 5].map((n) => [`Paragraph ${n}`, true]),
      ['About us', false],
    ]);
  });

  it('holds for loose text that Readability makes paragraphs of', () => {
    const text =
      'The ferry company said on Monday, after long talks, that the service would start again in May. ';
    const page = readVerdicts(`<body><div class="menu"><div>Home</div></div><div class="post-body">
      ${['First', 'Second', 'Third', 'Fourth'].map((n) => `<div><span>${n}. ${text.repeat(2)}</span></div>`).join('')}
      </div></body>`);
    expect(page.map(([text, verdict]) => [text.slice(0, 5), verdict])).toEqual([
      ['Home', false],
      ['First', true],
      ['Secon', true],
      ['Third', true],
      ['Fourt', true],
    ]);
  });

  it('holds for runs that share one element', () => {
    const run =
      'The ferry company said on Monday, after long talks, that the service would start again in May. '.repeat(
        3,
      );
    const page =
      readVerdicts(`<body><div id="body">First. ${run}<br><br>Second. ${run}<br><br>Third. ${run}</div>
      <div class="comments">Nice, says somebody<br><br>who reads</div></body>`);
    expect(page.map(([text, verdict]) => [text.slice(0, 6), verdict])).toEqual([
      ['First.', true],
      ['Second', true],
      ['Third.', true],
      ['Nice, ', false],
      ['who re', false],
    ]);
  });

  it('is not asked for of pages too deep for it', () => {
    expect(readabilityVerdicts(`<p>before</p>${'<div>'.repeat(1_000)}deep`)).toBeUndefined();
  });
});
