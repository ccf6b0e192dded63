import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { reasons } from '../../../../indexer/clean/kinds.ts';
import { retitled } from '../../../../indexer/clean/page.ts';
import { preparer } from '../../../../indexer/clean/prepare.ts';
import { withHeadline } from '../../../../indexer/clean/title.ts';
import type { Block, Draft } from '../../../../indexer/draft.ts';
import { languageGuesser } from '../../../../indexer/text/language.ts';
import { draftOf } from './draftOf.ts';

const config = loadConfig({});
const prepare = preparer(config);
const guess = languageGuesser(config.index);

const TITLE = 'Old bridge at Millbrook closed after divers find cracks';
const STORY = [
  'The river board closed the old bridge at Millbrook on Tuesday after divers found cracks in two of its piers.',
  'Engineers said the cracks had been growing since the floods of last winter, and that lorries had made them worse.',
  'A ferry will run from Friday. The board expects the repairs to take until the end of the summer, it said.',
];

/** Kind and reason of every line but the story's, when the classifier keeps the story and nothing else, and the headline is known. */
function judged(draft: Draft): Record<string, string> {
  const prepared = prepare(draft);
  const stays = draft.blocks.map((block) => STORY.includes(block.text));
  const block = draft.blocks.find(({ text }) => text === TITLE);
  const fact = { value: TITLE, evidence: TITLE, reader: 'a test' };
  const page = retitled(prepared.page, withHeadline(draft, block && { fact, block }));
  const found = reasons(page, stays, prepared.hits, prepared.cues, guess);
  return Object.fromEntries([...found].map(([block, why]) => [block.text, `${why.kind}: ${why.reason}`]));
}
const kindsOf = (draft: Draft): Record<string, string> =>
  Object.fromEntries(Object.entries(judged(draft)).map(([text, why]) => [text, why.split(':')[0] ?? '']));
const kindsAround = (above: readonly string[], below: readonly string[]) =>
  kindsOf(draftOf([...above, TITLE, ...STORY, ...below]));

/** A page with markup: a path and a text for each block. */
function pageOf(parts: readonly (readonly [path: string, text: string, linkDensity?: number])[]): Draft {
  const draft = draftOf(parts.map(([, text]) => text));
  const blocks = draft.blocks.map((block, at): Block => {
    const [path = '', , linkDensity = 0] = parts[at] ?? [];
    return { ...block, markup: { path, linkDensity } };
  });
  return { ...draft, format: 'html', blocks };
}
const story = STORY.map((text) => ['main>article.story>p', text] as const);

