/** The stories behind each value and bar of the panel, as far as they are soon counted. */
import { type ArticleReader, FACETS, type FacetName } from '../../engine/port.ts';
import { sundayOf } from '../days.ts';
import type { Bar, Histogram } from '../histogram.ts';
import { chosenAlone, withinDays } from '../query/href.ts';
import type { SearchQuery } from '../query/parse.ts';
import type { SearchResult } from '../search.ts';
import { type Choice, copiedWithin, storiesOf } from '../stories.ts';
import { listed, PAGE_FACETS, PANEL_LISTS } from './panel.ts';

/** Copied articles the engine may go through for a panel whose reader has not asked for stories, and would wait for them. */
const MOST_COPIED = 2_000;

/** Of a value or bar of the panel; null: there are too many copies to count them for who has not asked for it. */
export type PanelStories = ReadonlyMap<string, number> | null;

/** Names a value, or a week by its Monday, among those of the panel. */
const storyKey = (facet: FacetName | null, value: string): string => `${facet ?? 'week'} ${value}`;

/** The stories of a value or bar as what it is shown with, where they were counted. */
export function storiesKnown(stories: PanelStories, facet: FacetName | null, value: string) {
  const known = stories?.get(storyKey(facet, value));
  return known === undefined ? {} : { stories: known };
}

/** @throws StoreUnavailable, NoBuildYet */
export async function panelStories(
  reader: ArticleReader,
  { facets, total, stories: among }: SearchResult,
  dates: Histogram,
  query: SearchQuery,
  facetValues: number,
): Promise<PanelStories> {
  // Where nothing is chosen each count is of articles that were found: without a copy among them each is a story.
  if (total === among && !isChosen(query)) return new Map();
  const copiedOf = await copiedWithin(reader, query, PAGE_FACETS, facetValues);
  const choices = new Map<string, Choice>();
  for (const facet of PANEL_LISTS) {
    const { first, more } = listed(facet, facets[facet] ?? []);
    for (const { value, count } of [...first, ...more])
      choices.set(storyKey(facet, value), {
        alone: chosenAlone(query, facet, value),
        count,
        copied: copiedOf(facet, value),
      });
  }
  for (const bar of [...dates.bars, ...dates.vague, ...dates.chosen])
    choices.set(storyKey(bar.facet, bar.value), {
      alone: barAlone(query, bar),
      count: bar.count,
      copied: bar.facet ? copiedOf(bar.facet, bar.value) : undefined,
    });
  const counted = await storiesOf(
    reader,
    [...choices.values()],
    query.count === 'stories' ? Number.POSITIVE_INFINITY : MOST_COPIED,
  );
  return counted && new Map([...choices.keys()].map((key, i) => [key, counted[i] ?? 0]));
}

/** Whether a choice is made that its own counts ignore. */
const isChosen = ({ facets, from, to }: SearchQuery): boolean =>
  from !== undefined || to !== undefined || FACETS.some((facet) => facets[facet].length > 0);

const barAlone = (query: SearchQuery, { facet, value }: Bar): SearchQuery =>
  facet ? chosenAlone(query, facet, value) : withinDays(query, value, sundayOf(value));
