import { describe, expect, it } from 'vitest';
import { GuardRefused, guardSize, NothingToIndex } from '../../../../indexer/load/guard.ts';

const live = (articles: number) => ({ id: 'b1', rules: 'r', finishedAt: '', articles, summary: {} });

describe('the guard before the swap', () => {
  it.each([
    [1, null],
    [100, 100],
    [101, 100],
    [80, 100],
  ])('lets %i articles replace the live ones', (articles, count) => {
    expect(() => guardSize(articles, count === null ? null : live(count), 20, 'pages')).not.toThrow();
  });

  it('refuses a larger drop, with the numbers and a flag that lets it pass', () => {
    const refuse = () => guardSize(1234, live(10_000), 20, 'pages');
    expect(refuse).toThrow(GuardRefused);
    expect(refuse).toThrow(/1,234 articles, 87\.7 % fewer than the 10,000 .* --max-drop 88/);
    expect(() => guardSize(1234, live(10_000), 88, 'pages')).not.toThrow();
  });

  it('refuses an empty build whatever drop is allowed', () => {
    expect(() => guardSize(0, live(5), 100, 'pages')).toThrow(GuardRefused);
    expect(() => guardSize(0, null, 100, 'pages')).toThrow(NothingToIndex);
  });
});
