/** Month names of the languages news is written in, as the platform's own locale data spells them. */
import { fold } from '../../text/words.ts';

/** Earlier locales win where two spell different months alike. */
const LOCALES =
  'en fr de es it pt nl pl ru uk tr ar ar-SY ar-DZ ar-MA id sv da nb fi cs sk hu ro el ca hr sr bg vi he hi'.split(
    ' ',
  );
/** Spellings in use that the locale data does not hold. */
const MORE: Readonly<Record<string, number>> = {
  sept: 9,
  mrz: 3,
  set: 9,
  setiembre: 9,
  янв: 1,
  фев: 2,
  мар: 3,
  апр: 4,
  июн: 6,
  июл: 7,
  авг: 8,
  сен: 9,
  окт: 10,
  ноя: 11,
  дек: 12,
  ابريل: 4,
  اغسطس: 8,
  اكتوبر: 10,
};
/** Months of the Persian (solar Hijri) year, first to twelfth. */
const PERSIAN = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' ');

const keyOf = (word: string): string => fold(word).replace(/\.$/, '');

const NAMES = monthNames();
const PERSIAN_NAMES = new Map(PERSIAN.map((name, i) => [keyOf(name), i + 1]));

/** 1..12, or undefined when the word is no month in any language we know. */
export const monthOf = (word: string): number | undefined => NAMES.get(keyOf(word));

/** 1..12 of the Persian year. */
export const persianMonthOf = (word: string): number | undefined => PERSIAN_NAMES.get(keyOf(word));

function monthNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const locale of LOCALES)
    for (const options of [
      { month: 'long' },
      { month: 'short' },
      { day: 'numeric', month: 'long' },
      { day: 'numeric', month: 'short' },
    ] as const) {
      const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { ...options, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month++) {
        const parts = format.formatToParts(new Date(Date.UTC(2023, month - 1, 3)));
        const name = keyOf(parts.find(({ type }) => type === 'month')?.value ?? '');
        if (/\p{L}/u.test(name) && !names.has(name)) names.set(name, month);
      }
    }
  for (const [name, month] of Object.entries(MORE)) names.set(fold(name), month);
  return names;
}
