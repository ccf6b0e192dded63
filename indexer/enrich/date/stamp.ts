/** Lines that are a stamp: a date with its label, time and byline, and little else. */
import { datesIn, type Order, type Stamp } from './parse.ts';

export type Label = 'published' | 'updated' | 'none';
export interface DateLine {
  readonly stamp: Stamp;
  readonly label: Label;
}

/** Longest line that can be a stamp: date, time, place and a byline. */
const LONGEST = 140;
/** Letters beside date, time and label: a byline fits, a sentence does not. */
const OTHER_LETTERS = 36;

const UPDATED =
  /(?:updated?|last modified|modified|revised|mis à jour|mise à jour|modifié|actualis[ée]|aktualisiert|geändert|stand|actualizad[oa]|aggiornat[oa]|ultimo aggiornamento|modificat[oa]|atualizad[oa]|bijgewerkt|gewijzigd|laatste update|aktualizacja|zaktualizowano|обновлен[оа]?|обновлён|изменено|оновлено|güncelle(?:me|ndi)|son güncelleme|تحديث|آخر تحديث|محدث|به‌?روزرسانی|更新|最終更新)/iu;
const PUBLISHED =
  /(?:published|posted|publication date|date published|first published|released|issued|publié|parution|paru|mis en ligne|posté|veröffentlicht|erschienen|publiziert|publicad[oa]|publicación|pubblicat[oa]|gepubliceerd|geplaatst|opublikowano|data publikacji|dodano|опубликован[оа]?|дата публикации|размещено|опубліковано|дата публікації|yayınlan(?:ma|dı)|yayın tarihi|giriş tarihi|نشر|تاريخ النشر|نُشر|انتشار|تاریخ انتشار|منتشر|发布|發布|发表|發表|公開|配信|掲載|投稿)/iu;
/** Words that stand beside a date in a stamp and tell nothing of what the line is about. */
const FILLERS =
  /(?:on|at|by|the|le|à|am|um|uhr|vom|den|el|a las|del|il|alle|ore|em|às|op|om|uur|dnia|godz|в|о|от|saat|tarihi|date|datum|fecha|data|дата|time|zeit|hora|heure|min(?:ute)?s? read|gmt|utc|[a-z]{1,2}st|edt|pst|pdt|cest?|bst|msk|мск|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)/giu;

/** The stamp a line is, or undefined when it holds no date, more than dates of one stamp, or prose around it. */
export function dateLine(text: string, order: Order = 'dmy'): DateLine | undefined {
  if (text.length > LONGEST) return undefined;
  const stamps = datesIn(text, order);
  const first = stamps[0];
  if (!first) return undefined;
  let rest = text;
  for (const { start, end } of [...stamps].reverse()) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  const labels = labelled(text, stamps);
  const other = rest.replace(PUBLISHED, ' ').replace(UPDATED, ' ').replace(FILLERS, ' ');
  const letters = other.match(/\p{L}/gu)?.length ?? 0;
  if (letters > OTHER_LETTERS || (first.precision === 'month' && letters > 0)) return undefined;
  return (
    labels.find(({ label }) => label === 'published') ??
    labels.find(({ label }) => label === 'none') ??
    labels[0]
  );
}

/** Each date of a line with the label that stands before it. */
function labelled(text: string, stamps: readonly Stamp[]): DateLine[] {
  return stamps.map((stamp, i) => {
    const before = text.slice(stamps[i - 1]?.end ?? 0, stamp.start);
    const after = i === stamps.length - 1 ? text.slice(stamp.end) : '';
    if (PUBLISHED.test(before)) return { stamp, label: 'published' };
    if (UPDATED.test(before)) return { stamp, label: 'updated' };
    if (PUBLISHED.test(after)) return { stamp, label: 'published' };
    return { stamp, label: UPDATED.test(after) ? 'updated' : 'none' };
  });
}
