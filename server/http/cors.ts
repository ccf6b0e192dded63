/** Which pages of other origins may read the API from a browser (the Fetch standard's CORS protocol): none unless configured. */
import type { RequestHandler } from 'express';

/** What a script may read beyond the few headers every script may. */
const READABLE = [
  'Broadsheet-Build',
  'Broadsheet-Rules',
  'Broadsheet-Total',
  'Content-Disposition',
  'ETag',
  'Link',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
].join(', ');
/** Headers of a request that need leave. */
const SENDABLE = 'If-None-Match, X-Request-Id';
/** Seconds a browser may remember the leave. */
const REMEMBERED = 86_400;

/** Grants reading to the configured origins and answers their preflights; without origins it does nothing. */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  const everyone = origins.includes('*');
  return (request, response, next) => {
    if (origins.length === 0) return next();
    // Also for who gets no leave: a cache must not hand that answer to one who does.
    if (!everyone) response.vary('Origin');
    const origin = request.get('origin');
    if (origin === undefined || !(everyone || origins.includes(origin))) return next();
    response.set('access-control-allow-origin', everyone ? '*' : origin);
    if (request.method !== 'OPTIONS' || request.get('access-control-request-method') === undefined) {
      response.set('access-control-expose-headers', READABLE);
      return next();
    }
    response.set({
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-allow-headers': SENDABLE,
      'access-control-max-age': String(REMEMBERED),
    });
    response.status(204).end();
  };
}
