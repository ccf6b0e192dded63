import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../config/load.ts';
import { Problem } from '../../../server/errors.ts';
import { createSearchReader } from '../../../server/query/read-searches.ts';

const { index } = loadConfig({});

describe('searches that are read again', () => {
  const read = createSearchReader(index, 'api');

  it('are the same search, read once', () => {
    const first = read('q=ferry&page=2');
    expect(first.query).toMatchObject({ q: 'ferry', page: 2 });
    expect(read('q=ferry&page=2')).toBe(first);
  });

  it('have one canonical form however they are written', () => {
    expect(read('page=1&q=ferry%20line').canonical).toBe(read('q=ferry+line').canonical);
    expect(read('q=ferry').canonical).not.toBe(read('q=ferry&exact=1').canonical);
  });

  it('are refused each time', () => {
    for (let time = 0; time < 2; time++) expect(() => read('page=none')).toThrow(Problem);
  });

  it('are read as strictly as is said', () => {
    expect(() => read('utm_source=letter&q=ferry')).toThrow(Problem);
    expect(createSearchReader(index, 'page')('utm_source=letter&q=ferry').query.q).toBe('ferry');
  });
});
