/** One word or phrase of a search and one article: whether it is there, where, and how. */
import type { Verdict } from '../../engine/port.ts';
import type { QueryWord } from '../query/words.ts';
import { type MarkedText, markSpan } from '../snippets/marked.ts';
import { createMatcher, type Match } from '../snippets/matcher.ts';
import type { Term } from '../snippets/terms.ts';
import { tokens } from '../snippets/tokens.ts';
import { chooseSpans } from '../snippets/windows.ts';

/** Places told of one word in one text; their number is always told. */
const MAX_PLACES = 20;

/** How a word of an article answers one of a search: it is the word, begins with it, or resembles it. */
export type FoundAs = 'same' | 'beginning' | 'typo';

/** Where a word stands in a text. */
export interface Places {
  readonly count: number;
  /** UTF-16 start and end of the first of them. */
  readonly places: readonly (readonly [number, number])[];
}

export interface WordVerdict extends Pick<QueryWord, 'kind' | 'text' | 'excluded' | 'at'> {
  /** False where the search is longer than is read: the word counts for nothing then. */
  readonly read: boolean;
  /** Whether the word lets the article in: for an excluded one, that it is not there. Null when it is not read. */
  readonly matches: boolean | null;
  readonly title: Places;
  readonly body: Places;
  /** What of the article answers it, each form once, most frequent first. */
  readonly found: readonly { readonly text: string; readonly as: FoundAs; readonly count: number }[];
  readonly snippets: readonly MarkedText[];
  /** What our own reading says otherwise. */
  readonly difference?: string;
}

export interface WordContext {
  /** It ends the search, and so may be the beginning of a word. */
  readonly last: boolean;
  readonly exact: boolean;
  readonly read: boolean;
  /** The store on the word as the search has it, and on the word itself. */
  readonly holds: Verdict | undefined;
  readonly there: Verdict | undefined;
  readonly texts: Readonly<Record<'title' | 'body', string>>;
}

export function judgedWord(word: QueryWord, context: WordContext): WordVerdict {
  const { kind, text, excluded, at } = word;
  const { texts, read } = context;
  const places = context.there?.places ?? { title: [], body: [] };
  const holds = context.holds?.found === true;
  const ours = ownReading(word, context);
  const difference = read ? differenceOf(word, holds, ours.seen) : undefined;
  return {
    kind,
    text,
    excluded,
    at,
    read,
    matches: read ? holds : null,
    title: placesOf(places.title),
    body: placesOf(places.body),
    found: formsOf(ours.matches),
    snippets: snippetsOf(texts.body, places.body),
    ...(difference !== undefined && { difference }),
  };
}

const placesOf = (all: Verdict['places']['title']): Places => ({
  count: all.length,
  places: all.slice(0, MAX_PLACES),
});

function snippetsOf(body: string, places: Verdict['places']['body']): readonly MarkedText[] {
  if (places.length === 0) return [];
  const matches = places.map(([start, end]): Match => ({ start, end, term: 0, typo: false }));
  return chooseSpans(body, matches).map((span) => markSpan(body, span, matches));
}

interface OwnMatch {
  readonly text: string;
  readonly as: FoundAs;
}

/**
 * What the marks of a result list would show of this word, and whether that is all of it: `jean-luc` is two. An excluded
 * word excludes no other than itself.
 */
function ownReading(
  word: QueryWord,
  { last, exact, texts }: WordContext,
): { readonly matches: readonly OwnMatch[]; readonly seen: boolean } {
  const wanted = { ...word, excluded: false };
  // A matcher takes the last word for one that may go on: where this one may not, a dot that is no word follows.
  const words = last && !word.excluded ? [wanted] : [wanted, { ...wanted, kind: 'word', text: '.' } as const];
  const { terms, find } = createMatcher(words, exact || word.excluded);
  const found = find([texts.title, texts.body]);
  const seen = terms.every((_, i) => found.flat().some(({ term }) => term === i));
  const matches = found.flatMap((list, i) =>
    list.map(({ start, end, term, typo }): OwnMatch => {
      const text = (i === 0 ? texts.title : texts.body).slice(start, end);
      return { text, as: typo ? 'typo' : isWhole(text, terms[term]) ? 'same' : 'beginning' };
    }),
  );
  return { matches, seen };
}

const isWhole = (found: string, term: Term | undefined): boolean =>
  term?.kind !== 'word' || tokens(found).every(({ folded }) => folded === term.folded);

function formsOf(matches: readonly OwnMatch[]): WordVerdict['found'] {
  const forms = new Map<string, { text: string; as: FoundAs; count: number }>();
  for (const { text, as } of matches) {
    const key = `${as} ${text}`;
    const known = forms.get(key);
    if (known) known.count++;
    else forms.set(key, { text, as, count: 1 });
  }
  return [...forms.values()].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}

function differenceOf(
  { kind, text, excluded }: QueryWord,
  holds: boolean,
  seen: boolean,
): string | undefined {
  if (holds === (seen !== excluded)) return undefined;
  const engineSees = holds !== excluded;
  return engineSees
    ? `The search engine has the ${kind} «${text}» in this article, and our own reading does not see it.`
    : `Our own reading sees the ${kind} «${text}» in this article, and the search engine does not have it.`;
}
