import { describe, expect, it } from 'vitest';
import { endsSentence, innerStops, isCutOff, isProse, mass } from '../../../../indexer/clean/measure.ts';

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
