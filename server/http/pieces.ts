/** A body that is made while it is sent. */
import { once } from 'node:events';
import type { Gzip } from 'node:zlib';
import type { Response } from 'express';

/** A client that takes nothing for so long, in milliseconds, is cut off: what is read for it is held meanwhile. */
const PATIENCE_MS = 60_000;

/** How it ended: all was handed over, the client went away, or the pieces failed and the connection was cut. */
export type Sent = { readonly end: 'whole' | 'left' } | { readonly end: 'cut'; readonly error: unknown };

/**
 * Writes pieces to a response, as fast as the client takes them; a client that goes away ends the making of them.
 * @param gzip compresses them on their way, or null
 * @param lastWords of pieces that fail: written before the connection is cut
 * @throws what the pieces throw while nothing was sent yet
 */
export async function sendPieces(
  response: Response,
  gzip: Gzip | null,
  pieces: AsyncIterable<string>,
  lastWords?: (error: unknown) => string,
): Promise<Sent> {
  if (response.destroyed) return { end: 'left' };
  const out = gzip ?? response;
  gzip?.pipe(response);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.setTimeout(PATIENCE_MS, () => response.destroy());
  try {
    for await (const piece of pieces) {
      if (gone.signal.aborted) return { end: 'left' };
      if (!out.write(piece)) await once(out, 'drain', { signal: gone.signal });
    }
    out.end();
    return { end: 'whole' };
  } catch (error) {
    if (gone.signal.aborted) return { end: 'left' };
    if (!response.headersSent) throw error;
    if (lastWords) await written(response, gzip, lastWords(error), gone.signal);
    response.destroy();
    return { end: 'cut', error };
  } finally {
    if (response.destroyed) gzip?.destroy();
  }
}

/** Resolves once the text is out of our hands, or there is nobody to take it. */
function written(response: Response, gzip: Gzip | null, text: string, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    gone.addEventListener('abort', () => resolve(), { once: true });
    if (!gzip) response.write(text, () => resolve());
    // What flush gives is piped on in the same turn, and leaves in the next.
    else gzip.write(text, () => gzip.flush(() => setImmediate(() => response.write('', () => resolve()))));
  });
}
