/** People named with their father's name, which East Slavic texts do without a title: `Анна Сергеевна Крылова`. */
import type { Mention } from './names.ts';
import type { Sentence } from './tokens.ts';

/** In any case: `Сергеевич`, `Сергеевича`, `Сергеевне`, `Іванівни`. */
const PATRONYMIC =
  /^\p{Lu}\p{Ll}*(?:(?:[оеєё]в|[иіы])ич|[оеєё]вич|(?<=^(?:Кузьм|Иль|Лук|Фом|Никит|Савв))ич|(?:[оеєё]в|[иы]ч|[иі]в)н(?=[аыеуио]))(?:а|у|ем|ом|е|і|ы|и|ой|ою)?$/u;
const CAPITALISED = /^\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?$/u;
const CYRILLIC = /^\p{Script=Cyrillic}/u;

export const isPatronymic = (word: string): boolean => PATRONYMIC.test(word);

/** Mentions of three words, with the father's name in the middle or at the end (`Крылова Анна Сергеевна`). */
export function peopleWithPatronymic(sentences: readonly Sentence[]): Mention[] {
  const found: Mention[] = [];
  for (const sentence of sentences)
    for (let at = 1; at < sentence.length; at++) {
      const token = sentence[at];
      if (!token || token.form.isPlain || !CYRILLIC.test(token.text) || !isPatronymic(token.text)) continue;
      const [two, before, after] = [sentence[at - 2], sentence[at - 1], sentence[at + 1]];
      const isName = (one = token) => one !== token && CAPITALISED.test(one.text) && !isPatronymic(one.text);
      if (!before || !isName(before)) continue;
      if (after && isName(after)) found.push({ start: before.start, end: after.end, type: 'person' });
      else if (two && isName(two)) found.push({ start: two.start, end: token.end, type: 'person' });
    }
  return found;
}
