/**
 * Answers that were given, kept for as long as the build they rest on is live: a repeated search costs neither the
 * engine nor us anything. What is asked is named canonically, so that two ways to write one search are one.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { type BuildName, nameBuild } from './live-build.ts';
import type { Validators } from './validator.ts';

/** An answer as it was made. */
export interface Made {
  readonly build: BuildName;
  /** Media type with its charset. */
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it is kept and sent. */
interface Kept extends Omit<Made, 'body'> {
  readonly etag: string;
  readonly body: Buffer;
  /** The body compressed, once a client has taken it so. */
  readonly gzip?: Buffer;
}

export interface Memory {
  /**
   * Answers `what`, which names path and canonical query and all else that decides the answer: 304 to a client that has
   * it, else from memory, else with what `make` makes.
   * @throws whatever `make` throws, and what the store throws when it is asked for its build
   */
  readonly give: (
    request: Request,
    response: Response,
    what: string,
    make: () => Promise<Made>,
  ) => Promise<void>;
}

/** Smaller bodies are sent as they are, in bytes. */
const WORTH_COMPRESSING = 1_024;
/** What an entry takes beside its bodies, in bytes, about. */
const ENTRY_BYTES = 1_000;
const compressed = promisify(gzip);

/**
 * @param validators tag the answers; `live` is what they ask for the build too
 * @param megabytes how much is kept, the answers asked for last; 0 keeps none
 * @param count told of every answer where it came from
 */
export function createMemory(
  { live, ...validators }: Validators,
  megabytes: number,
  count: (from: 'client' | 'memory' | 'store') => void,
): Memory {
  const maxSize = megabytes * 1_000_000;
  const kept =
    maxSize > 0
      ? new LRUCache<string, Kept>({
          maxSize,
          sizeCalculation: ({ body, gzip }) => body.length + (gzip?.length ?? 0) + ENTRY_BYTES,
        })
      : null;
  /** What is kept is of one build: the first answer of another one drops the rest. */
  let buildOfKept: string | undefined;

  /** The answer compressed, and kept so; null where the client does not take it or it is not worth it. */
  const packed = async (request: Request, what: string, answer: Kept): Promise<Buffer | null> => {
    if (!isWorthIt(answer) || request.acceptsEncodings(['gzip', 'identity']) !== 'gzip') return null;
    if (answer.gzip) return answer.gzip;
    const gzip = await compressed(answer.body);
    // Another build may have taken its place meanwhile.
    if (kept?.peek(what) === answer) kept.set(what, { ...answer, gzip });
    return gzip;
  };

  return {
    async give(request, response, what, make) {
      const held = kept?.get(what);
      if (held && held.build.id === (await live.get())?.id) {
        send(response, held, await packed(request, what, held));
        count(response.statusCode === 304 ? 'client' : 'memory');
        return;
      }
      if (await validators.unchanged(request, response, what)) {
        count('client');
        return;
      }
      const made = await make();
      live.saw(made.build.id);
      const answer: Kept = {
        ...made,
        body: Buffer.from(made.body),
        etag: validators.tagOf(made.build, what),
      };
      if (made.build.id !== buildOfKept) kept?.clear();
      buildOfKept = made.build.id;
      kept?.set(what, answer);
      const gzip = await packed(request, what, answer);
      count('store');
      send(response, answer, gzip);
    },
  };
}

const isWorthIt = ({ body }: Kept): boolean => body.length >= WORTH_COMPRESSING;

function send(response: Response, answer: Kept, gzip: Buffer | null): void {
  const { build, type, headers, etag, body } = answer;
  nameBuild(response, build);
  response.set({ etag, 'cache-control': 'no-cache', 'content-type': type, ...headers });
  if (isWorthIt(answer)) response.vary('Accept-Encoding');
  if (gzip) response.set('content-encoding', 'gzip');
  response.send(gzip ?? body);
}
