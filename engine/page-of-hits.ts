/**
 * The page of hits of a search, and how many stories it finds.
 *
 * The engine keeps of each story the best match, and tells the number of stories only by going through all that is found
 * and looking for the kin of each. So it is asked for the page alone; which member of a story is shown, and how many
 * stories there are where the page does not end the list, takes a second call.
 */
import type { Build } from './article.ts';
import { type OneBuild, totalOf } from './one-build.ts';
import type { ArticleSummary, SearchRequest } from './port.ts';
import { firstMembersQuery, hitsQuery, isLaterMember, sharedStoriesQuery } from './queries.ts';
import { summariesOf } from './stored.ts';

export interface PageOfHits {
  readonly hits: readonly ArticleSummary[];
  /** How many stories are found, given how many of the articles found are alone with their text. */
  readonly stories: (alone: number) => number;
  readonly build: Build;
}

/** @returns null when the build has changed meanwhile @throws StoreUnavailable, NoBuildYet, StoreRefused */
export async function pageOfHits(
  { fromOneBuild }: OneBuild,
  request: SearchRequest,
  index: string,
): Promise<PageOfHits | null> {
  const { results, build } = await fromOneBuild('search', [hitsQuery(request, index)]);
  const hits = summariesOf(results[0]);
  const later = hits.filter((hit) => isLaterMember(request, hit)).map(({ storyId }) => storyId);
  const known = storiesTold(request, hits.length);
  const queries = [
    ...(later.length > 0 ? [firstMembersQuery(request, index, later)] : []),
    ...(known === undefined ? [sharedStoriesQuery(request, index)] : []),
  ];
  if (queries.length === 0) return { hits, stories: () => known ?? 0, build };
  const more = await fromOneBuild('reading the first members of stories and counting stories', queries);
  if (more.build.id !== build.id) return null;
  const shared = totalOf(more.results.at(-1));
  const firsts = new Map(
    (later.length > 0 ? summariesOf(more.results[0]) : []).map((hit) => [hit.storyId, hit]),
  );
  return {
    hits: hits.map((hit) => firsts.get(hit.storyId) ?? hit),
    stories: (alone) => known ?? alone + shared,
    build,
  };
}

/** How many stories there are where a page of stories tells it: the last one does. */
function storiesTold({ collapse, page, limit }: SearchRequest, hits: number): number | undefined {
  const isLast = hits < limit && (hits > 0 || page === 1);
  return collapse && isLast ? (page - 1) * limit + hits : undefined;
}
