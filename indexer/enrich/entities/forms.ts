/** What a spelling says by itself, wherever it stands: found out once, since a corpus has few words and very many tokens. */
import { nameKey } from './names.ts';

export interface Form {
  readonly text: string;
  readonly lower: string;
  /** `nameKey` of it, and that key's words. */
  readonly key: string;
  readonly keyWords: readonly string[];
  /** ASCII letters only: nothing is written on to such a word. */
  readonly isPlain: boolean;
  readonly startsUpper: boolean;
  readonly startsLower: boolean;
  /** Whether it holds a letter that is no small one: a capital, or one of a script that has none. */
  readonly hasOther: boolean;
  /** Two letters in a row. */
  readonly isWord: boolean;
  /** Starts with four letters. */
  readonly isLong: boolean;
  /** Written in capitals, and would look different in small letters. */
  readonly isShouted: boolean;
  /** Ends a sentence; closes a quotation or a bracket. */
  readonly ends: boolean;
  readonly closes: boolean;
}

/** Forms kept ready between documents. */
const READY = 30_000;
const ready = new Map<string, Form>();

/** The form of a token's text, remembered. */
export function formOf(text: string): Form {
  const known = ready.get(text);
  if (known) return known;
  if (ready.size >= READY) ready.clear();
  const form = made(detached(text));
  ready.set(form.text, form);
  return form;
}

/** V8 keeps a part of a text as a view of all of it from this many characters on. */
const VIEWED = 13;

/** The same text on its own: a word that is remembered must not keep its whole page in memory. */
const detached = (text: string): string => (text.length < VIEWED ? text : ` ${text}`.slice(1));

const SMALL = /^[a-z]+$/;
const PLAIN = /^[A-Za-z]+$/;
const ENDS = /^(?:[.!?…。！？]|\.{2,})$/u;
const CLOSES = /^["'”’»)\]]$/u;

function made(text: string): Form {
  const isSmall = SMALL.test(text);
  const lower = isSmall ? text : text.toLowerCase();
  const key = isSmall ? text : nameKey(text);
  return {
    text,
    lower,
    key,
    keyWords: isSmall ? [text] : key.split(' '),
    isPlain: isSmall || PLAIN.test(text),
    startsUpper: !isSmall && /^\p{Lu}/u.test(text),
    startsLower: isSmall || /^\p{Ll}/u.test(text),
    hasOther: !isSmall && /[^\P{L}\p{Ll}]/u.test(text),
    isWord: isSmall ? text.length > 1 : /\p{L}{2}/u.test(text),
    isLong: isSmall ? text.length > 3 : /^\p{L}{4}/u.test(text),
    isShouted: !isSmall && text !== lower && text === text.toUpperCase(),
    ends: !isSmall && ENDS.test(text),
    closes: !isSmall && CLOSES.test(text),
  };
}
