/** The places where a name that was found elsewhere in the text stands unseen: in a headline, alone, in another case. */
import { formOf } from './forms.ts';
import { genitive, inflected } from './inflect.ts';
import type { Mention } from './names.ts';
import { Taken } from './places.ts';
import { FEW, sieveOf } from './sieve.ts';
import { isShouted, type Sentence, type Token, tokens } from './tokens.ts';

/** Tokens of the longest name that is looked for again. */
const LONGEST = 6;

/**
 * The mentions, and those of names that were missed.
 * @param from where to begin
 * @param genitives whether the language writes an `s` on to a name
 */
export function withRepeats(
  text: string,
  split: readonly Sentence[],
  mentions: readonly Mention[],
  from: number,
  genitives: boolean,
): Mention[] {
  const byForm = repeatable(text, split, mentions, genitives);
  const starts = new Set<string>();
  for (const form of byForm.keys()) starts.add(tokens(form)[0]?.text ?? '');
  const mayStart = sieveOf(
    [...starts].map((word) => formOf(word).hash),
    FEW,
  );
  const found = [...mentions];
  const taken = new Taken(text.length);
  for (const { start, end } of mentions) taken.take(start, end);
  for (const sentence of split)
    for (let at = 0; at < sentence.length; at++) {
      const { form, start } = sentence[at] as Token;
      if (!mayStart(form.hash) || start < from || !starts.has(form.text)) continue;
      for (let last = Math.min(sentence.length, at + LONGEST) - 1; last >= at; last--) {
        const { end } = sentence[last] as Token;
        const like = byForm.get(text.slice(start, end));
        if (!like || !taken.isFree(start, end)) continue;
        found.push({ ...like, start, end });
        taken.take(start, end);
      }
    }
  return found;
}

const SURNAME = /[\s-](\p{Lu}\p{Ll}{3,})$/u;

/** The names to look for again, as they are written: known ones, and those that are no words of the text in small letters. */
function repeatable(
  text: string,
  split: readonly Sentence[],
  mentions: readonly Mention[],
  genitives: boolean,
): ReadonlyMap<string, Mention> {
  const forms = mentions.map(({ start, end }) => text.slice(start, end));
  const surnames = mentions.map(({ type }, i) =>
    type === 'person' ? SURNAME.exec(forms[i] as string)?.[1] : undefined,
  );
  const names = [...forms, ...surnames.filter((name) => name !== undefined)];
  const small = wordsAmong(split, new Set(names.map((name) => name.toLowerCase())));
  const isShout = split.some(isShouted);
  const byForm = new Map<string, Mention>();
  const add = (form: string, mention: Mention) => {
    const all = mention.type === 'person' ? [form, ...inflected(form)] : [form];
    if (genitives) all.push(...[genitive(form) ?? []].flat());
    // among capitals a short word is as likely another one
    if (isShout && form.length > 4) all.push(form.toUpperCase());
    for (const each of all) if (each === form || !byForm.has(each)) byForm.set(each, mention);
  };
  mentions.forEach((mention, i) => {
    const form = forms[i] as string;
    if (!small.has(form.toLowerCase()) || mention.known) add(form, mention);
  });
  for (const surname of surnames)
    if (surname && !small.has(surname.toLowerCase()) && !byForm.has(surname))
      add(surname, { start: 0, end: 0, type: 'person' });
  return byForm;
}

/** Those of these words that are tokens of the text. */
function wordsAmong(split: readonly Sentence[], words: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const mayBe = sieveOf(
    [...words].map((word) => formOf(word).hash),
    FEW,
  );
  for (const sentence of split)
    for (const { form } of sentence) if (mayBe(form.hash) && words.has(form.text)) found.add(form.text);
  return found;
}
