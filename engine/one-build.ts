/**
 * Results of one build. The engine runs the queries of a multi-search one after another, and a swap may fall between two
 * of them: so the build is read last, and first unless it was just read. A build that was live a moment ago and is live
 * afterwards was live in between: one that was replaced comes back by a rollback, and not before the grace is over.
 */
import type { MultiSearchQuery, MultiSearchResult, RecordAny } from 'meilisearch';
import type { Build, StoredBuild } from './article.ts';
import { type BuildDocument, fromBuildDocument } from './build-document.ts';
import type { Connection } from './connection.ts';
import type { IndexSet } from './names.ts';
import { NoBuildYet, OutdatedIndex, StoreRefused, StoreUnavailable, SWAP_GRACE_MS } from './port.ts';
import { FORMAT } from './settings.ts';

export type Result = MultiSearchResult<RecordAny>;

/** How often an answer is asked for anew because a swap came in its middle. Two swaps in a row are already odd. */
export const TRIES = 3;

export interface OneBuild {
  readonly multi: (what: string, queries: readonly MultiSearchQuery[]) => Promise<Result[]>;
  /** Results of the live build, whichever that is. @throws NoBuildYet, OutdatedIndex, StoreUnavailable */
  readonly fromOneBuild: (
    what: string,
    queries: readonly MultiSearchQuery[],
  ) => Promise<{ readonly results: Result[]; readonly build: Build }>;
  /** Results from a set of indexes, or null when that set does not hold this build before and after. */
  readonly fromBuild: (
    what: string,
    id: string,
    set: IndexSet,
    queries: readonly MultiSearchQuery[],
  ) => Promise<Result[] | null>;
  /** The live build, or null when there is none. @throws OutdatedIndex, StoreUnavailable */
  readonly live: () => Promise<Build | null>;
  /** The live build with what it tells of its run, whatever version made it. */
  readonly stored: () => Promise<StoredBuild | null>;
}

/** How long, in milliseconds, a build was just read: the rest of the grace is for the call that relies on it. */
const JUST_MS = SWAP_GRACE_MS / 2;

const BUILD: Record<keyof Build, true> = { id: true, rules: true, finishedAt: true, articles: true };
const BUILD_KEYS = Object.keys(BUILD);

/** @param now milliseconds of a clock that never goes back */
export function createOneBuild(
  connection: Connection,
  liveSet: IndexSet,
  now: () => number = () => performance.now(),
): OneBuild {
  /** The build of the live set that was read last, and when it was asked for: it was live some time after that. */
  let known: { readonly id: string | undefined; readonly asked: number } | null = null;
  const learn = (build: Build | null, asked: number) => {
    if (!known || known.asked <= asked) known = { id: build?.id, asked };
  };

  const multi: OneBuild['multi'] = async (what, queries) => {
    const answer = (await connection.post(what, 'multi-search', { queries })) as { results: Result[] };
    return answer.results;
  };

  /** The results, with the build that was live after the last of them and was so before the first. */
  const between = async (what: string, queries: readonly MultiSearchQuery[]) => {
    const asked = now();
    const before = known && asked - known.asked < JUST_MS ? known : null;
    if (!before) {
      const found = await bracketed(what, liveSet, queries);
      if (found.steady) learn(found.build, asked);
      return found;
    }
    const results = await checked(what, liveSet, [...queries, buildQuery(liveSet)]);
    const build = buildOf(results.at(-1));
    learn(build, asked);
    return { results: results.slice(0, -1), build, steady: before.id === build?.id };
  };

  const bracketed = async (what: string, set: IndexSet, queries: readonly MultiSearchQuery[]) => {
    const results = await checked(what, set, [buildQuery(set), ...queries, buildQuery(set)]);
    const [first, last] = [buildOf(results[0]), buildOf(results.at(-1))];
    return { results: results.slice(1, -1), build: first, steady: first?.id === last?.id };
  };

  /** @throws OutdatedIndex where the engine refuses since the index is not as we know it */
  const checked = async (what: string, set: IndexSet, queries: readonly MultiSearchQuery[]) => {
    try {
      return await multi(what, queries);
    } catch (error) {
      if (error instanceof StoreRefused || error instanceof NoBuildYet)
        buildOf(await document(buildQuery(set)));
      throw error;
    }
  };

  const document = async (query: MultiSearchQuery): Promise<Result | undefined> => {
    try {
      return (await multi('reading the build', [query]))[0];
    } catch (error) {
      if (error instanceof NoBuildYet) return undefined;
      throw error;
    }
  };

  return {
    multi,
    async fromOneBuild(what, queries) {
      for (let attempt = 1; attempt <= TRIES; attempt++) {
        const { results, build, steady } = await between(what, queries);
        if (!steady) continue;
        if (!build) throw new NoBuildYet('nothing was indexed yet: run `npm run reindex`');
        return { results, build };
      }
      throw new StoreUnavailable(`${what}: the index was replaced ${TRIES} times in a row while reading it`);
    },
    async fromBuild(what, id, set, queries) {
      const { results, build, steady } = await bracketed(what, set, queries);
      return steady && build?.id === id ? results : null;
    },
    async live() {
      const asked = now();
      const build = buildOf(await document(buildQuery(liveSet)));
      learn(build, asked);
      return build;
    },
    async stored() {
      const found = (await document(storedBuildQuery(liveSet)))?.hits[0];
      if (!found) return null;
      const { format: _, ...build } = fromBuildDocument(found as BuildDocument);
      return build;
    },
  };
}

const storedBuildQuery = (set: IndexSet): MultiSearchQuery => ({ indexUid: set.builds, q: '', limit: 1 });

/** Every answer reads the build, many twice. */
const buildQuery = (set: IndexSet): MultiSearchQuery => ({
  ...storedBuildQuery(set),
  attributesToRetrieve: [...BUILD_KEYS, 'format'],
});

/** @throws OutdatedIndex */
function buildOf(result: Result | undefined): Build | null {
  const document = result?.hits[0];
  if (!document) return null;
  const { format, ...build } = document;
  if (format === FORMAT) return build as unknown as Build;
  throw new OutdatedIndex(
    `the index (build ${String(build.id)}) was built by another version of Broadsheet: build it anew with \`npm run reindex -- FOLDER\``,
  );
}

/** Exact, because every query that is counted asks for pages. */
export const totalOf = (result: Result | undefined): number => result?.totalHits ?? 0;
