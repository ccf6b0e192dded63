/** One name for each entity of the corpus: what joins, what stays apart, and that order makes no difference. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntityType, KnownEntity } from '../../../../config/schema.ts';
import type { Entity } from '../../../../indexer/draft.ts';
import { namedHere } from '../../../../indexer/load/told.ts';
import { type Canon, findCanon } from '../../../../indexer/naming/canon.ts';
import { NameNotes } from '../../../../indexer/naming/notes.ts';
import { canonicalNames, withCanonicalNames } from '../../../../indexer/naming/rename.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'names-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const KNOWN: KnownEntity[] = ['Sergei Lavrov', 'Anna Kim', 'Anna Kym'].map((name) => ({
  name,
  type: 'person',
  aliases: [],
  short: [],
  with: [],
  alone: [],
}));

/** An entity of an article: its name, and other forms the article uses. */
type Said = readonly [type: EntityType, name: string, ...forms: string[]];
const entity = ([type, name, ...forms]: Said): Entity => ({
  type,
  name,
  count: 1,
  forms: [name, ...forms],
  offsets: [[0, name.length]],
});

let made = 0;
async function canonOf(articles: readonly (readonly Said[])[], parts = 4): Promise<Canon> {
  const notes = new NameNotes(join(dir, `n${made++}`), parts);
  for (const names of articles) await notes.add(names.map(entity), 1);
  await notes.close();
  const canon = await findCanon(notes, KNOWN);
  await notes.forget();
  return canon;
}
const times = (count: number, ...said: Said[]): readonly (readonly Said[])[] =>
  Array.from({ length: count }, () => said);
const person = (...names: [string, ...string[]]): Said => ['person', ...names];
const org = (...names: [string, ...string[]]): Said => ['org', ...names];

describe('names of the corpus', () => {
  it('become the one that most articles use', async () => {
    const canon = await canonOf([
      ...times(2, person('Oleh Zorenskyy')),
      ...times(5, person('Oleh Zorensky')),
      ...times(1, person('Олег Зоренский'), person('Oleh Zorenski')),
    ]);
    expect(canon.nameOf('Oleh Zorenskyy', 'person')).toBe('Oleh Zorensky');
    expect(canon.nameOf('Oleh Zorenski', 'person')).toBe('Oleh Zorensky');
    expect(canon.nameOf('Oleh Zorensky', 'person')).toBe('Oleh Zorensky');
    expect(canon).toMatchObject({
      renamed: 2,
      listed: [
        {
          name: 'Oleh Zorensky',
          type: 'person',
          spellings: [
            { name: 'Oleh Zorensky', articles: 5 },
            { name: 'Oleh Zorenskyy', articles: 2 },
            { name: 'Oleh Zorenski', articles: 1 },
          ],
        },
      ],
    });
  });

  it.each<[string, Said, Said]>([
    ['transliterations into another script', person('Anton Krylov'), person('Антон Крылов')],
    ['accents and strokes', person('Łukasz Wójcik'), person('Lukasz Wojcik')],
    ['an article of Arabic', person('Ahmed al-Hassani'), person('Ahmed Hassani')],
    ['what a company is by law', org('Norvik Steel Ltd'), org('Norvik Steel')],
    ['American and British', org('Ministry of Defense of Velmora'), org('Ministry of Defence of Velmora')],
    ['places with accents', ['place', 'Brannóch'], ['place', 'Brannoch']],
  ])('join: %s', async (_what, often, seldom) => {
    const canon = await canonOf([...times(2, often), [seldom]]);
    expect(canon.nameOf(seldom[1], seldom[0])).toBe(often[1]);
  });

  it.each<[string, Said, Said]>([
    ['a lone surname and a full name', person('Oleh Zorensky'), person('Zorensky')],
    ['lone surnames that sound alike', person('Zorensky'), person('Zorenskyy')],
    ['two who sound alike', person('Kate Todd'), person('Kate Dodd')],
    ['Ian and Yan', person('Ian Smith'), person('Yan Smith')],
    ['father and son', person('Robert Hanley'), person('Robert Hanley Jr.')],
    ['a man and a woman', person('Ivan Petrov'), person('Ivan Petrova')],
    ['a person and an organisation', person('Adam Opel'), org('Adam Opel')],
    ['a middle name that no article says to be the same', person('John Adler'), person('John Q. Adler')],
    ['two that are known', person('Anna Kim'), person('Anna Kym')],
  ])('stay apart: %s', async (_what, one, two) => {
    const canon = await canonOf([...times(3, one), ...times(2, two)]);
    expect(canon.renamed).toBe(0);
    expect(canon.nameOf(two[1], two[0])).toBe(two[1]);
  });

  it('become the known one, however seldom it is used', async () => {
    const canon = await canonOf([...times(3, person('Sergey Lavrov')), [person('Sergei Lavrov')]]);
    expect(canon.nameOf('Sergey Lavrov', 'person')).toBe('Sergei Lavrov');
  });

  it('with and without a middle name are one where an article says so, and there is no other', async () => {
    const both = [person('John Q. Adler', 'John Adler', 'Adler')];
    const canon = await canonOf([...times(4, person('John Adler')), both]);
    expect(canon.nameOf('John Q. Adler', 'person')).toBe('John Adler');
    const another = await canonOf([...times(4, person('John Adler')), both, [person('John R. Adler')]]);
    expect(another.renamed).toBe(0);
  });
});

