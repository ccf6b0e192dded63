/** Sends an export as it is read: no more is held than the client takes. */
import { createGzip } from 'node:zlib';
import type { Request, Response } from 'express';
import type { Everything } from '../../engine/port.ts';
import { toProblem } from '../errors.ts';
import { type Sent, sendPieces } from '../http/pieces.ts';
import { requestId } from '../http/request.ts';
import { type ExportFormat, type ExportHead, exported } from './row.ts';

/** UTF-16 units that are handed over together. */
const PIECE = 64_000;

/**
 * Sends head, articles and end. When the reading fails in the middle, the connection is cut, so that no client takes a part
 * for the whole; where the format has room for it, a last line says why.
 * @throws StoreUnavailable, BuildGone while nothing was sent yet
 */
export async function sendExport(
  request: Request,
  response: Response,
  format: ExportFormat,
  head: ExportHead,
  articles: Everything['articles'],
): Promise<Sent> {
  const zipped = request.acceptsEncodings('gzip', 'identity') === 'gzip';
  if (zipped) response.set('content-encoding', 'gzip');
  return sendPieces(
    response,
    zipped ? createGzip() : null,
    pieces(format, head, articles),
    format.failure && ((error) => format.failure?.(problemBody(error, response)) ?? ''),
  );
}

const problemBody = (error: unknown, response: Response): object =>
  toProblem(error).toBody(`urn:broadsheet:request:${requestId(response)}`);

async function* pieces(
  format: ExportFormat,
  head: ExportHead,
  articles: Everything['articles'],
): AsyncGenerator<string> {
  let piece = format.start(head);
  let index = 0;
  for await (const article of articles) {
    piece += format.row(exported(article), head, index++);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece + format.end;
}
