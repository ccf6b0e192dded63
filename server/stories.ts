/**
 * In how many stories the articles of a choice are. An article without a copy is a story of its own, so only the others
 * are counted by story, which is the dear part: the engine goes through them one by one.
 */
import { COPIES } from '../engine/article.ts';
import type { ArticleReader, Condition, FacetName, SearchRequest } from '../engine/port.ts';
import { valueKey } from '../engine/values.ts';
import { changed } from './query/href.ts';
import { type SearchQuery, toCount, toRequest } from './query/parse.ts';

/** A choice whose stories are asked for. */
export interface Choice {
  /** The search it leads to, with no other choice of its facet. */
  readonly alone: SearchQuery;
  /** Articles it finds. */
  readonly count: number;
  /** Those of them that are not alone with their text, where that is known. */
  readonly copied: number | undefined;
}

/** Articles that are not alone with their text. */
const COPIED: Condition = { kind: 'values', facet: 'copies', values: [String(COPIES[0])], excluded: true };

const amongCopied = (request: SearchRequest): SearchRequest => ({
  ...request,
  filters: { ...request.filters, conditions: [...(request.filters.conditions ?? []), COPIED] },
});

/** Copied articles that are gone through in one call to the engine: it has a deadline, and other searches wait meanwhile. */
const COPIED_A_CALL = 10_000;

/** Of a facet's value, the articles that are not alone with their text; undefined where that is not known. */
export type CopiedOf = (facet: FacetName, value: string) => number | undefined;

/**
 * Counts them for all values of some facets at once, each under the search without its facet's own choice.
 * @param most values the store lists of a facet at most
 * @throws StoreUnavailable, NoBuildYet
 */
export async function copiedWithin(
  reader: ArticleReader,
  query: SearchQuery,
  facets: readonly FacetName[],
  most: number,
): Promise<CopiedOf> {
  const listed = await reader.facetCounts(amongCopied(toRequest(changed(query, {}), facets)));
  const counts = new Map(
    facets.map((facet) => [
      facet,
      new Map((listed[facet] ?? []).map(({ value, count }) => [valueKey(value), count])),
    ]),
  );
  return (facet, value) => {
    const known = counts.get(facet);
    return known?.get(valueKey(value)) ?? (known && known.size < most ? 0 : undefined);
  };
}

/**
 * The stories behind each choice, or null where counting them would go through more than `most` articles.
 * @throws StoreUnavailable, NoBuildYet
 */
export async function storiesOf(
  reader: ArticleReader,
  choices: readonly Choice[],
  most = Number.POSITIVE_INFINITY,
): Promise<readonly number[] | null> {
  const several = choices.filter(({ count, copied = count }) => copied > 1);
  if (several.reduce((sum, { count, copied = count }) => sum + copied, 0) > most) return null;
  const spared = new Map<Choice, number>();
  for (const part of callsOf(several)) {
    const requests = part.map(({ alone, copied }) => ({
      stories: amongCopied(toCount(alone, 'stories')),
      articles: copied === undefined ? amongCopied(toCount(alone)) : null,
    }));
    const unknown = requests.flatMap(({ articles }) => articles ?? []);
    const totals = await reader.counts([...requests.map(({ stories }) => stories), ...unknown]);
    let next = part.length;
    for (const [i, choice] of part.entries())
      spared.set(choice, (choice.copied ?? totals[next++] ?? 0) - (totals[i] ?? 0));
  }
  return choices.map((choice) => choice.count - (spared.get(choice) ?? 0));
}

/** The choices in their order, as many together as one call may go through; one that has more is alone. */
function callsOf(choices: readonly Choice[]): Choice[][] {
  const calls: Choice[][] = [];
  let room = 0;
  for (const choice of choices) {
    const { count, copied = count } = choice;
    if (copied > room || calls.length === 0) {
      calls.push([]);
      room = COPIED_A_CALL;
    }
    calls.at(-1)?.push(choice);
    room -= copied;
  }
  return calls;
}
