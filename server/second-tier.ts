/**
 * The second tier of a search: when no article has every word, those that have as many as can be had together, under the
 * same filters, and which words were dropped for it.
 */
import type { ArticleReader } from '../engine/port.ts';
import { changed } from './query/href.ts';
import { type SearchQuery, toCount } from './query/parse.ts';
import { type QueryWord, understand, withoutWords } from './query/words.ts';
import { MAX_TERMS } from './snippets/terms.ts';

export interface SecondTier {
  /** The words that were dropped, in the order of the query. */
  readonly dropped: readonly string[];
  /** The search without them. */
  readonly query: SearchQuery;
}

/**
 * Drops the words no article has; where the others stand in no article together, the most frequent of them one by one, since
 * a rare word says more. Null when there is nothing to drop, or nothing is left that finds an article.
 * @throws StoreUnavailable, NoBuildYet
 */
export async function secondTier(reader: ArticleReader, query: SearchQuery): Promise<SecondTier | null> {
  const wanted = understand(query.q).words.filter(({ excluded }) => !excluded);
  if (wanted.length < 2 || wanted.length > MAX_TERMS) return null;
  const without = (dropped: readonly QueryWord[]): SearchQuery =>
    changed(query, { q: withoutWords(query.q, dropped) });
  const totals = (drops: readonly (readonly QueryWord[])[]) =>
    reader.counts(drops.map((dropped) => toCount(without(dropped))));
  const found = await totals(wanted.map((word) => wanted.filter((other) => other !== word)));
  const alone = wanted.map((word, i) => ({ word, total: found[i] ?? 0 }));
  const dropped = alone.filter(({ total }) => total === 0).map(({ word }) => word);
  const rest = alone.filter(({ total }) => total > 0).sort((a, b) => a.total - b.total);
  if (rest.length === 0) return null;
  while (dropped.length === 0 || (rest.length > 1 && (await totals([dropped]))[0] === 0)) {
    const most = rest.pop();
    if (most) dropped.push(most.word);
  }
  return {
    dropped: wanted.filter((word) => dropped.includes(word)).map(({ text }) => text),
    query: without(dropped),
  };
}
