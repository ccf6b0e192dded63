/** What every store promises, whatever engine is behind it: see engine/port.ts. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Article } from '../../engine/article.ts';
import { attributeOf } from '../../engine/facets.ts';
import {
  type Condition,
  FACETS,
  type FacetName,
  type Filters,
  NoBuildYet,
  NothingToRollBack,
  type SearchRequest,
  type Store,
  StoreRefused,
  UNKNOWN_NAME,
} from '../../engine/port.ts';
import { valueKey } from '../../engine/values.ts';
import { article } from '../support/articles.ts';
import { openTestStore, publishArticles, testConfig, uniqueName } from '../support/engine.ts';
import { searchRequest } from '../support/requests.ts';

const ids = (hits: readonly { id: string }[]) => hits.map((hit) => hit.id);
const sorted = (hits: readonly { id: string }[]) => ids(hits).sort();
const open = (part: string, index = {}) =>
  openTestStore(testConfig({ index: uniqueName(import.meta.url, part), ...index }));
/** The value of the facet, or the values, as one list. */
const valuesOf = (a: Article, facet: FacetName): string[] =>
  [a[attributeOf(facet)]].flat().map((value) => String(value ?? UNKNOWN_NAME));

const named = (name: string, ...others: string[]) => ({
  name,
  type: 'person' as const,
  count: 1,
  forms: [name, ...others],
  offsets: [],
});

