/** What every handler asks of a request. */
import type { Request, Response } from 'express';

/** The query string, parsed the way browsers write it: Express 5 reads it with a parser of its own. */
export function queryOf(request: Request): URLSearchParams {
  const at = request.originalUrl.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : request.originalUrl.slice(at + 1));
}

/** The path without its query: what may stand in a log. */
export const pathOf = (request: Request): string => request.originalUrl.split('?', 1)[0] ?? '/';

/** The id of the request, as the log and `instance` of an error name it. */
export const requestId = (response: Response): string => String(response.locals.requestId);

/** Whether something comes after the headers. */
export const bringsBody = ({ headers }: Request): boolean =>
  Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
