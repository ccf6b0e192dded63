import { describe, expect, it } from 'vitest';
import { intervalOf } from '../../../../indexer/load/interval.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;

describe('the interval a date names', () => {
  it.each([
    ['2023', 'year', '2023-01-01T00:00:00Z', '2023-12-31T23:59:59Z'],
    ['2024-02', 'month', '2024-02-01T00:00:00Z', '2024-02-29T23:59:59Z'],
    ['2023-12-31', 'day', '2023-12-31T00:00:00Z', '2023-12-31T23:59:59Z'],
    ['2023-08-22T06:38', 'minute', '2023-08-22T06:38:00Z', '2023-08-22T06:38:59Z'],
    ['2023-08-22T06:38Z', 'minute', '2023-08-22T06:38:00Z', '2023-08-22T06:38:59Z'],
    ['2023-08-22T01:08+05:30', 'minute', '2023-08-21T19:38:00Z', '2023-08-21T19:38:59Z'],
    ['2023-12-31T22:00-0300', 'minute', '2024-01-01T01:00:00Z', '2024-01-01T01:00:59Z'],
    ['2023-08-22T06:38:41.250Z', 'minute', '2023-08-22T06:38:00Z', '2023-08-22T06:38:59Z'],
    ['2023-08-22T06:38Z', 'day', '2023-08-22T00:00:00Z', '2023-08-22T23:59:59Z'],
  ] as const)('%s at the precision %s', (date, precision, from, to) => {
    expect(intervalOf({ date, precision, role: 'published' })).toMatchObject({
      from: seconds(from),
      to: seconds(to),
    });
  });

  it.each([
    ['2023', 'year', '2023-01-01', '2023-12-31'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2023-12-31', 'day', '2023-12-31', '2023-12-31'],
    ['2023-08-22T06:38Z', 'day', '2023-08-22', '2023-08-22'],
    ['2023-08-22T01:08+05:30', 'minute', '2023-08-22', '2023-08-22'],
    ['2023-12-31T22:00-0300', 'minute', '2023-12-31', '2023-12-31'],
  ] as const)(
    '%s at the precision %s: its days are those that are written',
    (date, precision, first, last) => {
      const { firstDay, lastDay } = intervalOf({ date, precision, role: 'published' });
      expect([firstDay, lastDay]).toEqual([first, last].map((day) => seconds(day) / 86_400));
    },
  );

  it.each([
    ['22 August 2023', 'day'],
    ['2023', 'day'],
    ['2023-08', 'day'],
    ['2023-08-22', 'minute'],
  ] as const)('refuses %s at the precision %s', (date, precision) => {
    expect(() => intervalOf({ date, precision, role: 'published' })).toThrow(
      `«${date}» is no ISO 8601 date with the precision ${precision}`,
    );
  });
});
