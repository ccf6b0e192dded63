import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { cleaner } from '../../../../indexer/clean/clean.ts';
import { type BlockKind, type Format, paragraphs } from '../../../../indexer/draft.ts';
import { readPage } from '../../../../indexer/read/read.ts';

const clean = cleaner(loadConfig({}));

type Kept = readonly (readonly [kind: BlockKind, text: string])[];

/** What cleaning keeps of a page, with its kinds, without the headline. */
function keptOf(content: string, format: Format): Kept {
  const draft = clean(readPage({ path: 'page', content, format }));
  return paragraphs(draft).map(({ kind, text }) => [kind, text] as const);
}

interface Story {
  readonly language: string;
  readonly menu: readonly string[];
  readonly title: string;
  readonly lead: string;
  readonly heading: string;
  readonly list: readonly string[];
  readonly table: readonly (readonly string[])[];
  readonly last: string;
  readonly furniture: readonly string[];
}

/** The article of each: lead, heading, list, table, last paragraph; around it a menu and the page's furniture. */
const STORIES: readonly Story[] = [
  {
    language: 'English',
    menu: ['Home', 'News', 'Sport', 'Culture', 'Weather'],
    title: 'Bridge closes on Friday: what changes for the town',
    lead: 'The old bridge at Millbrook will be closed from Friday, and thousands of people will have to find another way to work, the river board said on Tuesday.',
    heading: 'What changes',
    list: [
      'The ferry runs every ten minutes',
      'Bus 12 turns round at the mill',
      'Lorries must use the motorway',
    ],
    table: [
      ['Ferry', 'First', 'Last'],
      ['Weekdays', '6:00', '22:00'],
    ],
    last: 'The board expects the repairs of the bridge to take until the end of the summer, and has asked people to be patient with the drivers of the ferry.',
    furniture: [
      'Share',
      'Facebook',
      'More from Millbrook',
      'Council votes for a new school by one voice',
      '© 2021 The Millbrook Courier',
    ],
  },
  {
    language: 'Russian',
    menu: ['Главная', 'Новости', 'Спорт', 'Культура', 'Погода'],
    title: 'Мост закроют в пятницу: что изменится для жителей',
    lead: 'Старый мост через реку закроют в пятницу, и тысячам жителей придётся искать другую дорогу на работу, сообщили во вторник в управлении реки.',
    heading: 'Что изменится',
    list: [
      'Паром ходит каждые десять минут',
      'Автобус № 12 разворачивается у мельницы',
      'Грузовики едут по трассе',
    ],
    table: [
      ['Паром', 'Первый', 'Последний'],
      ['Будни', '6:00', '22:00'],
    ],
    last: 'Ремонт моста продлится до конца лета, и управление реки просит жителей быть терпеливыми с водителями парома, которые работают без выходных.',
    furniture: ['Поделиться', 'Читайте также', 'Совет проголосовал за новую школу', 'Все права защищены'],
  },
  {
    language: 'Arabic',
    menu: ['الرئيسية', 'أخبار', 'رياضة', 'ثقافة', 'الطقس'],
    title: 'إغلاق الجسر القديم يوم الجمعة: ما الذي سيتغير',
    lead: 'يغلق الجسر القديم فوق النهر يوم الجمعة، وسيضطر آلاف السكان إلى البحث عن طريق آخر إلى أعمالهم، كما أعلنت هيئة النهر يوم الثلاثاء.',
    heading: 'ما الذي سيتغير',
    list: ['تعمل العبارة كل عشر دقائق', 'تعود الحافلة رقم 12 عند الطاحونة', 'تسلك الشاحنات الطريق السريع'],
    table: [
      ['العبارة', 'صباحا', 'مساء'],
      ['أيام العمل', '6:00', '22:00'],
    ],
    last: 'تستمر أعمال إصلاح الجسر حتى نهاية الصيف، وتطلب هيئة النهر من السكان الصبر على سائقي العبارة الذين يعملون كل يوم بلا عطلة.',
    furniture: ['شارك المقال', 'اقرأ أيضا', 'مجلس المدينة يصوت على مدرسة جديدة', 'جميع الحقوق محفوظة'],
  },
  {
    language: 'Chinese',
    menu: ['首页', '新闻', '体育', '文化', '天气'],
    title: '旧桥周五关闭，市民出行有哪些变化',
    lead: '河务局星期二宣布，河上的旧桥将从星期五起关闭，数千名市民需要另找上班的路，学校也将推迟半小时上课。',
    heading: '有哪些变化',
    list: ['渡船每十分钟一班', '12路公交车在磨坊掉头', '货车须走高速公路'],
    table: [
      ['渡船', '早班', '末班'],
      ['工作日', '6:00', '22:00'],
    ],
    last: '旧桥的维修工程预计持续到夏末，河务局请市民对渡船司机多一些耐心，并提醒大家不要在河里游泳。',
    furniture: ['分享到', '相关新闻', '市议会以一票之差通过新学校方案', '版权所有'],
  },
  {
    language: 'Japanese',
    menu: ['ホーム', 'ニュース', 'スポーツ', '文化', '天気'],
    title: '古い橋が金曜に閉鎖、何が変わるか',
    lead: '河川局は火曜日、川に架かる古い橋を金曜日から閉鎖すると発表した。数千人の住民が別の通勤路を探すことになる。',
    heading: '何が変わるか',
    list: ['渡し船は十分おきに出る', '12番のバスは水車小屋で折り返す', 'トラックは高速道路を使う'],
    table: [
      ['渡し船', '始発', '終発'],
      ['平日', '6:00', '22:00'],
    ],
    last: '橋の修理は夏の終わりまで続く見込みで、河川局は渡し船の運転手に辛抱強く接してほしいと住民に呼びかけている。',
    furniture: ['シェアする', '関連記事', '市議会、新しい学校の案を一票差で可決', '無断転載を禁じます'],
  },
  {
    language: 'Korean',
    menu: ['홈', '뉴스', '스포츠', '문화', '날씨'],
    title: '금요일 옛 다리 폐쇄, 무엇이 달라지나',
    lead: '강 관리국은 화요일 강 위의 옛 다리를 금요일부터 폐쇄한다고 밝혔다. 수천 명의 주민이 다른 출근길을 찾아야 한다.',
    heading: '무엇이 달라지나',
    list: [
      '나룻배가 십 분마다 다닌다',
      '12번 버스는 방앗간에서 돌아간다',
      '화물차는 고속도로를 이용해야 한다',
    ],
    table: [
      ['나룻배', '첫배', '막배'],
      ['평일', '6:00', '22:00'],
    ],
    last: '옛 다리의 수리는 여름 끝까지 이어질 예정이며, 관리국은 주민들에게 나룻배 기사들을 너그럽게 대해 달라고 당부했다.',
    furniture: ['공유하기', '관련기사', '시의회, 한 표 차로 새 학교 승인', '무단 전재 및 재배포 금지'],
  },
];

