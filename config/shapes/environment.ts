/** The shape of the environment. */
import { isIP } from 'node:net';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const blankIsUnset = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;

/** The address readers know the site by, without a slash at its end. */
const PublicUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !/[?#]/.test(text), 'must be an address without ? and #')
  .transform((text) => text.replace(/\/+$/, ''));

/** The engine's address. Names and passwords in it would stand in every log line and error that names the engine. */
const EngineUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (text) => !/\/\/[^/]*@/.test(text),
    'must not hold a name or password: the key goes into MEILI_MASTER_KEY',
  );

/** Addresses that have a name: of this machine, and of networks nobody reaches from outside. */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];
/** More proxies in a row than anybody has. */
const MOST_PROXIES = 9;

function isNetwork(text: string): boolean {
  if (NAMED_NETWORKS.includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (family === 4 ? 32 : 128);
}

/**
 * Whose word counts on who the client is: the number of proxies in front, or their addresses and networks. Nobody's where
 * it is unset. That everybody is believed cannot be said: a client would choose the address it is counted by.
 */
const TrustProxy = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => (parts.length === 1 && isHops(parts[0])) || parts.every(isNetwork),
    `must be the number of proxies in front (1 to ${MOST_PROXIES}), or their addresses or networks, such as 10.0.0.2, 10.1.0.0/16 or ${NAMED_NETWORKS.join(', ')}`,
  )
  .transform((parts): number | string[] => (isHops(parts[0]) ? Number(parts[0]) : parts));

const isHops = (text: string | undefined): boolean =>
  /^\d$/.test(text ?? '') && Number(text) >= 1 && Number(text) <= MOST_PROXIES;

/** The environment we read; every other variable is ignored. Blank means unset. */
export const Environment = z.object({
  PORT: z.preprocess(blankIsUnset, port.default(3000)),
  HOST: z.preprocess(blankIsUnset, z.string().default('127.0.0.1')),
  DATA_DIR: z.preprocess(blankIsUnset, z.string().default('.data')),
  SEEDS_DIR: z.preprocess(blankIsUnset, z.string().default('seeds')),
  CONFIG_DIR: z.preprocess(blankIsUnset, z.string().default('config')),
  PUBLIC_URL: z.preprocess(blankIsUnset, PublicUrl.optional()),
  MEILI_URL: z.preprocess(blankIsUnset, EngineUrl.optional()),
  MEILI_MASTER_KEY: z.preprocess(blankIsUnset, z.string().optional()),
  MEILI_BIN: z.preprocess(blankIsUnset, z.string().optional()),
  /** A number of proxies, or their addresses. */
  TRUST_PROXY: z.preprocess(blankIsUnset, TrustProxy.optional()),
  ADMIN_KEY: z.preprocess(blankIsUnset, z.string().min(16).optional()),
  LOG_LEVEL: z.preprocess(
    blankIsUnset,
    z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  ),
  /** Whether the log may tell what was searched for. */
  LOG_QUERIES: z.preprocess(
    blankIsUnset,
    z
      .enum(['0', '1'])
      .default('0')
      .transform((text) => text === '1'),
  ),
});
export type Environment = z.infer<typeof Environment>;
