import { expect, it } from 'vitest';
import { readHtml } from '../../../../../indexer/read/html/html.ts';

const timesOf = (body: string) =>
  readHtml(`<body><p>One</p>${body}<p>The end</p></body>`).head.times.map(
    ({ datetime, text, line, property }) => ({
      datetime,
      text,
      line,
      property,
    }),
  );

it.each([
  ['<p>By Ida <time datetime="2021-03-03">3 March</time></p>', '2021-03-03', '3 March', undefined],
  ['<p>By Ida <span class="post-date">3 March 2021</span></p>', '', '3 March 2021', undefined],
  [
    '<p itemprop="datePublished" content="2021-03-03 10:31">March 2021</p>',
    '2021-03-03 10:31',
    'March 2021',
    'datepublished',
  ],
  ['<p>By Ida <abbr class="published" title="2021-03-03">today</abbr></p>', '2021-03-03', 'today', undefined],
  ['<p>By Ida <i class="when timestamp" data-utime="1614764460">now</i></p>', '1614764460', 'now', undefined],
])('is found, with the line it stands in: %s', (html, datetime, text, property) => {
  expect(timesOf(html)).toEqual([{ datetime, text, line: 2, property }]);
});

it.each([
  ['no digit', '<p><span class="date">yesterday</span></p>'],
  ['a link that says where it leads', '<p><a class="date" title="Notice of 3 March 2021">notices</a></p>'],
  ['an element that is not shown', '<p hidden><span class="date">3 March 2021</span></p>'],
  [
    'more text than a date has',
    `<div class="updates"><p>${'On 3 March 2021 the ferry sailed. '.repeat(9)}</p></div>`,
  ],
])('is none: %s', (_what, html) => {
  expect(timesOf(html)).toEqual([]);
});

it('may hold another: both are found', () => {
  expect(timesOf('<div class="date">Posted <time>3 March 2021</time></div>').map(({ text }) => text)).toEqual(
    ['Posted 3 March 2021', '3 March 2021'],
  );
});
