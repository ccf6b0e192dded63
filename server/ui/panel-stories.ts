/** The stories behind each value and bar of the panel, as far as they are soon counted. */
import { ALONE, type ArticleReader, FACETS, type FacetName } from '../../engine/port.ts';
import { sundayOf } from '../days.ts';
import type { Bar, Histogram } from '../histogram.ts';
import { chosenAlone, withinDays } from '../query/href.ts';
import type { SearchQuery } from '../query/parse.ts';
import type { SearchResult } from '../search.ts';
import { type Choice, type Copied, copiedWithin, sparedWithin, storiesOf, type Told } from '../stories.ts';
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
  result: SearchResult,
  dating: Promise<Histogram>,
  query: SearchQuery,
  facetValues: number,
): Promise<PanelStories> {
  const { facets, total, stories: among } = result;
  // Where nothing is chosen each count is of articles that were found: without a copy among them each is a story.
  if (total === among && !isChosen(query)) return new Map();
  const read = () => sparedWithin(reader, query, PAGE_FACETS, MOST_READ);
  // Where the copies are few they are read at once: how many of each value are copies then matters only where it is not told.
  const few = copiedIn(result, query) <= MOST_READ;
  const untold = PAGE_FACETS.filter((facet) => !isFree(query, facet));
  const [copied, dates, readAtOnce] = await Promise.all([
    few && untold.length === 0
      ? NOTHING_COUNTED
      : copiedWithin(reader, query, few ? untold : PAGE_FACETS, facetValues),
    dating,
    few ? read() : undefined,
  ]);
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
  const spared = readAtOnce ?? (copied.total <= MOST_READ ? await read() : undefined);
  const counted = await storiesOf(
    reader,
    [...choices.values()],
    query.count === 'stories' ? Number.POSITIVE_INFINITY : MOST_COPIED,
    spared,
  );
  return counted && new Map([...choices.keys()].map((key, i) => [key, counted[i] ?? 0]));
}

const NOTHING_COUNTED: Copied = { total: 0, of: () => undefined };

/** How many of the articles found are not alone with their text, as far as the facets tell it. */
function copiedIn({ total, facets }: SearchResult, query: SearchQuery): number {
  if (query.facets.copies.length > 0 || !facets.copies) return Number.POSITIVE_INFINITY;
  return total - (facets.copies.find(({ value }) => value === ALONE)?.count ?? 0);
}

/** Whether a choice is made that its own counts ignore. */
const isChosen = ({ facets, from, to }: SearchQuery): boolean =>
  from !== undefined || to !== undefined || FACETS.some((facet) => facets[facet].length > 0);

/** Null where something is chosen or left out that the counts of the facet ignore. `facet` null: the days. */
function toldBy(query: SearchQuery, facet: FacetName | null, told: Told): Told | null {
  const free = facet ? isFree(query, facet) : query.from === undefined && query.to === undefined;
  return free ? told : null;
}

const isFree = (query: SearchQuery, facet: FacetName): boolean =>
  query.facets[facet].length === 0 && query.excluded[facet].length === 0;

const weekOf = ({ value }: Pick<Bar, 'value'>) => ({ from: value, to: sundayOf(value) });

const barAlone = (query: SearchQuery, { facet, value }: Bar): SearchQuery =>
  facet ? chosenAlone(query, facet, value) : withinDays(query, value, sundayOf(value));
