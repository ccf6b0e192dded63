/** Lines that are a stamp: a date with its label, time and byline, and little else. */
import type { StampWords } from '../../../config/schema.ts';
import { datesIn, type Order } from './parse.ts';
import type { Stamp } from './written.ts';

/** `sentence`: a whole sentence says that it is the publication. */
export type Label = 'published' | 'sentence' | 'updated' | 'none';
export interface StampLine {
  readonly stamp: Stamp;
  readonly label: Label;
}
/** The stamp a line is, or undefined when it holds no date, or prose around it. */
export type StampReader = (line: string, order: Order) => StampLine | undefined;

/** Longest line that can be a stamp: date, time, place and a byline; longest sentence that names the publication. */
const LONGEST = 180;
const LONGEST_SENTENCE = 300;
/** Letters beside date, time and label: a byline fits, a sentence does not. A time of day or a label speaks for a stamp. */
const OTHER_LETTERS = 36;
const OTHER_LETTERS_SURE = 72;
/** A byline and its month: `by Anna Holm — March 2021`. */
const AFTER_BYLINE = /\s[—–|·•]\s\p{L}{3,12}\.?\s(?:de\s|del\s)?\d{4}$/u;
/** Cheap sign of a date: a year, digits with separators, or digits of another script. */
const MAY_HOLD_DATE = /\d{4}|\d[./-]\d{1,2}[./-]\d\d|[٠-٩۰-۹]{4}/u;

export function stampReader(words: readonly StampWords[]): StampReader {
  const [published, updated, sentence, beside] = (
    ['published', 'updated', 'sentence', 'beside'] as const
  ).map((tells) => union(words.filter((one) => one.tells === tells))) as [RegExp, RegExp, RegExp, RegExp];
  const labelOf = (text: string): Label =>
    first(published, text) ? 'published' : first(updated, text) ? 'updated' : 'none';

  return (line, order) => {
    const start = line.slice(0, LONGEST_SENTENCE);
    if (!MAY_HOLD_DATE.test(start)) return undefined;
    const stamps = datesIn(start, order);
    const [one] = stamps;
    if (!one) return undefined;
    const says = first(sentence, start);
    if (line.length > LONGEST && !says) return undefined;
    if (says) return { stamp: one, label: 'sentence' };

    const labelled = stamps.map((stamp, i) => {
      const before = labelOf(line.slice(stamps[i - 1]?.end ?? 0, stamp.start));
      const after = i === stamps.length - 1 ? labelOf(line.slice(stamp.end)) : 'none';
      return { stamp, label: before === 'none' ? after : before };
    });
    const best = labelled.find(({ label }) => label === 'published') ?? labelled[0];
    if (!best) return undefined;
    let rest = line;
    for (const { start, end } of [...stamps].reverse()) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
    for (const known of [published, updated, beside]) rest = rest.replace(known, ' ');
    const letters = rest.match(/\p{L}/gu)?.length ?? 0;
    const sure = best.stamp.precision === 'minute' || best.label !== 'none' || one.start === 0;
    if (best.stamp.precision === 'month')
      return letters === 0 || (letters <= OTHER_LETTERS && AFTER_BYLINE.test(line)) ? best : undefined;
    return letters <= (sure ? OTHER_LETTERS_SURE : OTHER_LETTERS) && !/[.!?]\s+\p{Lu}.*[.!?]$/u.test(rest)
      ? best
      : undefined;
  };
}

const union = (words: readonly StampWords[]): RegExp =>
  new RegExp(words.map(({ pattern }) => `(?:${pattern})`).join('|') || '(?!)', 'giu');

const first = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0;
