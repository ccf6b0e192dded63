/** Who may come in: the operator, by a key. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { Problem } from '../errors.ts';
import { clientOf } from '../http/client.ts';
import { requestId } from '../http/request.ts';

/** Lets requests pass that bring the key as `Authorization: Bearer KEY`. @throws Problem `key-needed` */
export function keyNeeded(key: string, log: Logger): RequestHandler {
  const isKey = sameAs(key);
  return (request, response, next) => {
    response.set('cache-control', 'no-store');
    const [, given = ''] = /^Bearer +(\S+) *$/i.exec(request.get('authorization') ?? '') ?? [];
    if (isKey(given)) return next();
    const how = given === '' ? 'without a key' : 'with a wrong key';
    log.warn(
      { request: requestId(response), client: clientOf(request).address },
      `an address of the operator was asked ${how}`,
    );
    response.set('www-authenticate', 'Bearer realm="Broadsheet"');
    throw new Problem(
      'key-needed',
      `This address was asked ${how}: send \`Authorization: Bearer\` and the ADMIN_KEY of this server.`,
    );
  };
}

/**
 * Compares in a time that tells nothing: both are hashed with a key made at random, so that neither length nor beginning
 * of what is compared follows from what was sent.
 */
function sameAs(key: string): (given: string) => boolean {
  const salt = randomBytes(32);
  const hashed = (text: string) => createHmac('sha256', salt).update(text).digest();
  const expected = hashed(key);
  return (given) => timingSafeEqual(hashed(given), expected);
}
