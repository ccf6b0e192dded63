import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArticleBody, FacetBody, HealthBody, ReadyBody, SearchBody } from '../../server/api/shapes.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { testConfig, uniqueName } from '../support/engine.ts';

const config = testConfig({ index: uniqueName(import.meta.url), maxTotalHits: 40, facetValues: 30 });
let opened: TestApp;

const filler = Array.from({ length: 12 }, (_, i) =>
  article({
    id: `filler-${i}`,
    title: `Note ${i}`,
    body: 'Nothing much.',
    source: 'Filler',
    date: `2020-01-${10 + i}`,
  }),
);

const ARTICLES = [
  article({
    id: 'ferry-1',
    title: 'A second ferry for the island',
    body: 'The council of Brannoch voted for a ferry.\n\nElin Marsh spoke & <b>left</b>.',
    source: 'The Harbour Post',
    date: '2024-03-05',
    person: ['Elin Marsh'],
    place: ['Brannoch'],
    storyId: 'story-ferry',
    storySize: 2,
    storyRelation: 'copy',
    removals: [
      { rule: 'share/buttons', kind: 'share', reason: 'share buttons', text: 'Share this', line: 9 },
    ],
    facts: [{ fact: 'language', value: 'en', evidence: 'The council', reader: 'franc' }],
    entities: [
      { name: 'Elin Marsh', type: 'person', count: 1, forms: ['Elin Marsh', 'Marshe'], offsets: [[76, 86]] },
    ],
  }),
  article({
    id: 'ferry-2',
    title: 'A second ferry for the island, copied',
    body: 'The council of Brannoch voted for a ferry.',
    source: 'Evening Ledger',
    date: '2024-03-06',
    storyId: 'story-ferry',
    storySize: 2,
    storyRank: 1,
    storyRelation: 'excerpt',
    storyScore: 0.96,
    storyShared: 0.95,
    completeness: 0.5,
    completenessState: 'truncated',
  }),
  article({
    id: 'bac-1',
    title: 'Un second bac',
    body: 'Le conseil a voté pour un ferry.',
    source: 'Le Littoral',
    language: 'fr',
    date: '2023-08',
  }),
  article({
    id: 'undated',
    title: 'Tides',
    body: 'Ferry tides.',
    source: 'unknown',
    origin: null,
    completeness: null,
    completenessState: 'unknown',
  }),
  ...filler,
];

beforeAll(async () => {
  opened = await openTestApp(config, ARTICLES);
});
afterAll(async () => {
  await opened.store.close();
});

const get = (path: string) => request(opened.app).get(path);
async function search(query: string): Promise<SearchBody> {
  const answer = await get(`/api/search?${query}`)
    .expect(200)
    .expect('content-type', /^application\/json/);
  return SearchBody.parse(answer.body);
}
const ids = (body: SearchBody) => body.hits.map(({ id }) => id).sort();

describe('a search of more words than are read', () => {
  const TEN = 'ferry '.repeat(10);
  const UNREAD = 'Only the first 10 words';

  it.each([`${TEN} nosuchword`, `${TEN} -council`])('says so on the page: %s', async (q) => {
    const ten = await request(opened.app).get('/').query({ q: TEN, collapse: '0' });
    const more = await request(opened.app).get('/').query({ q, collapse: '0' });
    const found = (page: string) => />(\d+ articles)/.exec(page)?.[1];
    expect(found(more.text)).toBe(found(ten.text));
    expect(found(ten.text)).toBeDefined();
    expect(ten.text).not.toContain(UNREAD);
    expect(more.text).toContain(UNREAD);
  });
});

