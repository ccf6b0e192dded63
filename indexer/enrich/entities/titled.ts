/**
 * People named after a title, in any language: `the president Ada Lovelace`, `le président russe Ada Lovelace`, `el
 * ministro de Defensa, Ada Lovelace,`, `Frau Lovelace`.
 */
import type { EntitiesFile } from '../../../config/schema.ts';
import type { KnownSpan } from './gazetteer.ts';
import { type Mention, nameKey, PARTICLES } from './names.ts';
import { keyOf } from './titles.ts';
import { isHeadline, isShouted, type Sentence, type Token } from './tokens.ts';
import type { Trimmer } from './trim.ts';
import type { Writing } from './writing.ts';

const CAPITALISED = /^\p{Lu}[\p{L}\p{M}'’.-]*$/u;
const LOWER_WORD = /^\p{Ll}[\p{L}\p{M}-]+$/u;
/** An initial in a name: `Ada K. Lovelace`. */
const INITIAL = /^\p{Lu}\.?$/u;
/** A single name after a title may be anything that is written with a capital; two are a person. */
const FEWEST_NAMES = 2;
/** Tokens of further titles and offices before a name. */
const MOST_BEFORE = 12;
/** What joins a title and its office: `ministre de la Défense`, `ministro degli Esteri`. */
const OF = new Set(
  'of for the de du des d l la los las del dell della dello delle degli dei di do da dos das der für van voor von'.split(
    ' ',
  ),
);
const AND = new Set('and et y e und en и і'.split(' '));
/** What makes an article the part of a name: `von der Leyen`. */
const BEFORE_ARTICLE = /^(?:von|van)$/i;

/**
 * The people of a document whose name follows a title, without the title; known people are left to the gazetteer.
 */
export type TitledPeople = (
  sentences: readonly Sentence[],
  known: readonly (readonly KnownSpan[])[],
  writing: Writing,
) => Mention[];

/** Returns a reader of titles. @param file the words before a single name that is a person's, and what ministers have the care of */
export function createTitledPeople(
  file: Pick<EntitiesFile, 'honorifics' | 'offices'>,
  trimmer: Trimmer,
): TitledPeople {
  const honorifics = new Set(file.honorifics.map(nameKey));
  const offices = new Map<string, string[][]>();
  for (const words of file.offices.map((office) => keyOf(office).split(' ')))
    offices.set(words[0] ?? '', [...(offices.get(words[0] ?? '') ?? []), words]);
  for (const list of offices.values()) list.sort((a, b) => b.length - a.length);

  /** Where a name may begin: behind further titles, what says which office it is, and a comma. */
  const afterOffice = (
    sentence: Sentence,
    after: number,
    known: readonly KnownSpan[],
    writing: Writing,
  ): number => {
    let from = after;
    // one word may stand between: an adjective of country
    if (
      isWord(sentence[from]) &&
      !OF.has(keyAt(sentence, from)) &&
      !trimmer.titleLength(sentence, from) &&
      writing.between.test(sentence[from]?.text ?? '')
    )
      from++;
    const end = from + MOST_BEFORE; // a row of titles without an end is no office
    for (let title = 1; title > 0 && from < end; from += title) title = trimmer.titleLength(sentence, from);
    for (let office = 1; office > 0 && from < end; from += office)
      office = officeLength(sentence, from, known);
    if (from > after && isWord(sentence[from]) && isName(sentence[from + 1])) from++; // `ministro de Defensa ruso`
    return from;
  };
  /** `de la Défense`, `degli Esteri`, and the country of an office: `Президент России`, `d'Israël`. */
  const officeLength = (sentence: Sentence, from: number, known: readonly KnownSpan[]): number => {
    let at = from;
    if (AND.has(keyAt(sentence, at))) at++;
    while (at < from + MOST_BEFORE && OF.has(keyAt(sentence, at))) at++;
    const place = known.find((span) => span.from === at && span.type === 'place');
    if (place) return place.to - from;
    const words = offices
      .get(keyAt(sentence, at))
      ?.find((office) => office.every((word, i) => word === keyAt(sentence, at + i)));
    return words ? at + words.length - from : 0;
  };
  /** Where the name that starts here ends; there where none does. */
  const endOfName = (
    sentence: Sentence,
    from: number,
    fewest: number,
    { article, mostNames }: Writing,
  ): number => {
    let end = from;
    let names = 0;
    for (; end < sentence.length && names < mostNames; end++) {
      const { text, form } = sentence[end] as Token;
      if (BEFORE_ARTICLE.test(text) && names > 0) continue; // `Alexander Van der Bellen`
      if (CAPITALISED.test(text) && !trimmer.isNever(form.key)) names += INITIAL.test(text) ? 0 : 1;
      else if (!PARTICLES.has(text) || (names === 0 && fewest > 1)) break;
      else if (article?.test(text) && !BEFORE_ARTICLE.test(sentence[end - 1]?.text ?? '')) break;
    }
    while (end > from && PARTICLES.has(sentence[end - 1]?.form.lower ?? '')) end--;
    return names >= fewest ? end : from;
  };
  const nameAt = (
    sentence: Sentence,
    at: number,
    title: number,
    known: readonly KnownSpan[],
    writing: Writing,
  ): number[] => {
    const isHonorific = title === 1 && honorifics.has(keyAt(sentence, at));
    const from = afterOffice(sentence, at + title, known, writing);
    if (known.some((span) => span.from === from && span.type === 'person' && !span.short)) return [];
    if (sentence[from]?.text === ',') {
      const to = endOfName(sentence, from + 1, FEWEST_NAMES, writing);
      return /^[,)]$/.test(sentence[to]?.text ?? '') ? [from + 1, to] : [];
    }
    const fewest = isHonorific && from === at + 1 ? 1 : FEWEST_NAMES;
    return [from, endOfName(sentence, from, fewest, writing)];
  };

  return (sentences, known, writing) => {
    const found: Mention[] = [];
    for (const [i, sentence] of sentences.entries()) {
      let isTelling: boolean | undefined;
      for (let at = 0; at < sentence.length; at++) {
        const title = trimmer.titleLength(sentence, at);
        if (title === 0 || !writing.title.test(sentence[at]?.text ?? '')) continue;
        isTelling ??= (writing.nounsHaveCapitals || !isHeadline(sentence)) && !isShouted(sentence);
        if (!isTelling) break;
        const [from = 0, to = 0] = nameAt(sentence, at, title, known[i] ?? [], writing);
        const [first, last] = [sentence[from], sentence[to - 1]];
        if (to <= from || !first || !last) continue;
        found.push({ start: first.start, end: last.end, type: 'person' });
        at = to - 1;
      }
    }
    return found;
  };
}

const keyAt = (sentence: Sentence, at: number): string => sentence[at]?.form.key ?? '';
const isWord = (token: Token | undefined): boolean => LOWER_WORD.test(token?.text ?? '');
const isName = (token: Token | undefined): boolean => CAPITALISED.test(token?.text ?? '');
