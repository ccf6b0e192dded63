/**
 * In how many stories the articles of a choice are. An article without a copy is a story of its own, so only the others
 * are counted by story, which is the dear part: the engine goes through them one by one.
 */
import { type ArticleReader, amongCopied, type FacetName } from '../engine/port.ts';
import { valueKey } from '../engine/values.ts';
import { isWithin } from './days.ts';
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
  /** How its articles are told from the others of the search it is a choice of; null where it finds more than these. */
  readonly told: Told | null;
}

export type Told =
  | { readonly facet: FacetName; readonly value: string }
  | { readonly from: string; readonly to: string };

/** Of a choice, how many of its articles are no further story; undefined where that is not known. */
export type SparedOf = (choice: Choice) => number | undefined;

/** Copied articles that are gone through in one call: the engine has a deadline, and takes 0.15 s for so many. */
const COPIED_A_CALL = 100_000;

/** Of a facet's value, the articles that are not alone with their text; undefined where that is not known. */
export type CopiedOf = (facet: FacetName, value: string) => number | undefined;

/** Of a search, the articles that are not alone with their text. */
export interface Copied {
  readonly total: number;
  readonly of: CopiedOf;
}

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
): Promise<Copied> {
  const { total, facets: listed } = await reader.facetCounts(
    amongCopied(toRequest(changed(query, {}), facets)),
  );
  const counts = new Map(
    facets.map((facet) => [
      facet,
      new Map((listed[facet] ?? []).map(({ value, count }) => [valueKey(value), count])),
    ]),
  );
  const of: CopiedOf = (facet, value) => {
    const known = counts.get(facet);
    return known?.get(valueKey(value)) ?? (known && known.size < most ? 0 : undefined);
  };
  return { total, of };
}

/**
 * Reads the articles of a search that are not alone with their text, at most `most`, and tells from them. Each costs the
 * engine 0.05 ms; a query for each choice costs it the whole search again each time.
 * @throws StoreUnavailable, NoBuildYet
 */
export async function sparedWithin(
  reader: ArticleReader,
  query: SearchQuery,
  facets: readonly FacetName[],
  most: number,
): Promise<SparedOf> {
  const articles = await reader.facetsOfEach(amongCopied(toRequest(changed(query, {}), facets)), most);
  const byValue = new Map<string, Tally>();
  for (const { storyId, values } of articles)
    for (const facet of facets)
      for (const value of new Set(values[facet])) {
        const key = `${facet} ${value}`;
        byValue.set(key, counted(byValue.get(key) ?? EMPTY(), storyId));
      }
  return ({ told }) => {
    if (!told) return undefined;
    const tally =
      'facet' in told
        ? byValue.get(`${told.facet} ${valueKey(told.value)}`)
        : articles
            .filter((article) => isWithin(article, told))
            .reduce((sum, { storyId }) => counted(sum, storyId), EMPTY());
    return tally ? tally.articles - tally.stories.size : 0;
  };
}

interface Tally {
  articles: number;
  readonly stories: Set<string>;
}
const EMPTY = (): Tally => ({ articles: 0, stories: new Set() });

function counted(tally: Tally, storyId: string): Tally {
  tally.articles++;
  tally.stories.add(storyId);
  return tally;
}

/**
 * The stories behind each choice, or null where counting them would go through more than `most` articles.
 * @param sparedOf tells what need not be counted any more
 * @throws StoreUnavailable, NoBuildYet
 */
export async function storiesOf(
  reader: ArticleReader,
  choices: readonly Choice[],
  most = Number.POSITIVE_INFINITY,
  sparedOf: SparedOf = () => undefined,
): Promise<readonly number[] | null> {
  const spared = new Map(choices.map((choice) => [choice, sparedOf(choice)]));
  const several = choices.filter(
    (choice) => spared.get(choice) === undefined && (choice.copied ?? choice.count) > 1,
  );
  if (several.reduce((sum, { count, copied = count }) => sum + copied, 0) > most) return null;
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