describe('the language of the search box', () => {
  it('filters by fields, excluded ones too, whatever their case', async () => {
    expect(ids(await search('q=source:"the harbour post"'))).toEqual(['ferry-1']);
    expect(ids(await search('q=ferry -source:"The Harbour Post" -lang:fr&collapse=0'))).toEqual([
      'ferry-2',
      'undated',
    ]);
    expect(ids(await search('q=person:"Elin Marsh"'))).toEqual(['ferry-1']);
    expect(ids(await search('q=ferry is:undated'))).toEqual(['undated']);
    expect(ids(await search('q=is:truncated'))).toEqual(['ferry-2']);
    expect(ids(await search('q=date:2023-08'))).toEqual(['bac-1']);
    expect(ids(await search('q=ferry date:2023..2024-03-05'))).toEqual(['bac-1', 'ferry-1']);
  });

  it('answers what cannot be read with a hint at the character', async () => {
    const body = await search('q=ferry date:2024-13 "second');
    expect(body.hints.map(({ at, length }) => [at, length])).toEqual([
      [6, 12],
      [19, 7],
    ]);
    expect(body.hints[0]?.message).toContain('«2024-13»');
    expect(body.total).toBe(3);
    const page = await get('/?q=ferry+date:2024-13').expect(200);
    expect(page.text).toContain('<mark>date:2024-13</mark>');
    expect((await search('q=ferry')).hints).toEqual([]);
  });

  it('excludes values of a facet', async () => {
    const body = await search('q=ferry&-source=The+Harbour+Post&-language=fr&collapse=0');
    expect(ids(body)).toEqual(['ferry-2', 'undated']);
    expect(body.query.excluded).toMatchObject({ source: ['The Harbour Post'], language: ['fr'] });
    expect(body.facets.source.map(({ value }) => value)).toEqual(['Evening Ledger', 'unknown']);
  });
});

describe('a search no article answers with every word', () => {
  it('has a second tier that says which words it dropped', async () => {
    const body = await search('q=council zeppelin ferry');
    expect(body).toMatchObject({ total: 0, stories: 0, hits: [] });
    expect(body.relaxed).toMatchObject({ dropped: ['zeppelin'], q: 'council ferry', total: 2, stories: 1 });
    expect(body.relaxed?.hits).toHaveLength(1);
    const page = await get('/?q=council+zeppelin+ferry').expect(200);
    expect(page.text).toContain('zeppelin');
    expect(page.text).toContain('A second <mark>ferry</mark> for the island');
  });

  it('drops the most frequent of words that stand in no article together', async () => {
    const body = await search('q=nothing ferry&-language=fr');
    expect(body.relaxed).toMatchObject({ dropped: ['nothing'], q: 'ferry', total: 3 });
  });

  it('has none where words and excluded words are all there is, or no word is left', async () => {
    expect((await search('q=zeppelin')).relaxed).toBeNull();
    expect((await search('q=zeppelin quagga')).relaxed).toBeNull();
    expect((await search('q=ferry -ferry')).relaxed).toBeNull();
    expect((await search('q=ferry')).relaxed).toBeNull();
  });
});

describe('typos', () => {
  it('that were forgiven are told', async () => {
    expect((await search('q=concil')).typos).toEqual([{ word: 'concil', found: ['council'] }]);
    expect((await search('q=council')).typos).toEqual([]);
    const page = await get('/?q=concil').expect(200);
    expect(page.text).toContain('Typos were forgiven');
  });
});

describe('in=removed', () => {
  it('searches what was removed, and marks its words', async () => {
    const body = await search('q=share&in=removed');
    expect(body.query.in).toBe('removed');
    expect(body.hits.map(({ id, titleMarked, snippets }) => ({ id, titleMarked, snippets }))).toEqual([
      {
        id: 'ferry-1',
        titleMarked: 'A second ferry for the island',
        snippets: ['<mark>Share</mark> this'],
      },
    ]);
    expect((await search('q=share')).total).toBe(0);
    expect((await search('q=council&in=removed')).total).toBe(0);
  });
});

describe('a search for an entity by another name', () => {
  it.each(['person', 'entity'])('is understood as the one for its name: %s', async (facet) => {
    const body = await search(`${facet}=Marshe&q=ferry`);
    expect(body.query).toMatchObject({ q: 'ferry', [facet]: ['Elin Marsh'] });
    expect(ids(body)).toEqual(['ferry-1']);
    const listed = body.facets[facet as 'person'].filter(({ selected }) => selected);
    expect(listed).toEqual([{ value: 'Elin Marsh', label: 'Elin Marsh', count: 1, selected: true }]);
  });

  it('keeps the name where it finds nothing for another reason, or is nobody’s', async () => {
    expect((await search('person=Elin+Marsh&year=1999')).query.person).toEqual(['Elin Marsh']);
    expect(await search('person=Nobody+Marshe')).toMatchObject({
      query: { person: ['Nobody Marshe'] },
      total: 0,
    });
    expect((await search('org=Marshe')).query.org).toEqual(['Marshe']);
  });

  it('is shown on the page under the name', async () => {
    const { text } = await get('/?person=Marshe').expect(200);
    expect(text).toContain('<bdi>Elin Marsh</bdi>');
    expect(text).not.toContain('Marshe');
  });
});

