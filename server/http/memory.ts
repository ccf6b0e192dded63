/**
 * Answers that were given, kept for as long as the build they rest on is live: a repeated search costs neither the
 * engine nor us anything. What is asked is named canonically, so that two ways to write one search are one.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { buildHeaders } from '../errors.ts';
import type { BuildName } from './live-build.ts';
import type { Repeated, StillGood } from './repeated.ts';
import type { Validators } from './validator.ts';

/** An answer as it was made. */
export interface Made {
  readonly build: BuildName;
  /** Media type with its charset. */
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What stands above an answer, whoever asks; each answer that is made has one of its own. */
interface Head {
  readonly build: BuildName;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer as it is kept and sent. */
interface Kept {
  readonly head: Head;
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
 * @param note told of every answer from here, and how long it is good for who asks the same
 */
export function createMemory(
  { live, ...validators }: Validators,
  megabytes: number,
  count: (from: 'client' | 'memory' | 'store') => void,
  note: Repeated['note'],
): Memory {
  const maxSize = Math.floor(megabytes * 1_000_000);
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
    const takes = request.headers['accept-encoding'] !== undefined;
    if (!takes || !isWorthIt(answer) || request.acceptsEncodings(['gzip', 'identity']) !== 'gzip')
      return null;
    if (answer.gzip) return answer.gzip;
    const gzip = await compressed(answer.body);
    // Another build may have taken its place meanwhile.
    if (kept?.peek(what) === answer) kept.set(what, { ...answer, gzip });
    return gzip;
  };

  /** The body as it was sent, for as long as just this answer is kept and its build is live. */
  const stillGood =
    (what: string, { head }: Kept, isPacked: boolean): StillGood =>
    () => {
      const held = kept?.get(what);
      if (held?.head !== head || !live.is(head.build.id)) return null;
      return isPacked ? (held.gzip ?? null) : held.body;
    };

  const answer = async (request: Request, response: Response, what: string, given: Kept): Promise<void> => {
    const gzip = await packed(request, what, given);
    send(request, response, given, gzip);
    if (kept) note(request, response, stillGood(what, given, gzip !== null));
  };

  return {
    async give(request, response, what, make) {
      const held = kept?.get(what);
      if (held && held.head.build.id === (await live.get())?.id) {
        await answer(request, response, what, held);
        count(response.statusCode === 304 ? 'client' : 'memory');
        return;
      }
      if (await validators.unchanged(request, response, what)) {
        count('client');
        return;
      }
      const made = await make();
      live.saw(made.build.id);
      const { build, type, headers } = made;
      const fresh: Kept = {
        head: {
          build,
          headers: {
            ...buildHeaders(build),
            etag: validators.tagOf(build, what),
            'cache-control': 'no-cache',
            'content-type': type,
            ...headers,
          },
        },
        body: Buffer.from(made.body),
      };
      if (made.build.id !== buildOfKept) kept?.clear();
      buildOfKept = made.build.id;
      kept?.set(what, fresh);
      count('store');
      await answer(request, response, what, fresh);
    },
  };
}

const isWorthIt = ({ body }: Kept): boolean => body.length >= WORTH_COMPRESSING;

function send(request: Request, response: Response, answer: Kept, gzip: Buffer | null): void {
  const body = gzip ?? answer.body;
  for (const [name, value] of Object.entries(answer.head.headers)) response.setHeader(name, value);
  // Of a small one too: whoever compresses on the way says so, and what stands for an answer a client has says what it says.
  response.vary('Accept-Encoding');
  if (gzip) response.setHeader('content-encoding', 'gzip');
  // What Express does on the way is for clients that have an answer already, and for HEAD.
  if (request.method !== 'GET' || request.headers['if-none-match'] || request.headers['if-modified-since']) {
    response.send(body);
    return;
  }
  response.setHeader('content-length', body.length);
  response.end(body);
}
