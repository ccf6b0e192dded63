/** People named after a title, in any language: `the president Ada Lovelace`, `le président russe Ada Lovelace`. */
import { type Mention, nameKey } from './names.ts';
import type { Sentence, Token } from './tokens.ts';
import type { Trimmer } from './trim.ts';

const CAPITALISED = /^\p{Lu}[\p{L}\p{M}'’.-]*$/u;
const LOWER_WORD = /^\p{Ll}[\p{L}\p{M}-]+$/u;
const PARTICLE = /^(?:al|el|de|del|della|di|da|dos|du|van|von|der|den|bin|ibn|ben|abu|la|le)$/u;
/** Small in headlines too. */
const SMALL_WORDS = new Set('and the for from with over into amid after but nor via'.split(' '));
/** A single name after a title may be anything that is written with a capital; two are a person. */
const FEWEST_NAMES = 2;
const MOST_NAMES = 5;

/** Mentions of people whose name follows a title, without the title. */
export function titledPeople(sentences: readonly Sentence[], trimmer: Trimmer): Mention[] {
  return sentences.flatMap((sentence) => {
    if (isTitleCased(sentence)) return [];
    const found: Mention[] = [];
    for (let at = 0; at < sentence.length; at++) {
      const title = trimmer.titleLength(sentence, at);
      if (title === 0) continue;
      let from = at + title;
      // one word may stand between: an adjective of country
      if (LOWER_WORD.test(sentence[from]?.text ?? '') && !trimmer.titleLength(sentence, from)) from++;
      while (trimmer.titleLength(sentence, from) > 0) from += trimmer.titleLength(sentence, from);
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
    if (CAPITALISED.test(word) && !trimmer.isNever(nameKey(word))) names++;
    else if (!PARTICLE.test(word) || names === 0) break;
  }
  while (end > from && PARTICLE.test(sentence[end - 1]?.text ?? '')) end--;
  return names >= FEWEST_NAMES ? sentence.slice(from, end) : [];
}

/** A headline with capitals everywhere says nothing about names by its capitals. */
export function isTitleCased(sentence: Sentence): boolean {
  const long = sentence.filter((token) => /^\p{L}{3,}/u.test(token.text) && !SMALL_WORDS.has(token.text));
  return long.length >= 4 && long.every((token) => /^\p{Lu}/u.test(token.text));
}
