/** People named after a title, in any language: `the president Ada Lovelace`, `le président russe Ada Lovelace`. */
import type { Gazetteer } from './gazetteer.ts';
import { type Mention, PARTICLES } from './names.ts';
import { isHeadline, isShouted, type Sentence, type Token } from './tokens.ts';
import type { Trimmer } from './trim.ts';

const CAPITALISED = /^\p{Lu}[\p{L}\p{M}'’.-]*$/u;
const LOWER_WORD = /^\p{Ll}[\p{L}\p{M}-]+$/u;
/** A single name after a title may be anything that is written with a capital; two are a person. */
const FEWEST_NAMES = 2;
const MOST_NAMES = 5;

/** Mentions of people whose name follows a title, without the title. */
export function titledPeople(
  sentences: readonly Sentence[],
  trimmer: Trimmer,
  gazetteer: Gazetteer,
): Mention[] {
  return sentences.flatMap((sentence) => {
    if (isHeadline(sentence) || isShouted(sentence)) return [];
    const found: Mention[] = [];
    const placeEnd = (from: number) =>
      gazetteer.spans(sentence).find((span) => span.from === from && span.type === 'place')?.to;
    for (let at = 0; at < sentence.length; at++) {
      const title = trimmer.titleLength(sentence, at);
      if (title === 0) continue;
      let from = at + title;
      // one word may stand between: an adjective of country
      if (LOWER_WORD.test(sentence[from]?.text ?? '') && !trimmer.titleLength(sentence, from)) from++;
      while (trimmer.titleLength(sentence, from) > 0) from += trimmer.titleLength(sentence, from);
      // or the country of the office: `Президент России Владимир Путин`
      from = placeEnd(from) ?? from;
      const name = nameFrom(sentence, from, trimmer);
      const [first, last] = [name[0], name.at(-1)];
      if (first && last) {
        found.push({ start: first.start, end: last.end, type: 'person' });
        at = from + name.length - 1;
      }
    }
    return found;
  });
}

function nameFrom(sentence: Sentence, from: number, trimmer: Trimmer): readonly Token[] {
  let end = from;
  let names = 0;
  for (; end < sentence.length && names < MOST_NAMES; end++) {
    const word = sentence[end]?.text ?? '';
    if (CAPITALISED.test(word) && !trimmer.isNever(sentence[end]?.form.key ?? '')) names++;
    else if (!PARTICLES.has(word) || names === 0) break;
  }
  while (end > from && PARTICLES.has(sentence[end - 1]?.text ?? '')) end--;
  return names >= FEWEST_NAMES ? sentence.slice(from, end) : [];
}
