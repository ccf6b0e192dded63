/** Values of facets as choices that also tell in how many stories their articles are. */
import { type ArticleReader, FACETS, type FacetName } from '../engine/port.ts';
import { chosenAlone } from './query/href.ts';
import type { SearchQuery } from './query/parse.ts';
import type { FacetValue } from './search.ts';
import { copiedWithin, storiesOf } from './stories.ts';

export interface CountedValue extends FacetValue {
  readonly stories: number;
}

/**
 * The same values with the stories each would find.
 * @param most values the store lists of a facet at most
 * @throws StoreUnavailable, NoBuildYet
 */
export async function withStories(
  reader: ArticleReader,
  values: Readonly<Partial<Record<FacetName, readonly FacetValue[]>>>,
  within: SearchQuery,
  most: number,
): Promise<Readonly<Partial<Record<FacetName, readonly CountedValue[]>>>> {
  const facets = FACETS.filter((facet) => values[facet] !== undefined);
  const copied = await copiedWithin(reader, within, facets, most);
  const choices = facets.flatMap((facet) => (values[facet] ?? []).map((value) => ({ facet, value })));
  const stories = await storiesOf(
    reader,
    choices.map(({ facet, value: { value, count } }) => ({
      alone: chosenAlone(within, facet, value),
      count,
      copied: copied.of(facet, value),
      told: null,
    })),
  );
  const counted = choices.map(({ facet, value }, i) => ({
    facet,
    value: { ...value, stories: stories?.[i] ?? value.count },
  }));
  return Object.fromEntries(
    facets.map((facet) => [facet, counted.filter((one) => one.facet === facet).map(({ value }) => value)]),
  );
}
