import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf, TOKEN } from '../../../../../indexer/enrich/entities/token-pattern.ts';
import {
  isHeadline,
  isListOfNames,
  isShouted,
  sentences,
  tokens,
} from '../../../../../indexer/enrich/entities/tokens.ts';

const split = (text: string) => sentences(text).map((sentence) => sentence.map((token) => token.text));

describe('sentences', () => {
  it('end at a full stop, a question or a line break, not at an abbreviation or an initial', () => {
    expect(split('Mr. J. Orvedal of the U.S. embassy left. Why? He was tired\nThe end')).toEqual([
      ['Mr.', 'J.', 'Orvedal', 'of', 'the', 'U.S.', 'embassy', 'left', '.'],
      ['Why', '?'],
      ['He', 'was', 'tired'],
      ['The', 'end'],
    ]);
  });

  it('keep the quotation mark that closes them', () => {
    expect(split('“We are late.” She ran.')).toEqual([
      ['“', 'We', 'are', 'late', '.', '”'],
      ['She', 'ran', '.'],
    ]);
  });
});

describe('tokens', () => {
  it.each([
    ['Orvedal’s car', ['Orvedal', '’s', 'car']],
    ['Yunus-bek and al-Masri', ['Yunus-bek', 'and', 'al-Masri']],
    ['a UN-backed, pro-Velmora party', ['a', 'UN', '-', 'backed', ',', 'pro-', 'Velmora', 'party']],
    ['l’Ukraine et O’Brien', ['l’', 'Ukraine', 'et', 'O’Brien']],
    ['It ended.The next day', ['It', 'ended', '.', 'The', 'next', 'day']],
    ['see www.example.org/a.html', ['see', 'www.example.org/a.html']],
    ['東京で会談', ['東', '京', 'で', '会', '談']],
    ['1,200 men', ['1,200', 'men']],
  ])('of «%s»', (text, wanted) => {
    expect(tokens(text).map((token) => token.text)).toEqual(wanted);
  });

  it('come from a row of marks that goes on for a whole page', () => {
    const row = '12-'.repeat(100_000);
    const joined = tokens(row)
      .map(({ text }) => text)
      .join('');
    expect(joined === row).toBe(true);
  });
  it('stand where they say, in order, and leave out nothing but white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        let end = 0;
        for (const token of tokens(text)) {
          expect(text.slice(token.start, token.end)).toBe(token.text);
          expect(text.slice(end, token.start).trim()).toBe('');
          end = token.end;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
    );
  });
});

/** Texts of words, marks and spaces that come close to what the expressions look for. */
const newsLike = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom(
        ..."Mr. J. U.S. www. http:// a@b.org 1,200 12.5 3rd No.5 end.The Orvedal’s l’Ukraine UN-backed pro- x_y naïve Москва ΟΔΟΣ القاهرة हिन्दी 東京 カモメー ไทย 한국 ʼs — … .. . , : ; “ ” ' ’ - ‑ & @ # _ ² é 𝒜 𠮷 ª ー\u0301".split(
          ' ',
        ),
        ' ',
        '\u00a0',
        '\n',
        '\u3000',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('tokens of any text', () => {
  const plain = (text: string) =>
    [...text.matchAll(new RegExp(TOKEN))].flatMap(({ 0: match, index }) => {
      let at = index;
      return (partsOf(match) ?? [match.length]).map((length) => {
        at += length;
        return { text: text.slice(at - length, at), start: at - length, end: at };
      });
    });

  it('are those of the plain expression', () => {
    fc.assert(
      fc.property(newsLike, (text) => {
        expect(tokens(text).map(({ text, start, end }) => ({ text, start, end }))).toEqual(plain(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a headline', () => {
  const first = (text: string) => sentences(text)[0] ?? [];

  it('is told by its capitals', () => {
    expect(isHeadline(first('Harbour Workers End Strike After Night of Talks'))).toBe(true);
    expect(isHeadline(first('Harbour workers in Velmora end their strike after talks'))).toBe(false);
    expect(isShouted(first('HARBOUR WORKERS END STRIKE'))).toBe(true);
    expect(isShouted(first('UN and NATO talk'))).toBe(false);
  });
});

describe('a list of names', () => {
  it.each([
    'Orsa 3 Velmora 1\nTarsk United 0 Sparta Elsen 0',
    '1. Ada Molvane (Ghana) 12.31\n2. Marta Oyelund (Chile) 12.40',
  ])('has hardly a word in small letters: «%s»', (text) => expect(isListOfNames(sentences(text))).toBe(true));

  it.each([
    'Die Bürgermeisterin von Elsen hat am Montag die neue Brücke über die Orsa eröffnet.',
    'Мэр Велморы Ада Молвейн',
    'Ада Молвейн, Пит Орведал, Марта Ойлунд',
    'Ada Molvane',
  ])('is no prose, no other script and no two words: «%s»', (text) =>
    expect(isListOfNames(sentences(text))).toBe(false),
  );
});
