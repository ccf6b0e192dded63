import { describe, expect, it } from 'vitest';
import { dateScore } from '../../../bench/facts/dates.ts';
import { type Named, nameScore } from '../../../bench/facts/names.ts';
import { table } from '../../../bench/facts/table.ts';

describe('the score of dates', () => {
  it('counts a date that is not given as a miss, and one that is wrong against precision', () => {
    const rows = ['2021-03-03', '2021-03-03', '2021-03-03', '2021-03-03'].map((gold) => ({ gold }));
    const found = ['2021-03-03', '2021-03-03', '2020-01-01', undefined];
    const { accuracy, f1 } = dateScore(rows.map(({ gold }, i) => ({ gold, found: found[i] })));
    expect(accuracy).toBe(0.5);
    expect(f1).toBeCloseTo(2 / 3);
  });
  it('is nothing where nothing is found', () => {
    expect(dateScore([{ gold: '2021-03-03', found: undefined }])).toEqual({ accuracy: 0, f1: 0 });
  });
});

describe('the score of names', () => {
  const gold = [
    {
      id: 'a',
      text: '',
      entities: [
        { name: 'Anna Holm', type: 'PER' as const },
        { name: 'the Varnholm', type: 'LOC' as const },
      ],
    },
  ];
  const score = (typed: boolean, ...named: Named[]) => nameScore(gold, new Map([['a', named]]), typed);

  it('finds a name under any of its spellings, and counts it once', () => {
    const anna = { type: 'person', forms: ['A. Holm', 'Anna Holm’s'] } as const;
    const place = { type: 'place', forms: ['VARNHOLM'] } as const;
    expect(score(true, anna, anna, place)).toBe(1);
  });
  it('asks for the type where it is typed', () => {
    const wrong = { type: 'org', forms: ['Varnholm'] } as const;
    expect(score(false, wrong)).toBeCloseTo(2 / 3);
    expect(score(true, wrong)).toBe(0);
  });
  it('counts a document that was not answered', () => {
    expect(nameScore(gold, new Map(), true)).toBe(0);
  });
});

it('prints shares in percent, rates as they are, and what nobody tells as a dash', () => {
  const shown = table({
    title: 'Dates',
    columns: ['right', 'texts/s'],
    rows: [
      ['ours', 0.917, 1234.5],
      ['another', 0.5, undefined],
    ],
    notes: ['Nothing is held out.'],
  });
  expect(shown.split('\n')).toEqual([
    'Dates',
    '          right  texts/s',
    'ours       91.7     1235',
    'another    50.0        -',
    '  Nothing is held out.',
    '',
  ]);
});
