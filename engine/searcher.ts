/** The reading side on Meilisearch. It needs a key that may search, and nothing more. */
import type { MultiSearchQuery } from 'meilisearch';
import type { IndexFile } from '../config/schema.ts';
import { ALIAS, type Alias, aliasesAmong, isNameFacet, meantBy } from './alias.ts';
import type { Article } from './article.ts';
import { type Connection, isUnknownFacet } from './connection.ts';
import { distribution, faceted, inTheUsersSpelling, largestFirst } from './distribution.ts';
import { everything } from './everything.ts';
import { oneOf } from './filter.ts';
import { judgement } from './judge.ts';
import { type Counts, createKeptCounts } from './kept-counts.ts';
import type { IndexNames } from './names.ts';
import { createOneBuild, type Result, TRIES, totalOf } from './one-build.ts';
import { pageOfHits } from './page-of-hits.ts';
import {
  ALONE,
  type ArticleReader,
  type FacetCount,
  type FacetName,
  type SearchAnswer,
  type SearchRequest,
  StoreRefused,
  StoreUnavailable,
} from './port.ts';
import {
  countsQuery,
  facetSearchQuery,
  facetsOfEachQuery,
  oneValueQuery,
  ownFacetQuery,
  SUMMARY_KEYS,
  storiesQuery,
  triedQuery,
} from './queries.ts';
import { fromStored, type StoredArticle, summariesOf } from './stored.ts';
import { folded, valueKey } from './values.ts';

export interface SearcherOptions {
  readonly connection: Connection;
  readonly names: IndexNames;
  readonly index: Pick<IndexFile, 'maxTotalHits' | 'facetValues' | 'searchDeadlineMs'>;
}

