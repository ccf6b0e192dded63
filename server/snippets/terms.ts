/** What a query asks for, as the engine reads it: words, a last word that may go on, and quoted phrases. */
import { isUnspaced, tokens } from './tokens.ts';

/** The engine reads this many words and phrases of a query and ignores the rest. */
export const MAX_TERMS = 10;

export type Term =
  | { readonly kind: 'word'; readonly folded: string; readonly prefix: boolean; readonly typos: 0 | 1 | 2 }
  /** Words that must follow each other. */
  | { readonly kind: 'phrase'; readonly folded: readonly string[] }
  /** A run of a script without spaces: looked for as a whole, else by the words a dictionary sees in it. */
  | { readonly kind: 'run'; readonly folded: string; readonly parts: readonly string[] };

/**
 * The terms of a query. `-word` and `-"phrase"` exclude and so are nothing to mark; with `exact` nothing but the
 * very word counts.
 */
export function queryTerms(q: string, exact: boolean): readonly Term[] {
  const terms = pieces(q).flatMap((piece) => (piece.excluded ? [] : termsOf(piece, exact)));
  return distinct(terms.slice(0, MAX_TERMS));
}

/** Whether the query goes on after the last word that is read. An excluded word counts for nothing but is unread too. */
export function hasUnreadWords(q: string): boolean {
  let read = 0;
  for (const piece of pieces(q)) {
    const terms = termsOf(piece, false).length;
    if (terms === 0) continue;
    if (read === MAX_TERMS) return true;
    if (!piece.excluded) read += terms;
    if (read > MAX_TERMS) return true;
  }
  return false;
}

function termsOf({ text, quoted, last }: Piece, exact: boolean): readonly Term[] {
  const found = [...tokens(text)];
  if (quoted && found.length > 1) return [{ kind: 'phrase', folded: found.map((token) => token.folded) }];
  return found.map((token, i) => {
    const original = text.slice(token.start, token.end);
    if (isUnspaced(original)) return { kind: 'run', folded: token.folded, parts: dictionaryWords(original) };
    return {
      kind: 'word',
      folded: token.folded,
      prefix: !exact && !quoted && last && i === found.length - 1,
      typos: exact || quoted ? 0 : allowedTypos(token.folded),
    };
  });
}

/** Letters from which the engine forgives one typo and two. */
const ONE_TYPO = 5;
const TWO_TYPOS = 9;

function allowedTypos(word: string): 0 | 1 | 2 {
  if (/^\d+$/.test(word)) return 0;
  const { length } = Array.from(word);
  return length >= TWO_TYPOS ? 2 : length >= ONE_TYPO ? 1 : 0;
}

interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  /** Whether it stands behind a `-`. */
  readonly excluded: boolean;
  /** Whether the query ends with this piece and no space: the reader may still be typing its last word. */
  readonly last: boolean;
}

/** A quoted part (a quote left open runs to the end) or a run without spaces, each maybe excluded by `-`. */
const PIECE = /(-?)(?:"([^"]*)"?|([^\s"]+))/gu;

function pieces(q: string): Piece[] {
  const all = [...q.trim().matchAll(PIECE)];
  return all.map(([, minus, phrase, word], i) => ({
    text: phrase ?? word ?? '',
    quoted: phrase !== undefined,
    excluded: minus === '-',
    last: i === all.length - 1,
  }));
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Words of two letters and more; the single ones where there are no others. */
function dictionaryWords(run: string): readonly string[] {
  const all = [...segmenter.segment(run)]
    .filter((part) => part.isWordLike)
    .flatMap((part) => [...tokens(part.segment)].map((token) => token.folded));
  const long = all.filter((word) => Array.from(word).length > 1);
  return [...new Set(long.length > 0 ? long : all)];
}

function distinct(terms: readonly Term[]): readonly Term[] {
  const byKey = new Map<string, Term>();
  for (const term of terms) {
    const key = `${term.kind} ${String(term.folded)}`;
    const known = byKey.get(key);
    if (!known || (term.kind === 'word' && term.prefix)) byKey.set(key, term);
  }
  return [...byKey.values()];
}