describe('an acronym that stands alone', () => {
  const alone = times(2, org('VRA'));
  const defined = times(3, org('Velmora Roads Authority', 'VRA'));

  it('joins what the articles of the corpus say it stands for', async () => {
    const canon = await canonOf([...alone, ...defined]);
    expect(canon.nameOf('VRA', 'org')).toBe('Velmora Roads Authority');
    expect(canon.nameOf('Velmora Roads Authority', 'org')).toBe('Velmora Roads Authority');
  });

  it('is the name of both where most articles use it', async () => {
    const canon = await canonOf([...alone, ...alone, ...defined]);
    expect(canon.nameOf('Velmora Roads Authority', 'org')).toBe('VRA');
    expect(canon.nameOf('VRA', 'org')).toBe('VRA');
  });

  it('joins nothing where one article alone says so, or two say different things', async () => {
    expect((await canonOf([...alone, ...defined.slice(0, 1)])).renamed).toBe(0);
    const other = org('Veterinary Research Agency', 'VRA');
    expect((await canonOf([...alone, ...defined, [other]])).renamed).toBe(0);
  });
});

describe('what the corpus says of names', () => {
  const names: Said[] = [
    person('Oleh Zorensky'),
    person('Oleh Zorenskyy'),
    person('Олег Зоренский'),
    person('Anton Krylov', 'Krylov'),
    person('Антон Крылов'),
    person('John Q. Adler', 'John Adler'),
    person('John Adler'),
    org('VRA'),
    org('Velmora Roads Authority', 'VRA'),
    org('V.R.A.'),
  ];

  it('does not depend on the order of the articles nor on the parts they wait in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.subarray(names, { minLength: 1 }), { maxLength: 12 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        async (articles, chance) => {
          const shuffled = articles
            .map((article) => ({ article, at: chance.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ article }) => article.toReversed());
          const [one, two] = [await canonOf(articles, 1), await canonOf(shuffled, 7)];
          expect(two.listed).toEqual(one.listed);
          for (const [type, name] of names) {
            expect(two.nameOf(name, type)).toBe(one.nameOf(name, type));
            expect(one.nameOf(one.nameOf(name, type), type)).toBe(one.nameOf(name, type));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('does not hold what was taken back', async () => {
    const notes = new NameNotes(join(dir, 'taken'), 4);
    await notes.add([entity(person('Oleh Zorensky'))], 1);
    await notes.add([entity(person('Oleh Zorenskyy'))], 1);
    await notes.add([entity(person('Oleh Zorenskyy'))], -1);
    await notes.close();
    expect((await findCanon(notes, KNOWN)).renamed).toBe(0);
  });
});

describe('the entities of an article', () => {
  it('that get one name become one, with the forms and places of both', async () => {
    const canon = await canonOf([...times(3, person('Anton Krylov')), [person('Антон Крылов')]]);
    const own: Entity[] = [
      {
        type: 'place',
        name: 'Elsen',
        count: 2,
        forms: ['Elsen'],
        offsets: [
          [0, 5],
          [50, 55],
        ],
      },
      {
        type: 'person',
        name: 'Антон Крылов',
        count: 2,
        forms: ['Антон Крылов', 'Крылов'],
        offsets: [
          [10, 22],
          [30, 36],
        ],
      },
      { type: 'person', name: 'Anton Krylov', count: 1, forms: ['Anton Krylov'], offsets: [[6, 9]] },
    ];
    expect(withCanonicalNames(own, canon)).toEqual([
      {
        ...own[1],
        name: 'Anton Krylov',
        count: 3,
        forms: ['Антон Крылов', 'Крылов', 'Anton Krylov'],
        offsets: [
          [6, 9],
          [10, 22],
          [30, 36],
        ],
      },
      own[0],
    ]);
    expect(withCanonicalNames(own.slice(0, 1), canon)).toEqual(own.slice(0, 1));
  });
});

describe('the names of an article in the corpus', () => {
  it('are the same, and in the same order, with its page and without', async () => {
    const canon = await canonOf([
      ...times(5, person('Oleh Zorensky'), org('Norvik Steel')),
      ...times(2, person('Oleh Zorenskyy'), person('Oleh Zorenski'), org('Norvik Steel Ltd')),
    ]);
    expect(canon.renamed).toBe(3);
    const name = fc.constantFrom(
      'Oleh Zorensky',
      'Oleh Zorenskyy',
      'Oleh Zorenski',
      'Norvik Steel',
      'Norvik Steel Ltd',
      'Ann Lee',
    );
    const offsets = fc.array(fc.nat(50), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.uniqueArray(name),
        fc.array(offsets, { minLength: 6, maxLength: 6 }),
        (names, places) => {
          const entities = names.map(
            (name, i): Entity => ({
              name,
              type: name.startsWith('Norvik') ? 'org' : 'person',
              count: places[i]?.length ?? 0,
              forms: [name],
              offsets: places[i]?.map((start) => [start, start + 3] as const) ?? [],
            }),
          );
          const brief = ({ type, name, count }: { type: string; name: string; count: number }) => [
            type,
            name,
            count,
          ];
          const here = entities.map(namedHere);
          const [whole, without] = [withCanonicalNames(entities, canon), canonicalNames(here, canon)];
          expect(without.map(brief)).toEqual(whole.map(brief));
          expect(without === here).toBe(whole === entities);
        },
      ),
    );
  });
});
