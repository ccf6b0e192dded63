/** One log line a request, without what was searched for unless that is asked for. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { toProblem } from '../errors.ts';
import { withoutWords } from './logger.ts';
import { requestId, withoutQuery } from './request.ts';

/** Ids of a proxy in front are kept where they look like ids. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/** The id a request is answered by, as `X-Request-Id`. */
export function idOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** Logs method, path, status and milliseconds of a request that just came, once it is answered. */
export type AnswerLog = (request: IncomingMessage, response: ServerResponse, id: string) => void;

/** @param queries whether the query string is logged too */
export function answerLog(log: Logger, queries: boolean): AnswerLog {
  return (request, response, id) => {
    // As it came: routers change it on their way.
    const address = request.url ?? '/';
    const started = performance.now();
    response.once('close', () => {
      const line = {
        request: id,
        method: request.method,
        path: queries ? address : withoutQuery(address),
        status: response.statusCode,
        ms: Math.round(performance.now() - started),
        ...(!response.writableFinished && { aborted: true }),
      };
      if (response.statusCode >= 500) log.warn(line, 'request');
      else log.info(line, 'request');
    });
  };
}

/** Gives each request its id, and logs its answer. */
export function requestLog(logAnswer: AnswerLog): RequestHandler {
  return (request, response, next) => {
    response.locals.requestId = idOf(request);
    response.set('x-request-id', requestId(response));
    logAnswer(request, response, requestId(response));
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
