/** Many regular expressions over many short texts: one pass tells which of them can match at all. */
import { literalsOf } from './literals.ts';

/** Letters of a literal that find it, as many as it has: its gram. The rest is compared. */
const LONG = 6;
const MEDIUM = 4;
/** Literals shorter than this are looked for only behind the letters they end with. */
const SHORT = 4;
/** Bits of the table of grams: few enough to stay in the fastest memory, many enough that few texts meet one by chance. */
const TABLE = 2 ** 17;
/** Slots in which literals are looked up by their gram. */
const SLOTS = 2 ** 12;

/** Which expressions can match the text that was looked through last. */
export interface Prefilter {
  /** Looks through a text; linear in it. */
  look(text: string): void;
  /** Whether the expression with this number can. */
  mayMatch(pattern: number): boolean;
  /** The first that can from this number on; -1 where there is none. */
  next(from: number): number;
}

/**
 * Compiles the literals of some expressions (flag `u`, with or without `i`) into one search. What it rules out cannot
 * match; what it lets through may or may not.
 */
export const prefilter = (sources: readonly string[]): Prefilter => literalSearch(literalsOf(sources));

/** The same for expressions whose literals are known, one list an expression; undefined where it has none. */
export function literalSearch(literals: readonly (readonly string[] | undefined)[]): Prefilter {
  const { isGram, endsShort, slots, needles } = tableOf(foldedOnce(literals));
  const { grams, gramEnds, starts, units, owners } = needles;
  /** Number of the text each literal was last found in. */
  const foundIn = new Float64Array(grams.length);
  /** One bit an expression: those without literals can match any text. */
  const always = new Int32Array((literals.length >> 5) + 1);
  literals.forEach((own, i) => {
    if (!own) always[i >> 5] = (always[i >> 5] as number) | (1 << (i & 31));
  });
  const possible = new Int32Array(always.length);
  let texts = 0;
  /** Notes whose literals stand in the text, of those that are found by the gram that ends at `at`. */
  const note = (gram: number, size: number, codes: Uint16Array, at: number, length: number): void => {
    const slot = slotOf(gram, size);
    const last = slots[slot + 1] as number;
    for (let i = slots[slot] as number; i < last; i++) {
      if (grams[i] !== gram || foundIn[i] === texts) continue;
      const start = starts[i] as number;
      const end = starts[i + 1] as number;
      const from = at - (gramEnds[i] as number);
      if (from < 0 || from + end - start > length || !standsAt(units, start, end, codes, from)) continue;
      foundIn[i] = texts;
      for (const owner of owners[i] as readonly number[])
        possible[owner >> 5] = (possible[owner >> 5] as number) | (1 << (owner & 31));
    }
  };

  return {
    look(text) {
      texts++;
      possible.set(always);
      const { length } = text;
      const codes = folded(text);
      let letters = 0;
      for (let at = 0; at < length; at++) {
        const code = codes[at] as number;
        letters = (letters << 5) | letterOf(code);
        const long = letters & LONG_BITS;
        if (isMarked(isGram, long, LONG)) note(long, LONG, codes, at, length);
        const medium = letters & MEDIUM_BITS;
        if (isMarked(isGram, medium, MEDIUM)) note(medium, MEDIUM, codes, at, length);
        const sizes = endsShort[pairOf(letters, code)] as number;
        if (sizes === 0) continue;
        let bytes = 0;
        for (let size = 1; size < SHORT; size++) {
          bytes |= byteOf(codes[at + 1 - size] ?? 0) << (8 * (size - 1));
          if ((sizes & (1 << size)) === 0) continue;
          if (isMarked(isGram, bytes, size)) note(bytes, size, codes, at, length);
        }
      }
    },
    mayMatch: (pattern) => ((possible[pattern >> 5] as number) & (1 << (pattern & 31))) !== 0,
    next(from) {
      for (let word = from >> 5; word < possible.length; word++) {
        const all = possible[word] as number;
        const bits = word === from >> 5 ? all & (-1 << (from & 31)) : all;
        if (bits !== 0) return (word << 5) + 31 - Math.clz32(bits & -bits);
      }
      return -1;
    },
  };
}

/** The literals, folded, each once, with the numbers of the expressions that hold it. */
function foldedOnce(all: readonly (readonly string[] | undefined)[]): Map<string, number[]> {
  const owners = new Map<string, number[]>();
  all.forEach((literals, i) => {
    const keys = literals?.map((text) => String.fromCharCode(...folded(text).subarray(0, text.length))) ?? [];
    for (const key of new Set(keys)) {
      // What stands in a text only with another of them need not be looked for.
      if (keys.some((other) => other !== key && key.includes(other))) continue;
      const known = owners.get(key) ?? [];
      known.push(i);
      owners.set(key, known);
    }
  });
  return owners;
}

