/** Any text is a query, any address a search or a problem in words; what is marked in a text is still that text. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Problem } from '../../server/errors.ts';
import { perFacet } from '../../server/query/facets.ts';
import { freshSearch, toParams } from '../../server/query/href.ts';
import { searchParams, tidyWords } from '../../server/query/params.ts';
import {
  parseExplain,
  parseExport,
  parseFacetSearch,
  parseFeed,
  parseSearch,
} from '../../server/query/parse.ts';
import {
  type QueryWord,
  typedValues,
  understand,
  withoutWords,
  writeWords,
} from '../../server/query/words.ts';
import { toHtml } from '../../server/snippets/marked.ts';
import { createMatcher } from '../../server/snippets/matcher.ts';
import { excerpt } from '../../server/snippets/snippets.ts';
import { type Promised, promised } from './promised.ts';
import { wild } from './texts.ts';

/** Half a surrogate pair, which no address can hold. */
const LONE_HALF = /\p{Cs}/gu;
const LIMITS = { maxQueryLength: 512, maxTotalHits: 1000 };
const NAMES = [...Object.keys(searchParams(LIMITS).shape), 'query', '__proto__', 'constructor', 'q[]'];
const GIVEN = [
  '0',
  '1',
  '-1',
  '1e3',
  '2024',
  '2024-02-30',
  '2024-03-05',
  'undated',
  'en',
  'newest',
  'whole',
  'removed',
];

const value = fc.oneof(wild(6), fc.constantFrom(...GIVEN));
const params = fc.array(
  fc.tuple(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: wild(1) }),
    value,
  ),
  { maxLength: 8 },
);
const name = wild(4).filter((text) => text.search(LONE_HALF) < 0 && text !== '' && text.length <= 300);
const names = fc.uniqueArray(name, { maxLength: 3 });

/** A search as the page can make one. */
const searches = fc
  .record({
    q: wild(10)
      .map((text) => tidyWords(text.replace(LONE_HALF, '')).trim())
      .filter((text) => text.length <= 512),
    person: names,
    source: names,
    left: names,
    year: fc.uniqueArray(fc.constantFrom('2024', 'undated'), { maxLength: 2 }),
    from: fc.constantFrom(undefined, '2024-02-29', '1999-12-31'),
    in: fc.constantFrom('articles' as const, 'removed' as const),
    sort: fc.constantFrom('relevance' as const, 'newest' as const, 'oldest' as const, 'added' as const),
    page: fc.integer({ min: 1, max: 10 }),
    limit: fc.integer({ min: 1, max: 100 }),
    collapse: fc.boolean(),
    exact: fc.boolean(),
  })
  .map(({ person, source, left, year, from, ...rest }) =>
    freshSearch({
      ...rest,
      facets: { ...perFacet(() => []), person, source, year },
      excluded: { ...perFacet(() => []), entity: left },
      ...(from !== undefined && { from, to: '2024-02-29' }),
    }),
  );

/** What is searched: quotation marks within a phrase part its words as blanks do. */
const meant = (words: readonly QueryWord[]) =>
  words
    .map(({ text, excluded }) => ({ excluded, text: text.replaceAll('"', ' ').trim() }))
    .filter(({ text }) => text !== '');

export const queryPromises: readonly Promised[] = [
  promised(
    'any text is a query, and every hint stands in it',
    1,
    fc.property(wild(20), (q) => {
      const { words, hints } = understand(q);
      for (const { at, length, message } of hints)
        assert(
          at >= 0 && length > 0 && at + length <= q.length && message !== '',
          `${at}+${length} of ${q.length}`,
        );
      for (const { at, text } of words) assert(at >= 0 && at < q.length && text !== '');
      for (const typed of typedValues(q)) understand(typed.with('x "y" z'));
      assert.deepEqual(understand(withoutWords(q, words)).words, []);
    }),
  ),
  promised(
    'words are read again as they are meant',
    1,
    fc.property(wild(20), (q) => {
      // An ellipsis is left out, and what stood at it may be a field then, which the store does not know.
      fc.pre(!q.includes('…'));
      const { words } = understand(q);
      assert.deepEqual(meant(understand(writeWords(words)).words), meant(words));
    }),
  ),
  promised(
    'any address is a search or a problem in words',
    2,
    fc.property(params, (given) => {
      const asked = new URLSearchParams(given.map(([key, text]): [string, string] => [key, text]));
      for (const strictness of ['api', 'page'] as const) search(() => parseSearch(asked, LIMITS, strictness));
      for (const parse of [parseExport, parseFeed, parseExplain, parseFacetSearch])
        search(() => parse(asked, LIMITS));
    }),
  ),
  promised(
    'the address of a search leads back to it',
    1,
    fc.property(searches, (query) => {
      assert.deepEqual(parseSearch(new URLSearchParams(toParams(query).toString()), LIMITS, 'api'), query);
    }),
  ),
  promised(
    'a text with marks is that text',
    2,
    fc.property(wild(40), wild(6), fc.boolean(), (text, q, exact) => {
      const matcher = createMatcher(understand(q).words, exact);
      const { title, snippets } = excerpt({ title: text, body: text }, matcher);
      const single = (written: string) => written.replace(/\s+/gu, ' ');
      const plain = (parts: typeof title) => parts.map((part) => part.text).join('');
      assert.equal(single(plain(title)), single(text));
      for (const snippet of snippets) {
        const within = plain(snippet).replace(/^… /u, '').replace(/ …$/u, '');
        assert(single(text).includes(within.trim()), 'a snippet is no part of its text');
        assert.equal(textOf(toHtml(snippet)), plain(snippet));
      }
      assert.equal(textOf(toHtml(title)), plain(title));
    }),
  ),
];

/** Text of HTML that holds marks only. */
function textOf(html: string): string {
  const bare = html.replaceAll('<mark>', '').replaceAll('</mark>', '');
  assert(!/[<>]/.test(bare), 'there is more than marks');
  return bare.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function search(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    assert(error.message !== '' && error.details.parameter !== undefined);
  }
}
