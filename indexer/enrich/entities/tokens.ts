/** Sentences and tokens of raw text, with the positions they stand at. */

import { type Form, formOf } from './forms.ts';

export interface Token {
  readonly text: string;
  readonly form: Form;
  /** UTF-16 positions in the text that was split. */
  readonly start: number;
  readonly end: number;
}

export type Sentence = readonly Token[];

/** Abbreviations that keep their full stop and end no sentence. */
const ABBREVIATIONS =
  'Mr Mrs Ms Dr Prof St Gen Lt Col Maj Capt Sgt Cmdr Adm Brig Sen Rep Gov Pres Rev Fr Hon Jr Sr Sens Reps Messrs Mme Inc Corp Ltd Co Bros vs No Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec';

const TOKEN = new RegExp(
  [
    String.raw`(?:https?:\/\/|www\.)[^\s<>"”»]+`,
    // An address is no longer than mail allows: without a bound, a long row of dashes takes its length squared.
    String.raw`[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+`,
    // U.S., U.N.: an abbreviation of letters keeps its stops
    String.raw`(?:\p{Lu}\.){2,}`,
    // the initial of a name
    String.raw`\p{Lu}\.(?=\s\p{Lu})`,
    String.raw`(?:${ABBREVIATIONS.split(' ').join('|')})\.`,
    String.raw`\d+(?:[.,:]\d+)*(?:\p{L}\p{M}*)*`,
    // scripts without spaces: one character, one token; the words of one Japanese script stand out
    String.raw`[\p{Script=Katakana}ー]+`,
    String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}]`,
    String.raw`[@#]?\p{L}[\p{L}\p{M}\p{N}_]*(?:[-‐‑.&'’ʼ][\p{L}\p{N}][\p{L}\p{M}\p{N}_]*)*`,
    String.raw`\.{2,}|…`,
    String.raw`[^\s]`,
  ].join('|'),
  'gu',
);

