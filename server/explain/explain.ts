/**
 * Why an article does or does not match a search. The store is asked: for the whole search, and for each word and
 * condition alone. Our own reading says how a word was found; where it comes to another end, that is said.
 */
import { type Article, type Build, removedText } from '../../engine/article.ts';
import type { ArticleReader, Ranking, SearchRequest, TriedRequest, Verdict } from '../../engine/port.ts';
import { noSuchArticle } from '../article.ts';
import { type SearchQuery, toRequest } from '../query/parse.ts';
import { type QueryWord, understand, writeWords } from '../query/words.ts';
import { firstUnread } from '../snippets/terms.ts';
import { type ConditionVerdict, conditionsOf, judgedCondition } from './conditions.ts';
import { judgedWord, type WordVerdict } from './words.ts';

export interface Explanation {
  readonly article: Article;
  readonly build: Build;
  readonly query: SearchQuery;
  /** Whether the search finds the article: the store's word. */
  readonly matches: boolean;
  /** 0..1, null where it is not found. */
  readonly score: number | null;
  readonly ranking: readonly Ranking[];
  readonly words: readonly WordVerdict[];
  readonly conditions: readonly ConditionVerdict[];
  /** What keeps the article out, as sentences. */
  readonly reasons: readonly string[];
  /** Where the store and our own reading, or the store's words on whole and parts, do not agree. */
  readonly differences: readonly string[];
}

/** @throws Problem `not-found`, StoreUnavailable, NoBuildYet */
export async function explain(reader: ArticleReader, id: string, query: SearchQuery): Promise<Explanation> {
  const whole = toRequest(query, []);
  const asked = understand(query.q).words;
  const unread = firstUnread(asked);
  const words = asked.map((word) =>
    triedWord(word, word === asked.at(-1), unread === undefined || word.at < unread.at, whole),
  );
  const conditions = conditionsOf(query);
  const judged = await reader.judge(id, [
    whole,
    ...words.flatMap(({ tries }) => tries),
    ...conditions.map(({ filters }): TriedRequest => ({ ...bare(whole), filters })),
  ]);
  if (!judged) throw await noSuchArticle(reader, id);
  const { article, build } = judged;
  const verdicts = judged.verdicts.values();
  const next = (): Verdict | undefined => verdicts.next().value;

  const all = next();
  const texts = textsOf(article, query);
  const explained = words.map(({ word, last, read, tries }) => {
    const holds = read ? next() : undefined;
    const there = tries.length > 1 ? next() : holds;
    return judgedWord(word, { last, exact: query.exact, read, holds, there, texts });
  });
  const held = conditions.map((condition) => judgedCondition(condition, article, next()?.found === true));
  const matches = all?.found === true;
  return {
    article,
    build,
    query,
    matches,
    score: all?.score ?? null,
    ranking: all?.ranking ?? [],
    words: explained,
    conditions: held,
    ...(query.in === 'removed' && article.removals.length === 0
      ? NOTHING_REMOVED
      : summary(matches, query, explained, held)),
  };
}

const NOTHING_REMOVED = { reasons: ['Nothing was removed from the page.'], differences: [] };

const bare = ({ in: text, exact }: SearchRequest): TriedRequest => ({
  ...(text !== undefined && { in: text }),
  q: '',
  filters: { facets: {} },
  exact,
});

interface TriedWord {
  readonly word: QueryWord;
  readonly last: boolean;
  /** Words beyond those that are read are not tried. */
  readonly read: boolean;
  /** The word as the search has it, and the word itself where it must not be: nothing else tells where it stands. */
  readonly tries: readonly TriedRequest[];
}

function triedWord(word: QueryWord, last: boolean, read: boolean, whole: SearchRequest): TriedWord {
  const alone = (one: QueryWord): TriedRequest => ({
    ...bare(whole),
    // Only the last word of a search may go on.
    q: `${writeWords([one])}${last ? '' : ' '}`,
  });
  const there = word.excluded ? [alone({ ...word, kind: 'phrase', excluded: false })] : [];
  return { word, last, read, tries: read ? [alone(word), ...there] : [] };
}

/** What was searched: of a removed text the title is the article's, and was not. */
const textsOf = (article: Article, query: SearchQuery): Readonly<Record<'title' | 'body', string>> =>
  query.in === 'removed'
    ? { title: '', body: removedText(article)?.body ?? '' }
    : { title: article.title, body: article.body };

function summary(
  matches: boolean,
  query: SearchQuery,
  words: readonly WordVerdict[],
  conditions: readonly ConditionVerdict[],
): Pick<Explanation, 'reasons' | 'differences'> {
  const read = words.filter((word) => word.read);
  const place = query.in === 'removed' ? 'what was removed from the page' : 'title or text';
  const reasons = [
    ...read.filter((word) => !word.matches).map((word) => wordReason(word, place)),
    ...conditions.filter((condition) => !condition.matches).map(({ reason }) => reason),
  ];
  const differences = [
    ...read.flatMap(({ difference }) => difference ?? []),
    ...conditions.flatMap(({ difference }) => difference ?? []),
  ];
  if (matches && reasons.length > 0)
    differences.push(
      'The search engine finds the article by all words together, but not by each alone: it reads the first ten words only, and it joins and parts neighbouring words.',
    );
  if (!matches && reasons.length === 0)
    differences.push(
      'Each word and condition holds alone, and the search engine does not find the article by all together.',
    );
  return { reasons: matches ? [] : reasons, differences };
}

const wordReason = ({ kind, text, excluded }: WordVerdict, place: string): string =>
  excluded
    ? `The ${kind} «${text}» must not be there, and it is.`
    : `The ${kind} «${text}» is not in ${place}.`;
