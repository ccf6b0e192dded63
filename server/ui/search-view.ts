/** Everything the page of a search shows, from one build. */
import type { Build } from '../../engine/article.ts';
import type { ArticleReader } from '../../engine/port.ts';
import { type Suggestion, suggestions } from '../did-you-mean.ts';
import type { Spellings } from '../facet-search.ts';
import { type Histogram, histogram } from '../histogram.ts';
import { isFirstVisit, type SearchQuery } from '../query/parse.ts';
import { type Relaxation, relaxations } from '../relax.ts';
import { type SearchResult, search } from '../search.ts';
import { steady } from '../steady.ts';
import { PAGE_FACETS } from './panel.ts';
import { type PanelStories, panelStories } from './panel-stories.ts';

export interface SearchView {
  readonly result: SearchResult;
  /** The search as the reader asked for it, with the names it was understood by: what links are made from. */
  readonly query: SearchQuery;
  readonly dates: Histogram;
  readonly stories: PanelStories;
  /** When the index was made, where the page tells it. */
  readonly indexed: string | null;
  /** For fields of the search box whose values no article has. */
  readonly suggestions: readonly Suggestion[];
  /** The next wider searches, where nothing was found. */
  readonly relaxations: readonly Relaxation[];
  readonly build: Pick<Build, 'id' | 'rules'>;
}

/**
 * @param facetValues values the store lists of a facet at most
 * @throws StoreUnavailable, NoBuildYet
 */
export const readSearchView = (
  reader: ArticleReader,
  spellings: Spellings,
  parsed: SearchQuery,
  facetValues: number,
): Promise<SearchView> =>
  steady(reader, async () => {
    // Without words nothing is more relevant than anything else: the newest come first.
    const asked =
      parsed.q === '' && parsed.sort === 'relevance' ? { ...parsed, sort: 'newest' as const } : parsed;
    const [result, meant, live] = await Promise.all([
      search(reader, asked, PAGE_FACETS),
      suggestions(reader, spellings, parsed),
      isFirstVisit(parsed) ? reader.build() : null,
    ]);
    const query = { ...parsed, facets: result.query.facets };
    const dating = histogram(reader, result, query, facetValues);
    const [dates, stories, wider] = await Promise.all([
      dating,
      panelStories(reader, result, dating, query, facetValues),
      result.total === 0 ? relaxations(reader, query) : [],
    ]);
    return {
      result,
      query,
      dates,
      stories,
      indexed: live?.finishedAt ?? null,
      suggestions: meant,
      relaxations: wider,
      build: result.build,
    };
  });
