import { describe, expect, it } from 'vitest';
import { linearRows } from '../../../bench/train/linear.ts';
import { compileLinear } from '../../../indexer/clean/linear.ts';
import { signsOfText } from '../../../indexer/clean/signs.ts';

const ARTICLE = [
  'The board closed the bridge',
  'Divers found cracks in the piers',
  'A ferry runs from Friday',
];
const FURNITURE = ['Subscribe to our letter', 'Share this story', 'Read more stories'];

function learned() {
  const rows = linearRows();
  for (const text of ARTICLE) rows.add(signsOfText(text), 1, 1);
  for (const text of FURNITURE) rows.add(signsOfText(text), 0, 1);
  return rows.train();
}

describe('linear models', () => {
  it('tell what they learned, and what sounds like it', () => {
    const score = compileLinear(learned());
    for (const text of ARTICLE) expect(score(signsOfText(text))).toBeGreaterThan(0);
    for (const text of FURNITURE) expect(score(signsOfText(text))).toBeLessThan(0);
    expect(score(signsOfText('Subscribe to more stories'))).toBeLessThan(
      score(signsOfText('Divers closed the ferry')),
    );
  });

  it('are the same for the same rows, byte for byte', () => {
    expect(learned()).toEqual(learned());
  });

  it('are refused when they hold another number of weights', () => {
    expect(() => compileLinear({ bias: 0, step: 1, weights: 'AAAA' })).toThrow(/3 weights.*train:blocks/);
  });
});
