/**
 * Entity tags (RFC 9110): an answer follows from the build it rests on, the query as it was understood, and what this server
 * makes of both. So a client that has it is told so without a search.
 */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { type BuildName, type LiveBuild, nameBuild } from './live-build.ts';

export interface Validators {
  /** The build that is compared with. */
  readonly live: LiveBuild;
  /** The tag of an answer. `what`: path and canonical query. */
  readonly tagOf: (build: BuildName, what: string) => string;
  /** Names the build in the answer's headers, and tags it. */
  readonly tag: (response: Response, build: BuildName, what: string) => void;
  /** Answers 304 and tells so where the client has what would be answered. */
  readonly unchanged: (request: Request, response: Response, what: string) => Promise<boolean>;
}

/** @param server what besides build and query decides an answer: its shape, the limits of this instance */
export function createValidators(live: LiveBuild, server: unknown): Validators {
  const here = createHash('sha256').update(JSON.stringify(server)).digest('base64url');
  const tagOf: Validators['tagOf'] = (build, what) => {
    const hash = createHash('sha256').update([here, build.id, build.rules, what].join('\n'));
    // Weak: the same answer tells another time it took, and may be compressed.
    return `W/"${hash.digest('base64url').slice(0, 27)}"`;
  };
  const tag: Validators['tag'] = (response, build, what) => {
    nameBuild(response, build);
    response.set({ etag: tagOf(build, what), 'cache-control': 'no-cache' });
  };
  return {
    live,
    tagOf,
    tag,
    async unchanged(request, response, what) {
      const held = request.get('if-none-match');
      // `*` asks whether there is anything, which only the answer tells.
      if (held === undefined || held.trim() === '*') return false;
      const build = await live.get();
      if (!build) return false;
      tag(response, build, what);
      if (!request.fresh) return false;
      // As what it stands for says it.
      response.vary('Accept-Encoding');
      response.status(304).end();
      return true;
    },
  };
}
