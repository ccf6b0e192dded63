/** Who asks, as far as the proxies we were told of say it. */
import { isIP } from 'node:net';
import type { Express, Request } from 'express';
import type { Logger } from 'pino';

/** One who asks: limits count by `address`. */
export interface Client {
  readonly address: string;
  /** Stands for many: this machine itself, or a trusted proxy that does not say for whom it asks. */
  readonly many: boolean;
}

/** @param proxies `TRUST_PROXY`: how many stand in front, or which; undefined: none is believed */
export function trustProxies(app: Express, proxies: number | readonly string[] | undefined): void {
  app.set(
    'trust proxy',
    proxies === undefined ? false : typeof proxies === 'number' ? proxies : [...proxies],
  );
}

export function clientOf(request: Request): Client {
  const peer = request.socket.remoteAddress ?? '';
  const told = request.ip ?? '';
  // A proxy may write `unknown`, or add a port: such a client is counted with the others of that proxy.
  const address = isIP(told) === 0 ? peer : told;
  return { address, many: isLoopback(address) || (address === peer && isTrusted(request, peer)) };
}

const isLoopback = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);

function isTrusted(request: Request, peer: string): boolean {
  const trusts: unknown = request.app.get('trust proxy fn');
  // Whoever is not said to ask for somebody else, and could say so.
  return (
    request.headers['x-forwarded-for'] === undefined &&
    typeof trusts === 'function' &&
    trusts(peer, 0) === true
  );
}

/** Says once, where a proxy tells for whom it asks and is not believed, what that means and what to do. */
export function warnOfProxy(log: Logger): (request: Request) => void {
  let said = false;
  return (request) => {
    if (said || request.headers['x-forwarded-for'] === undefined || request.app.get('trust proxy') !== false)
      return;
    said = true;
    log.warn(
      `a request from ${request.socket.remoteAddress} names another client (X-Forwarded-For), and is counted by its own address: if that is your proxy, say so with TRUST_PROXY, else all who come through it share one limit`,
    );
  };
}
