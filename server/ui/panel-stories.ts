/** The stories behind each value and bar of the panel, as far as they are soon counted. */
import { type ArticleReader, FACETS, type FacetName } from '../../engine/port.ts';
import { sundayOf } from '../days.ts';
import type { Bar, Histogram } from '../histogram.ts';
import { chosenAlone, withinDays } from '../query/href.ts';
import type { SearchQuery } from '../query/parse.ts';
import type { SearchResult } from '../search.ts';
import { type Choice, copiedWithin, sparedWithin, storiesOf, type Told } from '../stories.ts';
import { listed, PAGE_FACETS, PANEL_LISTS } from './panel.ts';

/** Copied articles that are read for one panel: more take the engine longer than to count each choice by a query. */
const MOST_READ = 600;
/** Copied articles the engine may go through for what is not read, those of each choice taken together, where the reader has not asked for it. */
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
  dating: Promise<Histogram>,
  query: SearchQuery,
  facetValues: number,
): Promise<PanelStories> {
  // Where nothing is chosen each count is of articles that were found: without a copy among them each is a story.
  if (total === among && !isChosen(query)) return new Map();
  const [copied, dates] = await Promise.all([copiedWithin(reader, query, PAGE_FACETS, facetValues), dating]);
  const choices = new Map<string, Choice>();
  for (const facet of PANEL_LISTS) {
    const { first, more } = listed(facet, facets[facet] ?? []);
    for (const { value, count } of [...first, ...more])
      choices.set(storyKey(facet, value), {
        alone: chosenAlone(query, facet, value),
        count,
        copied: copied.of(facet, value),
        told: toldBy(query, facet, { facet, value }),
      });
  }
  for (const bar of [...dates.bars, ...dates.vague, ...dates.chosen])
    choices.set(storyKey(bar.facet, bar.value), {
      alone: barAlone(query, bar),
      count: bar.count,
      copied: bar.facet ? copied.of(bar.facet, bar.value) : undefined,
      told: toldBy(query, bar.facet, bar.facet ? { facet: bar.facet, value: bar.value } : weekOf(bar)),
    });
  const spared =
    copied.total <= MOST_READ ? await sparedWithin(reader, query, PAGE_FACETS, MOST_READ) : undefined;
  const counted = await storiesOf(
    reader,
    [...choices.values()],
    query.count === 'stories' ? Number.POSITIVE_INFINITY : MOST_COPIED,
    spared,
  );
  return counted && new Map([...choices.keys()].map((key, i) => [key, counted[i] ?? 0]));
}

/** Whether a choice is made that its own counts ignore. */
const isChosen = ({ facets, from, to }: SearchQuery): boolean =>
  from !== undefined || to !== undefined || FACETS.some((facet) => facets[facet].length > 0);

/** Null where something is chosen or left out that the counts of the facet ignore. `facet` null: the days. */
function toldBy(query: SearchQuery, facet: FacetName | null, told: Told): Told | null {
  const free = facet
    ? query.facets[facet].length === 0 && query.excluded[facet].length === 0
    : query.from === undefined && query.to === undefined;
  return free ? told : null;
}

const weekOf = ({ value }: Pick<Bar, 'value'>) => ({ from: value, to: sundayOf(value) });

const barAlone = (query: SearchQuery, { facet, value }: Bar): SearchQuery =>
  facet ? chosenAlone(query, facet, value) : withinDays(query, value, sundayOf(value));
