/** Month names of the languages news is written in. */
import { readFileSync } from 'node:fs';
import { fold } from '../../text/words.ts';

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

/** What two spellings of a name have in common. */
export const monthKey = (word: string): string => fold(word).replace(/\.$/, '');

const NAMES = monthNames();
const PERSIAN_NAMES = new Map(PERSIAN.map((name, i) => [monthKey(name), i + 1]));

/** 1..12, or undefined when the word is no month in any language we know. */
export const monthOf = (word: string): number | undefined => NAMES.get(monthKey(word));

/** 1..12 of the Persian year. */
export const persianMonthOf = (word: string): number | undefined => PERSIAN_NAMES.get(monthKey(word));

/** The names of `months.json` (made by `npm run train:months` from the platform's locale data), and more. */
function monthNames(): ReadonlyMap<string, number> {
  const spelt = JSON.parse(readFileSync(new URL('./months.json', import.meta.url), 'utf8')) as string[][];
  const names = new Map(spelt.flatMap((month, i) => month.map((name) => [name, i + 1] as const)));
  for (const [name, month] of Object.entries(MORE)) names.set(fold(name), month);
  return names;
}
