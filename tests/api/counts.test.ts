/** The promise of the facets, over HTTP: a count is the number of articles after the click. */
import fc from 'fast-check';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FACETS, type FacetName } from '../../engine/port.ts';
import { SearchBody } from '../../server/api/shapes.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { testConfig, uniqueName } from '../support/engine.ts';

const WORDS = ['ferry', 'council', 'harbour', 'storm'];
const VALUES: Record<FacetName, readonly string[]> = {
  source: ['The Post', 'O\'Neil\'s "Daily"', 'unknown', 'A\\B'],
  year: ['2022', '2023', 'undated'],
  month: ['2022-05', '2023-01', '2023-02', 'undated'],
  entity: ['Elin Marsh', 'Brannoch', 'Tidal Wire'],
  person: ['Elin Marsh', 'Tomas Reyle'],
  org: ['Tidal Wire', 'Harbour Office'],
  place: ['Brannoch', 'Saint-Aubin'],
  language: ['en', 'fr', 'und'],
  completeness: ['whole', 'truncated', 'unknown'],
};
const DATES = ['2022-05-01', '2022', '2023-01', '2023-02-03T04:05', undefined];
const pick = <T>(list: readonly T[], seed: number): T => list[seed % list.length] as T;

const ARTICLES = Array.from({ length: 90 }, (_, i) => {
  const n = (i * 7919 + 13) % 1009;
  const date = pick(DATES, n);
  const state = pick(['whole', 'truncated', 'unknown'] as const, n >> 2);
  return article({
    id: `c-${i}`,
    title: pick(WORDS, n >> 1),
    body: [pick(WORDS, n), pick(WORDS, n >> 3)].join(' '),
    source: pick(VALUES.source, n >> 1),
    language: pick(VALUES.language, n >> 4),
    person: n % 3 === 0 ? ['Elin Marsh'] : n % 3 === 1 ? ['Elin Marsh', 'Tomas Reyle'] : [],
    org: [pick(VALUES.org, n >> 2)],
    place: n % 2 === 0 ? [pick(VALUES.place, n >> 5)] : [],
    completenessState: state,
    storyId: `story-${n % 40}`,
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

const selection = fc.record(
  Object.fromEntries(
    FACETS.map((facet) => [
      facet,
      fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.subarray([...VALUES[facet]]) },
      ),
    ]),
  ) as Record<FacetName, fc.Arbitrary<string[]>>,
);

it('a facet value counts the articles that match once it alone of its facet is chosen', async () => {
  await fc.assert(
    fc.asyncProperty(
      selection,
      fc.constantFrom('', 'ferry', 'ferry coun', '"harbour"', 'stormm'),
      fc.constantFrom('0', '1'),
      fc.option(fc.constantFrom('2022-01-01', '2023-01-15'), { nil: undefined }),
      fc.constantFrom(...FACETS),
      fc.nat(),
      async (chosen, q, collapse, from, clicked, which) => {
        const params = new URLSearchParams({ q, collapse, limit: '1', ...(from !== undefined && { from }) });
        for (const facet of FACETS) for (const value of chosen[facet]) params.append(facet, value);
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
