import { describe, expect, it } from 'vitest';
import { newswire } from '../../../bench/train/newswire.ts';

const words = { MaleName: 'piet marek', FemaleName: 'ada marta', LastName: 'molvane orvedal oyelund' };

describe('made-up newswire', () => {
  const text = newswire(words, 2);
  const rows = text.split('\n').filter((row) => row !== '');

  it('is the same every time', () => expect(newswire(words, 2)).toBe(text));

  it('has a token and a tag in each row, and no slot left', () => {
    for (const row of rows) expect(row).toMatch(/^[^\s{}*]+\t(?:O|[BI]-(?:PER|ORG|LOC))$/u);
  });

  it('goes on inside a name only where one has begun', () => {
    let before = 'O';
    for (const row of rows) {
      const tag = row.split('\t')[1] ?? '';
      if (tag.startsWith('I-')) expect(before.slice(2)).toBe(tag.slice(2));
      before = tag;
    }
  });

  it('calls the same person and the same country what they were called before', () => {
    const documents = text.split('-DOCSTART-\tO').map((document) => document.split('\n'));
    const pole = documents.find((document) => document.some((row) => row.startsWith('pole\t')));
    const firstNames = pole?.filter((row) => row.endsWith('\tB-PER')).map((row) => row.split('\t')[0]);
    expect(new Set(firstNames).size).toBeLessThan(firstNames?.length ?? 0);
  });
});
