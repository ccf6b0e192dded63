import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understand } from '../../../server/query/words.ts';
import { CLOSENESS, closeness } from '../../../server/snippets/closeness.ts';
import { createSieve } from '../../../server/snippets/sieve.ts';
import { queryTerms } from '../../../server/snippets/terms.ts';
import { eachWord, foldWithMap, tokenAt } from '../../../server/snippets/tokens.ts';

/** The words of a text that are let through for a query, and those that answer it when each is compared. */
function sifted(q: string, text: string) {
  const terms = queryTerms(understand(q).words, false);
  const sieve = createSieve(terms);
  const [passed, answering]: [string[], string[]] = [[], []];
  eachWord(text, (start, end, plain) => {
    const { folded } = tokenAt(text, start, end);
    if (sieve(text, start, end, plain)) passed.push(text.slice(start, end));
    const answers = terms.some((term) =>
      term.kind === 'word'
        ? folded !== '' && closeness(term, folded) !== CLOSENESS.none
        : term.kind === 'phrase' && term.folded.includes(folded),
    );
    if (answers) answering.push(text.slice(start, end));
  });
  return { passed, answering };
}

describe('words that are ruled out before they are compared', () => {
  it.each([
    ['of ASCII, by first letter', 'ferry x', 'merry ferry', ['ferry']],
    ['of ASCII, by length', 'ferry x', 'ferrymen ferrys', ['ferrys']],
    ['with accents', 'école x', 'à École là ecole', ['École', 'ecole']],
    ['Cyrillic', 'паром x', 'город поезд пароход паром', ['поезд', 'паром']],
    ['Arabic, the article apart', 'ميناء x', 'القديم الميناء مدينة', ['الميناء', 'مدينة']],
    ['Korean that goes on', '나라 x', '나라에서 다리에서', ['나라에서']],
    ['Korean in parts', '각자 x', '\u{ac00}\u{11a8}자 나라', ['\u{ac00}\u{11a8}자']],
    ['with a letter that becomes two', 'strasse x', 'straße größe', ['straße']],
  ])('%s', (_, q, text, passed) => {
    expect(sifted(q, text).passed).toEqual(passed);
  });

  it('answer nothing, whatever query and text', () => {
    const letter = fc.constantFrom(
      ...'aAeésßœİﬁ',
      ...'жйЁβς',
      ...'الأإىة\u064e\u0640',
      ...'港口がペ',
      ...'가각\u1100\u1161\u11a8',
      ...'\u0301𝐚𐐀x1',
    );
    const word = fc.string({ unit: letter, minLength: 1, maxLength: 12 });
    const variant = fc
      .tuple(word, fc.nat(11), letter)
      .map(([one, at, other]) => [
        one,
        one.slice(0, at) + other + one.slice(at),
        one.slice(0, at) + one.slice(at + 1),
      ]);
    fc.assert(
      fc.property(fc.array(variant, { minLength: 1, maxLength: 4 }), fc.boolean(), (variants, quoted) => {
        const query = variants.map(([one]) => one).join(' ');
        const { passed, answering } = sifted(quoted ? `"${query}"` : query, variants.flat().join(' '));
        const left = [...passed];
        for (const one of answering) {
          expect(left).toContain(one);
          left.splice(left.indexOf(one), 1);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a text folded with the way back', () => {
  it.each([
    ['新港口', '新港口', [0, 1, 2, 3]],
    ['ペッラ', 'ヘッラ', [0, 1, 2, 3]],
    ['aﬁb', 'afib', [0, 1, 1, 2, 3]],
    ['𝐚b', 'ab', [0, 2, 3]],
  ])('%s', (text, folded, places) => {
    const made = foldWithMap(text);
    expect(made.folded).toBe(folded);
    expect(places.map((_, at) => made.placeOf(at))).toEqual(places);
  });
});
