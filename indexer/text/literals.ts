/** Which words a regular expression cannot do without: what a cheap search for them rules out, the expression need not read. */
import { kept } from '../../config/kept.ts';

/** Strings an alternation or a class is spelled out to at most; beyond, it counts as anything. */
const MOST_SPELLED = 256;
/** Strings a sequence of alternatives is multiplied out to at most; beyond, it is cut in two. */
const MOST_PRODUCT = 64;
/** Letters from which a longer literal rules out no more lines worth mentioning. */
const LONG_ENOUGH = 4;

/** What is known of a part of an expression. */
interface Part {
  /** Every string it can match; null where they are too many. */
  readonly exact: readonly string[] | null;
  /** Strings of which every match holds at least one; null where nothing is certain. */
  readonly needed: readonly string[] | null;
}

const EMPTY: Part = { exact: [''], needed: null };
const ANYTHING: Part = { exact: null, needed: null };

/**
 * Strings of which every text that the expression (flag `u`, with or without `i`) matches holds at least one, in the case
 * they are written in; undefined where there are none, or the expression is written in a way that is not understood.
 */
export function requiredLiterals(source: string): readonly string[] | undefined {
  const { exact, needed } = new Reader(source).whole();
  return better(needed, exact) ?? undefined;
}

/** Those of many expressions. They are read once for the same expressions: reading those of all rules takes a tenth of a second. */
export const literalsOf = (sources: readonly string[]): (readonly string[] | undefined)[] =>
  kept('literals', sources.join('\0'), () => sources.map((source) => requiredLiterals(source) ?? null)).map(
    (own) => own ?? undefined,
  );

/**
 * The alternatives of an expression that is nothing but alternatives, else itself: the expression matches where one of
 * them does, and each has words of its own that it cannot do without.
 */
export function alternativesOf(source: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  let depth = 0;
  let isSet = false;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '\\') at++;
    else if (isSet) isSet = char !== ']';
    else if (char === '[') isSet = true;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) {
      found.push(source.slice(start, at));
      start = at + 1;
    }
  }
  if (found.length > 0) return [...found, source.slice(start)];
  const inside = /^\(\?:([\s\S]*)\)$/.exec(source)?.[1];
  return inside !== undefined && isBalanced(inside) ? alternativesOf(inside) : [source];
}

/** Whether no group is closed that was not opened: the first and the last parenthesis around it were a pair. */
function isBalanced(source: string): boolean {
  let depth = 0;
  for (const [char] of source.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/g, '').matchAll(/[()]/g)) {
    depth += char === '(' ? 1 : -1;
    if (depth < 0) return false;
  }
  return true;
}

/** Rules out nothing worth mentioning: nearly every text has it. */
const EVERYWHERE = /^[\sa-z]?$/iu;
const isEverywhere = (text: string): boolean => text.length < 2 && EVERYWHERE.test(text);

/** The set that rules out more: its shortest string counts, then its size. */
function better(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  const use = (set: readonly string[] | null) => (set?.some(isEverywhere) ? null : set);
  const [a, b] = [use(one), use(other)];
  if (!a || !b) return a ?? b;
  return shortest(b) > shortest(a) || (shortest(b) === shortest(a) && b.length < a.length) ? b : a;
}

const shortest = (set: readonly string[]): number =>
  set.reduce((least, { length }) => Math.min(least, length), LONG_ENOUGH);

