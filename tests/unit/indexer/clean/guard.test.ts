import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { guardBody } from '../../../../indexer/clean/guard.ts';
import { type Block, type Draft, drop } from '../../../../indexer/draft.ts';
import { draftOf } from './draftOf.ts';

const config = loadConfig({});
const guard = guardBody(config);

const STORY = [
  'The river board closed the old bridge at Millbrook on Tuesday after divers found cracks in two of its piers.',
  'Engineers said the cracks had been growing since the floods of last winter, and that lorries had made them worse.',
  'A ferry will run from Friday. The board expects the repairs to take until the end of the summer, it said.',
];

/** What the guard says of a page of which these lines stayed and those went. */
function warning(
  kept: readonly string[],
  gone: readonly string[] = [],
  more: Partial<Draft> = {},
): string | undefined {
  const draft = draftOf([...kept, ...gone], more);
  const why = { rule: 'block/below', kind: 'other', reason: 'a test' } as const;
  const going = new Map(draft.blocks.slice(kept.length).map((block) => [block, why]));
  return guard(drop(draft, going)).facts.bodyLoss?.evidence;
}
const titled = (value: string): Partial<Draft> => ({
  facts: { title: { value, evidence: value, reader: 'heading' } },
});

describe('the body-loss guard', () => {
  it('flags a page that kept fewer words than the floor', () => {
    expect(warning(['The bridge is closed.'])).toBe('cleaning kept 4 words, the floor is 25');
  });

  it('flags a page that lost more prose than it kept', () => {
    const lost = Array.from({ length: 30 }, (_, i) => `${STORY[i % 3]} It is paragraph ${i} of the page.`);
    expect(warning(STORY, lost)).toMatch(/^cleaning kept \d\.\d % of the page's letters, the floor is 15 %$/);
  });

  it('does not flag a whole article for the menus around it', () => {
    const menu = Array.from({ length: 400 }, (_, i) => `Section ${i} of the site`);
    expect(warning([...STORY, ...STORY], menu)).toBeUndefined();
  });
});

describe('a page that kept nothing but noise', () => {
  it.each(config.cues.filter(({ id }) => /^noise\/(?:missing|robot|script)$/.test(id)))(
    'is known by every example of $id, in any case of its letters',
    ({ match }) => {
      for (const text of match)
        for (const line of [text, text.toUpperCase()])
          expect(warning([line]), line).toMatch(/^what was kept (?:says|asks)/);
    },
  );

  it.each([
    [
      'en',
      [
        'The page you are looking for could not be found.',
        'It may have moved, or it may never have been here. Try the search, or go back to the front page and look for it there.',
      ],
    ],
    ['de', ['Diese Seite wurde leider nicht gefunden.', 'Vielleicht hilft die Suche.']],
    ['es', ['Página no encontrada', 'Pruebe con el buscador.']],
    ['ru', ['Страница не найдена', 'Попробуйте поиск.']],
    ['ar', ['الصفحة التي تبحث عنها غير موجودة']],
    ['zh', ['您访问的页面不存在或已被移动']],
    ['ja', ['お探しのページは見つかりませんでした']],
    ['ko', ['요청하신 페이지를 찾을 수 없습니다']],
  ])('is flagged as missing in %s', (_, kept) => {
    expect(warning(kept)).toMatch(/does not exist/);
  });

  it('is flagged by a headline that says so', () => {
    expect(
      warning(
        [
          'Here is what our readers liked best this week, and what they said of it to us in many letters, from the mountains to the sea.',
        ],
        [],
        titled('404 Not Found'),
      ),
    ).toMatch(/does not exist/);
  });

  it.each([
    [
      'Please verify you are human by completing the action below.',
      'The site needs to review the security of your connection.',
    ],
    ['Подтвердите, что вы не робот', 'Это займёт несколько секунд.'],
    ['请验证您是真人'],
    ['Bitte bestätigen Sie, dass Sie ein Mensch sind.'],
  ])('is flagged as a bot check: %s', (...kept) => {
    expect(warning(kept)).toMatch(/prove to be human/);
  });

  it.each([
    ['You need to enable JavaScript to run this app.'],
    ['Veuillez activer JavaScript pour voir ce site.'],
    ['JavaScriptを有効にしてください'],
  ])('is flagged as asking for a script: %s', (...kept) => {
    expect(warning(kept)).toMatch(/script or another browser/);
  });

  it.each([
    [
      'We and our 612 partners store and access personal data, such as browsing data, on your device. You can change your mind at any time.',
      'By choosing to accept you allow us to use cookies for the purposes shown below, and to share what we learn with the partners we work with.',
    ],
    [
      'Wir verwenden Cookies und brauchen Ihre Einwilligung, um Ihnen Inhalte zu zeigen, die zu Ihnen passen, und um unser Angebot zu verbessern.',
    ],
    [
      'Nous et nos partenaires utilisons des cookies sur votre appareil, et nous avons besoin de votre consentement pour traiter vos données personnelles.',
    ],
    [
      'Мы используем файлы cookie. Продолжая, вы даёте согласие на обработку персональных данных нашим партнёрам.',
    ],
  ])('is flagged as a consent wall: %s', (...kept) => {
    expect(warning(kept)).toMatch(/consent/);
  });

  it('is flagged as lines without a paragraph', () => {
    const menu = [
      'Home',
      'World news',
      'Our region',
      'Culture and arts',
      'Sport',
      'Weather',
      'Jobs',
      'Motoring',
      'Obituaries',
      'Puzzles',
      'Archive',
      'Contact',
      'Letters',
      'Opinion',
      'Cookery',
      'Radio',
      'Gardens',
    ];
    expect(warning(menu)).toBe('what was kept is 17 short lines and not one paragraph');
    expect(warning(menu.map((line) => `${line} 新闻`))).toMatch(/short lines/);
  });

  it('is flagged as a list of links', () => {
    const draft = draftOf(
      Array.from(
        { length: 12 },
        (_, i) => `The council of town number ${i} votes for a new school by one voice`,
      ),
    );
    const blocks = draft.blocks.map(
      (block): Block => ({ ...block, markup: { path: 'main>ul>li>a', linkDensity: 1 } }),
    );
    expect(guard({ ...draft, blocks }).facts.bodyLoss?.evidence).toMatch(/in links/);
  });
});

describe('an article that looks a little like noise', () => {
  it.each([
    [
      'on cookies',
      [
        'Lawmakers voted on Tuesday to ban the small files called cookies from the web pages of public offices.',
        'The rule follows years of complaints about banners that ask for consent.',
        'It takes effect in May, and offices that break it will pay a fine of up to two thousand crowns, the ministry said.',
        ...STORY,
      ],
    ],
    [
      'on robots',
      [
        'The court heard that the account was run by a robot, and that nobody had checked a captcha in years.',
        ...STORY,
        ...STORY,
        ...STORY,
        ...STORY,
      ],
    ],
    [
      'a poem',
      [
        'The river rose, the river fell,',
        'and no one in the town could tell',
        'what hour it was, what day, what year,',
        'for every clock had stopped from fear;',
        'the bridge alone stood in the rain',
        'and waited for the evening train,',
        'that came, and went, and came no more,',
        'as trains had done so long before.',
      ],
    ],
    [
      'an interview',
      [
        'What did you see?',
        '“Nothing.”',
        'Were you afraid?',
        '“No.”',
        'Who closed the bridge?',
        '“The board did, on Tuesday.”',
        'And when will it open?',
        '“In the summer, they say. I would not wait for it, and I would not swim either.”',
      ],
    ],
    [
      'a short report in Chinese',
      [
        '市议会星期二晚上关闭了河上的旧桥，因为潜水员在两个桥墩上发现了裂缝。工程师说，自去年冬天的洪水以来裂缝一直在扩大。',
      ],
    ],
  ])('is not flagged: %s', (_, kept) => {
    expect(warning(kept)).toBeUndefined();
  });
});
