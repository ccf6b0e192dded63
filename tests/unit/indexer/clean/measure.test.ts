import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endsClause,
  endsSentence,
  innerStops,
  isCutOff,
  isProse,
  mass,
} from '../../../../indexer/clean/measure.ts';

describe('mass', () => {
  it('weighs the same sentence about alike in every script', () => {
    const sentences = [
      'The council closed the old bridge over the river on Tuesday evening.',
      'Совет закрыл старый мост через реку во вторник вечером после осмотра.',
      'أغلق المجلس الجسر القديم فوق النهر مساء الثلاثاء بعد أن فحصه الغواصون.',
      '市议会星期二晚上关闭了河上的旧桥。',
      '市議会は火曜日の夜、川にかかる古い橋を閉鎖した。',
      '시의회는 화요일 저녁 강 위의 낡은 다리를 폐쇄했다.',
    ];
    for (const sentence of sentences) {
      expect(mass(sentence), sentence).toBeGreaterThan(35);
      expect(mass(sentence), sentence).toBeLessThan(75);
    }
  });

  it('does not count digits and marks', () => expect(mass('12:30 | — 2021!')).toBe(0));
});

describe('endsSentence', () => {
  it.each(['It rained.', '“It rained.”', 'Шёл дождь!', '下雨了。', 'هل أمطرت؟', 'It rained…', 'It rained.)'])(
    'sees the end of «%s»',
    (text) => expect(endsSentence(text)).toBe(true),
  );
  it.each(['Rain in the valley', 'Rain:', 'Rain,'])('sees no end in «%s»', (text) =>
    expect(endsSentence(text)).toBe(false),
  );
});

it('a teaser that was cut is told from a sentence', () => {
  expect(isCutOff('The council closed the…')).toBe(true);
  expect(isCutOff('The council closed the ...')).toBe(true);
  expect(isCutOff('The council closed it.')).toBe(false);
});

it('sentence ends inside a text are counted, the last one is not', () => {
  expect(innerStops('One. Two. Three.')).toBe(2);
  expect(innerStops('一。二。三。')).toBe(2);
  expect(innerStops('Version 2.1 is out')).toBe(0);
});

describe('isProse', () => {
  it('takes a paragraph that a paywall cut for prose', () => {
    expect(
      isProse(
        `${'The marshal met the minister in the harbour town and spoke of ships. '.repeat(5)}They must be added`,
      ),
    ).toBe(true);
  });
  it('takes a headline for none', () =>
    expect(isProse('Council closes old bridge after divers find cracks')).toBe(false));
});

/** Texts of characters that count in one way or another, in any order. */
const Text = fc.string({
  unit: fc.constantFrom(
    ...'a.Z…:;!？。۔।"”’)]」 \t\u00a0\ufeff5é市々〇ひｶ゛서ᄀﾡ\ua960',
    '😀',
    '𠮷',
    '\ud83d',
    '\udc00',
  ),
});

describe('what is told from tables', () => {
  const closers = `["'”’»“›)\\]」』】]*`;
  it('is what the expressions say of the end of a text', () => {
    const stop = new RegExp(`[.!?…。！？؟۔।]${closers}\\s*$`, 'u');
    const clause = new RegExp(`[.!?…。！？؟۔।:;：；]${closers}\\s*$`, 'u');
    fc.assert(
      fc.property(Text, (text) => {
        expect(endsSentence(text)).toBe(stop.test(text.slice(-12)));
        expect(endsClause(text)).toBe(clause.test(text.slice(-12)));
        expect(isCutOff(text)).toBe(/(?:…|\.{2,3})\s*$/u.test(text.slice(-6)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is what the expressions say of its weight', () => {
    const east = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[\ud840-\ud8bf]/;
    const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
    fc.assert(
      fc.property(Text, (text) => {
        const han = count(text, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu);
        const extra = east.test(text) ? 2 * han + count(text, /\p{Script=Hangul}/gu) : 0;
        expect(mass(text)).toBe(count(text, /\p{L}/gu) + extra);
      }),
      { numRuns: 1_000 },
    );
  });
});
