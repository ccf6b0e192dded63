/** The promise of the page: each number beside a link is what a reader finds behind it. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FACETS, type FacetName } from '../../engine/port.ts';
import { DAYS_OF_WEEK, daysBetween, sundayOf } from '../../server/days.ts';
import { createSpellings } from '../../server/facet-search.ts';
import { perFacet } from '../../server/query/facets.ts';
import { chosenAlone, freshSearch, withinDays } from '../../server/query/href.ts';
import { sparedWithin, storiesOf } from '../../server/stories.ts';
import { readSearchView } from '../../server/ui/search-view.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { testConfig, uniqueName } from '../support/engine.ts';
import { foundOn, pageAt, textOf } from '../support/html.ts';

const WORDS = ['ferry', 'council', 'harbour', 'storm'];
const SOURCES = ['The Post', 'O\'Neil\'s "Daily"', 'unknown', 'A\\B', 'Écho', 'Ledger', 'Courier', 'Bote'];
const PEOPLE = [
  'Elin Marsh',
  'Tomas Reyle',
  'Ada Rook',
  'Bo Lind',
  'Mira Novak',
  'Ines Vidal',
  'Yuki Sato',
  'Leo',
];
const pick = <T>(list: readonly T[], seed: number): T => list[seed % list.length] as T;

/** Years apart, and in 2023 days close to each other, months and the year alone. */
function dateOf(n: number): string | undefined {
  if (n % 11 === 0) return undefined;
  if (n % 7 === 0) return String(2016 + (n % 5));
  if (n % 5 === 0) return `2023-0${1 + (n % 4)}`;
  if (n % 13 === 0) return '2023';
  const day = String(1 + (n % 28)).padStart(2, '0');
  return n % 3 === 0 ? `2022-02-${day}` : `2023-0${1 + ((n >> 2) % 4)}-${day}`;
}

const ARTICLES = Array.from({ length: 160 }, (_, i) => {
  const n = (i * 7919 + 13) % 1009;
  const date = dateOf(n);
  return article({
    id: `p-${i}`,
    title: pick(WORDS, n >> 1),
    body: [pick(WORDS, n), pick(WORDS, n >> 3)].join(' '),
    source: pick(SOURCES, n >> 1),
    origin: n % 2 === 0 ? pick(SOURCES, n >> 1) : null,
    agency: n % 4 === 0 ? 'Tidal Wire' : null,
    language: pick(['en', 'fr', 'und'], n >> 4),
    person: [...new Set([pick(PEOPLE, n), pick(PEOPLE, n >> 4)])],
    place: n % 2 === 0 ? [pick(['Brannoch', 'Saint-Aubin'], n >> 5)] : [],
    completenessState: pick(['whole', 'truncated', 'unknown'] as const, n >> 2),
    storyId: n % 4 === 1 ? `alone-${i}` : `story-${n % 60}`,
    storySize: n % 4 === 1 ? 1 : pick([2, 2, 3, 7], n % 60),
    removals: [
      {
        rule: 'made/box',
        kind: 'newsletter',
        reason: 'made',
        text: `A ${pick(WORDS, n >> 2)} letter`,
        line: 9,
      },
    ],
    ...(date !== undefined && { date }),
  });
});

/** A search that shows bars of this unit. */
const BY_UNIT = [
  ['year', ''],
  ['month', 'year=2022&year=2023'],
  ['week', 'from=2023-01-01&to=2023-04-30'],
  ['day', 'month=2023-02'],
] as const;

