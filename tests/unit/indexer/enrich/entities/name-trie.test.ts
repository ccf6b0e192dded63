import { describe, expect, it } from 'vitest';
import { type NameKind, nameTrie } from '../../../../../indexer/enrich/entities/name-trie.ts';

const named = (written: string, owner: number, kind: NameKind = 'whole') => ({
  owner,
  written,
  kind,
  keys: written.toLowerCase().split(' '),
});

describe('a trie of names', () => {
  const trie = nameTrie([
    named('United States', 0),
    named('United States of America', 0),
    named('States', 1, 'short'),
    named('united states', 2),
  ]);
  const nodeOf = (...words: string[]) => words.reduce((node, word) => trie.next(node, word), trie.root);

  it('gives the names that end behind some words, in the order they were added', () => {
    expect(trie.endingAt(nodeOf('united', 'states'))).toEqual([
      { owner: 0, written: 'United States', kind: 'whole' },
      { owner: 2, written: 'united states', kind: 'whole' },
    ]);
    expect(trie.endingAt(nodeOf('states'))).toEqual([{ owner: 1, written: 'States', kind: 'short' }]);
    expect(trie.endingAt(nodeOf('united'))).toEqual([]);
  });

  it('says where no name goes on', () => {
    expect(trie.next(trie.root, 'kingdom')).toBe(-1);
    expect(trie.next(trie.root, 'america')).toBe(-1);
    expect(trie.goesOn(nodeOf('united', 'states'))).toBe(true);
    expect(trie.goesOn(nodeOf('states'))).toBe(false);
  });

  it('tells the words that names begin with, each once', () => {
    expect(trie.firstWords).toEqual(['united', 'states']);
  });

  it('finds each of very many names', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `w${i % 500} x${i}`);
    const many = nameTrie(names.map((name, i) => named(name, i)));
    const owners = names.map((name) => {
      const [first = '', second = ''] = name.split(' ');
      return many.endingAt(many.next(many.next(many.root, first), second))[0]?.owner;
    });
    expect(owners).toEqual(names.map((_, i) => i));
  });
});