describe('the kind of a removal', () => {
  it('is navigation for a run of short lines, one of which a rule takes for a heading of other pages', () => {
    const menu = ['Home', 'World', 'Latest', 'Culture', 'Newsletters', 'Sport', 'Motoring', 'Weather'];
    expect(kindsAround(menu, [])).toEqual(Object.fromEntries(menu.map((line) => [line, 'navigation'])));
  });

  it('is teaser for headlines of other stories, and for the names and sections between them', () => {
    const list = [
      'Council of Ashford votes for a new school by one voice',
      'Tom Hill',
      'Farmers of the upper valley ask for help after the hail',
      'Culture',
      'The last cinema of the coast opens its doors once more',
      'Ada Brook',
      'Why the trains to the north will be late until the spring',
    ];
    expect(kindsAround([], list)).toEqual(Object.fromEntries(list.map((line) => [line, 'teaser'])));
  });

  it('is feed for stories in another language, and the reason names both', () => {
    const feed = [
      'Roma: il sindaco inaugura la nuova linea della metropolitana e promette altri treni',
      'Milano: sciopero dei trasporti, disagi per migliaia di pendolari in tutta la regione',
      'Il calcio riparte: la squadra di Torino torna ad allenarsi dopo la lunga pausa',
    ];
    const found = judged(draftOf([TITLE, ...STORY, 'Latest from Blog', ...feed]));
    for (const line of feed)
      expect(found[line]).toBe('feed: one of several lines in another language (it) than the article (en)');
  });

  it('is feed for a stream of headlines with their times', () => {
    const stream = [
      'Council of Ashford votes for a new school by one voice',
      '13 minutes ago',
      'Farmers of the upper valley ask for help after the hail',
      '2 hours ago',
      'The last cinema of the coast opens its doors once more',
      '3 hours ago',
    ];
    const found = kindsAround([], stream);
    expect(found[stream[2] ?? '']).toBe('feed');
    expect(found[stream[3] ?? '']).toBe('stamp');
  });

  it('is teaser under a heading of other stories, and the reason quotes the heading', () => {
    const found = judged(
      draftOf([TITLE, ...STORY, 'More from Millbrook', 'Ferry to run from Friday on, board says']),
    );
    expect(found['Ferry to run from Friday on, board says']).toBe(
      'teaser: stands under «More from Millbrook», a heading of other stories',
    );
  });

  it('is tags under the heading of tags', () => {
    expect(kindsAround([], ['Tags:', 'Bridges', 'Floods', 'River board'])).toEqual({
      'Tags:': 'tags',
      Bridges: 'tags',
      Floods: 'tags',
      'River board': 'tags',
    });
  });

  it('is comment for what readers sent, but not for a teaser that follows', () => {
    const found = kindsAround(
      [],
      [
        'Comments',
        'riverrat88 says:',
        'They have had ten years to mend that bridge, and all they ever did was paint it and put up signs.',
        'Reply',
        'Newsletter',
        'Home',
        'The orchestra of the coast will play on the new stage by the lake when the summer comes, it told its friends.',
      ],
    );
    expect(Object.values(found)).toEqual([
      'comment',
      'comment',
      'comment',
      'comment',
      'newsletter',
      'navigation',
      'teaser',
    ]);
  });

  it('is bio for a note on the writer that the byline names, in any language', () => {
    const found = judged(
      draftOf([
        TITLE,
        'By Ada Brook',
        ...STORY,
        'Ada Brook har skrivit om broar och floder i tjugo år och bor i Ashford.',
      ]),
    );
    expect(found['Ada Brook har skrivit om broar och floder i tjugo år och bor i Ashford.']).toMatch(
      /^bio: .*byline/,
    );
  });

  it('is caption for the line right above a credit among the paragraphs', () => {
    const [first = '', ...rest] = STORY;
    const found = judged(draftOf([TITLE, first, 'The old bridge in May', 'Photo: Ada Brook', ...rest]));
    expect(found['The old bridge in May']).toBe('caption: stands right by the credit of a picture');
  });

  it('is stamp for a date by the headline and for a time among the entries of a live page', () => {
    const [first = '', ...rest] = STORY;
    const found = kindsOf(draftOf([TITLE, 'Millbrook, 3 May 2021 – 12:30', first, '6:56PM', ...rest]));
    expect(found).toEqual({ 'Millbrook, 3 May 2021 – 12:30': 'stamp', '6:56PM': 'stamp' });
  });

  it('is share for what stands between two share buttons', () => {
    expect(kindsAround([], ['Facebook', 'Odnoklassniki', 'WhatsApp'])).toMatchObject({
      Odnoklassniki: 'share',
    });
    expect(kindsAround(['Facebook', 'Comments', 'Print'], [])).toMatchObject({ Comments: 'share' });
  });

  it('is header for a line between the headline and the text', () => {
    expect(kindsAround(['Home'], [])).toEqual({ Home: 'navigation' });
    const found = kindsOf(
      draftOf([TITLE, 'Ferry from Friday, repairs until the end of the summer', ...STORY]),
    );
    expect(Object.values(found)).toEqual(['header']);
  });

  it('is donation for prose below the text that speaks to the reader and asks for support', () => {
    const appeal =
      'We have no owner and no party behind us, and without what you give there would be nobody left to ask, so do support our small newsroom.';
    expect(kindsAround([], [appeal])[appeal]).toBe('donation');
  });
});

describe('the kind of a removal with markup', () => {
  it('is told by the innermost box, and the reason quotes its name', () => {
    const found = judged(
      pageOf([
        ['header.page>nav>ul>li', 'World'],
        ['main>article.story>h1', TITLE],
        ...story,
        ['main>div.author-box>p', 'Has written of bridges for twenty years.'],
        ['main>aside.most-read>ul>li', 'Ferry on Friday'],
        ['main>div.related>ul>li', 'Bridge to be rebuilt'],
        ['footer>div.social>a', 'Odnoklassniki'],
        ['footer>p.copyright>span', 'Millbrook Media'],
      ]),
    );
    expect(found).toEqual({
      World: "navigation: stands in a menu, the head or the foot of the site («nav» in the page's markup)",
      'Has written of bridges for twenty years.':
        "bio: stands in a box about the writer («author-box» in the page's markup)",
      'Ferry on Friday': "teaser: stands in a list of other stories («most-read» in the page's markup)",
      'Bridge to be rebuilt':
        "related: stands in a box that points to other pages («related» in the page's markup)",
      Odnoklassniki: "share: stands in a row of share buttons («social» in the page's markup)",
      'Millbrook Media':
        "legal: stands in a box on cookies, privacy or terms («copyright» in the page's markup)",
    });
  });

  it('is not told by an element that also holds the article', () => {
    const parts = STORY.map((text) => ['main>article.author-brook.related-topic>p', text] as const);
    const found = kindsOf(pageOf([...parts, ['main>article.author-brook.related-topic>p', 'Millbrook']]));
    expect(found.Millbrook).toBe('navigation');
  });
});

describe('reasons', () => {
  it('name every block that goes, in any script, also where nothing stays', () => {
    for (const lines of [
      ['首页', '新闻', '体育', '市议会星期二晚上关闭了河上的旧桥。', '更多'],
      ['الرئيسية', 'أغلق المجلس الجسر القديم.'],
      ['Главная', 'Спорт', 'Погода'],
      ['홈', '뉴스', '스포츠'],
    ]) {
      const prepared = prepare(draftOf(lines));
      const { page } = prepared;
      const found = reasons(
        page,
        lines.map(() => false),
        prepared.hits,
        prepared.cues,
        guess,
      );
      expect(found.size).toBe(page.blocks.length - (page.title ? 1 : 0));
      for (const why of found.values()) expect(why.reason).not.toBe('');
    }
  });
});
