/** People named after a title, in any language: `the president Ada Lovelace`, `le président russe Ada Lovelace`. */
import type { KnownSpan } from './gazetteer.ts';
import { type Mention, PARTICLES } from './names.ts';
import { isHeadline, isShouted, type Sentence, type Token } from './tokens.ts';
import type { Trimmer } from './trim.ts';

const CAPITALISED = /^\p{Lu}[\p{L}\p{M}'’.-]*$/u;
const LOWER_WORD = /^\p{Ll}[\p{L}\p{M}-]+$/u;
/** A single name after a title may be anything that is written with a capital; two are a person. */
const FEWEST_NAMES = 2;
const MOST_NAMES = 5;

/** Mentions of people whose name follows a title, without the title. @param known names, sentence by sentence */
export function titledPeople(
  sentences: readonly Sentence[],
  known: readonly (readonly KnownSpan[])[],
  trimmer: Trimmer,
): Mention[] {
  const found: Mention[] = [];
  for (const [i, sentence] of sentences.entries()) {
    let isTelling: boolean | undefined;
    for (let at = 0; at < sentence.length; at++) {
      const title = trimmer.titleLength(sentence, at);
      if (title === 0) continue;
      isTelling ??= !isHeadline(sentence) && !isShouted(sentence);
      if (!isTelling) break;
      const from = afterOffice(sentence, at + title, known[i] ?? [], trimmer);
      const to = endOfName(sentence, from, trimmer);
      const [first, last] = [sentence[from], sentence[to - 1]];
      if (to === from || !first || !last) continue;
      found.push({ start: first.start, end: last.end, type: 'person' });
      at = to - 1;
    }
  }
  return found;
}

/** Where the name may begin: behind further titles and what says which office it is. */
function afterOffice(
  sentence: Sentence,
  after: number,
  known: readonly KnownSpan[],
  trimmer: Trimmer,
): number {
  let from = after;
  // one word may stand between: an adjective of country
  if (LOWER_WORD.test(sentence[from]?.text ?? '') && !trimmer.titleLength(sentence, from)) from++;
  for (let title = 1; title > 0; from += title) title = trimmer.titleLength(sentence, from);
  // or the country of the office: `Президент России Владимир Путин`
  const place = known.find((span) => span.from === from && span.type === 'place');
  return place?.to ?? from;
}

/** Where the name that starts here ends; there where none does. */
function endOfName(sentence: Sentence, from: number, trimmer: Trimmer): number {
  let end = from;
  let names = 0;
  for (; end < sentence.length && names < MOST_NAMES; end++) {
    const { text, form } = sentence[end] as Token;
    if (CAPITALISED.test(text) && !trimmer.isNever(form.key)) names++;
    else if (!PARTICLES.has(text) || names === 0) break;
  }
  while (end > from && PARTICLES.has(sentence[end - 1]?.text ?? '')) end--;
  return names >= FEWEST_NAMES ? end : from;
}
