/**
 * What a linear model knows a block by: the words, pairs of words, first and last words of its text, and the names of
 * the elements it stands in. Each sign is a hash, a bucket of the model's weights: no word list, so every language that
 * was learned from is known, and no text of the pages that taught it is kept (feature hashing: Weinberger et al., 2009).
 */
import { unitClasses } from './units.ts';
import { isWordUnit, MANY, wordUnit } from './word-units.ts';

/** Buckets of a model. */
export const BUCKETS = 2 ** 16;

/** Characters and words of a text that are looked at. */
const LOOKED_AT = 2_000;
const MOST_WORDS = 300;
/** Most signs of one text or path: each word and pair, the ends. */
const MOST = 2 * MOST_WORDS + 4;
/** Elements at the end of a path whose names are told apart from those further out. */
const NEAR = 4;

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;
const DIGIT = 1;
const SPACE = 2;
const classOf = unitClasses((char) => (/\p{N}/u.test(char) ? DIGIT : /\s/u.test(char) ? SPACE : 0));
/** Stands for a number of any length. */
const NUMBER = 0x23;

const step = (hash: number, unit: number): number => Math.imul(hash ^ unit, PRIME);

/** The bucket of a hash, mixed so that its high bits depend on all of it. */
function bucketOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 16) & (BUCKETS - 1);
}

/** The signs of one text, each once: `found[0..count)`. The room is used again for the next. */
export interface Signs {
  readonly found: Int32Array;
  readonly count: number;
}

const found = new Int32Array(MOST);
let count = 0;
/** In which text each bucket was met last. */
const metIn = new Int32Array(BUCKETS);
let current = 0;
const LAST_TEXT = 2 ** 31 - 1;

function begin(): void {
  count = 0;
  current++;
  // No number beyond what the table can hold: millions of pages may go by in one run.
  if (current > LAST_TEXT) {
    metIn.fill(0);
    current = 1;
  }
}

function add(hash: number): void {
  const bucket = bucketOf(hash);
  if (metIn[bucket] === current || count === MOST) return;
  metIn[bucket] = current;
  found[count++] = bucket;
}

const ended = (): Signs => ({ found, count });

/** What tells a pair from a word, and the ends of a text from its middle. */
const PAIR = 0x9e3779b1;
const FIRST = 0x85ebca6b;
const FIRST_TWO = 0xc2b2ae35;
const LAST = 0x27d4eb2f;
const LAST_TWO = 0x165667b1;

const words = new Int32Array(MOST_WORDS);

/** The signs of a text: linear, and never more than its first 2,000 characters. */
export function signsOfText(text: string): Signs {
  begin();
  const length = readWords(text);
  for (let i = 0; i < length; i++) {
    add(words[i] as number);
    if (i > 0) add(pair(i - 1) ^ PAIR);
  }
  if (length > 0) {
    add((words[0] as number) ^ FIRST);
    add((words[length - 1] as number) ^ LAST);
  }
  if (length > 1) {
    add(pair(0) ^ FIRST_TWO);
    add(pair(length - 2) ^ LAST_TWO);
  }
  return ended();
}

const pair = (at: number): number => step(Math.imul(words[at] as number, PRIME), words[at + 1] as number);

/** Hashes of the words, marks and, in scripts without spaces, characters of a text, into `words`; returns how many. */
function readWords(text: string): number {
  const end = Math.min(text.length, LOOKED_AT);
  let length = 0;
  let hash = SEED;
  let inWord = false;
  let inNumber = false;
  for (let at = 0; at < end && length < MOST_WORDS; at++) {
    const code = text.charCodeAt(at);
    const unit = wordUnit(code);
    if (isWordUnit(unit)) {
      const isDigit = classOf(code) === DIGIT;
      if (!isDigit || !inNumber) hash = step(hash, isDigit ? NUMBER : unit);
      inNumber = isDigit;
      inWord = true;
      continue;
    }
    if (inWord) words[length++] = hash;
    hash = SEED;
    inWord = false;
    inNumber = false;
    if ((unit === MANY || classOf(code) !== SPACE) && length < MOST_WORDS) words[length++] = step(SEED, code);
  }
  if (inWord && length < MOST_WORDS) words[length++] = hash;
  return length;
}

/** Parts of a name: `article-body_main`, `articleBody2`. */
const PARTS = /[-_:/\d]+/;
const HUMP = /(\p{Ll})(\p{Lu})/gu;

/** Hashes of what stands before a name that is hashed: how far out the element is, whether it is a part of a name. */
const OUTWARDS = Array.from({ length: NEAR }, (_, outwards) => hashed(`${outwards} `));
const NEAR_NAMES = { whole: hashed('near '), part: hashed('near part ') };
const FAR_NAMES = { whole: hashed('far '), part: hashed('far part ') };

/** Hashes of the names of an element, near and far: pages of a site name the same elements again and again. */
const ofNear = new Map<string, readonly number[]>();
const ofFar = new Map<string, readonly number[]>();
/** Elements remembered at most; beyond that all are forgotten, which changes no answer. */
const REMEMBERED = 4_096;

/** The signs of a path (see `Markup`): element names with how far out they are, whole names, parts of names. */
export function signsOfPath(path: string): Signs {
  begin();
  const elements = path.split('>');
  for (let outwards = 0; outwards < elements.length; outwards++) {
    const element = elements[elements.length - 1 - outwards] as string;
    const dot = element.indexOf('.');
    const tag = dot < 0 ? element : element.slice(0, dot);
    add(hashed(tag, OUTWARDS[Math.min(outwards, NEAR - 1)]));
    if (dot >= 0) for (const hash of namesOf(element, outwards < NEAR)) add(hash);
  }
  return ended();
}

function namesOf(element: string, isNear: boolean): readonly number[] {
  const known = isNear ? ofNear : ofFar;
  const there = known.get(element);
  if (there) return there;
  const { whole, part: partOf } = isNear ? NEAR_NAMES : FAR_NAMES;
  const hashes: number[] = [];
  for (const name of element.split('.').slice(1)) {
    hashes.push(hashed(name.toLowerCase(), whole));
    for (const part of name.replace(HUMP, '$1-$2').toLowerCase().split(PARTS))
      if (part.length > 1) hashes.push(hashed(part, partOf));
  }
  if (known.size >= REMEMBERED) known.clear();
  known.set(element, hashes);
  return hashes;
}

/** The hash of a text, or of what was hashed before it together with it: no string is made of the two. */
function hashed(text: string, before = SEED): number {
  let hash = before;
  for (let at = 0; at < text.length; at++) hash = step(hash, text.charCodeAt(at));
  return hash;
}
