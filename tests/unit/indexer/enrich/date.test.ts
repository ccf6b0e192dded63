import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import type { Block, PageHead } from '../../../../indexer/draft.ts';
import { datesIn, machineDate } from '../../../../indexer/enrich/date/parse.ts';
import { dateFinder } from '../../../../indexer/enrich/date/published.ts';
import { draftOf, headOf, type Parts } from './draft.ts';

const config = loadConfig({});
const find = dateFinder(config, () => new Date('2024-06-03T12:00:00Z'));
const BODY = [
  'The council of Varnholm voted on Tuesday to reopen the old harbour to ferries from the islands, ending a closure that began on 17 September 2022 with the storm.',
  'Fishermen had asked for the vote since spring, and the mayor said the first ferry would sail before the end of the month, whatever the weather.',
];
const TITLE = 'Varnholm reopens its harbour';
const published = (parts: Parts) => find(draftOf({ title: TITLE, body: BODY, ...parts })).facts.published;
const dateOf = (parts: Parts) => published(parts)?.value.date;

describe.each(config.stamps.map((words) => [words.id, words] as const))('the words %s', (_id, words) => {
  const pattern = new RegExp(words.pattern, 'iu');
  it.each(words.match)('know «%s»', (text) => {
    expect(pattern.test(text)).toBe(true);
  });
  it.each(words.keep)('leave «%s»', (text) => {
    expect(pattern.test(text)).toBe(false);
  });
});

