import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalUrl, idOf } from '../../../../indexer/read/id.ts';

describe('the identity of a page', () => {
  it('is 16 hex digits of the SHA-256 of its canonical URL', () => {
    const expected = createHash('sha256').update('https://example.org/a?id=1').digest('hex').slice(0, 16);
    expect(idOf('https://example.org/a?id=1', 'x.txt')).toBe(expected);
  });

  it.each([
    'https://EXAMPLE.org/a?id=1',
    'https://example.org:443/a?id=1',
    'https://example.org/a?id=1#comments',
    'https://example.org/a?utm_source=feed&id=1&utm_medium=rss&fbclid=xyz',
    '  https://example.org/a?id=1\n',
  ])('is the same for %j', (url) => {
    expect(idOf(url, 'other.txt')).toBe(idOf('https://example.org/a?id=1', 'x.txt'));
  });

  it('tells pages apart by path, query and host', () => {
    const ids = ['https://a.org/1', 'https://a.org/2', 'https://a.org/1?p=2', 'https://b.org/1'].map((u) =>
      idOf(u, ''),
    );
    expect(new Set(ids).size).toBe(4);
  });

  it('is the same for the first page of a run and the thousandth, also where an address has letters of its own', () => {
    const ids = Array.from({ length: 50_000 }, () => idOf('https://www.bücher.example/straße', 'x.txt'));
    expect(new Set(ids).size).toBe(1);
    expect(canonicalUrl('https://www.bücher.example/straße')).toBe(
      'https://www.xn--bcher-kva.example/stra%C3%9Fe',
    );
  });

  it('leaves the query of a URL without tracking parameters as it is written', () => {
    expect(canonicalUrl('https://a.org/s?q=a%20b&x=(1)')).toBe('https://a.org/s?q=a%20b&x=(1)');
  });

  it.each([undefined, '', '/a/b', 'example.org/a', 'javascript:alert(1)', 'http://'])(
    'is of the path for %j',
    (url) => {
      expect(idOf(url, 'news/a.txt')).toBe(
        createHash('sha256').update('news/a.txt').digest('hex').slice(0, 16),
      );
    },
  );
});
