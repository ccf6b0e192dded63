import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStoryBook, type StoryMember } from '../../../../indexer/enrich/stories/stories.ts';

/** A text of `length` words that is told by its seed alone; two seeds share no phrase of three words but by chance. */
function prose(seed: number, length: number): string {
  let state = seed * 2654435761 + 12345;
  const words: string[] = [];
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    words.push(`w${(state >>> 0) % 5000}`);
  }
  return words.join(' ');
}

function stories(texts: Record<string, string>): Map<string, StoryMember> {
  const book = createStoryBook();
  for (const [id, text] of Object.entries(texts)) book.add(id, text);
  return book.resolve();
}

const together = (found: Map<string, StoryMember>, a: string, b: string) =>
  found.get(a)?.storyId === found.get(b)?.storyId;

const harbour = [
  'The harbour of Velmora was closed on Monday after a crane fell on the eastern quay, the port authority said.',
  '“Nobody was hurt, but it will take two weeks until ships can call here again,” its head Ines Tolvaj told reporters.',
  'Eleven freighters lie at anchor outside the bay; four of them carry grain that was bought by the food programme.',
  'The crane had been inspected in March and was found to be in good order, according to papers seen by this newspaper.',
];
const written = (lines: readonly string[]) => lines.join('\n\n');
const rewritten = [
  'Velmora cannot receive ships at present: a crane toppled onto a quay in the east of the port, officials report.',
  '“Nobody was hurt, but it will take two weeks until ships can call here again,” its head Ines Tolvaj told reporters.',
  'Ships with grain are among those that wait, among them four that were chartered by an aid programme of the region.',
  'Records that this newspaper has read say the crane had been inspected in March and was found to be in good order.',
];
const independent = [
  'A toppled crane keeps vessels away from Velmora. The accident happened early in the week, shortly before dawn broke.',
  'Traders fear for their deliveries, and insurers have sent experts to look at the wreck of steel on the waterfront.',
  'Fishermen meanwhile go out from smaller coves further north, where there is neither ice nor fuel to be had cheaply.',
  'It is the third mishap of the year at the docks, and the union has long called for younger machines and more staff.',
];

describe('a story', () => {
  it('holds a copy with other quotes, case and line breaks', () => {
    const found = stories({ a: written(harbour), b: harbour.join(' ').replace(/[“”]/g, '"').toUpperCase() });
    const copy = { storyId: 'a', size: 2, relation: 'copy', score: 1, shared: 1 };
    expect([...found.values()].sort((a, b) => a.rank - b.rank)).toEqual([
      { ...copy, rank: 0 },
      { ...copy, rank: 1 },
    ]);
  });

  it('names an excerpt and how much of it stands in the text shown first', () => {
    const found = stories({ z: written(harbour), part: written(harbour.slice(0, 2)) });
    const excerpt = { storyId: 'part', size: 2, rank: 1, relation: 'excerpt', score: 1, shared: 1 };
    expect(found.get('part')).toEqual(excerpt);
    expect(found.get('z')).toMatchObject({ relation: 'copy', score: 1 });
  });

  it('holds a rewrite that keeps quotation and facts in the same words', () => {
    const found = stories({ a: written(harbour), b: written(rewritten) });
    expect(found.get('b')?.relation ?? found.get('a')?.relation).not.toBe('only');
    expect(together(found, 'a', 'b')).toBe(true);
  });

  it('leaves out a report of the same event in words of its own', () => {
    const found = stories({ a: written(harbour), b: written(independent) });
    expect(found.get('b')).toMatchObject({ storyId: 'b', size: 1, rank: 0, relation: 'only' });
  });

  it('works for texts written without spaces', () => {
    const text =
      '港口当局周一表示，一台起重机倒在东码头上，韦尔莫拉港因此关闭。没有人受伤，但船只需要两周时间才能再次停靠。';
    expect(together(stories({ a: text, b: `${text}另有十一艘货轮在湾外抛锚。` }), 'a', 'b')).toBe(true);
  });

  it('takes very short texts only when they are the same', () => {
    const found = stories({
      a: 'Port closed after crane falls',
      b: 'Port closed after crane falls!',
      c: 'Port closed after crane fell',
    });
    expect(together(found, 'a', 'b')).toBe(true);
    expect(together(found, 'a', 'c')).toBe(false);
  });

  it('never holds pages without text', () => {
    expect(together(stories({ a: '', b: ' … ' }), 'a', 'b')).toBe(false);
  });

  it('is not glued to another one by a page that quotes both', () => {
    const [one, two] = [prose(1, 200), prose(2, 200)];
    const found = stories({ a: one, b: two, digest: `${one}\n\n${two}` });
    expect(together(found, 'a', 'b')).toBe(false);
  });

  it('is not stretched along a chain of texts of which only neighbours share words', () => {
    const parts = Array.from({ length: 8 }, (_, i) => prose(100 + i, 100));
    const chain = Object.fromEntries(parts.slice(1).map((part, i) => [`c${i}`, `${parts[i]} ${part}`]));
    const found = stories(chain);
    expect(together(found, 'c0', 'c6')).toBe(false);
    expect(Math.max(...[...found.values()].map(({ size }) => size))).toBeLessThanOrEqual(2);
  });

  it('keeps a thousand copies of one wire text together', () => {
    const wire = prose(7, 300);
    const copies = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`id${i}`, `${wire} ${prose(1000 + i, 8)}`]),
    );
    expect(new Set([...stories(copies).values()].map(({ storyId }) => storyId)).size).toBe(1);
  });
});

