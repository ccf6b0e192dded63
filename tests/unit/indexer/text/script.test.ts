import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mainScript } from '../../../../indexer/text/script.ts';

const SCRIPTS = {
  latin: /\p{Script=Latin}/gu,
  cyrillic: /\p{Script=Cyrillic}/gu,
  arabic: /\p{Script=Arabic}/gu,
  han: /\p{Script=Han}/gu,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  hangul: /\p{Script=Hangul}/gu,
  greek: /\p{Script=Greek}/gu,
  hebrew: /\p{Script=Hebrew}/gu,
  thai: /\p{Script=Thai}/gu,
  georgian: /\p{Script=Georgian}/gu,
  armenian: /\p{Script=Armenian}/gu,
};
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** The definition in so many words: the script with the most characters, the first of equals; kana and ideographs are one. */
function plainly(text: string) {
  const counts = Object.entries(SCRIPTS).map(([script, pattern]) => ({
    script,
    found: count(text, pattern),
  }));
  const most = Math.max(...counts.map(({ found }) => found));
  const [han, kana] = [count(text, SCRIPTS.han), count(text, SCRIPTS.kana)];
  const isEast = han + kana >= most && han + kana > 0;
  const first = most === 0 ? 'other' : counts.find(({ found }) => found === most)?.script;
  const letters = count(text, /\p{L}/gu);
  return {
    script: isEast ? (kana / (han + kana) >= 0.08 ? 'kana' : 'han') : first,
    share: letters === 0 ? 0 : Math.min(1, (isEast ? han + kana : most) / letters),
  };
}

const pieces =
  'The ferry|Паром 12|العبارة ٣|渡轮黎明|フェリー|ひ|배가 떠났다|πλοίο|מעבורת|เรือ|ბორანი|լաստանավ|𠀀𠀁|𝒜𝒷|\ud840|\udc00| — “x”|ª ſ ͅ';

describe('the script of a text', () => {
  it('is the one most of its letters are written in', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...pieces.split('|')), { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    fc.assert(
      fc.property(text, (any) => {
        expect(mainScript(any)).toEqual(plainly(any));
      }),
    );
  });
});