/** What is not part of the name it is written on to: the possessive, the articles of French and Italian. */
const POSSESSIVE = /['’ʼ][sS]$/u;
const ELISION = /^(?:[ldjnmstc]|qu|dell|nell|sull|dall|all|un)['’](?=\p{L})/u;
/** Joined by a dot: two sentences without a space between them, unless it is a domain or a file. */
const RUN_ON = /^(\p{Ll}{2,})\.(\p{Lu}\p{Ll}.*)$/u;

/** What is said of a name by a hyphen: `UN-backed`, `Kyiv-born`; and before one: `pro-Moscow`, `ex-Twitter`. */
const DESCRIBED =
  /^(\p{Lu}[\p{L}\p{M}'’-]*)([-‐‑])(\p{Ll}+(?:ed|led|born|held|run|style|wide|made|era|friendly|sized|owned|bound|area|only|language))$/u;
const PREFIXED = /^((?:pro|anti|ex|non|post|pre|mid|inter|trans|neo|ultra)[-‐‑])(\p{Lu}.*)$/u;

/** Splits text into sentences of tokens; a line break always ends a sentence. */
export function sentences(text: string): Sentence[] {
  const found: Token[][] = [];
  let current: Token[] = [];
  const close = () => {
    if (current.length > 0) found.push(current);
    current = [];
  };
  let end = 0;
  let ended = false;
  for (const token of tokens(text)) {
    const { form } = token;
    if (hasLineEnd(text, end, token.start)) close();
    else if (ended && !form.closes && !form.ends && !form.startsLower) close();
    ended = form.ends || (ended && current.length > 0 && form.closes);
    current.push(token);
    end = token.end;
  }
  close();
  return found;
}

function hasLineEnd(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === LINE_FEED) return true;
  return false;
}

const LINE_FEED = 10;
/** What a character can be to a token that begins or ends with it, in the scripts most texts are in. */
const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
/** A token of its own wherever it stands, which no word goes on behind. */
const MARK = 4;
/** Joins words to one token, unless a space, a mark or the end of the text follows. */
const JOINS_OR_MARKS = 5;
const KINDS = kindsOfCharacters();

function kindsOfCharacters(): Uint8Array {
  const kinds = new Uint8Array(2 ** 16);
  const set = (characters: string, kind: number) => {
    for (const character of characters) kinds[character.charCodeAt(0)] = kind;
  };
  kinds.fill(LETTER, 0xc0, 0x250).fill(LETTER, 0x400, 0x482).fill(LETTER, 0x48a, 0x530);
  set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', LETTER);
  set('0123456789', DIGIT);
  set(' \t\n\r\u00a0', SPACE);
  set(';!?()[]{}|*=%"<>×÷“”„«»–—', MARK);
  set('.,:', JOINS_OR_MARKS);
  return kinds;
}

const STOPPED = new Set(ABBREVIATIONS.split(' '));

/** Splits text into tokens: words with their inner hyphens and apostrophes, possessives and punctuation apart. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const end = plainEnd(text, at);
    if (end > at) {
      add(found, text.slice(at, end), at);
      at = end;
      continue;
    }
    if (end === SKIP) {
      at++;
      continue;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) break;
    const word = match[0];
    const cut = ELISION.exec(word)?.[0].length ?? 0;
    if (cut > 0) add(found, word.slice(0, cut), match.index);
    addWord(found, word.slice(cut), match.index + cut);
    at = match.index + word.length;
  }
  return found;
}

const add = (found: Token[], word: string, start: number): void => {
  found.push({ text: word, form: formOf(word), start, end: start + word.length });
};

/** There is a space. */
const SKIP = -1;
/** The expression must say. */
const UNSURE = -2;

/**
 * Where the token ends that starts here, for the plain words, numbers and marks that nearly all tokens are; the answer is
 * the one `TOKEN` would give.
 */
function plainEnd(text: string, start: number): number {
  const kind = KINDS[text.charCodeAt(start)] as number;
  if (kind === SPACE) return SKIP;
  if (kind === MARK) return start + 1;
  if (kind === JOINS_OR_MARKS) return endsThere(text, start) ? start + 1 : UNSURE;
  if (kind !== LETTER && kind !== DIGIT) return UNSURE;
  let end = start + 1;
  let next = end < text.length ? (KINDS[text.charCodeAt(end)] as number) : SPACE;
  while (next === LETTER || next === DIGIT) {
    if (kind === DIGIT && next === LETTER) return UNSURE;
    end++;
    next = end < text.length ? (KINDS[text.charCodeAt(end)] as number) : SPACE;
  }
  if (next === SPACE || next === MARK) return end;
  if (next !== JOINS_OR_MARKS || !endsThere(text, end)) return UNSURE;
  // an initial or an abbreviation keeps its full stop
  return kind === LETTER && (end - start === 1 || (end - start < 9 && STOPPED.has(text.slice(start, end))))
    ? UNSURE
    : end;
}

function endsThere(text: string, at: number): boolean {
  if (at + 1 >= text.length) return true;
  const next = KINDS[text.charCodeAt(at + 1)];
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

function addWord(found: Token[], word: string, start: number): void {
  const runOn = RUN_ON.exec(word);
  const possessive = POSSESSIVE.exec(word);
  const prefixed = PREFIXED.exec(word);
  const described = DESCRIBED.exec(word);
  if (prefixed?.[1] && prefixed[2]) {
    add(found, prefixed[1], start);
    addWord(found, prefixed[2], start + prefixed[1].length);
  } else if (described?.[1] && described[2] && described[3]) {
    addWord(found, described[1], start);
    add(found, described[2], start + described[1].length);
    add(found, described[3], start + described[1].length + 1);
  } else if (runOn?.[1] && runOn[2]) {
    add(found, runOn[1], start);
    add(found, '.', start + runOn[1].length);
    addWord(found, runOn[2], start + runOn[1].length + 1);
  } else if (possessive && possessive.index > 0) {
    add(found, word.slice(0, possessive.index), start);
    add(found, possessive[0], start + possessive.index);
  } else add(found, word, start);
}
