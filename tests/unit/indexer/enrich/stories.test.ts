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
  return new Map(book.resolve());
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
    expect([...found.values()].map(({ size }) => size)).toEqual([1, 1, 1]);
  });

  it('leaves out a report of the same event with the same quotations, which are half of it', () => {
    const said = Array.from({ length: 4 }, (_, i) => `“${prose(30 + i, 22)},” the head of the port said.`);
    const report = (seed: number) =>
      said.map((quotation, i) => `${quotation} ${prose(seed + i, 26)}.`).join('\n\n');
    const found = stories({ a: report(40), b: report(50) });
    expect(together(found, 'a', 'b')).toBe(false);
    const unquoted = (text: string) => text.replace(/[“”]/g, '');
    expect(together(stories({ a: unquoted(report(40)), b: unquoted(report(50)) }), 'a', 'b')).toBe(true);
  });

  it('leaves out what is written by filling a form with other numbers, or with other names', () => {
    const weather = (city: string, seed: number) => {
      const n = (at: number) => String(10 + ((seed * 7919 + at * 104729) % 83));
      return `Tomorrow will be mostly dry in ${city} with a high of ${n(1)} degrees and a low of ${n(2)} degrees in the night.
        Winds of up to ${n(3)} kilometres an hour are expected, and the chance of rain is ${n(4)} percent before noon and ${n(5)}
        percent after it. The sun rises at ${n(6)} minutes past the hour and sets ${n(7)} minutes later than yesterday. The level
        of the river stands at ${n(8)} centimetres, which is ${n(9)} less than a week ago. Readings were taken at ${n(10)} stations.`;
    };
    const obituary = (a: string, b: string, c: string) =>
      `The family announces with sorrow that ${a} of ${b} died peacefully in the presence of ${c} and of ${a.split(' ')[1]}'s
        sister, the late ${b.split(' ')[0]}'s widow. A man of few words, ${a.split(' ')[1]} worked for ${c} and for ${b} for many years,
        was loved by all who knew him, and will be missed by his neighbours in ${b} and by ${c} most of all. A service will be held at
        the chapel of ${b} on a day to be named; friends of ${a} and of ${c} are asked to bring no flowers.`;
    const found = stories({
      w1: weather('Velmora', 3),
      w2: weather('Velmora', 5),
      w3: weather('Kandira', 8),
      o1: obituary('Marek Dunn', 'Tarn Hill', 'Lena Brandt'),
      o2: obituary('Omar Haddad', 'Port Elsen', 'Vera Novak'),
    });
    expect(new Set([...found.values()].map(({ storyId }) => storyId)).size).toBe(5);
  });

  it('leaves out texts that share nothing but a passage', () => {
    const passage = prose(50, 60);
    const found = stories({ a: `${prose(51, 150)} ${passage}`, b: `${prose(52, 220)} ${passage}` });
    expect(together(found, 'a', 'b')).toBe(false);
  });

  it('holds no round-up of the beginnings of several, and stays itself', () => {
    const wires = Array.from({ length: 4 }, (_, i) => prose(60 + i, 300));
    const beginning = (text: string, words: number) => text.split(' ').slice(0, words).join(' ');
    const found = stories({
      ...Object.fromEntries(
        wires.flatMap((text, i) => [
          [`full${i}`, text],
          [`cut${i}`, beginning(text, 60)],
        ]),
      ),
      roundup: wires.map((text) => beginning(text, 60)).join(' '),
    });
    expect(found.get('roundup')?.size).toBe(1);
    for (const i of wires.keys()) expect(together(found, `full${i}`, `cut${i}`)).toBe(true);
  });

  it('holds the teaser of a very long article', () => {
    const long = prose(70, 8000);
    const found = stories({ long, teaser: long.split(' ').slice(0, 45).join(' ') });
    expect(found.get('teaser')).toMatchObject({ size: 2, relation: 'excerpt' });
    expect(found.get('teaser')?.score).toBeGreaterThan(0.9);
  });

  it('tells copies, longer versions, excerpts and rewrites apart, by the one shown first', () => {
    const words = prose(80, 400).split(' ');
    const found = createStoryBook();
    const whole = (day: number) => ({ completeness: 'whole', publishedBy: day * 86_400 }) as const;
    found.add('first', words.join(' '), whole(1));
    found.add('copy', `${words.join(' ')} with thanks to our readers`, whole(2));
    found.add('longer', `${prose(81, 120)} ${words.join(' ')} ${prose(82, 200)}`, whole(3));
    found.add('excerpt', words.slice(0, 260).join(' '), whole(4));
    found.add('rewrite', words.map((word, at) => (at % 5 === 0 ? `other${at}` : word)).join(' '), whole(5));
    const members = found.resolve();
    expect(Object.fromEntries([...members].map(([id, { relation }]) => [id, relation]))).toEqual({
      first: 'copy',
      copy: 'copy',
      longer: 'copy',
      excerpt: 'excerpt',
      rewrite: 'rewrite',
    });
    expect(members.get('first')).toMatchObject({ rank: 0, score: 1, shared: 1 });
    expect(members.get('longer')?.shared).toBeLessThan(0.7);
    expect(members.get('excerpt')?.shared).toBe(1);
  });

  it('is not glued to others by a passage that is most of many short texts', () => {
    const passage = prose(900, 90);
    const texts = Array.from({ length: 60 }, (_, i) => `${prose(1000 + i, 40 + i)} ${passage}`);
    const found = stories(Object.fromEntries(texts.map((text, i) => [`t${i}`, text])));
    expect([...found.values()].filter(({ size }) => size > 1)).toEqual([]);
  });

  it('holds all of many rewrites, and an excerpt of them with a long comment', () => {
    const words = prose(901, 240).split(' ');
    const rewritten = (seed: number) =>
      words.map((word, at) => ((at * 31 + seed * 17) % 7 === seed % 7 ? `s${seed}x${at}` : word)).join(' ');
    const texts = Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`r${i}`, rewritten(i)]));
    const found = stories({
      ...texts,
      commented: `${words.slice(0, 150).join(' ')} ${prose(902, 100)}`,
      original: words.join(' '),
    });
    expect(found.get('original')?.size).toBe(82);
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
            return new Map(book.resolve());
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
    expect(new Map(one.resolve())).toEqual(new Map(two.resolve()));
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

