/** How well a word of a text answers a word of a query. */
import { distance } from 'fastest-levenshtein';
import type { Term } from './terms.ts';

/** The word itself, a word that begins with it, a word within the allowed typos, or none of these. */
export const CLOSENESS = { same: 0, prefix: 1, typo: 2, none: 3 } as const;
export type Closeness = (typeof CLOSENESS)[keyof typeof CLOSENESS];

type WordTerm = Extract<Term, { kind: 'word' }>;

/** Both sides folded. */
export function closeness(term: WordTerm, word: string): Closeness {
  if (word === term.folded) return CLOSENESS.same;
  if (word.startsWith(term.folded) && goesOn(term)) return CLOSENESS.prefix;
  return term.typos > 0 && withinTypos(term, word) ? CLOSENESS.typo : CLOSENESS.none;
}

/**
 * Whether words that begin with it answer it. Hangul takes its particles behind the word, so there every word may go on;
 * of a mark without a letter nothing is left to begin with.
 */
export const goesOn = ({ folded, prefix }: WordTerm): boolean =>
  folded !== '' && (prefix || (folded.length > 1 && HANGUL.test(folded)));

const HANGUL = /^\p{Script=Hangul}+$/u;

function withinTypos({ folded, prefix, typos }: WordTerm, word: string): boolean {
  const longest = folded.length + typos;
  if (word.length < folded.length - typos || (!prefix && word.length > longest)) return false;
  if (typosBetween(folded, word.slice(0, longest)) <= typos) return true;
  if (!prefix) return false;
  for (let length = folded.length - typos; length < longest; length++)
    if (typosBetween(folded, word.slice(0, length)) <= typos) return true;
  return false;
}

/** Typos as the engine counts them: two swapped letters are one, a wrong first letter is two. */
function typosBetween(a: string, b: string): number {
  const edits = distance(a, b);
  const swapped = edits === 2 && a.length === b.length && isOneSwap(a, b) ? 1 : edits;
  return a[0] === b[0] ? swapped : swapped + 1;
}

function isOneSwap(a: string, b: string): boolean {
  let at = 0;
  while (a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
