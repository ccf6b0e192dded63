/** The promise of the facets, over HTTP: a count is the number of articles after the click. */
import fc from 'fast-check';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FACETS, type FacetName } from '../../engine/port.ts';
import { FacetBody, SearchBody } from '../../server/api/shapes.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { testConfig, uniqueName } from '../support/engine.ts';

const WORDS = ['ferry', 'council', 'harbour', 'storm'];
const VALUES: Record<FacetName, readonly string[]> = {
  source: ['The Post', 'O\'Neil\'s "Daily"', 'unknown', 'A\\B'],
  origin: ['The Post', 'A\\B', 'unknown'],
  carrier: ['Carrier Weekly', 'unknown'],
  agency: ['Tidal Wire', 'unknown'],
  year: ['2022', '2023', 'undated'],
  month: ['2022-05', '2023-01', '2023-02', 'undated'],
  day: ['2022-05-01', '2023-01', '2022', 'undated'],
  entity: ['Elin Marsh', 'Brannoch', 'Tidal Wire', 'unknown'],
  person: ['Elin Marsh', 'Tomas Reyle', 'unknown'],
  org: ['Tidal Wire', 'Harbour Office'],
  place: ['Brannoch', 'Saint-Aubin', 'unknown'],
  language: ['en', 'fr', 'und'],
  completeness: ['whole', 'truncated', 'unknown'],
  copies: ['1', '2', '5', '20'],
  kind: ['newsletter', 'feed'],
  rule: ['newsletter/box', 'feed/next'],
  bodyLoss: ['true', 'false'],
};
const DATES = ['2022-05-01', '2022', '2023-01', '2023-02-03T04:05', undefined];
const pick = <T>(list: readonly T[], seed: number): T => list[seed % list.length] as T;

const ARTICLES = Array.from({ length: 90 }, (_, i) => {
  const n = (i * 7919 + 13) % 1009;
  const date = pick(DATES, n);
  const storySize = pick([1, 3, 7, 40], n >> 3);
  const state = pick(['whole', 'truncated', 'unknown'] as const, n >> 2);
  return article({
    id: `c-${i}`,
    title: pick(WORDS, n >> 1),
    body: [pick(WORDS, n), pick(WORDS, n >> 3)].join(' '),
    source: pick(VALUES.source, n >> 1),
    language: pick(VALUES.language, n >> 4),
    person: n % 3 === 0 ? ['Elin Marsh'] : n % 3 === 1 ? ['Elin Marsh', 'Tomas Reyle'] : [],
    org: [pick(VALUES.org, n >> 2)],
    place: n % 2 === 0 ? [pick(['Brannoch', 'Saint-Aubin'], n >> 5)] : [],
    completenessState: state,
    origin: n % 2 === 0 ? 'The Post' : n % 5 === 0 ? 'A\\B' : null,
    carrier: n % 3 === 0 ? 'Carrier Weekly' : null,
    agency: n % 4 === 0 ? 'Tidal Wire' : null,
    storySize,
    removals:
      n % 3 === 0
        ? [
            {
              rule: pick(VALUES.rule, n >> 1),
              kind: pick(VALUES.kind, n >> 1),
              reason: 'made',
              text: `Sign up for the ${pick(WORDS, n >> 2)} letter`,
              line: 9,
            },
          ]
        : [],
    storyId: storySize === 1 ? `alone-${i}` : `story-${n % 40}`,
    bodyLoss: n % 7 === 0,
    ...(date !== undefined && { date }),
  });
});

let opened: TestApp;
beforeAll(async () => {
  opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url) }), ARTICLES);
});
afterAll(async () => {
  await opened.store.close();
});

async function search(params: URLSearchParams): Promise<SearchBody> {
  return SearchBody.parse((await request(opened.app).get(`/api/search?${params}`).expect(200)).body);
}

const selection = (none: number) =>
  fc.record(
    Object.fromEntries(
      FACETS.map((facet) => [
        facet,
        fc.oneof(
          { weight: none, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.subarray([...VALUES[facet]]) },
        ),
      ]),
    ) as Record<FacetName, fc.Arbitrary<string[]>>,
  );

