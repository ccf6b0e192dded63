import { describe, expect, it } from 'vitest';
import { countLabel, dateLabel, percentLabel, rangeLabel, valueLabel } from '../../../server/labels.ts';

describe('labels', () => {
  it.each([
    ['2023-08-22T06:38Z', 'minute', '22 August 2023, 06:38 UTC'],
    ['2023-08-22T06:38+00:00', 'minute', '22 August 2023, 06:38 UTC'],
    ['2023-08-22T06:38+10:00', 'minute', '22 August 2023, 06:38 UTC+10:00'],
    ['2023-08-22T06:38+02:00', 'minute', '22 August 2023, 06:38 UTC+02:00'],
    ['2023-08-22T06:38', 'minute', '22 August 2023, 06:38'],
    ['2023-08-02', 'day', '2 August 2023'],
    ['2023-08', 'month', 'August 2023'],
    ['2023', 'year', '2023'],
  ] as const)('a date is shown as precise as %s', (date, precision, label) => {
    expect(dateLabel({ date, precision, role: 'published' })).toBe(label);
  });

  it('name what is unknown', () => {
    expect(dateLabel(null)).toBe('Undated');
    expect(valueLabel('year', 'undated')).toBe('Undated');
    expect(valueLabel('month', 'undated')).toBe('Undated');
    expect(valueLabel('source', 'unknown')).toBe('Unknown source');
    expect(valueLabel('language', 'und')).toBe('Unknown language');
  });

  it('name who is not known by what is missing', () => {
    expect(
      (['source', 'origin', 'carrier', 'agency', 'person'] as const).map((facet) =>
        valueLabel(facet, 'unknown'),
      ),
    ).toEqual([
      'Unknown source',
      'Writer not known',
      'Carrier not known',
      'No agency named',
      'No person named',
    ]);
  });

  it.each([
    ['2023-08-07', '2023-08-13', '7 to 13 August 2023'],
    ['2023-07-31', '2023-08-06', '31 July to 6 August 2023'],
    ['2023-12-25', '2024-01-01', '25 December 2023 to 1 January 2024'],
    ['2023-08-07', '2023-08-07', '7 August 2023'],
  ])('a range from %s to %s is %s', (from, to, label) => {
    expect(rangeLabel(from, to)).toBe(label);
  });

  it('name languages and months', () => {
    expect(valueLabel('language', 'de')).toBe('German');
    expect(valueLabel('month', '2024-03')).toBe('March 2024');
  });

  it('never show a part as the whole', () => {
    expect(percentLabel(0.999)).toBe('99 %');
    expect(percentLabel(1)).toBe('100 %');
  });

  it('count one and many', () => {
    expect(countLabel(1, 'story', 'stories')).toBe('1 story');
    expect(countLabel(1200, 'story', 'stories')).toBe('1,200 stories');
  });
});
