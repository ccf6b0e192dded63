import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../config/load.ts';
import { createHeads, createOthers } from '../../../../indexer/enrich/entities/heads.ts';

const { heads, others } = loadConfig({}).entities;
const typeOf = createHeads(heads);
const isOther = createOthers(others);

describe('a word that begins or ends a name', () => {
  for (const head of heads) {
    it.each(head.match)(`says that «%s» is of type ${head.type}`, (name) => {
      expect(typeOf(name)).toBe(head.type);
    });
    it.each(head.keep)('says nothing of «%s»', (name) => {
      expect(typeOf(name)).toBeUndefined();
    });
  }

  it('at the end outweighs one at the beginning', () => {
    expect(typeOf('Port Elsen University')).toBe('org');
  });
});

describe('a name of what is no person, organisation or place', () => {
  it.each(others.match)('is «%s»', (name) => {
    expect(isOther(name)).toBe(true);
  });
  it.each(others.keep)('is not «%s»', (name) => {
    expect(isOther(name)).toBe(false);
  });
});
