/** The language of the search box. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIELDS,
  type QueryWord,
  splitQuery,
  typedValues,
  understand,
  withoutWords,
  writeField,
  writeWords,
} from '../../../server/query/words.ts';

const said = (q: string) => {
  const { words, conditions, hints } = understand(q);
  return {
    text: writeWords(words),
    conditions,
    hints: hints.map(({ at, length }) => q.slice(at, at + length)),
  };
};
const value = (facet: string, values: string[], excluded = false) => ({
  kind: 'values',
  facet,
  values,
  excluded,
});

describe('words and phrases', () => {
  it.each([
    ['ferry strike', 'ferry strike'],
    ['  "red car"  quay ', '"red car" quay'],
    ['-strike -"red car"', '-strike -"red car"'],
    ['“red car” „blaue Fähre“ « le port »', '"red car" "blaue Fähre" "le port"'],
    ['〝赤い車〟 ＂red car＂ ”röd bil” »rotes Auto«', '"赤い車" "red car" "röd bil" "rotes Auto"'],
    ['「赤い 車」 『red car』 《红 车》 〈a b〉 ｢c d｣', '"赤い 車" "red car" "红 车" "a b" "c d"'],
    [
      '‹red car› ›rotes Auto‹ ‘red car’ ‚rotes Auto‘ -‘red car’',
      '"red car" "rotes Auto" "red car" "rotes Auto" -"red car"',
    ],
    ['首相「内閣総辞職」', '首相 "内閣総辞職"'],
    ['the dockers’ O’Neil ‘tis Ireland‘s rock', 'the dockers’ O’Neil ‘tis Ireland‘s rock'],
    ['「red car', '「red car'],
    ['−strike', '-strike'],
    ['ferry - strike', 'ferry - strike'],
    ['--force', '--force'],
    ['ferry"red car"', 'ferry "red car"'],
    ['12:30 http://a.example/x', '12:30 http://a.example/x'],
    ['', ''],
  ])('of %j are read as %j', (q, text) => {
    expect(said(q)).toEqual({ text, conditions: [], hints: [] });
  });
});

describe('fields', () => {
  it.each([
    ['source:Post ferry', 'ferry', [value('source', ['Post'])]],
    ['Source:"Le Monde"', '', [value('source', ['Le Monde'])]],
    ['source:“Le Monde”', '', [value('source', ['Le Monde'])]],
    ['source:A source:B', '', [value('source', ['A', 'B'])]],
    ['source:"《财经》杂志" source:「赤い 新聞」', '', [value('source', ['《财经》杂志', '赤い 新聞'])]],
    [
      '-person:"Ada Rook" -place:Lund',
      '',
      [value('person', ['Ada Rook'], true), value('place', ['Lund'], true)],
    ],
    ['lang:EN language:fr', '', [value('language', ['en', 'fr'])]],
    ['is:undated', '', [value('year', ['undated'])]],
    ['-is:truncated', '', [value('completeness', ['truncated'], true)]],
    ['date:2023-08', '', [{ kind: 'dates', from: '2023-08-01', to: '2023-08-31', excluded: false }]],
    ['date:2024-02..2024-02', '', [{ kind: 'dates', from: '2024-02-01', to: '2024-02-29', excluded: false }]],
    ['date:0099', '', [{ kind: 'dates', from: '0099-01-01', to: '0099-12-31', excluded: false }]],
    ['date:0004-02', '', [{ kind: 'dates', from: '0004-02-01', to: '0004-02-29', excluded: false }]],
    ['-date:2023..', '', [{ kind: 'dates', from: '2023-01-01', excluded: true }]],
    ['date:..2023-08-22', '', [{ kind: 'dates', to: '2023-08-22', excluded: false }]],
  ])('of %j are read', (q, text, conditions) => {
    expect(said(q)).toEqual({ text, conditions, hints: [] });
  });
});

describe('what cannot be read', () => {
  it.each([
    ['ferry "red car', '"red car', 'ferry "red car"'],
    ['ferry ""', '""', 'ferry'],
    ['ferry source:', 'source:', 'ferry'],
    ['date:2023-13', 'date:2023-13', ''],
    ['date:2023-02-30', 'date:2023-02-30', ''],
    ['date:2024..2023', 'date:2024..2023', ''],
    ['date:1..2..3', 'date:1..2..3', ''],
    ['date:..', 'date:..', ''],
    ['is:nice ferry', 'is:nice', 'ferry'],
    ['lang:english', 'lang:english', ''],
    ['title:ferry strike', 'title:ferry', 'title:ferry strike'],
    ['-Site:post.example ferry', '-Site:post.example', '-Site:post.example ferry'],
    ['ferry OR strike', 'OR', 'ferry OR strike'],
  ])('in %j is told at %j', (q, hint, text) => {
    expect(said(q)).toEqual({ text, conditions: [], hints: [hint] });
  });
});

it('any text is a query: its words are in it, and its hints point into it', () => {
  const piece = fc.constantFrom(
    ...FIELDS.map((field) => `${field}:`),
    '"',
    '“',
    '-',
    ' ',
    'a',
    '2023-08',
    '..',
    'OR',
    '\u{1F600}',
    'é',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece).map((all) => all.join('')),
      ),
      (q) => {
        const { words, hints } = understand(q);
        for (const { text, at } of words) expect(q.indexOf(text, at)).toBeGreaterThanOrEqual(at);
        for (const { at, length } of hints) {
          expect(length).toBeGreaterThan(0);
          expect(at + length).toBeLessThanOrEqual(q.length);
        }
        // What is written down is read again as the same: an ellipsis is left out, and is part of no text here.
        if (!q.includes('…')) expect(meant(understand(writeWords(words)).words)).toEqual(meant(words));
      },
    ),
    { numRuns: 2000 },
  );
});

/** Signs within a phrase part words, and an excluded word is one whether it is quoted or not. */
const meant = (words: readonly QueryWord[]) =>
  words
    .map(({ kind, text, excluded }) => ({
      excluded,
      kind: excluded ? 'either' : kind,
      text: kind === 'phrase' ? text.replaceAll('"', ' ').trim() : text,
    }))
    .filter(({ text }) => text !== '');