describe('GET /api/search', () => {
  it('answers in the shape of the contract, and says how it understood the query', async () => {
    const body = await search(
      'q=ferry+council&source=The+Harbour+Post&sort=newest&limit=5&exact=1&from=2024-01-01',
    );
    expect(body).toMatchObject({
      query: {
        q: 'ferry council',
        source: ['The Harbour Post'],
        year: [],
        from: '2024-01-01',
        to: null,
        sort: 'newest',
        page: 1,
        limit: 5,
        collapse: true,
        exact: true,
      },
      total: 1,
      stories: 1,
      page: 1,
      limit: 5,
      build: { id: 'b1', rules: 'test-rules' },
    });
    expect(body.hits[0]).toMatchObject({
      id: 'ferry-1',
      source: 'The Harbour Post',
      origin: 'The Harbour Post',
      published: { date: '2024-03-05', precision: 'day', role: 'published' },
      entities: [
        { name: 'Elin Marsh', type: 'person' },
        { name: 'Brannoch', type: 'place' },
      ],
      completeness: 1,
      story: { id: 'story-ferry', size: 2 },
    });
  });

  it('shows the words found, marked and escaped', async () => {
    const [hit] = (await search('q=marsh+ferry&collapse=0')).hits;
    expect(hit?.titleMarked).toBe('A second <mark>ferry</mark> for the island');
    expect(hit?.snippets).toEqual([
      'The council of Brannoch voted for a <mark>ferry</mark>.',
      'Elin <mark>Marsh</mark> spoke &amp; &lt;b&gt;left&lt;/b&gt;.',
    ]);
  });

  it('folds the copies of a story into one hit and counts both', async () => {
    const folded = await search('q=ferry+council');
    expect([folded.total, folded.stories, folded.hits.length]).toEqual([2, 1, 1]);
    const all = await search('q=ferry+council&collapse=0');
    expect([all.total, all.stories, all.hits.length]).toEqual([2, 1, 2]);
  });

  it('takes values of a facet as OR and facets as AND', async () => {
    expect(ids(await search('q=ferry&language=fr&language=en&collapse=0'))).toEqual([
      'bac-1',
      'ferry-1',
      'ferry-2',
      'undated',
    ]);
    expect(ids(await search('q=ferry&language=fr&source=unknown'))).toEqual([]);
  });

  it.each([
    ['person=Elin+Marsh', ['ferry-1']],
    ['entity=Brannoch', ['ferry-1']],
    ['story=story-ferry&collapse=0', ['ferry-1', 'ferry-2']],
    ['completeness=truncated', ['ferry-2']],
    ['completeness=truncated&completeness=unknown', ['ferry-2', 'undated']],
    ['month=2023-08', ['bac-1']],
    ['year=undated', ['undated']],
    ['from=2024-03-06', ['ferry-2']],
    ['from=2023-08-01&to=2023-08-31', ['bac-1']],
    ['from=2023-08-02&to=2023-08-31', []],
    ['q=ferri&exact=1', []],
  ])('%s finds %j', async (query, expected) => {
    expect(ids(await search(query))).toEqual(expected);
  });

  it('lists every facet with labels and what is selected', async () => {
    const { facets } = await search('q=ferry&language=fr');
    expect(facets.language).toEqual([
      { value: 'en', label: 'English', count: 3, selected: false },
      { value: 'fr', label: 'French', count: 1, selected: true },
    ]);
    expect(facets.month).toEqual([{ value: '2023-08', label: 'August 2023', count: 1, selected: false }]);
  });

  it('lists a selected value that finds nothing, with 0', async () => {
    const { facets, total } = await search('q=ferry&source=Nobody');
    expect(total).toBe(0);
    expect(facets.source).toContainEqual({ value: 'Nobody', label: 'Nobody', count: 0, selected: true });
  });

  it('pages through all hits without gap or repeat', async () => {
    const seen: string[] = [];
    for (let page = 1; page <= 4; page++)
      seen.push(...(await search(`source=Filler&sort=oldest&limit=5&page=${page}`)).hits.map(({ id }) => id));
    expect(seen).toEqual(filler.map(({ id }) => id));
  });

  it('answers HEAD without a body', async () => {
    const answer = await request(opened.app).head('/api/search?q=ferry').expect(200);
    expect(answer.text ?? '').toBe('');
  });
});

