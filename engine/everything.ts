/**
 * All that a search finds, however deep, of one build.
 *
 * The engine orders the ids once for a window of thousands, since each deeper look orders all before it anew; the texts
 * follow in small chunks. A build never changes, it only moves: from live to staging to previous, and is deleted when two
 * others have come. So whoever reads on looks for the build wherever it may be.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MultiSearchQuery } from 'meilisearch';
import type { IndexSet } from './names.ts';
import { type OneBuild, type Result, TRIES, totalOf } from './one-build.ts';
import {
  type ArticleSummary,
  BuildGone,
  type Everything,
  NoBuildYet,
  OutdatedIndex,
  StoreRefused,
  StoreUnavailable,
  type WholeRequest,
} from './port.ts';
import { byIdsQuery, firstMembersQuery, idsQuery, isLaterMember } from './queries.ts';
import { fromSummary, type StoredSummary } from './stored.ts';

/** Ids ordered at once, in about a tenth of a second: more take the engine as long in all, and the first article later. */
const WINDOW = 2_000;
/** Texts read at once: so many, or as many as have so many words together, and one at least. */
const CHUNK = 200;
const CHUNK_WORDS = 400_000;

/** An engine that died is back within about two seconds: a reading that has begun waits so long, in milliseconds. */
const PAUSES_MS = [250, 750, 2_000];

type Found = Pick<ArticleSummary, 'id' | 'wordCount' | 'storyId' | 'storyRank'>;

/**
 * @param sets where a build may be, the live set first
 * @param cutoffMs time after which the engine stops to order what it found, without a word
 * @throws NoBuildYet, StoreUnavailable, StoreRefused
 */
export async function everything(
  builds: OneBuild,
  sets: readonly [IndexSet, ...IndexSet[]],
  cutoffMs: number,
  request: WholeRequest,
): Promise<Everything> {
  const text = request.in ?? 'articles';
  const ordered = (page: number) => (set: IndexSet) => [idsQuery(request, set[text], page, WINDOW)];
  const first = await builds.fromOneBuild('search', ordered(1)(sets[0]));
  const { build } = first;
  const total = totalOf(first.results[0]);
  const read = pinned(builds, sets, build.id);

  async function* articles(): AsyncGenerator<ArticleSummary> {
    let window = inOrder(first.results[0], cutoffMs);
    let given = 0;
    for (let page = 1; ; page++) {
      for (const some of chunks(window)) {
        const later = some.filter((found) => isLaterMember(request, found)).map(({ storyId }) => storyId);
        const ids = some.filter((found) => !isLaterMember(request, found)).map(({ id }) => id);
        const results = await read('reading articles', (set) => [
          ...(ids.length > 0 ? [byIdsQuery(ids, set[text])] : []),
          ...(later.length > 0 ? [firstMembersQuery(request, set[text], later)] : []),
        ]);
        const articles = results.flatMap(({ hits }) => (hits as StoredSummary[]).map(fromSummary));
        const byId = new Map(articles.map((article) => [article.id, article]));
        const byStory = new Map(articles.map((article) => [article.storyId, article]));
        for (const found of some) {
          const article = isLaterMember(request, found) ? byStory.get(found.storyId) : byId.get(found.id);
          if (!article)
            throw new StoreRefused(`the build ${build.id} finds ${found.id} and does not hold it`);
          given++;
          yield article;
        }
      }
      if (page * WINDOW >= total) break;
      window = inOrder((await read('search', ordered(page + 1)))[0], cutoffMs);
    }
    if (given !== total)
      throw new StoreRefused(
        `the build ${build.id} counts ${total} articles for a search and gives ${given}`,
      );
  }
  inOrder(first.results[0], cutoffMs);
  return { build, total, articles: articles() };
}

/** Reads from one build wherever it is; it moves at most twice while it is looked for. */
function pinned(builds: OneBuild, sets: readonly [IndexSet, ...IndexSet[]], id: string) {
  let [last] = sets;
  return async (what: string, queries: (set: IndexSet) => readonly MultiSearchQuery[]): Promise<Result[]> => {
    for (let attempt = 1; attempt <= TRIES; attempt++)
      for (const set of [last, ...sets.filter((other) => other !== last)]) {
        const results = await ifReadable(
          patiently(() => builds.fromBuild(what, id, set, queries(set))),
          set === sets[0],
        );
        if (!results) continue;
        last = set;
        return results;
      }
    throw new BuildGone(
      `${what}: the build ${id} was replaced more than once meanwhile and is no longer kept: ask again`,
    );
  };
}

async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS)
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await sleep(pause);
    }
  return read();
}

/** Null for a set that is not there, or that a key of the user's may not search. */
async function ifReadable(reading: Promise<Result[] | null>, live: boolean): Promise<Result[] | null> {
  try {
    return await reading;
  } catch (error) {
    if (
      error instanceof NoBuildYet ||
      ((error instanceof StoreRefused || error instanceof OutdatedIndex) && !live)
    )
      return null;
    throw error;
  }
}

/** @throws StoreUnavailable when there was no time to order all of it: pages of it might overlap */
function inOrder(result: Result | undefined, cutoffMs: number): readonly Found[] {
  const took = result?.processingTimeMs ?? 0;
  if (took >= cutoffMs)
    throw new StoreUnavailable(
      `ordering what was found took the engine ${took} ms of ${cutoffMs}: narrow the search, sort by date, or raise searchDeadlineMs in index.yml`,
    );
  return (result?.hits ?? []) as unknown as readonly Found[];
}

function* chunks(found: readonly Found[]): Generator<readonly Found[]> {
  let chunk: Found[] = [];
  let words = 0;
  for (const one of found) {
    const { wordCount } = one;
    if (chunk.length > 0 && (chunk.length >= CHUNK || words + wordCount > CHUNK_WORDS)) {
      yield chunk;
      chunk = [];
      words = 0;
    }
    chunk.push(one);
    words += wordCount;
  }
  if (chunk.length > 0) yield chunk;
}
