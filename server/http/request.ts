/** What every handler asks of a request. */
import type { Request, Response } from 'express';

/** The query string as it was written, without its `?`. */
export function queryStringOf({ originalUrl }: Request): string {
  const at = originalUrl.indexOf('?');
  return at < 0 ? '' : originalUrl.slice(at + 1);
}

/** The query string, parsed the way browsers write it: Express 5 reads it with a parser of its own. */
export const queryOf = (request: Request): URLSearchParams => new URLSearchParams(queryStringOf(request));

/** An address without its query: what may stand in a log. */
export const withoutQuery = (address: string): string => address.split('?', 1)[0] ?? '/';

/** Scheme and host, where an address is written as a proxy is asked: servers have to take that too (RFC 9112, 3.2.2). */
const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?]*/i;

export const pathOf = ({ originalUrl }: Request): string =>
  withoutQuery(originalUrl.replace(ORIGIN, '')) || '/';

/** The id of the request, as the log and `instance` of an error name it. */
export const requestId = (response: Response): string => String(response.locals.requestId);

/** Whether something comes after the headers. */
export const bringsBody = ({ headers }: Request): boolean =>
  Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
