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

const NAMED = new RegExp(
  Object.values(SCRIPTS)
    .map(({ source }) => source)
    .join('|'),
  'gu',
);

/**
 * The definition in so many words: the script with the most characters, the first of equals; kana and ideographs are one, and so are
 * the letters of all scripts without a name, which come first.
 */
function plainly(text: string) {
  const counts = Object.entries(SCRIPTS).map(([script, pattern]) => ({
    script,
    found: count(text, pattern),
  }));
  const unnamed = count(text.replace(NAMED, ' '), /\p{L}/gu);
  const most = Math.max(unnamed, ...counts.map(({ found }) => found));
  const [han, kana] = [count(text, SCRIPTS.han), count(text, SCRIPTS.kana)];
  const isEast = han + kana >= most && han + kana > 0;
  const first = most === unnamed ? 'other' : counts.find(({ found }) => found === most)?.script;
  const letters = count(text, /\p{L}/gu);
  return {
    script: isEast ? (kana / (han + kana) >= 0.08 ? 'kana' : 'han') : first,
    share: letters === 0 ? 0 : Math.min(1, (isEast ? han + kana : most) / letters),
  };
}

const pieces =
  'The ferry|Паром 12|العبارة ٣|渡轮黎明|フェリー|ひ|배가 떠났다|πλοίο|מעבורת|เรือ|ბორანი|լաստանավ|𠀀𠀁|𝒜𝒷|\ud840|\udc00| — “x”|ª ſ ͅ|देवपुर का डाकघर|ফেরি ছাড়ল';

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

  it('is none of those with a name where most letters are of another', () => {
    expect(mainScript('देवपुर का सौ साल पुराना डाकघर फिर खुला, Breaking News').script).toBe('other');
  });
});