describe.each([
  ['lists every value', 50],
  ['lists only the most frequent values', 8],
])('a store that %s', (_name, facetValues) => {
  let opened: TestApp;
  beforeAll(async () => {
    const index = uniqueName(import.meta.url, String(facetValues));
    opened = await openTestApp(testConfig({ index, facetValues }), ARTICLES);
  });
  afterAll(() => opened.store.close());

  const search = fc
    .record({
      q: fc.constantFrom('', '', 'ferry', '"harbour"', '-storm', 'stormm', 'ferry person:"elin marsh"'),
      narrowed: fc.constantFrom(...BY_UNIT.map(([, params]) => params)),
      facet: fc.constantFrom(
        '',
        '',
        'source=Ledger',
        'person=Elin+Marsh&person=Leo',
        '-language=fr',
        'agency=unknown',
        'copies=2',
        '-copies=1',
      ),
      text: fc.constantFrom('', '', '', 'in=removed'),
    })
    .map(
      ({ q, narrowed, facet, text }) =>
        `/?${[q && `q=${encodeURIComponent(q)}`, narrowed, facet, text].filter(Boolean).join('&')}`,
    );

  it('says beside each value of the panel, each bar and each row what one finds there', async () => {
    await fc.assert(
      fc.asyncProperty(search, fc.nat(), async (address, which) => {
        const page = await pageAt(opened.app, address);
        const choices = choicesOn(page).filter(({ href }) => narrowsOnce(href));
        const choice = choices[which % Math.max(choices.length, 1)];
        if (!choice) return;
        const { articles, stories } = foundOn(await pageAt(opened.app, choice.href));
        expect({ ...choice, count: articles, stories }).toEqual(choice);
      }),
      { numRuns: 100 },
    );
  }, 180_000);

  it('leaves out exactly as many articles as a value has', async () => {
    await fc.assert(
      fc.asyncProperty(search, fc.nat(), async (address, which) => {
        const page = await pageAt(opened.app, address);
        const rows = [...page.querySelectorAll('.values li')].filter(
          (row) => row.querySelector('.leave-out') && !chosenBeside(row),
        );
        const row = rows[which % Math.max(rows.length, 1)];
        const link = row?.querySelector('.leave-out');
        if (!row || !link) return;
        const after = foundOn(await pageAt(opened.app, hrefOf(link)));
        expect(after.articles).toBe(foundOn(page).articles - countIn(row));
      }),
      { numRuns: 35 },
    );
  }, 180_000);

  it.each(BY_UNIT)(
    'draws bars of a %s that hold, with the vague ones, every article',
    async (unit, params) => {
      const page = await pageAt(opened.app, `/?${params}`);
      expect(textOf(page.querySelector('.bars-caption'))).toMatch(new RegExp(`, by ${unit}$`));
      const bars = [...page.querySelectorAll('.bars a')];
      expect(bars.length).toBeGreaterThan(unit === 'year' ? 2 : 3);
      for (const bar of bars) {
        const { articles } = foundOn(await pageAt(opened.app, hrefOf(bar)));
        if (narrowsOnce(hrefOf(bar))) expect(countIn(bar)).toBe(articles);
      }
      const rows = [...page.querySelectorAll('.facet table tbody tr')];
      expect(rows.map((row) => hrefOf(row.querySelector('a')))).toEqual(bars.map(hrefOf));
      // Weeks begin and end where the range does; of the others none is lost.
      if (unit !== 'week') {
        const counted = rows.filter((row) => unit !== 'month' || !textOf(row).includes('Undated'));
        const sum = counted.reduce((total, row) => total + countIn(row), 0);
        expect(sum).toBe(foundOn(page).articles);
      }
    },
  );

  it('tells on the page of a facet how many articles and stories one finds behind each value', async () => {
    await fc.assert(
      fc.asyncProperty(search, fc.constantFrom(...FACETS), fc.nat(), async (address, facet, which) => {
        const page = await pageAt(opened.app, address.replace('/?', `/facets/${facet}?`));
        const rows = [...page.querySelectorAll('.values li')].filter((row) => {
          const link = row.querySelector('.value');
          return link && !link.matches('.chosen, .out') && narrowsOnce(hrefOf(link));
        });
        const row = rows[which % Math.max(rows.length, 1)];
        if (!row) return;
        const { articles, stories } = foundOn(await pageAt(opened.app, hrefOf(row.querySelector('.value'))));
        expect(storiesIn(row)).toBe(stories);
        expect(countIn(row)).toBe(articles);
      }),
      { numRuns: 50 },
    );
  }, 180_000);

  it('counts the stories of a choice by reading the copies as by asking for each', async () => {
    const { reader } = opened.store;
    const weeks = daysBetween('2023-01-02', '2023-04-30', DAYS_OF_WEEK).map((from) => ({
      from,
      to: sundayOf(from),
    }));
    const values = [
      ...SOURCES.map((value) => ['source', value]),
      ...PEOPLE.map((value) => ['person', value]),
    ] as const;
    for (const query of [freshSearch(), freshSearch({ q: 'ferry' }), freshSearch({ in: 'removed' })]) {
      const choices = [
        ...weeks.map((told) => ({ alone: withinDays(query, told.from, told.to), told })),
        ...values.map(([facet = 'source', value = '']) => {
          const told = { facet: facet as FacetName, value };
          return { alone: chosenAlone(query, told.facet, value), told };
        }),
      ].map((choice) => ({ ...choice, count: 1000, copied: undefined }));
      const read = await sparedWithin(reader, query, ['source', 'person'], 1000);
      expect(await storiesOf(reader, choices, 0, read)).toEqual(await storiesOf(reader, choices));
    }
  });

  it('reads few copies for the panel without counting them first, save where something is chosen', async () => {
    const { reader } = opened.store;
    const counted: (readonly FacetName[])[] = [];
    const watched = {
      ...reader,
      facetCounts: (request: Parameters<typeof reader.facetCounts>[0]) => {
        counted.push(request.facets);
        return reader.facetCounts(request);
      },
    };
    const spellings = createSpellings(testConfig());
    const view = (change: Parameters<typeof freshSearch>[0]) =>
      readSearchView(watched, spellings, freshSearch({ q: 'ferry', ...change }), facetValues);
    const { stories } = await view({});
    expect(stories?.size).toBeGreaterThan(10);
    expect(counted).toEqual([]);
    await view({ facets: perFacet((facet) => (facet === 'source' ? ['Ledger'] : [])) });
    expect(counted).toEqual([['source']]);
  });

  it('does not go through more copies than it may', async () => {
    const choices = [{ alone: freshSearch(), count: 160, copied: undefined, told: null }];
    expect(await storiesOf(opened.store.reader, choices, 159)).toBeNull();
    const { stories } = foundOn(await pageAt(opened.app, '/?page=1'));
    expect(await storiesOf(opened.store.reader, choices, 160)).toEqual([stories]);
  });

  it('tells of the second tier what one finds without the words it dropped', async () => {
    const page = await pageAt(opened.app, '/?q=ferry+zzqq&-language=fr');
    const link = page.querySelector('.second-tier-head a');
    const { articles } = foundOn(await pageAt(opened.app, hrefOf(link)));
    expect(articles).toBeGreaterThan(0);
    expect(textOf(link)).toBe(`${articles} articles`);
  });

  it('tells at nothing found what dropping a part brings', async () => {
    const page = await pageAt(opened.app, '/?q=ferry+zzqq&source=Nobody');
    expect(page.querySelectorAll('.nothing li')).toHaveLength(0);
    for (const address of [
      '/?q=ferry&source=Nobody',
      '/?q=ferry+zzqq',
      '/?q=harbour&from=2001-01-01&to=2001-02-01',
    ]) {
      const parts = [...(await pageAt(opened.app, address)).querySelectorAll('.nothing li')];
      expect(parts.length).toBeGreaterThan(0);
      for (const part of parts) {
        const { articles } = foundOn(await pageAt(opened.app, hrefOf(part.querySelector('a'))));
        expect(articles).toBeGreaterThan(0);
        expect(countIn(part)).toBe(articles);
      }
    }
  });
});

