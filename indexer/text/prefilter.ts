/** Many regular expressions over many short texts: one pass tells which of them can match at all. */
import { requiredLiterals } from './literals.ts';

/** Size of the tables of beginnings: a power of two. */
const BUCKETS = 2 ** 15;
/** Letters of a literal that find it; the rest is compared. */
const FIRST = 4;

interface Needle {
  readonly codes: Uint16Array;
  /** The expressions that hold it. */
  readonly owners: number[];
  /** Number of the text it was last found in. */
  text: number;
}

/** Whether the expression with this number can match the text that was looked through last. */
export interface Prefilter {
  /** Looks through a text; linear in it. */
  look(text: string): void;
  mayMatch(pattern: number): boolean;
}

/**
 * Compiles the literals of some expressions (flag `u`, with or without `i`) into one search. What it rules out cannot
 * match; what it lets through may or may not.
 */
export function prefilter(sources: readonly string[]): Prefilter {
  const needles = new Map<string, Needle>();
  /** The text in which an expression was last found possible. */
  const seenIn = new Float64Array(sources.length);
  sources.forEach((source, i) => {
    const literals = requiredLiterals(source);
    if (!literals) seenIn[i] = Number.POSITIVE_INFINITY;
    for (const text of literals ?? []) {
      const codes = folded(text).slice(0, text.length);
      const key = String.fromCharCode(...codes);
      const needle = needles.get(key) ?? { codes, owners: [], text: 0 };
      needle.owners.push(i);
      needles.set(key, needle);
    }
  });
  const { single, pairs, buckets, filled } = tableOf([...needles.values()]);
  let texts = 0;
  const note = (found: readonly Needle[], codes: Uint16Array, at: number, length: number) => {
    for (const needle of found) {
      if (needle.text === texts || !standsAt(needle.codes, codes, at, length)) continue;
      needle.text = texts;
      for (const owner of needle.owners) if ((seenIn[owner] as number) < texts) seenIn[owner] = texts;
    }
  };

  return {
    look(text) {
      texts++;
      const { length } = text;
      const codes = folded(text);
      for (let at = 0; at < length; at++) {
        const first = codes[at] as number;
        const sizes = (pairs[pairOf(first, codes[at + 1] as number)] as number) | (single[first] as number);
        if (sizes === 0) continue;
        let hash = 0;
        for (let i = 1; i <= FIRST; i++) {
          hash = step(hash, codes[at + i - 1] as number);
          if ((sizes & (1 << i)) === 0) continue;
          const bucket = bucketOf(hash, i);
          if (filled[bucket] === 1) note(buckets[bucket] as Needle[], codes, at, length);
        }
      }
    },
    mayMatch: (pattern) => (seenIn[pattern] as number) >= texts,
  };
}

const NONE: Needle[] = [];

/** The needles by the hash of their beginnings; and which lengths of beginning (bits) start with a unit, or with two. */
function tableOf(needles: readonly Needle[]) {
  const buckets: Needle[][] = Array.from({ length: BUCKETS }, () => NONE);
  const filled = new Uint8Array(BUCKETS);
  const single = new Uint8Array(2 ** 16);
  const pairs = new Uint8Array(2 ** 16);
  for (const needle of needles) {
    const [first = 0, second = 0] = needle.codes;
    const size = Math.min(FIRST, needle.codes.length);
    const bucket = bucketOf(needle.codes.subarray(0, size).reduce(step, 0), size);
    if (size === 1) single[first] = 1 << size;
    else pairs[pairOf(first, second)] = (pairs[pairOf(first, second)] ?? 0) | (1 << size);
    buckets[bucket] = [...(buckets[bucket] ?? NONE), needle];
    filled[bucket] = 1;
  }
  return { single, pairs, buckets, filled };
}

const pairOf = (first: number, second: number): number => (Math.imul(first, 0x9e35) ^ second) & 0xffff;
const step = (hash: number, code: number): number => Math.imul(hash ^ code, 0x9e3779b1) ^ (hash >>> 15);
const bucketOf = (hash: number, size: number): number => ((hash >>> 16) ^ hash ^ size) & (BUCKETS - 1);

function standsAt(needle: Uint16Array, codes: Uint16Array, at: number, length: number): boolean {
  if (at + needle.length > length) return false;
  for (let i = 0; i < needle.length; i++) if (needle[i] !== codes[at + i]) return false;
  return true;
}

/** Folded units by unit, made when first needed; 0: not made yet. */
const FOLDED = new Uint16Array(2 ** 16);
let room = new Uint16Array(2 ** 12);

/** The units of a text such that units that `iu` holds for equal are equal, and what was there behind them. Valid until the next call. */
function folded(text: string): Uint16Array {
  const { length } = text;
  if (length + FIRST > room.length) room = new Uint16Array((length + FIRST) * 2);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    let own = FOLDED[code] as number;
    if (own === 0) {
      own = foldUnit(code);
      FOLDED[code] = own;
    }
    room[i] = own;
  }
  return room;
}

/** Through upper to lower case, where that is one unit: `ſ` and `S` are `s`, `ς` and `Σ` are `σ`. */
function foldUnit(code: number): number {
  const char = String.fromCharCode(code);
  const upper = char.toUpperCase();
  const lower = (upper.length === 1 ? upper : char).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}