describe('the dates of a line', () => {
  const pieces = (
    '11 |Oct |October |2021|, |1/2/|12.03.|03-|-|. |2019年|8月|22日|22 de |agosto de |مارس |٢٢ |٢٠٢١|شهریور |1400|13|/|１２|' +
    'x|7|18:15|Uhr|1399/05/|2001 |May |3 |20|21 '
  ).split('|');
  it('are the same whatever signs of other dates it holds', () => {
    const line = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''));
    const signs = ';§§§§§ 1999x §§ 1399x §§ 1.1x §§ 年 §§ 년';
    fc.assert(
      fc.property(line, (any) => {
        expect(datesIn(any)).toEqual(datesIn(any + signs));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a written date', () => {
  it.each([
    ['11 Oct 2021', '2021-10-11'],
    ['October 11th, 2021', '2021-10-11'],
    ['Updated: October 11, 2021, 6:38 AM', '2021-10-11T06:38'],
    ['12:05 p.m., October 11, 2021', '2021-10-11T12:05'],
    ['Publié le 3 mars 2021 à 08h15', '2021-03-03T08:15'],
    ['الثلاثاء 03/مارس/2021 - 08:15 ص', '2021-03-03T08:15'],
    ['1er août 2021', '2021-08-01'],
    ['3. März 2021, 18:15 Uhr', '2021-03-03T18:15'],
    ['22 de agosto de 2021', '2021-08-22'],
    ['22 agosto 2021 alle ore 9:05', '2021-08-22T09:05'],
    ['22 augustus 2021', '2021-08-22'],
    ['22 sierpnia 2021', '2021-08-22'],
    ['22 августа 2021, 14:05', '2021-08-22T14:05'],
    ['22 серпня 2021', '2021-08-22'],
    ['4 ноя 2021', '2021-11-04'],
    ['22 Ağustos 2021', '2021-08-22'],
    ['٢٢ أغسطس ٢٠٢١', '2021-08-22'],
    ['22 كانون الثاني 2021', '2021-01-22'],
    ['۲۲ شهریور ۱۴۰۰', '2021-09-13'],
    ['2021年8月22日 10時15分', '2021-08-22T10:15'],
    ['12.03.2021', '2021-03-12'],
    ['2021-08-22T02:30:00.000-05:00', '2021-08-22T02:30-05:00'],
    ['March 2021', '2021-03'],
    ['( Varnholm, 14 Marzo 21 )', '2021-03-14'],
    ["14. März '21, 18:05", '2021-03-14T18:05'],
  ])('is read: %s', (text, date) => {
    expect(datesIn(text)[0]?.date).toBe(date);
  });
  it.each([
    'Army-2023',
    '2018-2019',
    'on Tuesday',
    '31 February 2021',
    '12 players 2021',
    '45.13.2021',
    'version 1.2.2021.4',
    '17 September',
    '14 March 21 ferries sailed',
    '14 wagons 21',
  ])('is not: %s', (text) => {
    expect(datesIn(text)).toEqual([]);
  });
  it('reads 03/04 by the order of the country', () => {
    expect(datesIn('03/04/2021', 'mdy')[0]?.date).toBe('2021-03-04');
    expect(datesIn('03/04/2021', 'dmy')[0]?.date).toBe('2021-04-03');
    expect(datesIn('13/04/2021', 'mdy')[0]?.date).toBe('2021-04-13');
  });
  it('reads what machines write', () => {
    expect(machineDate('20210822')?.date).toBe('2021-08-22');
    expect(machineDate('1629612300')?.date).toBe('2021-08-22T06:05Z');
    expect(machineDate('Sun, 22 Aug 2021 06:05:00 GMT')?.date).toBe('2021-08-22T06:05Z');
    expect(machineDate('2021-08')).toEqual({ date: '2021-08', precision: 'month' });
    expect(machineDate('soon')).toBeUndefined();
  });
});

describe('figures that can be read in two ways', () => {
  const stamped = (stamp: string, url: string) =>
    published({
      above: [[stamp, 'stamp']],
      url,
      facts: { language: { value: 'en', evidence: '', reader: 'test' } },
    });
  it('say in the evidence how they were read', () => {
    const [american, british] = ['https://varnholm.example.com/a', 'https://varnholm.example.co.uk/a'];
    expect(stamped('Published 03/04/2023', american)).toMatchObject({
      value: { date: '2023-03-04' },
      evidence: 'Published 03/04/2023 (read month first)',
    });
    expect(stamped('Published 03/04/2023', british)).toMatchObject({
      value: { date: '2023-04-03' },
      evidence: 'Published 03/04/2023 (read day first)',
    });
  });
  it.each(['25/04/2023', '04/04/2023', '2023/03/04', '4 March 2023'])('are not %s', (stamp) => {
    expect(stamped(stamp, 'https://varnholm.example.com/a')?.evidence).toBe(stamp);
  });
});

describe('the order of trust', () => {
  const article = {
    '@type': 'NewsArticle',
    datePublished: '2021-08-22T06:05:00Z',
    dateModified: '2021-09-01',
  };
  it('puts a sidecar first', () => {
    const meta = { sidecar: { published: '2020-01-02' }, head: headOf({ jsonLd: [article] }) };
    expect(published({ meta })).toMatchObject({ value: { date: '2020-01-02' }, reader: 'sidecar' });
  });
  it('prefers what is published to what is updated, whoever says it', () => {
    const head = headOf({
      jsonLd: [{ '@type': 'NewsArticle', dateModified: '2021-09-01' }],
      metas: { 'article:published_time': ['2021-08-22'] },
    });
    expect(published({ meta: { head } })).toMatchObject({
      value: { date: '2021-08-22', role: 'published' },
      reader: 'meta',
    });
  });
  it('gives an update where there is nothing else, and says so', () => {
    const head = headOf({ jsonLd: [{ '@type': 'NewsArticle', dateModified: '2021-09-01' }] });
    expect(published({ meta: { head } })?.value).toMatchObject({ date: '2021-09-01', role: 'updated' });
  });
  it('does not take the date of the site for that of the article', () => {
    const head = headOf({ jsonLd: [{ '@type': 'WebSite', datePublished: '2001-01-01' }] });
    expect(published({ meta: { head } })).toBeUndefined();
  });
  it('reads the address', () => {
    expect(dateOf({ url: 'https://example.com/2021/08/22/harbour' })).toBe('2021-08-22');
    expect(published({ url: 'https://example.com/2021/08/harbour' })?.value).toEqual({
      date: '2021-08',
      precision: 'month',
      role: 'published',
    });
    expect(dateOf({ url: 'https://example.com/id-20211399' })).toBeUndefined();
  });
  it('takes the day of the address where the head gives a much later one', () => {
    const head = headOf({ jsonLd: [article] });
    expect(published({ url: 'https://example.com/2019/07/12/harbour', meta: { head } })).toMatchObject({
      value: { date: '2019-07-12' },
      reader: 'address',
    });
    expect(dateOf({ url: 'https://example.com/2021/08/21/harbour', meta: { head } })).toBe(
      '2021-08-22T06:05Z',
    );
  });
  it('takes the day the page shows where the head gives the moment in UTC', () => {
    const head = headOf({ jsonLd: [article] });
    expect(
      published({ above: [['Posted: Aug 21, 2021 / 10:05 PM PST', 'stamp']], meta: { head } }),
    ).toMatchObject({
      value: { date: '2021-08-21T22:05' },
      reader: 'local-day',
    });
    expect(published({ above: [['Posted: Aug 12, 2021', 'stamp']], meta: { head } })?.reader).toBe('json-ld');
  });
  it('trusts a stamp by the headline more than a meta element that only says date', () => {
    const head = headOf({ metas: { 'dc.date': ['2021-01-04'] } });
    expect(dateOf({ above: [['Published 3 March 2021', 'stamp']], meta: { head } })).toBe('2021-03-03');
    expect(dateOf({ meta: { head } })).toBe('2021-01-04');
  });
  it('takes the later day the page shows below its headline, unless the head calls it a change', () => {
    const below = [['4 September 2021', 'stamp']] as const;
    const head = (dateModified: string) => headOf({ jsonLd: [{ ...article, dateModified }] });
    const page = (dateModified: string, parts: Parts) =>
      find({ ...draftOf({ ...parts, meta: { head: head(dateModified) } }) }).facts.published;
    const shown = { title: TITLE, body: ['By Anna Holm', '4 September 2021', ...BODY] };
    expect(page('2021-10-01', shown)).toMatchObject({ value: { date: '2021-09-04' }, reader: 'shown-day' });
    expect(page('2021-09-04', shown)).toMatchObject({ reader: 'json-ld' });
    const above = { title: TITLE, above: below, body: BODY };
    expect(page('2021-10-01', above)).toMatchObject({ reader: 'json-ld' });
  });
});

describe('an element with a date', () => {
  const element = (path: string, line: number, more: Partial<PageHead['times'][number]>) => ({
    datetime: '',
    text: '',
    path,
    line,
    ...more,
  });
  const headWith = (...times: PageHead['times'][number][]) => ({ meta: { head: headOf({ times }) } });

  it('is read when it is of the article, not of a list beside it', () => {
    const aside = element('aside.related>time', 40, { datetime: '2021-01-01' });
    const own = element('article>time.entry-date', 2, { datetime: '2021-08-22' });
    expect(published(headWith(aside, own))).toMatchObject({
      value: { date: '2021-08-22' },
      reader: 'time',
      evidence: 'time 2021-08-22',
    });
    expect(dateOf(headWith(aside))).toBeUndefined();
  });
  it('is believed for what it is called: by schema.org, by its class', () => {
    const property = element('article>p.date', 2, {
      text: 'August 2021',
      datetime: '2021-08-22 10:31:00',
      property: 'datepublished',
    });
    expect(dateOf(headWith(property))).toBe('2021-08-22T10:31');
    expect(dateOf(headWith(element('div.meta>span.post-date', 2, { text: '22 August 2021' })))).toBe(
      '2021-08-22',
    );
  });
  it('holds a date only where its text is one', () => {
    const text =
      'the vote of 22 August 2021 was the first of many which council members held that year in Varnholm';
    expect(dateOf(headWith(element('div.meta>span.date', 2, { text })))).toBeUndefined();
  });
  it('is of a list where the same element comes again with another day', () => {
    const below = ['A story', 'By the sea', 'Another story', 'In the hills'] as const;
    const item = (line: number, text: string) => element(`ul.more>li.n-${line}>span.date`, line, { text });
    const one = headWith(item(4, '22 August 2021'));
    expect(dateOf({ below, ...one })).toBe('2021-08-22');
    expect(
      dateOf({ below, ...headWith(item(4, '22 August 2021'), item(6, '21 August 2021')) }),
    ).toBeUndefined();
  });
  it('that is called updated is the publication where there is no other', () => {
    const updated = element('p>time.updated', 2, { datetime: '2021-09-01' });
    const first = element('p>time.entry-date.published', 2, { datetime: '2021-08-22' });
    expect(published(headWith(updated))?.value).toMatchObject({ date: '2021-09-01', role: 'published' });
    expect(published(headWith(updated, first))?.value).toMatchObject({
      date: '2021-08-22',
      role: 'published',
    });
    const said = element('p>time', 2, { datetime: '2021-09-01', text: 'Updated 1 September 2021' });
    expect(published(headWith(said))?.value).toMatchObject({ role: 'updated' });
  });
});

describe('a stamp in the text', () => {
  it('is taken near the headline', () => {
    expect(dateOf({ above: [['3 March 2021', 'stamp']] })).toBe('2021-03-03');
  });
  it('is taken below the text when it says so', () => {
    const below = [['Updated: September 29, 2023, 6:38 AM', 'stamp']] as const;
    expect(published({ below })).toMatchObject({
      value: { date: '2023-09-29T06:38', precision: 'minute', role: 'updated' },
      reader: 'text',
      evidence: 'Updated: September 29, 2023, 6:38 AM',
    });
  });
  it('is a line of its block, or a sentence that says so', () => {
    expect(dateOf({ below: ['Datum: 19.11.2021\nAutorin: Anna Holm\nQuelle: Küstenblatt'] })).toBe(
      '2021-11-19',
    );
    const sentence =
      'Dieser Artikel wurde am 14. Dezember 2021 um 14:48 von Anna Holm geschrieben und unter dem Stichwort Hafen abgelegt.';
    expect(dateOf({ below: ['A', 'B', 'C', 'D', 'E', sentence] })).toBe('2021-12-14T14:48');
  });
  it('is a part of its line', () => {
    const above = [
      ['By Anna Holm | 3 March 2021 | Harbours, Ferries | Leave a comment on this', 'byline'],
    ] as const;
    expect(dateOf({ above })).toBe('2021-03-03');
  });
  it('may stand in the element of the headline, and begin the second paragraph', () => {
    const { blocks, ...draft } = draftOf({ title: TITLE, body: BODY });
    const [title, ...rest] = blocks;
    const text = `${TITLE}\n03.03.2021 · Town`;
    expect(
      find({ ...draft, blocks: [{ ...(title as Block), text }, ...rest] }).facts.published?.value.date,
    ).toBe('2021-03-03');
    expect(dateOf({ body: [BODY[0] as string, `Varnholm, 3 March 2021 – ${BODY[1]}`] })).toBe('2021-03-03');
  });
  it('is taken by the headline whatever a class calls it, but not with other words', () => {
    expect(dateOf({ body: ['Published 3 March 2021', ...BODY].map(String), above: [] })).toBe('2021-03-03');
    const stripped = (text: string) => published({ above: [[text, 'caption']] })?.value.date;
    expect(stripped('Published 3 March 2021')).toBe('2021-03-03');
    expect(stripped('Photo: Anna Holm, 3 March 2021')).toBeUndefined();
  });
  it('stands above the text also where a heading below it repeats the headline', () => {
    const below = ['More', 'stories', 'of', 'the', 'day', TITLE, '3 March 2020'];
    const draft = draftOf({ above: ['3 March 2021'], body: BODY, below });
    const removals = draft.removals.map((removal) =>
      removal.block.text === TITLE
        ? { ...removal, block: { ...removal.block, kind: 'heading' as const } }
        : removal,
    );
    const facts = { title: { value: TITLE, evidence: TITLE, reader: 'test' } };
    expect(find({ ...draft, format: 'html', removals, facts }).facts.published?.value.date).toBe(
      '2021-03-03',
    );
  });
  it('says at the foot of the page when it was changed last', () => {
    const lines = ['Terms', 'Contact', 'Help', 'Sitemap', 'Press', 'Jobs'];
    const sentence = 'This page was last edited on 3 March 2021, at 18:05.';
    for (const foot of [sentence, 'Updated: 3 March 2021'])
      expect(published({ below: [...lines, [foot, 'navigation']] })?.value).toMatchObject({
        role: 'updated',
      });
    expect(dateOf({ below: [...lines, '3 March 2021'] })).toBeUndefined();
  });
  it("is the one by the outlet's name, not the aggregator's page date", () => {
    const above = ['HARBOUR ONE NEWS', 'Jun 1, 2024 |', 'topic', 'Küstenblatt', 'Küstenblatt', '11 Oct 2021'];
    expect(dateOf({ above })).toBe('2021-10-11');
    const { title: _none, ...untitled } = draftOf({ above, body: BODY }).facts;
    expect(find({ ...draftOf({ above, body: BODY }), facts: untitled }).facts.published?.value.date).toBe(
      '2021-10-11',
    );
  });
  it.each(['From the March 2021 issue', 'di Anna Holm — marzo 2021'])(
    'may tell the month alone: %s',
    (line) => {
      expect(published({ above: [[line, 'byline']] })?.value).toMatchObject({
        date: '2021-03',
        precision: 'month',
      });
    },
  );
  it('is the publication rather than the update beside it', () => {
    const above = [['Published: 3 March 2021 | Updated: 5 March 2021', 'stamp']] as const;
    expect(published({ above })?.value).toMatchObject({ date: '2021-03-03', role: 'published' });
  });
  it('is the date that nothing is said of, beside the one of an update, and below a row of names', () => {
    const above = [
      ...Array.from({ length: 7 }, () => 'Ada Brook'),
      'Varnholm - 3 mar 2021 - 06:05Actualizado: 5 mar 2021 - 18:05 CET',
    ];
    const page = draftOf({ title: TITLE, body: BODY });
    const removals = [...above, ...Array.from({ length: 3 }, () => 'Compartir')].map((text, at) => ({
      rule: 'test/test',
      kind: 'header' as const,
      reason: 'a test',
      block: { text, kind: 'paragraph' as const, line: 1 + (at + 1) / 10, offset: 0 },
    }));
    expect(find({ ...page, removals }).facts.published?.value).toMatchObject({
      date: '2021-03-03T06:05',
      role: 'published',
    });
  });
  it('stands above short sentences too, far from the first long paragraph', () => {
    const short = Array.from(
      { length: 20 },
      (_, at) => `Ferry number ${at + 1} has reached the old harbour of the islands, says the board.`,
    );
    const parts = {
      above: [['3 March 2021 14:05', 'stamp'], 'Ada Brook'] as const,
      body: [...short, ...BODY],
    };
    expect(find(draftOf(parts)).facts.published?.value.date).toBe('2021-03-03T14:05');
  });
});

describe('a page stays undated', () => {
  it('with only the day on which a member of a forum joined', () => {
    expect(dateOf({ above: [['Joined: Mon Feb 02, 2009 3:12 pm', 'stamp']] })).toBeUndefined();
  });
  it.each([
    ['with only dates of events in its text', {}],
    [
      'with the date of a photograph',
      {
        body: [
          'The mayor at the harbour of Varnholm, September 26, 2022. Photo from the page of the self-styled harbour command.',
          ...BODY,
        ],
      },
    ],
    ['with a stripped caption', { above: [['Varnholm, September 26, 2022', 'caption']] }],
    [
      'with the date of the day far above its headline',
      { above: ['Varnholm Post', 'Monday, June 3, 2024', 'Weather', 'Politics', 'Sport', 'Culture'] },
    ],
    [
      'with dates of other articles far below',
      { below: ['Read more', 'Another story of the day', 'A third one', '3 March 2021'] },
    ],
    ['with the time of an event', { above: ['9-23 March 2021 | Mo-Fr 9–16'] }],
    ['with a term', { above: ['Deadline: 3 March 2021'] }],
    ['with a date in the future', { above: ['3 July 2024'] }],
    ['with a date before the web', { above: ['3 July 1957'] }],
  ] as const)('%s', (_what, parts) => {
    expect(published(parts as Parts)).toBeUndefined();
  });
});

describe('a date that cannot be', () => {
  it.each([
    ['2099-05-04', 'pubdate', 'in the future'],
    ['1970-01-01T00:00:00Z', 'pubdate', 'before the web'],
    ['2004-01-01', 'dc.date', 'a first of January, as systems write that know no day'],
  ])('is refused, and kept with its words: %s', (said, name, why) => {
    const { facts } = find(
      draftOf({ title: TITLE, body: BODY, meta: { head: headOf({ metas: { [name]: [said] } }) } }),
    );
    expect(facts.published).toBeUndefined();
    expect(facts.dateRefused?.evidence).toBe(`meta ${name}: ${said} (${why})`);
  });
  it.each([
    ['sidecar', 'yesterday'],
    ['sidecar', '2023-13-45'],
    ['record', 'not known'],
  ] as const)('is told of what a %s states: %s', (reader, said) => {
    const stated = { [reader]: { published: said } };
    const below = { below: ['Published 3 March 2021'] };
    const { facts } = find(draftOf({ title: TITLE, body: BODY, meta: stated }));
    expect(facts.published).toBeUndefined();
    expect(facts.dateRefused).toEqual({
      value: said,
      evidence: `published: ${said} (no date that is read here)`,
      reader,
    });
    expect(dateOf({ ...below, meta: stated })).toBe(dateOf({ ...below, meta: {} }));
  });
  it('leaves the next reader its turn', () => {
    const head = headOf({ metas: { pubdate: ['2099-05-04'] } });
    expect(published({ above: [['Published 3 March 2021', 'stamp']], meta: { head } })?.value.date).toBe(
      '2021-03-03',
    );
  });
});

it('believes a sidecar that the page is older than the web', () => {
  expect(dateOf({ meta: { sidecar: { published: '1957-07-03' } } })).toBe('1957-07-03');
});