describe('a store of many copies', () => {
  const STORIES = 1_000;
  let opened: TestApp;
  beforeAll(async () => {
    const copies = Array.from({ length: 3 * STORIES }, (_, i) =>
      article({
        id: `m-${i}`,
        title: 'Ferry',
        source: pick(SOURCES, i),
        date: '2023-05-01',
        storyId: `story-${i % STORIES}`,
        storySize: 3,
      }),
    );
    opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url, 'many') }), copies);
  });
  afterAll(() => opened.store.close());

  it('counts the stories of the panel for who asks for them, and what one clicks on goes on to', async () => {
    const page = await pageAt(opened.app, '/?q=ferry');
    expect(choicesOn(page).some(({ count, stories }) => stories !== count)).toBe(false);
    const asks = page.querySelector('.panel-note a');
    expect(textOf(asks)).toBe('Count stories too');
    const counted = await pageAt(opened.app, hrefOf(asks));
    expect(counted.querySelector('.panel-note a')).toBeNull();
    const sources = choicesOn(counted).filter(({ href }) => href.includes('source='));
    expect(sources.length).toBeGreaterThan(2);
    for (const choice of sources) {
      expect(choice.stories).toBeLessThan(choice.count);
      expect(choice.href).toContain('count=stories');
      const { articles, stories } = foundOn(await pageAt(opened.app, choice.href));
      expect({ ...choice, count: articles, stories }).toEqual(choice);
    }
    for (const link of counted.querySelectorAll('.take-along a'))
      expect(hrefOf(link)).not.toContain('count=');
  });

  it('asks the engine for so many at a time that each answer is in time', async () => {
    const { reader } = opened.store;
    const calls: number[] = [];
    const watched = {
      ...reader,
      counts: (requests: Parameters<typeof reader.counts>[0]) => {
        calls.push(requests.length);
        return reader.counts(requests);
      },
    };
    const choice = { alone: freshSearch(), count: 3 * STORIES, copied: 3 * STORIES, told: null };
    const known = await storiesOf(
      watched,
      Array.from({ length: 70 }, () => ({ ...choice })),
    );
    expect(known).toEqual(Array.from({ length: 70 }, () => STORIES));
    expect(calls).toEqual([33, 33, 4]);
    calls.length = 0;
    await storiesOf(watched, [{ ...choice, copied: 200_000 }, choice, choice]);
    expect(calls).toEqual([1, 2]);
  });
});

