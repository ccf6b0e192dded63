/** How much one client may ask for: length of an address, size of a body, requests a minute. */
import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { Problem } from '../errors.ts';

/** Longest address in characters; Node itself reads 16 KB of address and headers together. */
const MAX_ADDRESS = 12_000;
/** No address takes a body; a small one is ignored, a large one is refused before it is sent. */
const MAX_BODY_BYTES = 10_000;
/** Generous: a reader who types sends about five a second. */
const REQUESTS_PER_MINUTE = 3_000;
const OWN_REQUESTS_PER_MINUTE = 10_000_000;

/** @throws Problem `address-too-long`, `body-too-large` */
export function sizeLimits(): RequestHandler {
  return (request, response, next) => {
    if (request.originalUrl.length > MAX_ADDRESS)
      throw new Problem(
        'address-too-long',
        `The address has ${request.originalUrl.length} characters, and at most ${MAX_ADDRESS} are read: choose fewer values.`,
      );
    const bytes = Number(request.get('content-length') ?? 0);
    if (bytes > MAX_BODY_BYTES) {
      response.set('connection', 'close');
      throw new Problem(
        'body-too-large',
        `The request brings a body of ${bytes} bytes, and no address here takes one: send it without.`,
      );
    }
    next();
  };
}

/** Requests a minute from the address of a request. */
export type RateLimit = (request: Request) => number;

/** What comes from this machine (a proxy, a benchmark) stands for many, and is limited against a runaway script only. */
const DEFAULT_RATE: RateLimit = (request) =>
  isLoopback(request) ? OWN_REQUESTS_PER_MINUTE : REQUESTS_PER_MINUTE;

/** Counts per client address, and tells what is left. @throws Problem `too-many-requests`, with `Retry-After` set */
export function requestLimit(perMinute: RateLimit = DEFAULT_RATE): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (request, _response, next) =>
      next(
        new Problem(
          'too-many-requests',
          `More than ${perMinute(request)} requests a minute came from your address: wait as long as Retry-After says.`,
        ),
      ),
  });
}

function isLoopback(request: Request): boolean {
  const address = request.socket.remoteAddress ?? '';
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
