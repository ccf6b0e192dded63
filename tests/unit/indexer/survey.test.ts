import { expect, it } from 'vitest';
import { shareRead } from '../../../indexer/survey.ts';

it.each([
  ['by bytes', { bytes: 250, pages: 3 }, Number.POSITIVE_INFINITY, 0.25],
  ['by pages where a limit comes sooner', { bytes: 250, pages: 3 }, 6, 0.5],
  ['by bytes where the corpus ends before a limit', { bytes: 250, pages: 3 }, 100, 0.25],
])('tells how far reading is %s', (_, read, limit, share) => {
  expect(shareRead(read, { bytes: 1000 }, limit)).toBe(share);
});

it('has read all of nothing', () => {
  expect(shareRead({ bytes: 0, pages: 0 }, { bytes: 0 }, Number.POSITIVE_INFINITY)).toBe(1);
});
