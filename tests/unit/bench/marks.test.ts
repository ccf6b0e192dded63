import { describe, expect, it } from 'vitest';
import { readMarks } from '../../../bench/train/marks.ts';

describe('marks', () => {
  it('can all be read, and say nothing of a page that was not marked', () => {
    expect(readMarks().of('date', 'https://no.such.page/', [])).toBeUndefined();
  });
});
