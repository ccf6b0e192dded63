import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACETS } from '../../../engine/port.ts';
import { Problem } from '../../../server/errors.ts';
import {
  chosenAlone,
  freshSearch,
  href,
  onAnyDay,
  toggled,
  toParams,
  unfiltered,
  withinDays,
} from '../../../server/query/href.ts';
import { feedParams, searchParams } from '../../../server/query/params.ts';
import { parseFacetSearch, parseSearch, type Strictness } from '../../../server/query/parse.ts';

const LIMITS = { maxQueryLength: 40, maxTotalHits: 1000 };
const parse = (query: string, strictness: Strictness = 'api') =>
  parseSearch(new URLSearchParams(query), LIMITS, strictness);

function refused(query: string, strictness: Strictness = 'api'): { parameter?: string; message: string } {
  try {
    parse(query, strictness);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { parameter } = error.details;
    return { ...(parameter !== undefined && { parameter }), message: error.message };
  }
  throw new Error(`${query} was taken`);
}

describe('the parameters of a search', () => {
  it('have defaults', () => {
    expect(parse('')).toEqual(freshSearch());
  });

  it('have words without the hints for line breaks that come with what is copied from a page', () => {
    expect(parse(`q=${encodeURIComponent('Ent\u00adwicklungs\u200bhilfe')}`).q).toBe('Entwicklungshilfe');
    expect(parse(`q=${encodeURIComponent('Jean\u2011Luc')}`).q).toBe('Jean-Luc');
    expect(parse(`q=${encodeURIComponent('\u200fמסע\u200e \u2068new\u2069')}`).q).toBe('מסע new');
  });

  it('are understood', () => {
    expect(
      parse(
        'q=+ferry+&source=A&source=B&source=A&year=2024&year=undated&month=2024-03&language=und&completeness=truncated&story=s1&from=2024-01-01&to=2024-02-29&sort=oldest&page=3&limit=100&collapse=0&exact=1',
      ),
    ).toMatchObject({
      q: 'ferry',
      facets: {
        source: ['A', 'B'],
        year: ['2024', 'undated'],
        month: ['2024-03'],
        language: ['und'],
        completeness: ['truncated'],
      },
      story: ['s1'],
      from: '2024-01-01',
      to: '2024-02-29',
      sort: 'oldest',
      page: 3,
      limit: 100,
      collapse: false,
      exact: true,
    });
  });

  it.each([
    ['limit=0', 'limit', '«0»'],
    ['limit=101', 'limit', '1 to 100'],
    ['limit=1e1', 'limit', '«1e1»'],
    ['limit=', 'limit', 'whole number'],
    ['page=0', 'page', '«0»'],
    ['page=-1', 'page', '«-1»'],
    ['page=51', 'page', 'deepest page with limit 20 is 50'],
    ['page=11&limit=100', 'page', 'is 10'],
    ['sort=date', 'sort', 'relevance, newest, oldest'],
    ['collapse=yes', 'collapse', '1 or 0'],
    ['exact=2', 'exact', '1 or 0'],
    ['year=24', 'year', '«24»'],
    ['year=2024&year=x', 'year', '«x»'],
    ['month=2024-13', 'month', '«2024-13»'],
    ['language=English', 'language', '«English»'],
    ['completeness=half', 'completeness', 'whole, truncated, unknown'],
    ['from=2024-02-30', 'from', '«2024-02-30»'],
    ['to=yesterday', 'to', 'such as 2024-03-31'],
    ['from=2024-02-02&to=2024-02-01', 'from', 'after'],
    ['source=', 'source', 'blank'],
    [`q=${'x'.repeat(41)}`, 'q', '40 characters'],
    ['q=a&q=b', 'q', 'stands 2 times'],
    ['page=1&page=2', 'page', 'stands 2 times'],
    ['langauge=en', 'langauge', 'not known'],
    ['__proto__=en', '__proto__', 'not known'],
    [Array.from({ length: 51 }, (_, i) => `person=p${i}`).join('&'), 'person', 'at most 50'],
  ])('%s is refused by name', (query, parameter, words) => {
    const problem = refused(query);
    expect(problem.parameter).toBe(parameter);
    expect(problem.message).toContain(words);
  });

  it('that are unknown or blank are no fault on the page', () => {
    expect(parse('utm_source=mail&from=&to=&q=&source=', 'page')).toEqual(freshSearch());
    expect(refused('sort=date', 'page').parameter).toBe('sort');
  });
});

describe('a search in a facet', () => {
  it('takes the filters of the search around it', () => {
    const { q, within } = parseFacetSearch(new URLSearchParams('q=har&query=ferry&year=2024'), LIMITS);
    expect(q).toBe('har');
    expect(within).toMatchObject({ q: 'ferry', facets: { year: ['2024'] } });
  });

  it('has no pages', () => {
    expect(() => parseFacetSearch(new URLSearchParams('page=2'), LIMITS)).toThrow(/`page` is not known/);
  });
});

describe('the address of a search', () => {
  it('leads back to the search', () => {
    const word = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(
        fc.record({
          q: fc.oneof(fc.constant(''), word),
          person: fc.uniqueArray(word, { maxLength: 3 }),
          sort: fc.constantFrom('relevance' as const, 'newest' as const),
          page: fc.integer({ min: 1, max: 50 }),
          collapse: fc.boolean(),
          exact: fc.boolean(),
        }),
        ({ person, ...rest }) => {
          const query = freshSearch({ ...rest, facets: { ...freshSearch().facets, person } });
          expect(parse(toParams(query).toString())).toEqual(query);
        },
      ),
    );
  });

  it('is the start page for no search', () => {
    expect(href(freshSearch())).toBe('/');
  });

  it('toggles a value and starts at the first page', () => {
    const query = freshSearch({ q: 'ferry', page: 4 });
    const added = toggled(query, 'source', 'A & B');
    expect(href(added)).toBe('/?q=ferry&source=A+%26+B');
    expect(toggled(added, 'source', 'A & B')).toEqual({ ...query, page: 1 });
  });

  it('chooses one value of a facet alone, and leaves out what was left out', () => {
    const query = parse('q=a&source=B&source=C&-source=D&year=2024&page=2');
    expect(href(chosenAlone(query, 'source', 'C'))).toBe('/?q=a&source=C&year=2024&-source=D');
    expect(href(chosenAlone(query, 'source', 'D'))).toBe('/?q=a&source=D&year=2024&-source=D');
  });

  it('keeps to a range of days, and gives it up as one', () => {
    const query = parse('q=a&from=2020-01-01&year=2024');
    const within = withinDays(query, '2024-03-04', '2024-03-10');
    expect(href(within)).toBe('/?q=a&year=2024&from=2024-03-04&to=2024-03-10');
    expect(href(onAnyDay(within))).toBe('/?q=a&year=2024');
  });

  it('loses every filter and keeps the words', () => {
    const filtered = parse('q=ferry&story=s&from=2024-01-01&to=2024-01-02&sort=oldest&person=P&year=2024');
    expect(href(unfiltered(filtered))).toBe('/?q=ferry&sort=oldest');
    expect(FACETS.every((facet) => unfiltered(filtered).facets[facet].length === 0)).toBe(true);
  });
});

describe('the shape of parameters', () => {
  it('is made once for an instance: making it takes longer than reading a request', () => {
    expect(feedParams(LIMITS)).toBe(feedParams(LIMITS));
    expect(searchParams(LIMITS)).not.toBe(searchParams({ ...LIMITS }));
  });
});