const hrefOf = (link: Element | null): string => link?.getAttribute('href') ?? '';

/** The number beside a link, or of a bar in its title. */
const countIn = (row: Element): number => Number(/([\d,]+) articles?/u.exec(saidOf(row))?.[1] ?? Number.NaN);

/** The stories beside it: as many as articles where they are not told. */
const storiesIn = (row: Element): number =>
  Number(/in ([\d,]+) stor/u.exec(saidOf(row))?.[1] ?? countIn(row));

const saidOf = (row: Element): string =>
  textOf(row.querySelector('.value-count') ?? row.querySelector('title')).replaceAll(',', '');

/** Whether another value of the same facet is chosen: then this one would be an alternative to it. */
const chosenBeside = (row: Element): boolean =>
  row.closest('[data-section]')?.querySelector('.chosen') !== null;

/** Whether an address asks for one value of each facet at most: its count is told of a value alone. */
function narrowsOnce(href: string): boolean {
  const params = new URLSearchParams(href.slice(2));
  return FACETS.every((facet) => params.getAll(facet).length <= 1);
}

/** Every link of the panel that adds something, with the count beside it. */
const choicesOn = (page: Document) => [
  ...[...page.querySelectorAll('.panel .values li, .panel tbody tr')].flatMap((row) => {
    const link = row.querySelector('.value');
    if (!link || link.classList.contains('chosen') || link.classList.contains('out')) return [];
    return [{ href: hrefOf(link), count: countIn(row), stories: storiesIn(row) }];
  }),
  ...[...page.querySelectorAll('.bars a:not(.chosen)')].map((bar) => ({
    href: hrefOf(bar),
    count: countIn(bar),
    stories: storiesIn(bar),
  })),
];
