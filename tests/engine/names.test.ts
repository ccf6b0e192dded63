/** One name for each entity of the corpus: what a reindex makes of the ways articles write it, against a real engine. */
import { describe, expect, it } from 'vitest';
import type { Article } from '../../engine/article.ts';
import type { FacetName } from '../../engine/port.ts';
import { freshIndexing } from '../support/indexing.ts';
import { text } from '../support/repeated.ts';
import { searchRequest } from '../support/requests.ts';

const at = freshIndexing(import.meta.url);

const { run } = at;
const everything = searchRequest();

/** Every article of the live index, by path. */
async function articles(): Promise<Article[]> {
  const { hits } = await at.store.reader.search(everything);
  const found = await Promise.all(hits.map(({ id }) => at.store.reader.article(id)));
  return found.flatMap((answer) => answer?.article ?? []).sort((a, b) => (a.path < b.path ? -1 : 1));
}
const people = async () =>
  Object.fromEntries((await articles()).map(({ path, person }) => [path.replace('pages/', ''), person]));
const values = (facet: FacetName, q: string) => at.store.reader.facetValues(facet, q, everything);

const page = (i: number, sentence: string): string => [`Case ${i} is heard`, ...text(i), sentence].join('\n');
const speaks = (name: string) =>
  `On Monday the minister ${name} said that the case would be heard again, and left.`;
const PAGES = {
  'a/1.txt': page(1, speaks('President Oleh Zorenskyy')),
  'a/2.txt': page(2, speaks('President Oleh Zorensky')),
  'a/3.txt': page(3, speaks('President Oleh Zorensky')),
  'a/4.txt': page(4, speaks('Mr Zorensky')),
  'b/5.txt': page(5, speaks('President Olga Zorenska')),
};

describe('the names of a corpus', () => {
  it('are one for each entity, with every form kept, and a lone surname joins none of another article', async () => {
    await at.shop.write(PAGES);
    const { report } = await run();
    expect(await people()).toEqual({
      'a/1.txt': ['Oleh Zorensky'],
      'a/2.txt': ['Oleh Zorensky'],
      'a/3.txt': ['Oleh Zorensky'],
      'a/4.txt': ['Zorensky'],
      'b/5.txt': ['Olga Zorenska'],
    });
    const [first] = await articles();
    expect(first?.entities.find(({ type }) => type === 'person')).toMatchObject({
      name: 'Oleh Zorensky',
      forms: ['Oleh Zorenskyy'],
    });
    expect(report).toMatchObject({
      joinedNames: 1,
      names: [
        {
          name: 'Oleh Zorensky',
          type: 'person',
          spellings: [
            { name: 'Oleh Zorensky', articles: 2 },
            { name: 'Oleh Zorenskyy', articles: 1 },
          ],
        },
      ],
    });
    expect(await values('person', 'Oleh Zorenskyy')).toEqual([{ value: 'Oleh Zorensky', count: 3 }]);
    expect(await at.store.reader.entityCalled('Oleh Zorenskyy', 'person')).toBe('Oleh Zorensky');
  });

  it('follow from all articles in an incremental run as in a full one', async () => {
    await at.shop.write(PAGES);
    await run();
    const more = Object.fromEntries(
      [6, 7].map((i) => [`c/${i}.txt`, page(i, speaks('President Oleh Zorenskyy'))]),
    );
    await at.shop.write(more);
    const { report } = await run({ incremental: true });
    expect(report.filesReused).toBe(5);
    const after = await articles();
    expect(after.flatMap(({ person }) => person).filter((name) => name === 'Oleh Zorenskyy')).toHaveLength(5);
    await run();
    expect(await articles()).toEqual(after);

    await at.shop.remove('c');
    await run({ incremental: true });
    expect(await people()).toMatchObject({ 'a/1.txt': ['Oleh Zorensky'] });
  });

  it('are not counted where a line was removed that its source repeats', async () => {
    const line = 'Our reporters under editor Anton Krilov cover the coast every day.';
    const furnished = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`gull/${i}.txt`, page(i, line)]),
    );
    const named = Object.fromEntries(
      [20, 21].map((i) => [
        `tern/${i}.txt`,
        page(i, speaks(i === 20 ? 'President Anton Krylov' : 'President Anton Krilov')),
      ]),
    );
    await at.shop.write({
      ...furnished,
      ...named,
      'tern/22.txt': page(22, speaks('President Anton Krylov')),
    });
    const { report } = await run();
    expect(report).toMatchObject({ repeatedLines: 1, repeatedPages: 12, joinedNames: 1 });
    expect(report.names[0]?.spellings).toEqual([
      { name: 'Anton Krylov', articles: 2 },
      { name: 'Anton Krilov', articles: 1 },
    ]);
  });
});