describe('a story book', () => {
  const texts = fc.uniqueArray(
    fc.record({ seed: fc.nat(5), from: fc.nat(60), length: fc.nat(150), id: fc.nat(1e9) }),
    {
      maxLength: 30,
      selector: ({ id }) => id,
    },
  );
  const text = ({ seed, from, length }: { seed: number; from: number; length: number }) =>
    prose(seed, 250)
      .split(' ')
      .slice(from, from + length)
      .join(' ');

  it('does not depend on the order of the articles', () => {
    fc.assert(
      fc.property(
        texts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([one, other]) => {
          const books = [one, other].map((all) => {
            const book = createStoryBook();
            for (const item of all) book.add(String(item.id), text(item));
            return book.resolve();
          });
          expect(books[0]).toEqual(books[1]);
        },
      ),
    );
  });

  it('counts an id that comes twice once, whatever comes first', () => {
    const [short, long] = [prose(1, 50), prose(1, 90)];
    const one = createStoryBook();
    one.add('a', short);
    one.add('a', long);
    one.add('b', long);
    const two = createStoryBook();
    two.add('b', long);
    two.add('a', long);
    two.add('a', short);
    expect(one.resolve()).toEqual(two.resolve());
    expect(one.resolve().get('a')).toMatchObject({ storyId: 'a', size: 2, relation: 'copy', score: 1 });
  });

  it('answers for every id, with sizes that add up and the smallest id as name', () => {
    fc.assert(
      fc.property(texts, (all) => {
        const found = stories(Object.fromEntries(all.map((item) => [`x${item.id}`, text(item)])));
        expect([...found.keys()].sort()).toEqual(all.map(({ id }) => `x${id}`).sort());
        for (const { storyId, size } of found.values()) {
          const members = [...found].filter(([, other]) => other.storyId === storyId).map(([id]) => id);
          expect(members).toHaveLength(size);
          expect(members.sort()[0]).toBe(storyId);
        }
      }),
    );
  });

  it('always joins a copy with a changed word and never joins unrelated texts', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 60, max: 400 }), fc.nat(59), (seed, length, at) => {
        const words = prose(seed, length).split(' ');
        const changed = words.with(at, 'other').join(' ');
        const found = stories({ a: words.join(' '), b: changed, c: prose(seed + 1, length) });
        expect(together(found, 'a', 'b')).toBe(true);
        expect(together(found, 'a', 'c')).toBe(false);
      }),
    );
  });
});
