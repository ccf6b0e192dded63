/** Sentences and tokens of raw text, with the positions they stand at. */

import { type Form, formAt } from './forms.ts';
import { ABBREVIATIONS, partsOf, TOKEN } from './token-pattern.ts';

export interface Token {
  readonly text: string;
  readonly form: Form;
  /** UTF-16 positions in the text that was split. */
  readonly start: number;
  readonly end: number;
}

export type Sentence = readonly Token[];

/** Splits text into sentences of tokens; a line break always ends a sentence. */
export function sentences(text: string): Sentence[] {
  const found: Token[][] = [];
  let current: Token[] = [];
  let end = 0;
  let ended = false;
  for (const token of tokens(text)) {
    const { form } = token;
    const begins =
      hasLineEnd(text, end, token.start) || (ended && !form.closes && !form.ends && !form.startsLower);
    if (begins && current.length > 0) {
      found.push(current);
      current = [];
    }
    ended = form.ends || (ended && current.length > 0 && form.closes);
    current.push(token);
    end = token.end;
  }
  if (current.length > 0) found.push(current);
  return found;
}

function hasLineEnd(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === LINE_FEED) return true;
  return false;
}

const LINE_FEED = 10;

/** What a character can be to a token that begins or ends with it. */
const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
/** A token of its own wherever it stands, which no word goes on behind. */
const MARK = 4;
/** Joins words to one token, unless a space, a mark or the end of the text follows. */
const JOINS_OR_MARKS = 5;
/** Goes on with a word, and begins none. */
const INNER = 6;
/** A token of its own where one begins. */
const CHARACTER = 7;
/** What only the expression can tell. */
const OTHER = 8;

/** The first that fits counts. */
const KINDS_OF_CHARACTERS: readonly (readonly [RegExp, number])[] = [
  [/\s/u, SPACE],
  [/[.,:]/u, JOINS_OR_MARKS],
  [/[0-9]/u, DIGIT],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}]/u, CHARACTER],
  [/[-+&@#/'’ʼ‐‑ー\p{Script=Katakana}\p{Cs}]/u, OTHER],
  [/\p{L}/u, LETTER],
  [/[\p{M}\p{N}_]/u, INNER],
];

/** The kind of each UTF-16 unit, found out when first met. */
const kinds = new Uint8Array(2 ** 16);

function kindOf(code: number): number {
  const known = kinds[code] as number;
  if (known !== 0) return known;
  const char = String.fromCharCode(code);
  const kind = KINDS_OF_CHARACTERS.find(([pattern]) => pattern.test(char))?.[1] ?? MARK;
  kinds[code] = kind;
  return kind;
}

/** Words that more than their letters belong to where a stop follows. */
const STOPPED = new Set([...ABBREVIATIONS, 'www']);
const LONGEST_STOPPED = Math.max(...[...STOPPED].map(({ length }) => length));

/** Splits text into tokens: words with their inner hyphens and apostrophes, possessives and punctuation apart. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const length = plainLength(text, at);
    if (length > 0) at = add(found, text, at, length);
    else if (length === BLANK) at++;
    else {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(text);
      if (!match) break;
      at = match.index;
      for (const part of partsOf(match[0]) ?? [match[0].length]) at = add(found, text, at, part);
    }
  }
  return found;
}

function add(found: Token[], text: string, start: number, length: number): number {
  const end = start + length;
  const form = formAt(text, start, end);
  found.push({ text: form.text, form, start, end });
  return end;
}

const BLANK = 0;
/** The expression must say. */
const UNSURE = -1;

/**
 * The length of the token that starts here, for the plain words, numbers and marks that nearly all tokens are; the
 * answer is the one `TOKEN` would give.
 */
function plainLength(text: string, start: number): number {
  const kind = kindOf(text.charCodeAt(start));
  if (kind === SPACE) return BLANK;
  if (kind === MARK || kind === CHARACTER) return 1;
  if (kind === JOINS_OR_MARKS) return endsThere(text, start) ? 1 : UNSURE;
  if (kind !== LETTER && kind !== DIGIT) return UNSURE;
  let end = start + 1;
  let next = kindAt(text, end);
  while (next === DIGIT || (kind === LETTER && (next === LETTER || next === INNER)))
    next = kindAt(text, ++end);
  const length = end - start;
  if (next === SPACE || next === MARK) return length;
  if (next !== JOINS_OR_MARKS || !endsThere(text, end)) return UNSURE;
  // an initial or an abbreviation keeps its full stop
  const keepsStop =
    kind === LETTER && (length === 1 || (length <= LONGEST_STOPPED && STOPPED.has(text.slice(start, end))));
  return keepsStop ? UNSURE : length;
}

/** The end of the text is as good as a space. */
const kindAt = (text: string, at: number): number => (at < text.length ? kindOf(text.charCodeAt(at)) : SPACE);

function endsThere(text: string, at: number): boolean {
  const next = kindAt(text, at + 1);
  return next === SPACE || next === MARK;
}

/** Capitals only: a headline or a slogan. */
export function isShouted(sentence: Sentence): boolean {
  let words = 0;
  for (const { form } of sentence) {
    if (!form.isWord) continue;
    if (!form.isShouted) return false;
    words++;
  }
  return words > 1;
}

/** Capitals on nearly every long word: a headline in title case, where they say little about names. */
export function isHeadline(sentence: Sentence): boolean {
  let words = 0;
  let capitals = 0;
  for (const { form } of sentence) {
    if (!form.isLong) continue;
    words++;
    if (form.startsUpper) capitals++;
  }
  return words > 3 && capitals >= words * 0.8;
}

const LATIN_CAPITAL = /^(?=\p{Lu})\p{Script=Latin}/u;

/** Hardly a word in small letters: a table of results, a list of people. What language it is in cannot be told, and matters little. */
export function isListOfNames(document: readonly Sentence[]): boolean {
  let words = 0;
  let capitals = 0;
  for (const sentence of document)
    for (const { form } of sentence) {
      if (!form.isWord) continue;
      words++;
      if (form.startsUpper && LATIN_CAPITAL.test(form.text)) capitals++;
    }
  return words > 3 && capitals >= words * 0.7;
}

/** Small words a name may have in a row, on either side of a middle: `Office of the … of the North`. */
const REACH = 2;

/** Whether a token has a capital (or a letter of a script without), or stands near one: no name is without, so the others need no tagging. */
export function isNearOther(sentence: Sentence, token: number): boolean {
  for (let at = token - REACH; at <= token + REACH; at++) if (sentence[at]?.form.hasOther) return true;
  return false;
}
