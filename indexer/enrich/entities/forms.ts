/** What a spelling says by itself, wherever it stands: found out once, since a corpus has few words and very many tokens. */
import { CAPITAL, classesOf, LETTER, PLAIN, SMALL } from './characters.ts';
import { nameKey } from './names.ts';

const IS_PLAIN = 1;
const STARTS_UPPER = 2;
const STARTS_LOWER = 4;
const HAS_OTHER = 8;
const IS_WORD = 16;
const IS_LONG = 32;
const IS_SHOUTED = 64;
const ENDS = 128;
const CLOSES = 256;
const IS_JOINED = 1024;

export class Form {
  readonly text: string;
  readonly lower: string;
  /** `nameKey` of it. */
  readonly key: string;
  /** Hash of the text, and of the key: equal for what is equal. */
  readonly hash: number;
  readonly keyHash: number;
  /** Grows by one from form to form. */
  readonly number: number;
  private readonly traits: number;
  private words: readonly string[] | undefined;

  constructor(text: string, hash: number, number: number) {
    const traits = lettersOf(text);
    const lower = text.toLowerCase();
    const isPlainKey = (traits & HAS_PLAIN_KEY) !== 0;
    this.text = text;
    this.lower = lower;
    this.key = isPlainKey ? lower : nameKey(text);
    this.hash = hash;
    this.keyHash = this.key === text ? hash : hashOf(this.key, 0, this.key.length);
    this.number = number;
    this.traits =
      traits |
      (text !== lower && text === text.toUpperCase() ? IS_SHOUTED : 0) |
      (isPlainKey ? 0 : punctuationOf(text));
  }

  /** The words of the key. */
  get keyWords(): readonly string[] {
    this.words ??= this.key.split(' ');
    return this.words;
  }
  /** ASCII letters only: nothing is written on to such a word. */
  get isPlain(): boolean {
    return (this.traits & IS_PLAIN) !== 0;
  }
  /** Holds an apostrophe: something may be written on to it. */
  get isJoined(): boolean {
    return (this.traits & IS_JOINED) !== 0;
  }
  get startsUpper(): boolean {
    return (this.traits & STARTS_UPPER) !== 0;
  }
  get startsLower(): boolean {
    return (this.traits & STARTS_LOWER) !== 0;
  }
  /** Whether it holds a letter that is no small one: a capital, or one of a script that has none. */
  get hasOther(): boolean {
    return (this.traits & HAS_OTHER) !== 0;
  }
  /** Two letters in a row. */
  get isWord(): boolean {
    return (this.traits & IS_WORD) !== 0;
  }
  /** Starts with four letters. */
  get isLong(): boolean {
    return (this.traits & IS_LONG) !== 0;
  }
  /** Written in capitals, and would look different in small letters. */
  get isShouted(): boolean {
    return (this.traits & IS_SHOUTED) !== 0;
  }
  /** Ends a sentence. */
  get ends(): boolean {
    return (this.traits & ENDS) !== 0;
  }
  /** Closes a quotation or a bracket. */
  get closes(): boolean {
    return (this.traits & CLOSES) !== 0;
  }
}

/** The letters and numbers of ASCII only: its key is the text in small letters. */
const HAS_PLAIN_KEY = 512;

/** What the letters of a text say, in one pass. */
function lettersOf(text: string): number {
  let traits = 0;
  let all = LETTER | PLAIN;
  let run = 0;
  let characters = 0;
  for (let at = 0; at < text.length; characters++) {
    const point = text.codePointAt(at) as number;
    const own = classesOf(point);
    all &= own;
    run = (own & LETTER) !== 0 ? run + 1 : 0;
    if (characters === 0) traits |= own & CAPITAL ? STARTS_UPPER : own & SMALL ? STARTS_LOWER : 0;
    if ((own & LETTER) !== 0 && (own & SMALL) === 0) traits |= HAS_OTHER;
    if (run === 2) traits |= IS_WORD;
    if (run === 4 && characters === 3) traits |= IS_LONG;
    if (point === 0x27 || point === 0x2019) traits |= IS_JOINED;
    at += point > 0xffff ? 2 : 1;
  }
  if (characters === 0) return traits;
  return traits | (all & PLAIN ? HAS_PLAIN_KEY : 0) | (all === (LETTER | PLAIN) ? IS_PLAIN : 0);
}

const ENDING = /^(?:[.!?…。！？]|\.{2,})$/u;
const CLOSING = /^["'”’»)\]]$/u;

const punctuationOf = (text: string): number =>
  (ENDING.test(text) ? ENDS : 0) | (CLOSING.test(text) ? CLOSES : 0);

/**
 * Forms kept ready between documents. Its hash gives a form one of so many sets, which has room for so many forms: a
 * search looks at no more, whatever the words. The one that was asked for longest ago makes room.
 */
const SETS = 2 ** 13;
const ROOM = 4;
const ready: (Form | undefined)[] = Array.from({ length: SETS * ROOM });
const hashes = new Int32Array(SETS * ROOM);
let made = 0;

/** The form of a whole text, remembered. */
export const formOf = (text: string): Form => formAt(text, 0, text.length);

/** The form of a part of a text, remembered. */
export function formAt(text: string, start: number, end: number): Form {
  const hash = hashOf(text, start, end);
  const first = ROOM * ((hash ^ (hash >>> 15)) & (SETS - 1));
  for (let place = first; place < first + ROOM; place++) {
    if (hashes[place] !== hash) continue;
    const known = ready[place];
    if (known === undefined || !isAt(known.text, text, start, end)) continue;
    if (place > first) moveToFront(first, place, known, hash);
    return known;
  }
  const form = new Form(detached(text.slice(start, end)), hash, made++);
  moveToFront(first, first + ROOM - 1, form, hash);
  return form;
}

/** Puts a form first in its set; those before `place` move on by one. */
function moveToFront(first: number, place: number, form: Form, hash: number): void {
  for (let to = place; to > first; to--) {
    ready[to] = ready[to - 1];
    hashes[to] = hashes[to - 1] as number;
  }
  ready[first] = form;
  hashes[first] = hash;
}

/** The hash a form of this text has, without the form: many words are only looked for. */
export const hashOfWord = (text: string): number => hashOf(text, 0, text.length);

/** FNV-1a over UTF-16 units. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

function isAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = start; at < end; at++) if (word.charCodeAt(at - start) !== text.charCodeAt(at)) return false;
  return true;
}

/** V8 keeps a part of a text as a view of all of it from this many characters on. */
const VIEWED = 13;

/** The same text on its own: a word that is remembered must not keep its whole page in memory. */
const detached = (text: string): string => (text.length < VIEWED ? text : ` ${text}`.slice(1));