/** Reads an expression once, from left to right. */
class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  whole(): Part {
    const part = this.#alternatives();
    return this.#at < this.#source.length ? ANYTHING : part;
  }

  #peek(): string {
    return this.#source[this.#at] ?? '';
  }

  #takes(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #alternatives(): Part {
    const branches = [this.#sequence()];
    while (this.#takes('|')) branches.push(this.#sequence());
    const [only, ...more] = branches;
    return only && more.length === 0 ? only : either(branches);
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && this.#peek() !== '|' && this.#peek() !== ')') {
      const run = this.#run();
      parts.push(run > 1 ? this.#plain(run) : this.#repeated(this.#atom()));
    }
    // Most groups are lists of plain words.
    const [only, ...more] = parts;
    return only?.exact && more.length === 0 ? only : inSequence(parts);
  }

  /** How many characters from here on stand for themselves, each once: they are read at once, not one by one. */
  #run(): number {
    let end = this.#at;
    while (end < this.#source.length && isPlain(this.#source.charCodeAt(end))) end++;
    // What follows may repeat the last of them.
    if (end < this.#source.length && REPEATS.has(this.#source.charAt(end))) end--;
    return end - this.#at;
  }

  #plain(length: number): Part {
    const start = this.#at;
    this.#at += length;
    return literal(this.#source.slice(start, this.#at));
  }

  #repeated(part: Part): Part {
    const braces = /^\{(\d+)(,?)(\d*)\}/.exec(this.#source.slice(this.#at, this.#at + 24));
    let least = 1;
    let most = 1;
    if (braces) {
      least = Number(braces[1]);
      most = braces[2] === '' ? least : braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3]);
      this.#at += braces[0].length;
    } else if (this.#takes('?')) least = 0;
    else if (this.#takes('*')) [least, most] = [0, Number.POSITIVE_INFINITY];
    else if (this.#takes('+')) most = Number.POSITIVE_INFINITY;
    else return part;
    this.#takes('?');
    if (least === 0) return most === 1 ? either([part, EMPTY]) : ANYTHING;
    if (most === least)
      return inSequence(
        Array.from({ length: Math.min(least, LONG_ENOUGH) }, () => part),
        least > LONG_ENOUGH,
      );
    return { exact: null, needed: better(part.needed, part.exact) };
  }

  #atom(): Part {
    const char = this.#peek();
    if (char === '(') return this.#group();
    if (char === '[') return this.#set();
    if (char === '\\') return this.#escape();
    const whole = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += whole.length;
    if (char === '.') return ANYTHING;
    return char === '^' || char === '$' ? EMPTY : character(whole);
  }

  #group(): Part {
    this.#at++;
    const looks = /^\?(?:=|!|<=|<!)/.exec(this.#source.slice(this.#at, this.#at + 3));
    const opens = looks ?? /^\?(?::|<[^>]*>)/.exec(this.#source.slice(this.#at, this.#at + 60));
    this.#at += opens?.[0].length ?? 0;
    const part = this.#alternatives();
    this.#takes(')');
    if (!looks) return part;
    const needed = looks[0] === '?=' ? better(part.needed, part.exact) : null;
    return needed ? { exact: null, needed } : EMPTY;
  }

  #escape(): Part {
    const [whole = '\\'] =
      /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|k<[^>]*>|c[A-Za-z]|\d+|[\s\S])/u.exec(
        this.#source.slice(this.#at, this.#at + 80),
      ) ?? [];
    this.#at += whole.length;
    if (/^\\[bB]$/.test(whole)) return EMPTY;
    if (whole === '\\d') return { exact: [...'0123456789'], needed: null };
    const char = escaped(whole);
    return char === undefined ? ANYTHING : character(char);
  }

  #set(): Part {
    const start = this.#at;
    let isSpelled = true;
    const found: string[] = [];
    this.#at++;
    if (this.#takes('^')) isSpelled = false;
    while (this.#at < this.#source.length && this.#peek() !== ']') {
      if (this.#peek() === '\\') {
        const { exact } = this.#escape();
        if (!exact || exact[0] === '') isSpelled = false;
        else found.push(...exact);
      } else {
        const char = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
        this.#at += char.length;
        // A range is not spelled out: few are as short as to be worth it.
        if (char === '-' && this.#at > start + 2 && this.#peek() !== ']') isSpelled = false;
        found.push(char);
      }
    }
    this.#at++;
    return isSpelled && found.length > 0 ? either(found.map(character)) : ANYTHING;
  }
}

const REPEATS: ReadonlySet<string> = new Set('?*+{');
const SPECIAL: ReadonlySet<number> = new Set([...'^$\\.*+?()[]{}|'].map((char) => char.charCodeAt(0)));

/** Whether a unit of an expression is a character that stands for itself. */
const isPlain = (unit: number): boolean => !SPECIAL.has(unit) && (unit < 0xd800 || unit >= 0xe000);

/** The character an escape stands for; undefined for a class or a reference. */
function escaped(whole: string): string | undefined {
  const hex = /^\\(?:u\{?|x)([\da-fA-F]+)\}?$/.exec(whole)?.[1];
  if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
  const letter = whole.slice(1);
  if (/^[A-Za-z0-9]/.test(letter)) return { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' }[letter];
  return letter;
}

/** A character beyond the first plane has its cases in two units, which are not compared here. */
const character = (char: string): Part => (char.length > 1 ? ANYTHING : literal(char));

const literal = (text: string): Part => ({ exact: [text], needed: null });

function either(branches: readonly Part[]): Part {
  const exact = branches.every((branch) => branch.exact)
    ? [...new Set(branches.flatMap((branch) => branch.exact ?? []))]
    : null;
  const sets = branches.map(({ exact, needed }) => better(needed, exact));
  const needed = sets.every((set) => set !== null) ? [...new Set(sets.flatMap((set) => set ?? []))] : null;
  return { exact: exact && exact.length <= MOST_SPELLED ? exact : null, needed };
}

/** @param more whether something unknown follows */
function inSequence(parts: readonly Part[], more = false): Part {
  let run: readonly string[] = [''];
  let needed: readonly string[] | null = null;
  let isExact = !more;
  for (const { exact, needed: own } of parts) {
    if (exact && run.length * exact.length <= MOST_PRODUCT) {
      run = run.flatMap((start) => exact.map((end) => start + end));
      continue;
    }
    needed = better(better(needed, run), own);
    run = exact ?? [''];
    isExact = false;
  }
  return isExact ? { exact: run, needed: null } : { exact: null, needed: better(needed, run) };
}