/** The bits of all grams, the sizes of the short literals by how they end, and the literals by the slots of their grams. */
function tableOf(literals: ReadonlyMap<string, readonly number[]>) {
  const isGram = new Int32Array(TABLE >> 5);
  const endsShort = new Uint8Array(PAIRS);
  const slots = new Int32Array(SLOTS + 1);
  const found = [...literals].map(([text, owners]) => {
    const size = text.length >= LONG ? LONG : Math.min(MEDIUM, text.length);
    const { gram, gramEnd } = rarestGram(text, size);
    const place = placeOf(gram, size);
    isGram[place >> 5] = (isGram[place >> 5] as number) | (1 << (place & 31));
    if (size < SHORT) markShort(endsShort, text);
    return { text, owners, gram, gramEnd, slot: slotOf(gram, size) };
  });
  found.sort((a, b) => a.slot - b.slot);
  for (const { slot } of found) slots[slot + 1] = (slots[slot + 1] as number) + 1;
  for (let i = 0; i < SLOTS; i++) slots[i + 1] = (slots[i + 1] as number) + (slots[i] as number);
  const starts = new Int32Array(found.length + 1);
  found.forEach(({ text }, i) => {
    starts[i + 1] = (starts[i] as number) + text.length;
  });
  const all = found.map(({ text }) => text).join('');
  const needles = {
    grams: Int32Array.from(found, ({ gram }) => gram),
    /** Where in each literal the gram ends that finds it. */
    gramEnds: Int32Array.from(found, ({ gramEnd }) => gramEnd),
    /** The units of all literals, and where those of each start. */
    units: Uint16Array.from({ length: all.length }, (_, i) => all.charCodeAt(i)),
    starts,
    owners: found.map(({ owners }) => owners),
  };
  return { isGram, endsShort, slots, needles };
}

/** Letters from the commonest on, over languages in Latin letters; what is not here is rare in most texts. */
const COMMONEST = ' eatinorsldcumhpgfbvywkzjxq';
/** The gram of a literal that fewest texts have. */
function rarestGram(text: string, size: number) {
  let best = { gram: 0, gramEnd: size - 1, rarity: -1 };
  for (let gramEnd = size - 1; gramEnd < text.length; gramEnd++) {
    let rarity = 0;
    let letters = 0;
    let bytes = 0;
    for (let at = gramEnd + 1 - size; at <= gramEnd; at++) {
      const rank = COMMONEST.indexOf(text.charAt(at));
      rarity += rank < 0 ? COMMONEST.length : rank;
      letters = (letters << 5) | letterOf(text.charCodeAt(at));
      bytes = (bytes << 8) | byteOf(text.charCodeAt(at));
    }
    if (rarity > best.rarity) best = { gram: gramOf(letters, bytes, size), gramEnd, rarity };
  }
  return best;
}

/** A unit in five bits: Latin small letters are told apart, others share what is left. */
const letterOf = (code: number): number => (code < 0x80 ? code : code ^ (code >>> 5)) & 31;
/** A unit in eight bits: the first 128 are themselves. */
const byteOf = (code: number): number => (code < 0x80 ? code : ((code ^ (code >>> 7)) & 0x7f) | 0x80);
/** The last six or four letters of a text, of five bits each. */
const LONG_BITS = (1 << (5 * LONG)) - 1;
const MEDIUM_BITS = (1 << (5 * MEDIUM)) - 1;
/** The last units as one integer: six or four of five bits each, or up to three of eight. */
const gramOf = (letters: number, bytes: number, size: number): number =>
  size < SHORT ? bytes & ((1 << (8 * size)) - 1) : letters & (size === LONG ? LONG_BITS : MEDIUM_BITS);
const hashOf = (gram: number, size: number): number => Math.imul(gram + size, 0x9e3779b1);
const placeOf = (gram: number, size: number): number => (hashOf(gram, size) >>> 15) & (TABLE - 1);
const slotOf = (gram: number, size: number): number => (hashOf(gram, size) >>> 15) & (SLOTS - 1);

/** Two units in a row: the letter before, and the unit itself. */
const PAIRS = 2 ** 13;
const pairOf = (letters: number, code: number): number => (((letters >> 5) & 31) << 8) | byteOf(code);

/** Marks the pairs that a short literal ends with; what stands before a literal of one unit may be anything. */
function markShort(endsShort: Uint8Array, text: string): void {
  const end = text.length - 1;
  const before = end > 0 ? [letterOf(text.charCodeAt(end - 1))] : Array.from({ length: 32 }, (_, i) => i);
  for (const letter of before) {
    const pair = pairOf(letter << 5, text.charCodeAt(end));
    endsShort[pair] = (endsShort[pair] as number) | (1 << text.length);
  }
}

function isMarked(isGram: Int32Array, gram: number, size: number): boolean {
  const place = placeOf(gram, size);
  return ((isGram[place >> 5] as number) & (1 << (place & 31))) !== 0;
}

/** Whether the units from `start` to `end` stand in a text from `at` on. */
function standsAt(units: Uint16Array, start: number, end: number, codes: Uint16Array, at: number): boolean {
  for (let i = start; i < end; i++) if (units[i] !== codes[at + i - start]) return false;
  return true;
}

/** Folded units by unit, made when first needed; 0: not made yet. */
const FOLDED = new Uint16Array(2 ** 16);
let room = new Uint16Array(2 ** 12);

/** The units of a text such that units that `iu` holds for equal are equal, and what was there behind them. Valid until the next call. */
function folded(text: string): Uint16Array {
  const { length } = text;
  if (length > room.length) room = new Uint16Array(length * 2);
  const units = room;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    let own = FOLDED[code] as number;
    if (own === 0) {
      own = foldUnit(code);
      FOLDED[code] = own;
    }
    units[i] = own;
  }
  return units;
}

/** Through upper to lower case, where that is one unit: `ſ` and `S` are `s`, `ς` and `Σ` are `σ`. */
function foldUnit(code: number): number {
  const char = String.fromCharCode(code);
  const upper = char.toUpperCase();
  const lower = (upper.length === 1 ? upper : char).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}