/** A search with values chosen and left out, words, and a facet to click on. */
const click = fc.tuple(
  selection(6),
  selection(20),
  fc.constantFrom(
    '',
    'ferry',
    'ferry coun',
    '"harbour"',
    'stormm',
    '-ferry',
    'ferry -source:"The Post"',
    'person:"elin marsh" -"storm"',
    'date:2022..2023-01',
    '-date:2023 -is:truncated',
  ),
  fc.constantFrom('articles', 'removed'),
  fc.option(fc.constantFrom('2022-01-01', '2023-01-15'), { nil: undefined }),
  fc.constantFrom(...FACETS),
  fc.nat(),
);

/** The parameters of such a search but its words. */
function narrowed(
  chosen: Readonly<Record<FacetName, readonly string[]>>,
  excluded: Readonly<Record<FacetName, readonly string[]>>,
  text: string,
  from: string | undefined,
): URLSearchParams {
  const params = new URLSearchParams({ in: text, ...(from !== undefined && { from }) });
  for (const facet of FACETS) for (const value of chosen[facet]) params.append(facet, value);
  for (const facet of FACETS) for (const value of excluded[facet]) params.append(`-${facet}`, value);
  return params;
}

it('a facet value counts the articles that match once it alone of its facet is chosen', async () => {
  await fc.assert(
    fc.asyncProperty(
      click,
      fc.constantFrom('0', '1'),
      async ([chosen, excluded, q, text, from, clicked, which], collapse) => {
        const params = narrowed(chosen, excluded, text, from);
        params.append('q', q);
        params.append('collapse', collapse);
        params.append('limit', '1');
        const { facets } = await search(params);
        const listed = facets[clicked];
        const choice = listed[which % Math.max(listed.length, 1)];
        if (!choice) return;
        expect(choice.selected).toBe(chosen[clicked].includes(choice.value));
        params.delete(clicked);
        params.append(clicked, choice.value);
        expect((await search(params)).total).toBe(choice.count);
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);

it('a facet value tells the stories among its articles to who asks for them', async () => {
  await fc.assert(
    fc.asyncProperty(click, async ([chosen, excluded, q, text, from, clicked, which]) => {
      const params = narrowed(chosen, excluded, text, from);
      params.append('q', q);
      params.append('limit', '1');
      params.append('count', 'stories');
      const listed = (await search(params)).facets[clicked];
      const choice = listed[which % Math.max(listed.length, 1)];
      if (!choice) return;
      params.delete('count');
      params.delete(clicked);
      params.append(clicked, choice.value);
      const { total, stories, facets } = await search(params);
      expect({ count: choice.count, stories: choice.stories }).toEqual({ count: total, stories });
      expect(Object.values(facets).flat()).not.toContainEqual(
        expect.objectContaining({ stories: expect.anything() }),
      );
    }),
    { numRuns: 60 },
  );
});

it('a value of the search in a facet counts the articles and the stories that match once it alone is chosen', async () => {
  await fc.assert(
    fc.asyncProperty(click, async ([chosen, excluded, q, text, from, clicked, which]) => {
      const params = narrowed(chosen, excluded, text, from);
      params.append('query', q);
      const { values } = FacetBody.parse(
        (await request(opened.app).get(`/api/facets/${clicked}?${params}`).expect(200)).body,
      );
      const choice = values[which % Math.max(values.length, 1)];
      if (!choice) return;
      params.delete('query');
      params.delete(clicked);
      params.append('q', q);
      params.append(clicked, choice.value);
      const { total, stories } = await search(params);
      expect({ count: choice.count, stories: choice.stories }).toEqual({ count: total, stories });
    }),
    { numRuns: 150 },
  );
}, 60_000);

it('a value that is chosen and left out at once counts nothing, wherever it is listed', async () => {
  const params = new URLSearchParams({ q: 'ferry', day: 'undated', '-day': 'undated', count: 'stories' });
  const { total, stories, facets } = await search(params);
  expect({ total, stories }).toEqual({ total: 0, stories: 0 });
  const none = expect.objectContaining({ value: 'undated', count: 0, stories: 0, selected: true });
  expect(facets.day).toContainEqual(none);
  const within = new URLSearchParams({ query: 'ferry', day: 'undated', '-day': 'undated' });
  const answer = await request(opened.app).get(`/api/facets/day?${within}`).expect(200);
  expect(FacetBody.parse(answer.body).values).toContainEqual(none);
});
