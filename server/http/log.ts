/** One log line a request, without what was searched for. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pathOf, requestId } from './request.ts';

/** Ids of a proxy in front are kept where they look like ids. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/** Gives each request an id, answers it as `X-Request-Id`, and logs method, path, status and milliseconds. */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id');
    response.locals.requestId = given && REQUEST_ID.test(given) ? given : randomUUID();
    response.set('x-request-id', requestId(response));
    const started = performance.now();
    response.once('close', () => {
      const line = {
        request: requestId(response),
        method: request.method,
        path: pathOf(request),
        status: response.statusCode,
        ms: Math.round(performance.now() - started),
        ...(!response.writableFinished && { aborted: true }),
      };
      if (response.statusCode >= 500) log.warn(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}
