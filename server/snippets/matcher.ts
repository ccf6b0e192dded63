/** Finds the words of a query in an article: where they stand and which word of the query each answers. */
import { signsOf } from '../../engine/signs.ts';
import type { QueryWord } from '../query/words.ts';
import { CLOSENESS, type Closeness, closeness } from './closeness.ts';
import { createSieve, type Sieve } from './sieve.ts';
import { queryTerms, type Term, type TermSigns } from './terms.ts';
import { eachWord, foldWithMap, isUnspaced, type Token, tokenAt } from './tokens.ts';

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
      const found = texts.map((text) => candidates(text, terms, compare));
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

/** What a word answers: words of the query, by the place of their term, and words of its phrases. */
interface Answers {
  /** The word as it is compared, and the letters at its start that are none of it. */
  readonly folded: string;
  readonly skipped: number;
  readonly words: readonly { readonly term: number; readonly closeness: Closeness }[];
  readonly ofPhrase: boolean;
  readonly unspaced: boolean;
}
/** Tells what the words of a text answer. Each distinct word is compared once, as it is written. */
interface Comparer {
  readonly mayAnswer: Sieve;
  /** Null for a word that answers nothing. */
  readonly answersOf: (written: string) => Answers | null;
}

function comparer(terms: readonly Term[]): Comparer {
  const known = new Map<string, Answers | null>();
  const ofPhrases = new Set(terms.flatMap((term) => (term.kind === 'phrase' ? term.folded : [])));
  const hasRuns = terms.some((term) => term.kind === 'run');
  return {
    mayAnswer: createSieve(terms),
    answersOf(written) {
      const before = known.get(written);
      if (before !== undefined) return before;
      const { start: skipped, folded } = tokenAt(written, 0, written.length);
      const words = terms.flatMap((term, i) => {
        const close = term.kind === 'word' ? closeness(term, folded) : CLOSENESS.none;
        return close === CLOSENESS.none ? [] : [{ term: i, closeness: close }];
      });
      const ofPhrase = ofPhrases.has(folded);
      const unspaced = hasRuns && isUnspaced(written);
      const answers =
        words.length > 0 || ofPhrase || unspaced ? { folded, skipped, words, ofPhrase, unspaced } : null;
      known.set(written, answers);
      return answers;
    },
  };
}

/** A word of a phrase where it stands: the how-manieth word of the text it is. */
interface PhraseWord extends Token {
  readonly number: number;
}

function candidates(text: string, terms: readonly Term[], { mayAnswer, answersOf }: Comparer): Candidate[] {
  const found: Candidate[] = [];
  const ofPhrases: PhraseWord[] = [];
  const unspaced: Token[] = [];
  let number = -1;
  eachWord(text, (start, end, plain) => {
    number++;
    if (!mayAnswer(text, start, end, plain)) return;
    const answers = answersOf(text.slice(start, end));
    if (!answers) return;
    const token = { start: start + answers.skipped, end, folded: answers.folded };
    for (const answer of answers.words) found.push({ start: token.start, end, ...answer });
    if (answers.ofPhrase) ofPhrases.push({ ...token, number });
    if (answers.unspaced) unspaced.push(token);
  });
  for (const [i, term] of terms.entries()) {
    if (term.kind === 'phrase') found.push(...phrases(text, ofPhrases, term.folded, i));
    if (term.kind === 'run') found.push(...runs(text, unspaced, term, i));
  }
  return found.filter(({ start, end, term }) => {
    const wanted = terms[term];
    return !wanted || wanted.kind === 'run' || !wanted.signs || hasSigns(text, start, end, wanted.signs);
  });
}

/** Whether signs stand at a place as a query has them: before and behind it those at least, within it those and no other. */
function hasSigns(text: string, start: number, end: number, { before, within, after }: TermSigns): boolean {
  const lead = text.slice(Math.max(start - before.length - 1, 0), start).trimEnd();
  const rest = text.slice(end, end + after.length + 1).trimStart();
  return lead.endsWith(before) && rest.startsWith(after) && signsOf(text.slice(start, end)) === within;
}

function* phrases(
  text: string,
  words: readonly PhraseWord[],
  phrase: readonly string[],
  term: number,
): Generator<Candidate> {
  for (const [i, first] of words.entries()) {
    const follows = (word: string, k: number) =>
      words[i + k]?.folded === word && words[i + k]?.number === first.number + k;
    if (!phrase.every(follows)) continue;
    const end = words[i + phrase.length - 1]?.end ?? first.end;
    if (!text.slice(first.start, end).includes('\n'))
      yield { start: first.start, end, term, closeness: CLOSENESS.same };
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
    const { folded, placeOf } = foldWithMap(original);
    for (const part of wanted)
      for (let at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + part.length))
        yield {
          start: word.start + placeOf(at),
          end: word.start + placeOf(at + part.length),
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
