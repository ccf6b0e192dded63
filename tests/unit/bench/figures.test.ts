import { describe, expect, it } from 'vitest';
import { exponentOf, measured, median, tableOf } from '../../../bench/speed/figures.ts';

describe('figures', () => {
  it('tell how a cost grows with the size', () => {
    expect(
      exponentOf([
        [10, 3],
        [100, 30],
        [1000, 300],
      ]),
    ).toBeCloseTo(1);
    expect(
      exponentOf([
        [10, 1],
        [100, 100],
      ]),
    ).toBeCloseTo(2);
    expect(
      exponentOf([
        [10, 7],
        [100, 7],
      ]),
    ).toBeCloseTo(0);
    expect(exponentOf([[10, 7]])).toBeNull();
    expect(
      exponentOf([
        [10, Number.NaN],
        [20, 3],
      ]),
    ).toBeNull();
  });

  it('are a table with every column any row has', () => {
    const table = tableOf({
      bench: 'b',
      command: 'c',
      rows: [
        { a: 1.23456, b: 'x' },
        { a: 12345.6, c: 2 },
      ],
      notes: ['told'],
    });
    expect(table.split('\n')).toEqual([
      '| a | b | c |',
      '|---:|---|---:|',
      '| 1.23 | x |  |',
      '| 12,346 |  | 2 |',
      '',
      '- told',
      '',
    ]);
  });

  it('say with which machine and versions they were measured', () => {
    const { machine, versions } = measured({ bench: 'b', command: 'c', rows: [], notes: [] });
    expect(machine.cores).toBeGreaterThan(0);
    expect(versions).toMatchObject({
      node: process.version,
      meilisearch: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
  });

  it('take the middle of an even number of values for their median', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  });
});
