/** The address of this server as its clients know it, for links that must be absolute. */
import type { Request } from 'express';
import { Problem } from '../errors.ts';

const HOST = /^(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * Scheme, host and port, without a slash at the end. The Host header is believed where nothing is set: whoever sends a
 * false one misleads only themselves, for a cache keeps answers by it.
 * @throws Problem `bad-request` for a header that names no host
 */
export function baseOf(request: Request, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl;
  const host = request.headers.host ?? '';
  if (!HOST.test(host)) throw new Problem('bad-request', 'The Host header names no host.');
  return `${request.protocol}://${host.toLowerCase()}`;
}