export function createReader({ connection, names, index }: SearcherOptions): ArticleReader {
  const indexes = names.live;
  const searched = (request: Pick<SearchRequest, 'in'>): string => indexes[request.in ?? 'articles'];
  const builds = createOneBuild(connection, indexes);
  const { multi, fromOneBuild } = builds;
  const kept = createKeptCounts();

  const countMissing = async (
    request: SearchRequest,
    missing: readonly { facet: FacetName; value: string }[],
  ) => {
    const { results, build } = await fromOneBuild(
      'counting selected values',
      missing.map(({ facet, value }) => oneValueQuery(request, searched(request), facet, value)),
    );
    return { counts: results.map(totalOf), build };
  };

  const valuesBeginning = (
    request: SearchRequest,
    facet: FacetName,
    q: string,
    attribute?: string,
  ): Promise<readonly FacetCount[]> =>
    connection.call('searching facet values', async (client) => {
      const search = facetSearchQuery(request, facet, q, attribute);
      return (await client.index(searched(request)).searchForFacetValues(search)).facetHits;
    });

  /** What articles call the facet's entities; nothing in an index that was built before this was kept. */
  const callings = async (request: SearchRequest, facet: FacetName, q: string): Promise<readonly Alias[]> => {
    if (!isNameFacet(facet)) return [];
    try {
      return aliasesAmong(await valuesBeginning(request, facet, q, ALIAS), facet);
    } catch (error) {
      if (isUnknownFacet(error)) return [];
      throw error;
    }
  };

  /** Null when the build has changed. */
  const countsOf = async (request: SearchRequest): Promise<Counts | null> => {
    const selected = (facet: FacetName) => request.filters.facets[facet] ?? [];
    const chosen = request.facets.filter((facet) => selected(facet).length > 0);
    const others = request.facets.filter((facet) => selected(facet).length === 0);
    const { results, build } = await fromOneBuild('counting', [
      countsQuery(request, searched(request), [...new Set([...others, 'copies' as const])]),
      ...chosen.map((facet) => ownFacetQuery(request, searched(request), facet)),
    ]);
    const [counts, ...more] = results;

    const facets: Partial<Record<FacetName, FacetCount[]>> = {};
    for (const facet of others) facets[facet] = distribution(counts, facet);
    chosen.forEach((facet, i) => {
      facets[facet] = inTheUsersSpelling(distribution(more[i], facet), selected(facet));
    });

    const missing = chosen.flatMap((facet) =>
      selected(facet)
        .filter((value) => !facets[facet]?.some((listed) => listed.value === value))
        .map((value) => ({ facet, value })),
    );
    if (missing.length > 0) {
      const counted = await countMissing(request, missing);
      if (counted.build.id !== build.id) return null;
      missing.forEach(({ facet, value }, i) => {
        facets[facet]?.push({ value, count: counted.counts[i] ?? 0 });
      });
    }
    for (const facet of chosen) facets[facet]?.sort(largestFirst);
    const alone = distribution(counts, 'copies').find(({ value }) => value === ALONE)?.count ?? 0;
    return { total: totalOf(counts), alone, facets, build };
  };

  /** The hits and the counts take the engine about as long: it is asked for both at once. */
  const searchOnce = async (request: SearchRequest): Promise<SearchAnswer | null> => {
    const before = kept.get(request);
    const [page, told] = await Promise.all([
      pageOfHits(builds, request, searched(request)),
      before ?? countsOf(request),
    ]);
    if (!page || !told) return null;
    // Counts of a build before say nothing against the hits: no swap came in the middle.
    const counts = before && before.build.id !== page.build.id ? await countsOf(request) : told;
    if (counts?.build.id !== page.build.id) {
      kept.forget(request);
      return null;
    }
    kept.keep(request, counts);
    const { total, alone, facets, build } = counts;
    return { total, stories: page.stories(alone), hits: page.hits, facets, build };
  };

  /** What `work` gives, asked for anew where a swap came in its middle. */
  const steadily = async <T>(work: () => Promise<T | null>): Promise<T> => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const answer = await work();
      if (answer) return answer;
    }
    throw new StoreUnavailable(`the index was replaced ${TRIES} times in a row while searching it`);
  };

  return {
    async search(request) {
      checkDepth(request, index.maxTotalHits);
      return steadily(() => searchOnce(request));
    },

    facetCounts: (request) => steadily(() => countsOf(request)),

    async facetsOfEach(request, most) {
      const query = facetsOfEachQuery(request, searched(request), most);
      const { results } = await fromOneBuild('reading what is counted', [query]);
      return (results[0]?.hits ?? []).map((hit) => faceted(hit, request.facets));
    },

    all: (request) =>
      everything(builds, [names.live, names.previous, names.staging], index.searchDeadlineMs, request),

    async judge(id, requests) {
      const { results, build } = await fromOneBuild('trying searches on an article', [
        articleQuery(indexes.articles, id),
        ...requests.map((request) => triedQuery(request, searched(request), id)),
      ]);
      const [read, ...tried] = results;
      const article = articleIn(read, id);
      return article && { article, build, verdicts: tried.map((result) => judgement(result, id)) };
    },

    async article(id) {
      const { results, build } = await fromOneBuild('reading an article', [
        articleQuery(indexes.articles, id),
      ]);
      const article = articleIn(results[0], id);
      return article && { article, build };
    },

    async story(storyId, limit) {
      const [result] = await multi('reading a story', [
        {
          indexUid: indexes.articles,
          q: '',
          filter: oneOf('storyId', [storyId]),
          sort: ['storyRank:asc'],
          limit,
          attributesToRetrieve: SUMMARY_KEYS,
        },
      ]);
      return summariesOf(result);
    },

    async facetValues(name, q, request) {
      // The engine's search among values finds beginnings only, but over all of them; the distribution holds only
      // the most frequent ones, and there we find the middles too.
      const frequent = async () => {
        const [result] = await multi('counting facet values', [
          ownFacetQuery(request, searched(request), name),
        ]);
        return distribution(result, name);
      };
      if (!q.trim()) return frequent();
      const wanted = folded(q);
      const others = async () =>
        (await callings(request, name, q)).filter(({ form }) => folded(form).includes(wanted));
      const [beginning, listed, called] = await Promise.all([
        valuesBeginning(request, name, q),
        frequent(),
        others(),
      ]);
      const found = new Map<string, FacetCount>();
      for (const { value, count } of [...beginning, ...listed])
        if (folded(value).includes(wanted)) found.set(valueKey(value), { value, count });
      const more = [...new Set(called.map((alias) => alias.name))]
        .filter((value) => !found.has(valueKey(value)))
        .slice(0, MOST_CALLED)
        .map((value) => ({ facet: name, value }));
      const { counts } = more.length > 0 ? await countMissing(request, more) : { counts: [] };
      more.forEach(({ value }, i) => {
        found.set(valueKey(value), { value, count: counts[i] ?? 0 });
      });
      return [...found.values()].sort(largestFirst).slice(0, index.facetValues);
    },

    async entityCalled(name, facet) {
      if (!isNameFacet(facet) || name.trim() === '') return null;
      const { counts } = await countMissing(EVERYTHING, [{ facet, value: name }]);
      if ((counts[0] ?? 0) > 0) return null;
      return meantBy(name, await callings(EVERYTHING, facet, name));
    },

    async counts(requests) {
      if (requests.length === 0) return [];
      const { results } = await fromOneBuild(
        'counting',
        requests.map((request) =>
          request.collapse
            ? storiesQuery(request, searched(request))
            : countsQuery(request, searched(request), []),
        ),
      );
      return results.map(totalOf);
    },

    build: builds.live,
    storedBuild: builds.stored,
  };
}

/** Entities that are counted since another name of them was looked for. */
const MOST_CALLED = 10;

const EVERYTHING: SearchRequest = {
  q: '',
  filters: { facets: {} },
  sort: 'relevance',
  page: 1,
  limit: 1,
  collapse: false,
  exact: false,
  facets: [],
};

const articleQuery = (indexUid: string, id: string): MultiSearchQuery => ({
  indexUid,
  q: '',
  filter: oneOf('id', [id]),
  limit: 2,
});

/** The engine compares values without regard to case; an id is meant to the letter. */
function articleIn(result: Result | undefined, id: string): Article | null {
  const found = result?.hits.find((hit) => hit.id === id) as StoredArticle | undefined;
  return found ? fromStored(found) : null;
}

function checkDepth({ page, limit }: SearchRequest, deepest: number): void {
  if ((page - 1) * limit >= deepest)
    throw new StoreRefused(
      `page ${page} of ${limit} lies beyond hit ${deepest}, the deepest that can be paged to: ` +
        'narrow the search, or raise maxTotalHits in index.yml',
    );
}
