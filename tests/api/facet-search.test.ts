/** The search within a facet, and what is meant by a field whose value nobody has. */
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EntitiesFile } from '../../config/shapes/names.ts';
import type { FacetName } from '../../engine/port.ts';
import { FacetBody } from '../../server/api/shapes.ts';
import { createSpellings } from '../../server/facet-search.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { article } from '../support/articles.ts';
import { testConfig, uniqueName } from '../support/engine.ts';
import { foundOn, pageAt, textOf } from '../support/html.ts';

const ARTICLES = [
  article({
    id: 'a',
    title: 'Ferry',
    body: 'It sails in May.',
    source: 'Gazeta Północna',
    agency: 'Agence France-Presse',
    language: 'de',
    date: '2023-03-04',
  }),
  article({
    id: 'b',
    title: 'Ferry',
    body: 'It sails in May.',
    source: 'Gazeta Północna',
    agency: 'Agence France-Presse',
    place: ['Germany'],
    storyId: 's',
    storySize: 2,
  }),
  article({
    id: 'c',
    title: 'Strike',
    body: 'It began in May.',
    source: 'Gazeta Północna',
    place: ['Germany'],
    storyId: 's',
    storySize: 2,
  }),
  article({
    id: 'd',
    title: 'Strike',
    body: 'It began in May.',
    source: 'The Harbour Post',
    person: ['Anna Wolnik'],
    language: 'fr',
    completenessState: 'truncated',
  }),
];

let opened: TestApp;
beforeAll(async () => {
  opened = await openTestApp(testConfig({ index: uniqueName(import.meta.url) }), ARTICLES);
});
afterAll(() => opened.store.close());

const find = async (facet: string, q: string, more = '') =>
  FacetBody.parse(
    (
      await request(opened.app)
        .get(`/api/facets/${facet}?q=${encodeURIComponent(q)}${more}`)
        .expect(200)
    ).body,
  ).values.map(({ value, count, stories }) => [value, count, stories]);

describe('the search within a facet', () => {
  it.each([
    ['source', 'polnocna', 'Gazeta Północna', 'without accents'],
    ['agency', 'afp', 'Agence France-Presse', 'by another name of an outlet'],
    ['place', 'allemagne', 'Germany', 'by a name in another language'],
    ['entity', 'Deutschland', 'Germany', 'by an alias, whatever its type'],
    ['language', 'german', 'de', 'by what a code stands for'],
    ['language', 'deutsch', 'de', 'by what a language calls itself'],
    ['month', 'march', '2023-03', 'by a label'],
    ['completeness', 'cut short', 'truncated', 'by a label of ours'],
  ])('finds in %s by «%s»: %s, %s', async (facet, q, value) => {
    expect((await find(facet, q)).map(([found]) => found)).toEqual([value]);
  });

  it('counts articles and stories, under the search around it', async () => {
    expect(await find('source', 'gazeta')).toEqual([['Gazeta Północna', 3, 2]]);
    expect(await find('source', 'gazeta', '&query=ferry')).toEqual([['Gazeta Północna', 2, 2]]);
    expect(await find('place', 'allemagne', '&agency=unknown')).toEqual([['Germany', 1, 1]]);
    expect(await find('place', 'allemagne', '&query=ferry+storm')).toEqual([]);
  });

  it('finds nothing where nothing is called so', async () => {
    expect(await find('source', 'zzqq')).toEqual([]);
    const page = await pageAt(opened.app, '/facets/source?find=zzqq&q=ferry');
    expect(textOf(page.querySelector('[data-values]'))).toBe(
      'Nothing in Source is called zzqq in this search.',
    );
  });

  it('lists chosen values also where they find nothing', async () => {
    expect(await find('source', '', '&source=Nobody')).toContainEqual(['Nobody', 0, 0]);
  });

  it('on the page takes any text, as the API reads it', async () => {
    const found = async (text: string) => {
      const page = await pageAt(opened.app, `/facets/source?${new URLSearchParams({ find: text })}`);
      return page.querySelector('[data-values]')?.getAttribute('data-announce');
    };
    expect(await found(`${'x'.repeat(testConfig().index.maxQueryLength - 1)}\u{1F6A2}`)).toBe('0 values');
    expect(await found(' gaz\u00adeta ')).toBe('1 value');
  });

  it('refuses a facet there is none of', async () => {
    await request(opened.app).get('/facets/colour').expect(404);
  });
});

describe('the other spellings of known names', () => {
  const spellings = createSpellings({
    ...testConfig(),
    entities: EntitiesFile.parse({
      known: [
        { name: 'Mara Orlow', type: 'person', aliases: ['Мара Орлова'], short: ['Mar'], alone: ['Orlowa'] },
        { name: 'Orlowa Bay', type: 'place', aliases: ['Bay of Orlowa'] },
      ],
    }),
  });

  it.each<[FacetName, string, string[], string]>([
    ['person', 'орлова', ['Mara Orlow'], 'an alias'],
    ['person', 'mar', ['Mara Orlow'], 'a short form'],
    ['person', 'ORLOWA', ['Mara Orlow'], 'a surname that says alone who is meant'],
    ['entity', 'orlowa', ['Mara Orlow', 'Orlowa Bay'], 'the whole surname before a part of another name'],
    ['place', 'mar', [], 'nobody of another type'],
  ])('knows in %s by «%s»: %j, %s', (facet, text, names) => {
    expect(spellings(facet, text)).toEqual(names);
  });
});

describe('a field whose value nobody has', () => {
  const meant = async (q: string) => {
    const page = await pageAt(opened.app, `/?q=${encodeURIComponent(q)}`);
    return [...page.querySelectorAll('.suggestion')].map(textOf);
  };

  it.each([
    ['source:gazeta strike', 'No article has source:gazeta: did you mean Gazeta Północna (1 article)?'],
    ['source:gezeta', 'No article has source:gezeta: did you mean Gazeta Północna (3 articles)?'],
    ['agency:AFP', 'No article has agency:AFP: did you mean Agence France-Presse (2 articles)?'],
    ['lang:german', 'No article has lang:german: did you mean German (1 article)?'],
    ['person:"Wolnik" ferry', 'No article has person:"Wolnik".'],
    ['-source:post', 'No article has -source:post: did you mean The Harbour Post (3 articles)?'],
  ])('%s: %s', async (q, said) => {
    expect(await meant(q)).toEqual([said]);
  });

  it('leads to the search with the value that is meant, everything else as it was typed', async () => {
    const page = await pageAt(
      opened.app,
      `/?q=${encodeURIComponent('strike source:gazeta -storm')}&collapse=0`,
    );
    const href = page.querySelector('.suggestion a')?.getAttribute('href') ?? '';
    const params = new URLSearchParams(href.slice(2));
    expect(params.get('q')).toBe('strike source:"Gazeta Północna" -storm');
    expect(params.get('collapse')).toBe('0');
    expect(foundOn(await pageAt(opened.app, href)).articles).toBe(1);
  });

  it('is not named where somebody has it, in whatever case', async () => {
    expect(await meant('source:"gazeta północna"')).toEqual([]);
    expect(await meant('ferry "source" -strike')).toEqual([]);
  });
});
