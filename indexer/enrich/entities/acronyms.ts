/** Acronyms and what they stand for, where the text says it: `Valmora Roads Authority (VRA)`, `VRA (Valmora Roads Authority)`. */
import { formOf } from './forms.ts';
import { addTo, fullest, type Group, joinInto } from './groups.ts';
import { type Mention, nameKey } from './names.ts';
import type { Sentence, Token } from './tokens.ts';

/** A place in the text where an acronym stands beside its name. */
export interface Definition {
  readonly acronym: Span;
  readonly name: Span;
}
interface Span {
  readonly start: number;
  readonly end: number;
}

const ACRONYM = /^(?=.{2,10}$)\p{Lu}(?:[\p{L}\p{N}&-]*\p{Lu}[\p{L}\p{N}&-]*|(?:\.\p{Lu})+\.?)s?$/u;
/** An acronym as Italian and French write it: `Cgil`, `Insee`. Each of its letters must begin a word. */
const SPOKEN = /^\p{Lu}\p{Ll}{2,7}$/u;
const LOWER = /^\P{L}*\p{Ll}/u;
const OPENING = /^[(（[]$/;
const CLOSING = /^[)）\],;]$/;
const QUOTES = /^["'“”„«»‘’]$/;
/** Letters of a small word that an acronym may leave out: `of`, `the`, `para`. */
const SMALL_LETTERS = 4;
/** Share of an acronym's letters that must be initials of the organisation before it: another language may order them. */
const SHARED = 0.5;

/**
 * Where the text itself says what an acronym stands for: each letter begins a word of the name before it, as Schwartz
 * and Hearst (2003) find them; or it stands in brackets behind an organisation that has half of its initials.
 */
export function definitionsIn(
  text: string,
  split: readonly Sentence[],
  mentions: readonly Mention[],
): Definition[] {
  const found: Definition[] = [];
  const byEnd = new Map(
    mentions
      .filter(({ type, end, start }) => type === 'org' && /\s/u.test(text.slice(start, end)))
      .map((mention) => [mention.end, mention]),
  );
  for (const sentence of split)
    for (let at = 1; at < sentence.length - 1; at++) {
      if (!OPENING.test(sentence[at]?.text ?? '')) continue;
      const opened = QUOTES.test(sentence[at + 1]?.text ?? '') ? at + 2 : at + 1;
      const acronym = sentence[opened];
      const after = sentence[opened + 1]?.text ?? '';
      if (!acronym || !(CLOSING.test(after) || QUOTES.test(after))) continue;
      const isWritten = ACRONYM.test(acronym.text);
      if (!isWritten && !SPOKEN.test(acronym.text)) continue;
      const letters = lettersOf(acronym.text);
      const from = QUOTES.test(sentence[at - 1]?.text ?? '') ? at - 2 : at - 1;
      const name =
        namedBefore(sentence, from, letters) ??
        (isWritten ? likeBefore(text, byEnd.get(sentence[from]?.end ?? -1), letters) : undefined);
      if (name) found.push({ acronym: { start: acronym.start, end: acronym.end }, name });
    }
  return found;
}

/** The letters of an acronym; a small `s` at its end is a plural. */
const lettersOf = (acronym: string): string =>
  nameKey(acronym.replace(/(?<=\p{Lu}{2})s$/u, '')).replace(/[^\p{L}\p{N}]/gu, '');

/** The name that ends at a token and whose words begin with the letters, one by one; small words may stand between. */
const namedBefore = (sentence: Sentence, last: number, letters: string): Span | undefined =>
  spelledBefore(sentence, last, letters, false) ?? spelledBefore(sentence, last, letters, true);

/** @param counted whether small words have a letter too: `Société de la mer (SDLM)` */
function spelledBefore(
  sentence: Sentence,
  last: number,
  letters: string,
  counted: boolean,
): Span | undefined {
  let at = last;
  let left = letters;
  for (; left !== ''; at--) {
    const token = sentence[at];
    if (!token || token.form.key === '') return undefined;
    // a hyphen joins words that may have a letter each
    const initials = token.form.keyWords.map((word) => word[0] ?? '').join('');
    const fits = [initials, initials.slice(0, 1)].find((own) => left.endsWith(own));
    if (fits !== undefined && (counted || !isSmall(token))) left = left.slice(0, -fits.length);
    else if (!isSmall(token)) return undefined;
  }
  const [first, end] = [sentence[at + 1], sentence[last]];
  const isName = first?.form.startsUpper && at + 1 < last && letters.length > 1;
  return isName && end ? { start: first.start, end: end.end } : undefined;
}

const isSmall = ({ text }: Token): boolean => text.length <= SMALL_LETTERS && LOWER.test(text);

/** The organisation, when it has enough of the letters as its initials. */
function likeBefore(text: string, mention: Mention | undefined, letters: string): Span | undefined {
  if (!mention) return undefined;
  const own = initialsOf(text.slice(mention.start, mention.end)).join('').toLowerCase();
  const shared = [...letters].filter((letter) => own.includes(letter)).length;
  return letters.length > 2 && shared >= SHARED * letters.length
    ? { start: mention.start, end: mention.end }
    : undefined;
}

/** Whether two names are the same but for how their words end: `World Food Program`, `World Food Programme`. */
export function isVariant(one: string, two: string): boolean {
  const [first, second] = [formOf(one).keyWords, formOf(two).keyWords];
  const length = 4;
  return (
    first.length === second.length &&
    first.every((word, i) => word.slice(0, length) === second[i]?.slice(0, length))
  );
}

/** An acronym joins the one organisation or place of the text with its initials. */
export function joinAcronyms(groups: readonly Group[]): Group[] {
  const letters = groups.map(acronymOf);
  if (letters.every((own) => own === undefined)) return [...groups];
  const byInitials = new Map<string, Group[]>();
  for (const group of groups)
    if (group.type !== 'person')
      for (const own of new Set(initialsOf(fullest(group)))) addTo(byInitials, own, group);
  const target = new Map<Group, Group>();
  groups.forEach((acronym, i) => {
    const own = letters[i];
    const long = own === undefined ? [] : (byInitials.get(own) ?? []).filter((group) => group !== acronym);
    if (long[0] && long.length === 1) target.set(acronym, long[0]);
  });
  return joinInto(groups, target);
}

/** The letters of a name that is nothing but an acronym, with dots or without. */
function acronymOf({ known, forms }: Group): string | undefined {
  if (known) return undefined;
  const letters = new Set([...forms.keys()].map((form) => form.replaceAll('.', '')));
  const [only = ''] = letters;
  return letters.size === 1 && /^\p{Lu}{2,}$/u.test(only) ? only : undefined;
}

/** The first letters of a name's words, with and without its small words. */
function initialsOf(name: string): string[] {
  const words = name.split(/[\s-]+/u).filter((word) => /\p{L}/u.test(word));
  if (words.length < 2) return [];
  return [firstLetters(words), firstLetters(words.filter((word) => !LOWER.test(word)))];
}

const firstLetters = (words: readonly string[]): string =>
  words.map((word) => word[0]?.toUpperCase()).join('');
