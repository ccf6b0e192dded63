/**
 * Rules out words of a text that can answer nothing, by first letter and length as they are folded. Most words go so, and
 * are never cut out of the text, folded or looked up.
 */
import { goesOn } from './closeness.ts';
import type { Term } from './terms.ts';
import { foldOfUnit } from './tokens.ts';

/** False only for a word that can answer none of the terms. `plain`: it is of ASCII. */
export type Sieve = (text: string, start: number, end: number, plain: boolean) => boolean;

/** Lengths that are told apart; longer words are one class. */
const LENGTHS = 64;

/** What a word must be like to answer a term; `first` null: it may begin with anything. */
interface Shape {
  readonly first: number | null;
  readonly shortest: number;
  readonly longest: number;
}

export function createSieve(terms: readonly Term[]): Sieve {
  // A run stands anywhere in a word of its script.
  const hasRuns = terms.some((term) => term.kind === 'run');
  const shapes = terms.flatMap(shapesOf);
  const rowOf = new Uint16Array(0x10000);
  const ROW = LENGTHS + 1;
  const lengths = new Uint8Array((shapes.length + 1) * ROW);
  let rows = 0;
  let anyFirst = false;
  for (const { first, shortest, longest } of shapes) {
    if (first === null) anyFirst = true;
    else if (rowOf[first] === 0) rowOf[first] = ++rows;
    const row = first === null ? 0 : (rowOf[first] ?? 0);
    const [from, to] = [Math.max(shortest, 1), longest].map((length) => Math.min(length, LENGTHS)) as [
      number,
      number,
    ];
    lengths.fill(1, row * ROW + from, row * ROW + to + 1);
  }
  const allows = (first: number, length: number): boolean => {
    const class_ = Math.min(length, LENGTHS);
    return lengths[class_] === 1 || lengths[(rowOf[first] ?? 0) * ROW + class_] === 1;
  };
  const allowsFolded = (text: string, start: number, end: number): boolean => {
    const first = firstLetter(text.charCodeAt(start));
    if (first === UNKNOWN) return true;
    if (!anyFirst && rowOf[first] === 0) return false;
    let length = 0;
    for (let at = start; at < end; at++) {
      const more = foldedLength(text.charCodeAt(at));
      if (more === UNKNOWN) return true;
      length += more;
    }
    return allows(first, length);
  };
  return (text, start, end, plain) => {
    const unit = text.charCodeAt(start);
    if (plain) return allows(unit >= 65 && unit <= 90 ? unit + 32 : unit, end - start);
    if (hasRuns || allowsFolded(text, start, end)) return true;
    // The Arabic article, which is taken off before words are compared.
    return unit === ALEF && text.charCodeAt(start + 1) === LAM && allowsFolded(text, start + 2, end);
  };
}
const [ALEF, LAM] = [0x627, 0x644];

function shapesOf(term: Term): Shape[] {
  const whole = (word: string): Shape[] =>
    word === ''
      ? []
      : [{ first: letterKey(word.charCodeAt(0)), shortest: word.length, longest: word.length }];
  if (term.kind === 'run') return [];
  if (term.kind === 'phrase') return term.folded.flatMap(whole);
  const { folded, typos } = term;
  return whole(folded).map(({ first, shortest, longest }) => ({
    // A wrong first letter counts for two typos.
    first: typos > 1 ? null : first,
    shortest: shortest - typos,
    longest: goesOn(term) ? LENGTHS : longest + typos,
  }));
}

/** Of words that begin with such a unit nothing is known, or of the length of words with it. */
const UNKNOWN = 0xffff;

/** By UTF-16 unit, told when it is first met: 0 where it is not told yet. */
const firstLetters = new Uint16Array(0x10000);
const foldedLengths = new Uint16Array(0x10000);

/** What the folded form of a word that begins with this unit begins with. */
function firstLetter(unit: number): number {
  return (
    firstLetters[unit] ||
    told(firstLetters, unit, (fold) => (fold === '' ? UNKNOWN : letterKey(fold.charCodeAt(0))))
  );
}

/** UTF-16 units of the folded form of a unit, plus one in the table. */
function foldedLength(unit: number): number {
  const known = foldedLengths[unit] || told(foldedLengths, unit, (fold) => fold.length + 1);
  return known === UNKNOWN ? UNKNOWN : known - 1;
}

function told(table: Uint16Array, unit: number, tell: (fold: string) => number): number {
  const value = isPart(unit) ? UNKNOWN : tell(foldOfUnit(unit));
  table[unit] = value;
  return value;
}

/** Half of a character, or a letter of a Hangul syllable, which is put together when it is folded. */
const isPart = (unit: number): boolean =>
  (unit >= 0xd800 && unit <= 0xdfff) ||
  (unit >= 0x1100 && unit <= 0x11ff) ||
  (unit >= 0xa960 && unit <= 0xa97f) ||
  (unit >= 0xd7b0 && unit <= 0xd7ff);

/** A letter by which words are told apart: of a Hangul syllable its first, since the text may write the others after it. */
const letterKey = (unit: number): number =>
  unit >= 0xac00 && unit <= 0xd7a3 ? 0x1100 + Math.floor((unit - 0xac00) / 588) : unit;