it('a query without some of its words keeps the rest as it is typed', () => {
  const q = 'ferry source:"Le Monde" -"red car" strike';
  const [ferry] = understand(q).words;
  expect(withoutWords(q, ferry ? [ferry] : [])).toBe('source:"Le Monde" -"red car" strike');
  expect(splitQuery(q).map(({ text }) => text)).toEqual([
    'ferry',
    'source:"Le Monde"',
    '-"red car"',
    'strike',
  ]);
});

it('a field that is written down is read again', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !/["“”„‟«»〝〞〟＂]/u.test(text)),
      (text) => {
        expect(understand(writeField('source', text)).conditions).toEqual([value('source', [text])]);
      },
    ),
  );
});

describe('the values of fields', () => {
  it('are found where they are typed', () => {
    expect(
      typedValues('ferry -source:"Le Monde" lang:english date:2023 is:whole "person:x" org:').map(
        ({ facet, typed, at, value }) => ({ facet, typed, at, value }),
      ),
    ).toEqual([
      { facet: 'source', typed: '-source:"Le Monde"', at: 6, value: 'Le Monde' },
      { facet: 'language', typed: 'lang:english', at: 25, value: 'english' },
    ]);
  });

  it('are replaced, and nothing else is', () => {
    const replaced = (q: string, value: string) => typedValues(q).map((typed) => typed.with(value));
    expect(replaced('a SOURCE:monde  "b c"', 'Le Monde')).toEqual(['a source:"Le Monde"  "b c"']);
    expect(replaced('-place:x person:"y z"', 'Brannoch')).toEqual([
      '-place:Brannoch person:"y z"',
      '-place:x person:Brannoch',
    ]);
  });
});
