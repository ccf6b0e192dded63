/** One log line a request, without what was searched for unless that is asked for. */
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { toProblem } from '../errors.ts';
import { withoutWords } from './logger.ts';
import { pathOf, requestId } from './request.ts';

/** Ids of a proxy in front are kept where they look like ids. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/**
 * Gives each request an id, answers it as `X-Request-Id`, and logs method, path, status and milliseconds.
 * @param queries whether the query string is logged too
 */
export function requestLog(log: Logger, queries: boolean): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id');
    response.locals.requestId = given && REQUEST_ID.test(given) ? given : randomUUID();
    response.set('x-request-id', requestId(response));
    const started = performance.now();
    response.once('close', () => {
      const line = {
        request: requestId(response),
        method: request.method,
        path: queries ? request.originalUrl : pathOf(request),
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

/** Logs what failed on our side, and passes it on to whoever answers. */
export function failureLog(log: Logger, queries: boolean): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const problem = toProblem(error);
    if (problem.status >= 500)
      log.error(
        { err: queries ? error : withoutWords(error, request), request: requestId(response) },
        problem.message,
      );
    next(error);
  };
}