describe('searching', () => {
  const corpus = [
    article({
      id: 'a',
      title: 'Ferry to the island',
      source: 'Post',
      agency: 'Tidal Wire',
      removals: [
        { rule: 'made', kind: 'newsletter', reason: 'made', text: 'Red letters every Friday', line: 8 },
        { rule: 'made', kind: 'donation', reason: 'made', text: 'Your car helps our paper', line: 9 },
      ],
      language: 'en',
      date: '2023-08-22',
      person: ['Ada Rook'],
      entities: [named('Ada Rook', 'Rooke', 'Captain', 'The Countess "of" Lind')],
      storyId: 'ferry',
      storySize: 3,
    }),
    article({
      id: 'b',
      title: 'Ferry to the isle',
      source: 'Echo',
      language: 'en',
      date: '2023-08-23',
      person: ['Ada Rook', 'Bo Lind'],
      entities: [named('Ada Rook', 'Rook'), named('Bo Lind', 'Captain', 'Rook of the North')],
      storyId: 'ferry',
      storySize: 3,
      storyRank: 1,
    }),
    article({
      id: 'c',
      title: 'Fähre zur Insel',
      source: 'Bote',
      language: 'de',
      date: '2023-09',
      person: ['Bo Lind'],
      storyId: 'ferry',
      storySize: 3,
      storyRank: 2,
    }),
    article({
      id: 'd',
      title: 'Red car found',
      body: 'A red car stood at the quay in 2023.',
      source: 'Post',
      date: '2022',
      completenessState: 'truncated',
    }),
    article({
      id: 'e',
      title: 'Car park',
      body: 'The car by the wall was red, born in 2024.',
      source: 'Echo',
      place: ['Lindholm'],
    }),
    article({
      id: 'f',
      title: 'Streets closed',
      body: 'All streets of the old town are closed.',
      source: 'Post',
      date: '2023-08-22T06:38',
    }),
  ];
  let store: Store;
  const search = (changes: Partial<SearchRequest>) => store.reader.search(searchRequest(changes));
  const found = async (q: string, exact = false) => sorted((await search({ q, exact })).hits);

  beforeAll(async () => {
    store = await open('search');
    await publishArticles(store, corpus);
  });
  afterAll(() => store.close());

  it('joins values of one facet by OR and facets by AND', async () => {
    const facets = { source: ['Post', 'Echo'], person: ['Ada Rook'] };
    expect(sorted((await search({ filters: { facets } })).hits)).toEqual(['a', 'b']);
    expect(sorted((await search({ filters: { facets: { person: ['Ada Rook', 'Bo Lind'] } } })).hits)).toEqual(
      ['a', 'b', 'c'],
    );
  });

  it('needs every word to match', async () => {
    expect(await found('ferry isle')).toEqual(['b']);
    expect(await found('ferry nowhere')).toEqual([]);
  });

  it('finds a phrase only where the words stand together', async () => {
    expect(await found('"red car"')).toEqual(['d']);
    expect(await found('red car')).toEqual(['d', 'e']);
  });

  it('allows a typo in a word but never in a number', async () => {
    expect(await found('stret')).toEqual(['f']);
    expect(await found('2023')).toEqual(['d']);
  });

  it('finds neither typos nor beginnings when exact', async () => {
    expect(await found('streets', true)).toEqual(['f']);
    expect(await found('stret', true)).toEqual([]);
    expect(await found('street', true)).toEqual([]);
    expect(await found('"red car" quay', true)).toEqual(['d']);
    expect(await found('car -"red car"', true)).toEqual(['e']);
    expect(await found('car -quay', true)).toEqual(['e']);
  });

  it('shows one hit per story when collapsed, and counts articles and stories apart', async () => {
    const collapsed = await search({ filters: { facets: { language: ['en', 'de'] } }, collapse: true });
    expect(collapsed).toMatchObject({ total: 6, stories: 4 });
    expect(new Set(collapsed.hits.map((hit) => hit.storyId)).size).toBe(4);
    expect(collapsed.hits).toHaveLength(4);
    const all = await search({});
    expect(all).toMatchObject({ total: 6, stories: 4 });
    expect(all.hits).toHaveLength(6);
  });

  it('sorts strictly by date, undated last', async () => {
    expect(ids((await search({ sort: 'newest' })).hits)).toEqual(['c', 'b', 'f', 'a', 'd', 'e']);
    expect(ids((await search({ sort: 'oldest' })).hits)).toEqual(['d', 'a', 'f', 'b', 'c', 'e']);
    expect(ids((await search({ q: 'ferry', sort: 'oldest' })).hits)).toEqual(['a', 'b', 'c']);
  });

  it('takes an article into a range of days only when its whole date lies within', async () => {
    const range = async (filters: Omit<Filters, 'facets'>) =>
      sorted((await search({ filters: { facets: {}, ...filters } })).hits);
    expect(await range({ from: '2023-08-22', to: '2023-08-22' })).toEqual(['a', 'f']);
    expect(await range({ from: '2023-08-23' })).toEqual(['b', 'c']);
    expect(await range({ from: '2023-09-02' })).toEqual([]);
    expect(await range({ to: '2023-09-29' })).toEqual(['a', 'b', 'd', 'f']);
    expect(await range({ to: '2022-12-30' })).toEqual([]);
    expect(await range({ to: '2022-12-31' })).toEqual(['d']);
    await expect(range({ from: '2023-02-30' })).rejects.toThrow('«2023-02-30» is no day');
  });

  it('filters by undated, by completeness and by story', async () => {
    expect(ids((await search({ filters: { facets: { year: ['undated'] } } })).hits)).toEqual(['e']);
    expect(ids((await search({ filters: { facets: { completeness: ['truncated'] } } })).hits)).toEqual(['d']);
    expect(sorted((await search({ filters: { facets: {}, story: ['ferry'] } })).hits)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('tells each article by what it is counted by, unknown names as the word they are counted under', async () => {
    const each = await store.reader.facetsOfEach(
      searchRequest({
        filters: { facets: { source: ['post', 'Echo'] } },
        facets: ['source', 'person', 'year'],
      }),
      100,
    );
    const found = await search({ filters: { facets: { source: ['Post', 'Echo'] } } });
    expect(each.map(({ storyId }) => storyId).sort()).toEqual(found.hits.map((hit) => hit.storyId).sort());
    for (const hit of found.hits)
      expect(each).toContainEqual({
        storyId: hit.storyId,
        firstDay: hit.firstDay,
        lastDay: hit.lastDay,
        values: {
          source: [valueKey(hit.source)],
          person: (hit.person.length > 0 ? hit.person : [UNKNOWN_NAME]).map(valueKey),
          year: [hit.year],
        },
      });
    expect(await store.reader.facetsOfEach(searchRequest(), 1)).toHaveLength(1);
  });

  it('counts a facet without its own selection, largest first, and lists selected values also at 0', async () => {
    const answer = await search({
      filters: { facets: { source: ['Echo', 'Nobody'], language: ['en'] } },
      facets: ['source', 'language', 'completeness'],
    });
    expect(answer.total).toBe(2);
    expect(answer.facets.source).toEqual([
      { value: 'Post', count: 3 },
      { value: 'Echo', count: 2 },
      { value: 'Nobody', count: 0 },
    ]);
    expect(answer.facets.language).toEqual([{ value: 'en', count: 2 }]);
    expect(answer.facets.completeness).toEqual([{ value: 'whole', count: 2 }]);
    const alone = searchRequest({
      filters: { facets: { source: ['Echo', 'Nobody'], language: ['en'] } },
      facets: ['source', 'language', 'completeness'],
    });
    expect(await store.reader.facetCounts(alone)).toMatchObject({ total: 2, facets: answer.facets });
  });

  it('lists a selected value once, as it was selected, also in another case', async () => {
    const { facets } = await search({ filters: { facets: { source: ['post'] } }, facets: ['source'] });
    expect(facets.source).toEqual([
      { value: 'post', count: 3 },
      { value: 'Echo', count: 2 },
      { value: 'Bote', count: 1 },
    ]);
  });

  it('counts whom nobody knows as a value, and gives it back as null', async () => {
    const agency = async (...values: string[]) =>
      await search({ filters: { facets: { agency: values } }, facets: ['agency'] });
    expect((await agency()).facets.agency).toEqual([
      { value: 'unknown', count: 5 },
      { value: 'Tidal Wire', count: 1 },
    ]);
    const without = await agency('unknown');
    expect(sorted(without.hits)).toEqual(['b', 'c', 'd', 'e', 'f']);
    expect(without.hits.map(({ agency }) => agency)).toEqual([null, null, null, null, null]);
    expect((await search({ in: 'removed', facets: ['carrier'] })).facets.carrier).toEqual([
      { value: 'unknown', count: 1 },
    ]);
    expect((await store.reader.story('ferry', 1))[0]).toMatchObject({ agency: 'Tidal Wire', carrier: null });
  });

  it('tells how many articles and stories each of several searches finds', async () => {
    const { reader } = store;
    const asked: Partial<SearchRequest>[] = [
      { q: 'ferry' },
      {},
      { q: 'letters', in: 'removed' },
      { filters: { facets: { source: ['Nobody'] } } },
    ];
    const counts = (collapse: boolean) =>
      reader.counts(asked.map((changes) => searchRequest({ ...changes, collapse })));
    expect(await counts(false)).toEqual([3, 6, 1, 0]);
    expect(await counts(true)).toEqual([1, 4, 1, 0]);
    expect(await reader.counts([])).toEqual([]);
  });

  it('pages through everything once', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => search({ page, limit: 2, sort: 'newest' })));
    expect(pages.flatMap((page) => ids(page.hits))).toEqual(['c', 'b', 'f', 'a', 'd', 'e']);
    expect((await search({ page: 4, limit: 2 })).hits).toEqual([]);
  });

  it('gives hits everything a result list needs, and no more', async () => {
    const { paragraphs: _p, removals: _r, facts: _f, entities: _e, ...summary } = corpus[0] as Article;
    const [hit] = (await search({ q: 'island' })).hits;
    expect(hit).toEqual({ ...summary, addedAt: Date.parse('2024-05-06T07:08:09Z') });
  });

  it('reads one article by its id to the letter, or null', async () => {
    expect(await store.reader.article('a')).toMatchObject({ article: corpus[0], build: { id: 'b1' } });
    expect(await store.reader.article('A')).toBeNull();
    expect(await store.reader.article('no "such" \\')).toBeNull();
  });

  it('reads the members of a story in their order', async () => {
    expect(ids(await store.reader.story('ferry', 10))).toEqual(['a', 'b', 'c']);
    expect(ids(await store.reader.story('ferry', 2))).toEqual(['a', 'b']);
    expect(await store.reader.story('none', 2)).toEqual([]);
  });

  it('finds values of a facet by their beginning, their middle and without accents', async () => {
    const values = (q: string, changes: Partial<SearchRequest> = {}) =>
      store.reader.facetValues('person', q, searchRequest(changes));
    expect(await values('ada')).toEqual([{ value: 'Ada Rook', count: 2 }]);
    expect(await values('lind')).toEqual([{ value: 'Bo Lind', count: 2 }]);
    expect(await values('')).toEqual([
      { value: 'unknown', count: 3 },
      { value: 'Ada Rook', count: 2 },
      { value: 'Bo Lind', count: 2 },
    ]);
    expect(await values('rook', { filters: { facets: { source: ['Post'], person: ['Bo Lind'] } } })).toEqual([
      { value: 'Ada Rook', count: 1 },
    ]);
    expect(await values('bó')).toEqual([{ value: 'Bo Lind', count: 2 }]);
    expect(await values('zzz')).toEqual([]);
  });

  it('counts and finds articles that name nobody by a value of their own, and tells no name of them', async () => {
    const nobody = await search({
      filters: { facets: { person: [UNKNOWN_NAME] } },
      facets: ['person', 'place'],
    });
    expect(sorted(nobody.hits)).toEqual(['d', 'e', 'f']);
    expect(nobody.hits.flatMap(({ person }) => person)).toEqual([]);
    expect(nobody.facets.person).toContainEqual({ value: UNKNOWN_NAME, count: 3 });
    expect(nobody.facets.place).toEqual([
      { value: UNKNOWN_NAME, count: 2 },
      { value: 'Lindholm', count: 1 },
    ]);
    const somebody = { kind: 'values', facet: 'person', values: [UNKNOWN_NAME], excluded: true } as const;
    expect(sorted((await search({ filters: { facets: {}, conditions: [somebody] } })).hits)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('searches what was removed apart from the articles, under the same filters', async () => {
    const removed = (q: string, filters: Filters = { facets: {} }) =>
      search({ q, in: 'removed', filters, facets: ['source'] });
    expect((await removed('letters')).hits.map(({ id, body }) => ({ id, body }))).toEqual([
      { id: 'a', body: 'Red letters every Friday\n\nYour car helps our paper' },
    ]);
    const [{ pieces = [] } = {}] = (await removed('letters')).hits;
    expect(pieces.map(({ length }) => length)).toEqual([24, 24]);
    expect(await found('letters')).toEqual([]);
    expect((await removed('ferry')).total).toBe(0);
    expect((await removed('"red car"')).total).toBe(0);
    const all = await removed('');
    expect(all).toMatchObject({ total: 1, stories: 1, facets: { source: [{ value: 'Post', count: 1 }] } });
    expect((await removed('', { facets: { source: ['Echo'] } })).total).toBe(0);
  });

  it('keeps to conditions whatever is chosen, and counts under them', async () => {
    const under = async (...conditions: Condition[]) =>
      sorted((await search({ filters: { facets: {}, conditions } })).hits);
    const values = (facet: FacetName, list: string[], excluded = false): Condition => ({
      kind: 'values',
      facet,
      values: list,
      excluded,
    });
    expect(await under(values('source', ['post', 'Bote']))).toEqual(['a', 'c', 'd', 'f']);
    expect(await under(values('source', ['Post'], true))).toEqual(['b', 'c', 'e']);
    expect(await under(values('person', ['Ada Rook'], true), values('agency', ['Tidal Wire'], true))).toEqual(
      ['c', 'd', 'e', 'f'],
    );
    expect(await under({ kind: 'dates', from: '2023-08-01', to: '2023-08-31', excluded: false })).toEqual([
      'a',
      'b',
      'f',
    ]);
    expect(await under({ kind: 'dates', from: '2023-01-01', excluded: true })).toEqual(['d', 'e']);
    const counted = await search({
      facets: ['source'],
      filters: { facets: { source: ['Echo'] }, conditions: [values('source', ['Post'], true)] },
    });
    expect(counted.facets.source).toEqual([
      { value: 'Echo', count: 2 },
      { value: 'Bote', count: 1 },
    ]);
  });

  it('finds an entity by another name that articles use for it', async () => {
    const values = (q: string, facet: FacetName = 'person', changes: Partial<SearchRequest> = {}) =>
      store.reader.facetValues(facet, q, searchRequest(changes));
    const rook = { value: 'Ada Rook', count: 2 };
    expect(await values('Rooke')).toEqual([rook]);
    expect(await values('rookë')).toEqual([rook]);
    expect(await values('the countess', 'entity')).toEqual([rook]);
    expect(await values('Rooke', 'org')).toEqual([]);
    const post = { filters: { facets: { source: ['Post'], person: ['Bo Lind'] } } };
    expect(await values('Rooke', 'person', post)).toEqual([{ value: 'Ada Rook', count: 1 }]);
  });

  it('knows the entity that nearly all articles mean by a name', async () => {
    const called = (name: string, facet: FacetName = 'person') => store.reader.entityCalled(name, facet);
    expect(await called('Rooke')).toBe('Ada Rook');
    expect(await called('the countess "of" Lind')).toBe('Ada Rook');
    expect(await called('Rook')).toBe('Ada Rook');
    expect(await called('Roo')).toBeNull(); // the whole name only
    expect(await called('Rooke', 'org')).toBeNull();
    expect(await called('Rooke', 'source')).toBeNull();
    expect(await called('Captain')).toBeNull(); // each of two is called so
    expect(await called('Bo Lind')).toBeNull(); // a name of its own
    expect(await called('ada rook')).toBeNull();
  });

  it('counts exactly what a click finds, for any words and filters', async () => {
    const vocabulary = Object.fromEntries(
      FACETS.map((facet) => [facet, [...new Set(corpus.flatMap((a) => valuesOf(a, facet))), 'absent']]),
    ) as Record<FacetName, string[]>;
    const filters = fc.record(
      Object.fromEntries(FACETS.map((facet) => [facet, fc.subarray(vocabulary[facet])])) as Record<
        FacetName,
        fc.Arbitrary<string[]>
      >,
      { requiredKeys: [] },
    );
    const q = fc.constantFrom('', '', 'ferry', 'car', 'the', 'stret', '"red car"');
    const asked = fc.constantFrom(...FACETS);
    await fc.assert(
      fc.asyncProperty(q, filters, asked, fc.boolean(), async (words, facets, facet, collapse) => {
        const answer = await search({ q: words, filters: { facets }, facets: [facet], collapse });
        for (const { value, count } of answer.facets[facet] ?? []) {
          const click = await search({
            q: words,
            filters: { facets: { ...facets, [facet]: [value] } },
            limit: 100,
          });
          expect(click.hits).toHaveLength(count);
          expect(click.total).toBe(count);
        }
        const listed = (answer.facets[facet] ?? []).map((one) => one.value);
        for (const value of facets[facet] ?? []) expect(listed).toContain(value);
        for (const value of vocabulary[facet].filter((one) => !listed.includes(one))) {
          const click = await search({ q: words, filters: { facets: { ...facets, [facet]: [value] } } });
          expect({ value, total: click.total }).toEqual({ value, total: 0 });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('finds what a plain reading of the filters finds', async () => {
    const filled = FACETS.filter((facet) => corpus.some((a) => valuesOf(a, facet).length > 0));
    const one = fc.constantFrom(...filled).chain((facet) =>
      fc.record({
        facet: fc.constant(facet),
        values: fc.subarray([...new Set(corpus.flatMap((a) => valuesOf(a, facet)))], { minLength: 1 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 3 }), async (chosen) => {
        const facets = Object.fromEntries(chosen.map(({ facet, values }) => [facet, values]));
        const expected = corpus.filter((a) =>
          Object.entries(facets).every(([facet, values]) =>
            valuesOf(a, facet as FacetName).some((value) => values.includes(value)),
          ),
        );
        expect(sorted((await search({ filters: { facets } })).hits)).toEqual(sorted(expected));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a story in a list', () => {
  const members = [
    { id: 'cut', date: '2023-08-20', source: 'Echo', completenessState: 'truncated', storyRank: 3 },
    { id: 'first', date: '2023-08-21', source: 'Post', language: 'de', storyRank: 0 },
    { id: 'second', date: '2023-08-22', source: 'Bote', storyRank: 1, title: 'Tunnel tunnel tunnel' },
    { id: 'third', date: '2023-08-23', source: 'Bote', storyRank: 2, title: 'Tunnel opened' },
  ] as const;
  const other = {
    id: 'other',
    date: '2023-08-24',
    title: 'A tunnel elsewhere',
    body: 'The tunnel elsewhere.',
  };
  let store: Store;
  const collapsed = async (changes: Partial<SearchRequest>) =>
    ids((await store.reader.search(searchRequest({ q: 'tunnel', collapse: true, ...changes }))).hits);
  const filtered = (filters: Filters) => collapsed({ filters });

  beforeAll(async () => {
    store = await open('members');
    await publishArticles(store, [
      ...members.map((member) =>
        article({
          title: 'The tunnel',
          body: 'A tunnel was opened.',
          storyId: 'tunnel',
          storySize: 4,
          ...member,
        }),
      ),
      article(other),
    ]);
  });
  afterAll(() => store.close());

  it('is shown by the first of its members, whichever matches best', async () => {
    expect(new Set(await collapsed({}))).toEqual(new Set(['first', 'other']));
    expect(new Set(await collapsed({ q: '' }))).toEqual(new Set(['first', 'other']));
    expect(await collapsed({ q: 'opened', filters: { facets: {}, story: ['tunnel'] } })).toEqual(['first']);
  });

  it('is shown by the first of the members that match words and filters', async () => {
    expect(await filtered({ facets: { source: ['Bote'] } })).toEqual(['second']);
    expect(await filtered({ facets: { source: ['Echo', 'Bote'] } })).toEqual(['second']);
    expect(await filtered({ facets: { completeness: ['truncated'] } })).toEqual(['cut']);
    expect(await filtered({ facets: {}, story: ['tunnel'], from: '2023-08-23' })).toEqual(['third']);
    expect(await collapsed({ q: '"tunnel tunnel"' })).toEqual(['second']);
  });

  it('stands by date where its newest or oldest member does, and shows that one', async () => {
    expect(await collapsed({ sort: 'newest' })).toEqual(['other', 'third']);
    expect(await collapsed({ sort: 'oldest' })).toEqual(['cut', 'other']);
  });

  it('lists its members in their order', async () => {
    expect(ids(await store.reader.story('tunnel', 10))).toEqual(['first', 'second', 'third', 'cut']);
    expect(ids(await store.reader.story('tunnel', 2))).toEqual(['first', 'second']);
  });

  it('shows the first member that matches, whatever is searched and filtered', async () => {
    const rankOf = new Map<string, number>(members.map(({ id, storyRank }) => [id, storyRank]));
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(['Echo', 'Post', 'Bote'], { minLength: 1 }),
        fc.constantFrom('', 'tunnel', 'opened', 'tunnel opened', '"the tunnel"'),
        async (source, q) => {
          const filters = { facets: { source } };
          const all = await store.reader.search(searchRequest({ q, filters }));
          const best = ids(all.hits)
            .filter((id) => rankOf.has(id))
            .sort((a, b) => (rankOf.get(a) ?? 0) - (rankOf.get(b) ?? 0));
          const shown = (await collapsed({ q, filters })).filter((id) => rankOf.has(id));
          expect(shown).toEqual(best.slice(0, 1));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('odd values', () => {
  it('filters by any text to the letter, as far as the engine tells letters apart', async () => {
    const odd = fc.oneof(
      fc.constantFrom(
        '',
        'AND',
        'a OR b',
        '"',
        "'",
        '\\',
        'a\\',
        'a\\"',
        '\\\\',
        "'\\'",
        'line\nbreak',
        '🗞️',
        ']',
        'x, "y"',
        '‮',
        'TO',
        'NOT EXISTS',
      ),
      fc.string({
        unit: fc.constantFrom('a', 'B', '"', "'", '\\', ' ', '\n', '\t', ',', ']', '🗞', 'é', '=', 'ß', '東'),
        maxLength: 8,
      }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    const sources = [...new Set(fc.sample(odd, { numRuns: 400, seed: 7 }))];
    const store = await open('odd');
    await publishArticles(
      store,
      sources.map((source, i) => article({ id: `odd-${i}`, source })),
    );
    // Case and compatibility forms are alike to the engine, and an empty text is no value to it.
    const alike = (text: string) => text.trim().normalize('NFKD').toLowerCase();
    for (const source of sources) {
      const answer = await store.reader.search(
        searchRequest({ filters: { facets: { source: [source] } }, facets: ['source'] }),
      );
      const expected = sources.flatMap((other, i) =>
        other !== '' && alike(other) === alike(source) ? [`odd-${i}`] : [],
      );
      expect({ source, found: sorted(answer.hits) }).toEqual({ source, found: expected.sort() });
      expect(answer.facets.source?.find((one) => one.value === source)?.count).toBe(expected.length);
    }
    await store.close();
  }, 120_000);

  it('counts selected values beyond those that are listed', async () => {
    const store = await open('many', { facetValues: 3 });
    await publishArticles(
      store,
      Array.from({ length: 29 }, (_, i) => article({ id: `m${i}`, source: `Source ${i % 10}` })),
    );
    const { facets } = await store.reader.search(
      searchRequest({ filters: { facets: { source: ['Source 9'] } }, facets: ['source'] }),
    );
    expect(facets.source).toContainEqual({ value: 'Source 9', count: 2 });
    expect(facets.source).toHaveLength(4);
    await store.close();
  });

  it('tells the same number of stories on every page, with or without copies, collapsed or not', async () => {
    const store = await open('pages');
    await publishArticles(
      store,
      Array.from({ length: 50 }, (_, i) => {
        const storySize = i % 40 < 10 ? 2 : 1;
        return article({
          id: `m${i}`,
          storyId: `s${i % 40}`,
          storySize,
          storyRank: i < 40 ? 0 : 1,
          date: i < 40 ? '2023' : '2024',
        });
      }),
    );
    const copies = (value: string) => ({ facets: { copies: [value] } });
    for (const [filters, total, stories] of [
      [{ facets: {} }, 50, 40],
      [copies('1'), 30, 30],
      [copies('2'), 20, 10],
    ] as const)
      for (const collapse of [true, false]) {
        const pages = await Promise.all(
          [1, 2, 3, 4, 5].map((page) =>
            store.reader.search(searchRequest({ filters, collapse, page, limit: 15, facets: ['copies'] })),
          ),
        );
        for (const page of pages) expect(page).toMatchObject({ total, stories });
        const hits = pages.flatMap((page) => page.hits);
        expect(hits).toHaveLength(collapse ? stories : total);
        if (collapse) expect(hits.every(({ storyRank }) => storyRank === 0)).toBe(true);
      }
    await store.close();
  });

  it('tells the exact total beyond the deepest hit that can be paged to', async () => {
    const store = await open('deep', { maxTotalHits: 20 });
    await publishArticles(
      store,
      Array.from({ length: 50 }, (_, i) =>
        article({ id: `m${i}`, storyId: `s${i % 40}`, storySize: i % 40 < 10 ? 2 : 1 }),
      ),
    );
    expect(await store.reader.search(searchRequest({ limit: 10, collapse: true }))).toMatchObject({
      total: 50,
      stories: 40,
    });
    expect((await store.reader.search(searchRequest({ limit: 10, page: 2 }))).hits).toHaveLength(10);
    await expect(store.reader.search(searchRequest({ limit: 10, page: 3 }))).rejects.toThrow(StoreRefused);
    await store.close();
  });
});

describe('building', () => {
  it('has no build before the first one', async () => {
    const store = await open('none');
    expect(await store.reader.build()).toBeNull();
    expect(await store.writer.build()).toBeNull();
    await expect(store.reader.search(searchRequest())).rejects.toThrow(NoBuildYet);
    await expect(store.reader.article('a')).rejects.toThrow(NoBuildYet);
    await expect(store.writer.rollback()).rejects.toThrow(NothingToRollBack);
    await store.close();
  });

  it('puts the previous build back, and forth again', async () => {
    const store = await open('rollback');
    await publishArticles(store, [article({ id: 'one' })], 'first');
    await expect(store.writer.rollback()).rejects.toThrow(NothingToRollBack);
    await publishArticles(store, [article({ id: 'two' })], 'second');
    const live = async () => {
      const { hits, build } = await store.reader.search(searchRequest());
      return [build.id, ...ids(hits)];
    };
    expect(await live()).toEqual(['second', 'two']);
    expect(await store.writer.rollback()).toMatchObject({ id: 'first', articles: 1 });
    expect(await live()).toEqual(['first', 'one']);
    expect(await store.writer.rollback()).toMatchObject({ id: 'second' });
    expect(await live()).toEqual(['second', 'two']);
    await publishArticles(store, [article({ id: 'three' })], 'third');
    expect(await store.writer.rollback()).toMatchObject({ id: 'second' });
    await store.close();
  });

  it('answers from the old build until the swap, and starts over after a run that died', async () => {
    const store = await open('staging');
    await publishArticles(store, [article({ id: 'old' })], 'old');
    const died = await store.writer.begin();
    await died.add([article({ id: 'lost' })]);
    expect(ids((await store.reader.search(searchRequest())).hits)).toEqual(['old']);
    await publishArticles(store, [article({ id: 'new' })], 'new');
    expect(ids((await store.reader.search(searchRequest())).hits)).toEqual(['new']);
    const given = await store.writer.begin();
    await given.add([article({ id: 'unwanted' })]);
    await given.abandon();
    expect(await store.reader.build()).toMatchObject({ id: 'new' });
    await store.close();
  });

  it('publishes an empty corpus', async () => {
    const store = await open('empty');
    await publishArticles(store, [], 'empty');
    expect(await store.reader.search(searchRequest({ facets: ['source'] }))).toMatchObject({
      total: 0,
      stories: 0,
      hits: [],
      facets: { source: [] },
    });
    await store.close();
  });

  it('counts an article that was sent twice once', async () => {
    const store = await open('twice');
    await publishArticles(store, [
      article({ id: 'same', title: 'First' }),
      article({ id: 'same', title: 'Second' }),
    ]);
    expect((await store.reader.article('same'))?.article.title).toBe('Second');
    await store.close();
  });

  it('refuses an id the engine would not take before anything is sent', async () => {
    const store = await open('bad-id');
    const staging = await store.writer.begin();
    await expect(
      staging.add([article({ id: 'ok' }), article({ id: 'not ok', path: 'pages/x.html' })]),
    ).rejects.toThrow('pages/x.html has the id «not ok»');
    await staging.abandon();
    await store.close();
  });

  it('keeps half of a surrogate pair from spoiling a payload', async () => {
    const store = await open('surrogate');
    await publishArticles(store, [
      article({ id: 'half', title: 'half \ud83d and whole \u{1f5de}, written \\ud83d' }),
    ]);
    expect((await store.reader.article('half'))?.article.title).toBe(
      'half \ufffd and whole \u{1f5de}, written \\ud83d',
    );
    await store.close();
  });

  it('lets the live build stand when a task failed, a document is missing or a setting was changed', async () => {
    const index = uniqueName(import.meta.url, 'refuse');
    const store = await openTestStore(testConfig({ index }));
    await publishArticles(store, [article({ id: 'old' })], 'old');
    const spoiled = { ...article({ id: 'spoiled' }), _vectors: 'no vectors' };
    await expect(publishArticles(store, [spoiled], 'failed')).rejects.toThrow(
      /indexing the articles: the engine's task \d+ \(documentAdditionOrUpdate\) failed: .*expected a map/,
    );

    const behindOurBack = async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${inject('engineUrl')}/indexes/${index}_staging${path}`, {
        method,
        headers: { authorization: `Bearer ${inject('engineKey')}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      expect(answer.status).toBe(202);
    };
    const build = { id: 'bad', rules: 'r', finishedAt: '', articles: 2, summary: {} };
    const short = await store.writer.begin();
    await short.add([article({ id: 'one' }), article({ id: 'two' })]);
    await behindOurBack('DELETE', '/documents/one');
    await expect(short.publish(build)).rejects.toThrow('holds 1 documents where 2 were sent');

    const changed = await store.writer.begin();
    await changed.add([article({ id: 'one' })]);
    await behindOurBack('PATCH', '/settings', { sortableAttributes: ['year'] });
    await expect(changed.publish(build)).rejects.toThrow(
      'other settings than were sent (sortableAttributes)',
    );

    expect((await store.reader.search(searchRequest())).hits).toMatchObject([{ id: 'old' }]);
    expect(await store.writer.build()).toMatchObject({ id: 'old' });
    await store.close();
  });

  it('never mixes two builds in one answer while builds are swapped', async () => {
    const store = await open('swaps');
    const corpus = (build: string) =>
      Array.from({ length: 20 }, (_, i) => article({ id: `${build}-${i}`, source: build }));
    await publishArticles(store, corpus('red'), 'red');
    await publishArticles(store, corpus('blue'), 'blue');
    let swapping = true;
    const seen = new Set<string>();
    const look = async () => {
      while (swapping) {
        const { hits, build, facets } = await store.reader.search(searchRequest({ facets: ['source'] }));
        expect(new Set(hits.map((hit) => hit.source))).toEqual(new Set([build.id]));
        expect(facets.source).toEqual([{ value: build.id, count: 20 }]);
        seen.add(build.id);
      }
    };
    const swap = async () => {
      for (let i = 0; i < 12; i++) await store.writer.rollback();
      swapping = false;
    };
    await Promise.all([swap(), look(), look()]);
    expect(seen).toEqual(new Set(['red', 'blue']));
    await store.close();
  });
});
