import { describe, expect, it } from 'vitest';
import { dayCount, daysBetween, lastDayOf, mondayOf, monthsBetween, sundayOf } from '../../../server/days.ts';

describe('days', () => {
  it.each([
    ['2024-03-04', '2024-03-04'],
    ['2024-03-10', '2024-03-04'],
    ['2024-01-01', '2024-01-01'],
    ['2023-01-01', '2022-12-26'],
  ])('the week of %s begins on %s', (day, monday) => {
    expect(mondayOf(day)).toBe(monday);
    expect(sundayOf(monday) >= day).toBe(true);
  });

  it('are counted with both ends, over leap days and years', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
    expect(dayCount('2023-12-31', '2024-12-31')).toBe(367);
    expect(daysBetween('2024-03-02', '2024-03-01')).toEqual([]);
  });

  it('are passed over in steps, never past the end', () => {
    expect(daysBetween('2024-03-04', '2024-03-17', 7)).toEqual(['2024-03-04', '2024-03-11']);
    expect(daysBetween('2024-03-04', '2024-03-18', 7)).toHaveLength(3);
  });

  it('make months', () => {
    expect(monthsBetween('2023-11', '2024-02')).toEqual(['2023-11', '2023-12', '2024-01', '2024-02']);
    expect(monthsBetween('0099-12', '0100-01')).toEqual(['0099-12', '0100-01']);
    expect([lastDayOf('2024-02'), lastDayOf('2023-02'), lastDayOf('2023-12')]).toEqual([
      '2024-02-29',
      '2023-02-28',
      '2023-12-31',
    ]);
  });
});