const element = (name: string, text: string) => `<${name}>${text}</${name}>`;
const list = (items: readonly string[]) => element('ul', items.map((item) => element('li', item)).join(''));

describe.each(STORIES.map((story) => [story.language, story] as const))('an article in %s', (_, story) => {
  it('keeps its heading, list and table with their kinds from HTML', () => {
    const rows = story.table.map((row, i) =>
      element('tr', row.map((cell) => element(i === 0 ? 'th' : 'td', cell)).join('')),
    );
    const html = [
      element('header', element('nav', list(story.menu.map((entry) => `<a href="/">${entry}</a>`)))),
      '<main><article>',
      element('h1', story.title),
      element('p', story.lead),
      element('h2', story.heading),
      list(story.list),
      element('table', rows.join('')),
      element('p', story.last),
      '</article></main>',
      element('footer', list(story.furniture.map((entry) => `<a href="/">${entry}</a>`))),
    ].join('\n');
    expect(
      keptOf(element('html', element('head', element('title', story.title)) + element('body', html)), 'html'),
    ).toEqual([
      ['paragraph', story.lead],
      ['heading', story.heading],
      ...story.list.map((item) => ['list-item', item]),
      ...story.table.map((row) => ['table-row', row.join(' | ')]),
      ['paragraph', story.last],
    ]);
  });

  it('keeps its bulleted list from a text dump', () => {
    const bullets = story.list.map((item) => `• ${item}`);
    const lines = [...story.menu, story.title, story.lead, ...bullets, story.last, ...story.furniture];
    const kept = keptOf(lines.join('\n'), 'text');
    expect(kept.slice(0, 4)).toEqual([
      ['paragraph', story.lead],
      ...bullets.map((item) => ['list-item', item]),
    ]);
    for (const line of [...story.menu, ...story.furniture])
      expect(kept.map(([, text]) => text)).not.toContain(line);
  });
});

describe('a text dump', () => {
  const [english] = STORIES;
  const around = (...lines: readonly string[]) =>
    [...(english?.menu ?? []), ...lines, ...(english?.furniture ?? [])].join('\n');
  const texts = (content: string) => keptOf(content, 'text').map(([, text]) => text);

  it('keeps the scores of a match', () => {
    const lines = [
      'Brook won the open of Millbrook for the third time on Sunday after a final that lasted more than four hours in the heat.',
      'She beat the second seed Jana Vogt in five sets:',
      '6-4, 3-6, 7-5, 2-6, 7-6 (9-7)',
      'She had saved two match points in the fourth set, and said that she could not remember how.',
    ];
    expect(texts(around('Brook wins a long final at Millbrook', ...lines)).slice(0, 3)).toEqual(
      lines.slice(0, 3),
    );
  });

  it('keeps a poem with the prose around it', () => {
    const lines = [
      'The poet Tom Hill read these lines on Sunday, when the last lorry had crossed the old bridge and the barriers came down for good.',
      'The river rose, the river fell,',
      'and no one in the town could tell',
      'what hour it was, what day, what year,',
      'for every clock had stopped from fear;',
      'the bridge alone stood in the rain',
      'and waited for the evening train.',
      'Hill, who is eighty, has lived by the river all his life and has written of it in nine books, none of which is in print.',
    ];
    expect(texts(around('A poem for the bridge', ...lines))).toEqual(lines);
  });
});