describe('GET /api/articles/:id', () => {
  it('holds paragraphs, removals, facts and the story', async () => {
    const body = ArticleBody.parse((await get('/api/articles/ferry-1').expect(200)).body);
    expect(body.paragraphs.map(({ text }) => text)).toEqual([
      'The council of Brannoch voted for a ferry.',
      'Elin Marsh spoke & <b>left</b>.',
    ]);
    expect(body.removals).toEqual([
      { rule: 'share/buttons', kind: 'share', reason: 'share buttons', text: 'Share this', line: 9 },
    ]);
    expect(body.facts).toHaveLength(1);
    expect(body.entities[0]?.offsets).toEqual([[76, 86]]);
    expect(body.story).toMatchObject({ id: 'story-ferry', size: 2, relation: 'copy', score: 1, shared: 1 });
    expect(body.story.members).toMatchObject([
      { id: 'ferry-1', relation: 'copy', score: 1, shared: 1 },
      { id: 'ferry-2', relation: 'excerpt', score: 0.96, shared: 0.95 },
    ]);
    expect(body.build).toEqual({ id: 'b1', rules: 'test-rules' });
  });
});

describe('GET /api/facets/:name', () => {
  it('finds values by their beginning, with the counts of a click', async () => {
    const body = FacetBody.parse((await get('/api/facets/source?q=even&query=ferry').expect(200)).body);
    expect(body.values).toEqual([
      { value: 'Evening Ledger', label: 'Evening Ledger', count: 1, stories: 1, selected: false },
    ]);
  });

  it('finds an entity by another name that articles use for it', async () => {
    const body = FacetBody.parse((await get('/api/facets/person?q=marshe').expect(200)).body);
    expect(body.values).toEqual([
      { value: 'Elin Marsh', label: 'Elin Marsh', count: 1, selected: false, stories: 1 },
    ]);
  });

  it('ignores its own selection and marks it', async () => {
    const body = FacetBody.parse(
      (await get('/api/facets/source?query=ferry&source=Le+Littoral').expect(200)).body,
    );
    expect(body.values).toContainEqual({
      value: 'Le Littoral',
      label: 'Le Littoral',
      count: 1,
      stories: 1,
      selected: true,
    });
    expect(body.values.length).toBeGreaterThan(1);
  });
});

describe('for those who watch over the process', () => {
  it('/healthz says the process lives', async () => {
    HealthBody.parse((await get('/healthz').expect(200)).body);
  });

  it('/readyz names the build', async () => {
    expect(ReadyBody.parse((await get('/readyz').expect(200)).body).build.id).toBe('b1');
  });

  it('/metrics counts requests by route and the time of the engine', async () => {
    await get('/api/search?q=ferry');
    const { text } = await get('/metrics')
      .expect(200)
      .expect('content-type', /^text\/plain/);
    expect(text).toMatch(/broadsheet_requests_total\{route="search",status="200"\} \d+/);
    expect(text).toMatch(/broadsheet_engine_seconds_count\{call="search",outcome="ok"\} \d+/);
    expect(text).not.toContain('ferry');
  });

  it('/api/openapi.json describes every parameter that is there', async () => {
    const { body } = await get('/api/openapi.json').expect(200);
    const names = body.paths['/api/search'].get.parameters.map(({ name }: { name: string }) => name);
    const { detail } = (await get('/api/search?nosuch=1')).body;
    expect(detail).toContain(names.join(', '));
  });

  it('answers carry no trace of the framework and a request id', async () => {
    const { headers } = await get('/healthz').set('x-request-id', 'abcdef-123456');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['x-request-id']).toBe('abcdef-123456');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });
});
