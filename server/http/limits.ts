/** How much one client may ask for: length of an address, size of a body, requests a minute. */
import type { Request, RequestHandler } from 'express';
import { type AugmentedRequest, ipKeyGenerator, MemoryStore, rateLimit } from 'express-rate-limit';
import { Problem } from '../errors.ts';
import { clientOf } from './client.ts';

/** Longest address in characters; Node itself reads 16 KB of address and headers together. */
const MAX_ADDRESS = 12_000;
/** Only addresses of the operator take a body; elsewhere a small one is ignored, a large one is refused before it is sent. */
const MAX_BODY_BYTES = 10_000;
/** Generous: a reader who types sends about five a second. */
const REQUESTS_PER_MINUTE = 3_000;
const REQUESTS_OF_MANY_PER_MINUTE = 10_000_000;

/** @throws Problem `address-too-long` */
export function addressLimit(): RequestHandler {
  return (request, _response, next) => {
    if (request.originalUrl.length > MAX_ADDRESS)
      throw new Problem(
        'address-too-long',
        `The address has ${request.originalUrl.length} characters, and at most ${MAX_ADDRESS} are read: choose fewer values.`,
      );
    next();
  };
}

/** For addresses that take no body. @throws Problem `body-too-large` */
export function noBody(): RequestHandler {
  return (request, response, next) => {
    const bytes = Number(request.get('content-length') ?? 0);
    const endless = request.get('transfer-encoding') !== undefined;
    if (bytes <= MAX_BODY_BYTES && !endless) return next();
    response.set('connection', 'close');
    throw new Problem(
      'body-too-large',
      `The request brings a body of ${endless ? 'any number of' : bytes} bytes, and no address here takes one: send it without.`,
    );
  };
}

/** Requests a minute from the client of a request. */
export type RateLimit = (request: Request) => number;

/** What comes from this machine (a benchmark), or from a proxy that does not say for whom, is limited against a runaway script only. */
const DEFAULT_RATE: RateLimit = (request) =>
  clientOf(request).many ? REQUESTS_OF_MANY_PER_MINUTE : REQUESTS_PER_MINUTE;

/** How many requests each client made in its minute. */
export type Counts = MemoryStore;
export const createCounts = (): Counts => new MemoryStore();

interface RateLimitOptions {
  /** Counted here, where others look at it; without, where nobody does. */
  readonly counts?: Counts;
  readonly perMinute?: RateLimit;
  /** Whether only those count that were refused with 401. */
  readonly failedOnly?: boolean;
}

/** Counts per client, and tells what is left. @throws Problem `too-many-requests`, with `Retry-After` set */
export function requestLimit({
  counts = createCounts(),
  perMinute = DEFAULT_RATE,
  failedOnly = false,
}: RateLimitOptions = {}) {
  return rateLimit({
    store: counts,
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: failedOnly,
    requestWasSuccessful: (_request, { statusCode }) => statusCode !== 401,
    // Whoever has one IPv6 address has the network around it.
    keyGenerator: (request) => ipKeyGenerator(clientOf(request).address),
    // Its checks look for proxies that were not told of, which `warnOfProxy` does in our log.
    validate: false,
    handler: (request, _response, next) =>
      next(
        new Problem(
          'too-many-requests',
          `More than ${perMinute(request)} requests a minute came from your address: wait as long as Retry-After says.`,
        ),
      ),
  });
}

/** Counts one more request: what `RateLimit` tells of it, or null where it is one too many, which is left to the limit. */
export type CountAgain = () => Promise<string | null>;

/** What of `RateLimit` is another with each request. */
const LEFT = /r=\d+; t=\d+/;

/**
 * How one more request of a client is counted as the limit counts it.
 * @param request one of the same client, which the limit let pass
 * @param told what `RateLimit` told of that
 * @returns null where the limit did not look at it
 */
export function countingAgain(counts: Counts, request: Request, told: string): CountAgain | null {
  const counted = (request as Partial<AugmentedRequest>).rateLimit;
  const [before, after] = told.split(LEFT);
  if (!counted || before === undefined || after === undefined) return null;
  const { key, limit } = counted;
  return async () => {
    const { totalHits, resetTime } = await counts.increment(key);
    if (totalHits > limit || !resetTime) return null;
    const seconds = Math.max(0, Math.ceil((resetTime.getTime() - Date.now()) / 1000));
    return `${before}r=${limit - totalHits}; t=${seconds}${after}`;
  };
}
