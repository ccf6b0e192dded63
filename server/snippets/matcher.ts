/** Finds the words of a query in an article: where they stand and which word of the query each answers. */
import type { QueryWord } from '../query/words.ts';
import { CLOSENESS, type Closeness, closeness } from './closeness.ts';
import { queryTerms, type Term } from './terms.ts';
import { foldWithMap, isUnspaced, type Token, tokens } from './tokens.ts';

/** A place to mark, UTF-16 positions; `term` is the index of the query's term it answers. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly term: number;
  /** It is no word of the query but one that resembles it. */
  readonly typo: boolean;
}

/** Marks the places of a query's words in the texts of one article. */
export interface Matcher {
  /** What is looked for; a match names one by its place here. */
  readonly terms: readonly Term[];
  /**
   * One list of matches a text, in order and without overlap. Each term marks its closest words only: where the
   * article has the very word, words that resemble it stay unmarked. Linear in the length of the texts.
   */
  find(texts: readonly string[]): readonly (readonly Match[])[];
}

/** A matcher for one query; it remembers how words compared, so use one for all hits of an answer. */
export function createMatcher(words: readonly QueryWord[], exact: boolean): Matcher {
  const terms = queryTerms(words, exact);
  const compare = comparer(terms);
  return {
    terms,
    find(texts) {
      if (terms.length === 0) return texts.map(() => []);
      const found = texts.map((text) => [...candidates(text, terms, compare)]);
      const best = terms.map(() => CLOSENESS.none as Closeness);
      for (const candidate of found.flat())
        if (candidate.closeness < (best[candidate.term] ?? CLOSENESS.none))
          best[candidate.term] = candidate.closeness;
      // A word that is being typed marks what it begins, also where the shorter word itself stands.
      const farthest = best.map((closest) =>
        Math.max(closest, closest < CLOSENESS.typo ? CLOSENESS.prefix : 0),
      );
      return found.map((list) =>
        withoutOverlap(
          list.filter(({ closeness, term }) => closeness <= (farthest[term] ?? CLOSENESS.none)),
          terms,
        ),
      );
    },
  };
}

interface Candidate extends Omit<Match, 'typo'> {
  readonly closeness: Closeness;
}

type Compare = (word: string) => readonly { readonly term: number; readonly closeness: Closeness }[];

/** Compares each distinct word once with every word of the query. */
function comparer(terms: readonly Term[]): Compare {
  const known = new Map<string, ReturnType<Compare>>();
  return (word) => {
    const before = known.get(word);
    if (before) return before;
    const answers = terms.flatMap((term, i) => {
      const close = term.kind === 'word' ? closeness(term, word) : CLOSENESS.none;
      return close === CLOSENESS.none ? [] : [{ term: i, closeness: close }];
    });
    known.set(word, answers);
    return answers;
  };
}

function* candidates(text: string, terms: readonly Term[], compare: Compare): Generator<Candidate> {
  const words = [...tokens(text)];
  for (const { start, end, folded } of words)
    for (const answer of compare(folded)) yield { start, end, ...answer };
  for (const [i, term] of terms.entries()) {
    if (term.kind === 'phrase') yield* phrases(text, words, term.folded, i);
    if (term.kind === 'run') yield* runs(text, words, term, i);
  }
}

function* phrases(
  text: string,
  words: readonly Token[],
  phrase: readonly string[],
  term: number,
): Generator<Candidate> {
  for (let i = 0; i + phrase.length <= words.length; i++) {
    if (!phrase.every((word, k) => words[i + k]?.folded === word)) continue;
    const start = words[i]?.start ?? 0;
    const end = words[i + phrase.length - 1]?.end ?? start;
    if (!text.slice(start, end).includes('\n')) yield { start, end, term, closeness: CLOSENESS.same };
  }
}

/** The run as a whole counts as the very word, its parts as what resembles it. */
function* runs(
  text: string,
  words: readonly Token[],
  run: Extract<Term, { kind: 'run' }>,
  term: number,
): Generator<Candidate> {
  const wanted = [run.folded, ...run.parts.filter((part) => part !== run.folded)];
  for (const word of words) {
    const original = text.slice(word.start, word.end);
    if (!isUnspaced(original)) continue;
    const { folded, starts } = foldWithMap(original);
    for (const part of wanted)
      for (let at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + part.length))
        yield {
          start: word.start + (starts[at] ?? 0),
          end: word.start + (starts[at + part.length] ?? original.length),
          term,
          closeness: part === run.folded ? CLOSENESS.same : CLOSENESS.typo,
        };
  }
}

/** In order of place; of two that overlap the longer one stays. */
function withoutOverlap(list: readonly Candidate[], terms: readonly Term[]): Match[] {
  const kept: Match[] = [];
  const sorted = [...list].sort((a, b) => a.start - b.start || b.end - a.end || a.closeness - b.closeness);
  for (const { start, end, term, closeness } of sorted) {
    const last = kept.at(-1);
    if (!last || start >= last.end)
      kept.push({ start, end, term, typo: closeness === CLOSENESS.typo && terms[term]?.kind === 'word' });
  }
  return kept;
}
