/** What a query asks for, as the engine reads it: words, a last word that may go on, and quoted phrases. */
import { hasSign, signsOf } from '../../engine/signs.ts';
import type { QueryWord } from '../query/words.ts';
import { isUnspaced, tokens } from './tokens.ts';

/** The engine reads this many words and phrases of a query and ignores the rest. */
export const MAX_TERMS = 10;

/** Signs that must stand at a word or phrase: the `£` of `£5 million` and the `→` of `a→b`. */
export interface TermSigns {
  readonly before: string;
  readonly within: string;
  readonly after: string;
}

export type Term =
  | {
      readonly kind: 'word';
      readonly folded: string;
      readonly prefix: boolean;
      readonly typos: 0 | 1 | 2;
      readonly signs?: TermSigns;
    }
  /** Words that must follow each other. */
  | { readonly kind: 'phrase'; readonly folded: readonly string[]; readonly signs: TermSigns }
  /** A run of a script without spaces: looked for as a whole, else by the words a dictionary sees in it. */
  | { readonly kind: 'run'; readonly folded: string; readonly parts: readonly string[] };

/**
 * The terms of a query, each with the word it comes from. What is excluded is nothing to mark; with `exact` nothing but
 * the very word counts.
 */
export function queryTerms(words: readonly QueryWord[], exact: boolean): readonly Term[] {
  const terms = words.flatMap((word, i) =>
    word.excluded ? [] : termsOf(word, i === words.length - 1, exact),
  );
  return distinct(terms.slice(0, MAX_TERMS));
}

/** The first word or phrase that is not read. An excluded one counts for nothing but is unread too. */
export function firstUnread(words: readonly QueryWord[]): QueryWord | undefined {
  let read = 0;
  for (const word of words) {
    const terms = termsOf(word, false, false).length;
    if (terms > 0 && read >= MAX_TERMS) return word;
    if (!word.excluded) read += terms;
    if (read > MAX_TERMS) return word;
  }
  return undefined;
}

/** `last`: the reader may still be typing it, so its last word may go on. */
function termsOf({ kind, text }: QueryWord, last: boolean, exact: boolean): readonly Term[] {
  // A mark that stands on no letter folds to nothing, and nothing stands everywhere.
  const found = tokens(text).filter(({ folded }) => folded !== '');
  // The engine is given a word such as `US$5` as a phrase.
  const quoted = kind === 'phrase' || hasSign(text);
  const signs = signsAround(text, found[0]?.start ?? 0, found.at(-1)?.end ?? 0);
  if (quoted && found.length > 1)
    return [{ kind: 'phrase', folded: found.map((token) => token.folded), signs }];
  return found.map((token, i) => {
    const original = text.slice(token.start, token.end);
    if (isUnspaced(original)) return { kind: 'run', folded: token.folded, parts: dictionaryWords(original) };
    return {
      kind: 'word',
      folded: token.folded,
      prefix: !exact && !quoted && last && i === found.length - 1,
      typos: exact || quoted ? 0 : allowedTypos(token.folded),
      ...(quoted && { signs }),
    };
  });
}

const signsAround = (text: string, start: number, end: number): TermSigns => ({
  before: signsOf(text.slice(0, start)),
  within: signsOf(text.slice(start, end)),
  after: signsOf(text.slice(end)),
});

/** Letters from which the engine forgives one typo and two. */
const ONE_TYPO = 5;
const TWO_TYPOS = 9;

function allowedTypos(word: string): 0 | 1 | 2 {
  if (/^\d+$/.test(word)) return 0;
  const { length } = Array.from(word);
  return length >= TWO_TYPOS ? 2 : length >= ONE_TYPO ? 1 : 0;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Words of two letters and more; the single ones where there are no others. */
function dictionaryWords(run: string): readonly string[] {
  const all = [...segmenter.segment(run)]
    .filter((part) => part.isWordLike)
    .flatMap((part) => tokens(part.segment).map((token) => token.folded))
    .filter((word) => word !== '');
  const long = all.filter((word) => Array.from(word).length > 1);
  return [...new Set(long.length > 0 ? long : all)];
}

function distinct(terms: readonly Term[]): readonly Term[] {
  const byKey = new Map<string, Term>();
  for (const term of terms) {
    const signs = term.kind === 'run' ? undefined : term.signs;
    const key = JSON.stringify([term.kind, term.folded, signs]);
    const known = byKey.get(key);
    if (!known || (term.kind === 'word' && term.prefix)) byKey.set(key, term);
  }
  return [...byKey.values()];
}
