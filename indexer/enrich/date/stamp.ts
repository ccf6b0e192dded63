/** Lines that are a stamp: a date with its label, time and byline, and little else. */
import type { StampWords } from '../../../config/schema.ts';
import { datesIn, type Order } from './parse.ts';
import type { Stamp } from './written.ts';

/** `sentence`, `revised`: a whole sentence says that it is the publication, or the last change of the page. */
export type Label = 'published' | 'sentence' | 'updated' | 'revised' | 'none';
export interface StampLine {
  readonly stamp: Stamp;
  readonly label: Label;
  /** Whether the line holds date and label and hardly anything else. */
  readonly bare: boolean;
}
/** The stamp a line is, or undefined when it holds no date, another date, or prose around it. */
export type StampReader = (line: string, order: Order) => StampLine | undefined;

/** Longest line that can be a stamp: date, time, place and a byline; longest sentence that names the publication. */
const LONGEST = 180;
const LONGEST_SENTENCE = 300;
/** Letters beside date, time and label: a byline fits, a sentence does not. A time of day or a label speaks for a stamp. */
const OTHER_LETTERS = 36;
const OTHER_LETTERS_SURE = 72;
/** Letters beside the date in one of the parts of a line: `By Anna Holm | 3 March 2021 | Harbours, Ferries | 2 comments`. */
const PART_LETTERS = 6;
const PARTS = /\s*[|•·]\s*|\s\/\s/u;
/** Letters beside a date that stands alone. */
const BARE_LETTERS = 3;
/** A byline and its month: `by Anna Holm — March 2021`. */
const AFTER_BYLINE = /\s[—–|·•]\s\p{L}{3,12}\.?\s(?:de\s|del\s)?\d{4}$/u;
/** Cheap sign of a date: a year, digits with separators, or digits of another script. */
const MAY_HOLD_DATE =
  /\d{4}|\d[./-]\d{1,2}[./-]\d\d|\d\.?[\s-]\p{L}{3,14}\.?[\s-]['’]?\d\d(?!\d)|[٠-٩۰-۹]{4}/u;

/** The first day of a span before its last: `9-23 March 2021` is the time of an event. */
const SPAN = /(?<![\d:.])\d{1,2}\.?\s?[-–—]\s?$/u;

type Told = Label | 'other';

export function stampReader(words: readonly StampWords[]): StampReader {
  const told = (tells: StampWords['tells']) => union(words.filter((one) => one.tells === tells));
  const [published, updated, other] = [told('published'), told('updated'), told('other')];
  const [sentence, revised, beside] = [told('sentence'), told('revised'), told('beside')];
  const labelOf = (text: string): Told => {
    if (first(published, text)) return 'published';
    if (first(updated, text)) return 'updated';
    return first(other, text) ? 'other' : 'none';
  };

  /** The stamp among the dates of a line that is one, with the letters that stand beside dates and labels. */
  const among = (line: string, stamps: readonly Stamp[]) => {
    const labelled = stamps.map((stamp, i) => {
      const lead = line.slice(stamps[i - 1]?.end ?? 0, stamp.start);
      if (SPAN.test(lead)) return { stamp, label: 'other' as const };
      const before = labelOf(lead);
      const after = i === stamps.length - 1 ? labelOf(line.slice(stamp.end)) : 'none';
      return { stamp, label: before === 'none' ? after : before };
    });
    const said =
      labelled.find(({ label }) => label === 'published') ?? labelled.find(({ label }) => label !== 'other');
    // Beside the date of an update, a date that nothing is said of is that of publication.
    const isFirst = said?.label === 'none' && labelled.some(({ label }) => label === 'updated');
    const best = said && isFirst ? { stamp: said.stamp, label: 'published' as const } : said;
    let rest = line;
    for (const { start, end } of [...stamps].reverse()) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
    for (const known of [published, updated, beside]) rest = rest.replace(known, ' ');
    return { best: best as { stamp: Stamp; label: Label } | undefined, rest };
  };

  return (line, order) => {
    const start = line.slice(0, LONGEST_SENTENCE);
    if (!MAY_HOLD_DATE.test(start)) return undefined;
    const stamps = datesIn(start, order);
    const [one] = stamps;
    if (!one) return undefined;
    if (first(sentence, start)) return { stamp: one, label: 'sentence', bare: false };
    if (first(revised, start)) return { stamp: one, label: 'revised', bare: false };
    if (line.length > LONGEST_SENTENCE) return undefined;

    const { best, rest } = among(line, stamps);
    if (!best) return undefined;
    const letters = lettersIn(rest);
    const found = { ...best, bare: letters <= BARE_LETTERS };
    const sure = best.stamp.precision === 'minute' || best.label !== 'none' || one.start === 0;
    if (best.stamp.precision === 'month')
      return letters === 0 || (letters <= OTHER_LETTERS && AFTER_BYLINE.test(line)) ? found : undefined;
    const isStamp =
      letters <= (sure ? OTHER_LETTERS_SURE : OTHER_LETTERS) && !/[.!?]\s+\p{Lu}.*[.!?]$/u.test(rest);
    if (isStamp && line.length <= LONGEST) return found;
    for (const part of line.split(PARTS)) {
      const dates = part.length < line.length ? datesIn(part, order) : [];
      const within = dates.length > 0 ? among(part, dates) : undefined;
      if (within?.best && within.best.stamp.precision !== 'month' && lettersIn(within.rest) <= PART_LETTERS)
        return { ...within.best, bare: false };
    }
    return undefined;
  };
}

const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

const union = (words: readonly StampWords[]): RegExp =>
  new RegExp(words.map(({ pattern }) => `(?:${pattern})`).join('|') || '(?!)', 'giu');

const first = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0;
