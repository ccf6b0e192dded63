import { eld } from 'eld/extrasmall';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageScores } from '../../../../indexer/text/ngrams.ts';

const pieces = [
  'The ferry left the harbour at dawn. ',
  "L'été, le vent d'ouest n'est pas froid; ",
  'Die Fähre legte früh ab, ',
  'Паром вышел из гавани на рассвете. ',
  'غادرت العبارة الميناء عند الفجر ',
  '渡轮黎明离港。',
  'พายุเข้าท่าเรือ',
  '𝒜𝒷 ',
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikationsleiterin ',
  ' 12:30 — “x” ',
  'ΟΔΟΣ Σ.ΑΣ’Σ ',
  'İSTANBUL İ̇',
  "''’ l’'été '`' ",
];

describe('scores of languages', () => {
  it('are those of eld, whatever the text', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 500 }),
    );
    fc.assert(
      fc.property(text, (any) => {
        expect(languageScores(any)).toEqual(Object.entries(eld.detect(any).getScores()));
      }),
    );
  });

  it('name the language of a sentence first', () => {
    expect(pieces.slice(0, 4).map((piece) => languageScores(piece)[0]?.[0])).toEqual([
      'en',
      'fr',
      'de',
      'ru',
    ]);
  });
});