describe('the order of a story', () => {
  const DAY = 86_400;
  const text = prose(90, 200);
  const longer = `${text} ${prose(91, 20)}`;

  it('is whole before cut, then the earliest, then the longest, then the smallest id', () => {
    const book = createStoryBook();
    book.add('cut-early', text, { completeness: 'truncated', publishedBy: DAY });
    book.add('unknown', text, { completeness: 'unknown', publishedBy: DAY });
    book.add('undated', longer, { completeness: 'whole', publishedBy: null });
    book.add('late-long', longer, { completeness: 'whole', publishedBy: 5 * DAY });
    book.add('early-b', text, { completeness: 'whole', publishedBy: 2 * DAY });
    book.add('early-a', text, { completeness: 'whole', publishedBy: 2 * DAY });
    book.add('early-long', longer, { completeness: 'whole', publishedBy: 2 * DAY });
    book.add('long-ago', text, { completeness: 'whole', publishedBy: -90 * 365 * DAY });
    const ranked = [...book.resolve()].sort(([, a], [, b]) => a.rank - b.rank).map(([id]) => id);
    expect(ranked).toEqual([
      'long-ago',
      'early-long',
      'early-a',
      'early-b',
      'late-long',
      'undated',
      'unknown',
      'cut-early',
    ]);
  });

  it('gives its name to the earliest member, cut or not', () => {
    const book = createStoryBook();
    book.add('a-late', text, { completeness: 'whole', publishedBy: 3 * DAY });
    book.add('b-early', text, { completeness: 'truncated', publishedBy: DAY });
    expect(book.resolve().get('a-late')?.storyId).toBe('b-early');
  });
});

describe('the name of a story', () => {
  interface Sketch {
    readonly id: string;
    readonly text: string;
    readonly publishedBy: number | null;
  }
  const sketches = fc
    .uniqueArray(
      fc.record({
        id: fc.nat(1e6).map((n) => `x${n}`),
        seed: fc.nat(4),
        from: fc.nat(80),
        length: fc.integer({ min: 25, max: 150 }),
        publishedBy: fc.option(fc.nat(1000)),
      }),
      { maxLength: 24, selector: ({ id }) => id },
    )
    .map((all) =>
      all.map(
        ({ id, seed, from, length, publishedBy }): Sketch => ({
          id,
          publishedBy,
          text: prose(seed, 250)
            .split(' ')
            .slice(from, from + length)
            .join(' '),
        }),
      ),
    );
  const namesOf = (all: readonly Sketch[], before: ReadonlyMap<string, string> = new Map()) => {
    const book = createStoryBook();
    for (const { id, text, publishedBy } of all) book.add(id, text, { completeness: 'whole', publishedBy });
    for (const [id, name] of before) book.remember(id, name);
    return new Map([...book.resolve()].map(([id, { storyId }]) => [id, storyId]));
  };
  const groupsOf = (names: ReadonlyMap<string, string>) => {
    const groups = new Map<string, string[]>();
    for (const [id, name] of names) groups.set(name, [...(groups.get(name) ?? []), id].sort());
    return groups;
  };
  const partition = (names: ReadonlyMap<string, string>) =>
    [...groupsOf(names).values()].map((ids) => ids.join()).sort();

  it('stays when articles come and go, where the members stay together', () => {
    fc.assert(
      fc.property(sketches, fc.func(fc.constantFrom('stays', 'comes', 'goes')), (all, fate) => {
        const fateOf = new Map(all.map(({ id }) => [id, fate(id)]));
        const before = namesOf(all.filter(({ id }) => fateOf.get(id) !== 'comes'));
        const now = namesOf(
          all.filter(({ id }) => fateOf.get(id) !== 'goes'),
          before,
        );
        for (const [name, members] of groupsOf(before)) {
          const left = members.filter((id) => now.has(id));
          const together = new Set(left.map((id) => now.get(id)));
          const others = [...now].filter(([id, other]) => together.has(other) && before.has(id));
          if (left.length === 0 || together.size > 1 || others.length > left.length) continue;
          expect([...together]).toEqual([name]);
        }
      }),
    );
  });

  it('does not change what belongs together, is never that of two stories, and stays when nothing changes', () => {
    const anything = fc.dictionary(
      fc.nat(1e6).map((n) => `x${n}`),
      fc.constantFrom('x1', 'gone', 'lost'),
    );
    fc.assert(
      fc.property(
        sketches,
        anything,
        fc.array(fc.nat(5), { minLength: 24, maxLength: 24 }),
        (all, strange, picks) => {
          const pool = [...all.map(({ id }) => id).slice(0, 3), 'gone', 'lost', 'x-none'];
          const history = new Map([
            ...Object.entries(strange),
            ...all.map(({ id }, at): [string, string] => [id, pool[picks[at] ?? 0] ?? 'gone']),
          ]);
          const plain = namesOf(all);
          const named = namesOf(all, history);
          expect(partition(named)).toEqual(partition(plain));
          expect(namesOf(all, named)).toEqual(named);
          expect(namesOf(all.toReversed(), new Map([...history].reverse()))).toEqual(named);
        },
      ),
    );
  });
});
