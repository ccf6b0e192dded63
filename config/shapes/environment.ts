/** The shape of the environment. */
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);

/** The address readers know the site by, without a slash at its end. */
const PublicUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !/[?#]/.test(text), 'must be an address without ? and #')
  .transform((text) => text.replace(/\/+$/, ''));

/** The environment we read; every other variable is ignored. Blank means unset. */
export const Environment = z.object({
  PORT: z.preprocess(blankIsUnset, port.default(3000)),
  HOST: z.preprocess(blankIsUnset, z.string().default('127.0.0.1')),
  DATA_DIR: z.preprocess(blankIsUnset, z.string().default('.data')),
  SEEDS_DIR: z.preprocess(blankIsUnset, z.string().default('seeds')),
  CONFIG_DIR: z.preprocess(blankIsUnset, z.string().default('config')),
  PUBLIC_URL: z.preprocess(blankIsUnset, PublicUrl.optional()),
  MEILI_URL: z.preprocess(blankIsUnset, z.url({ protocol: /^https?$/ }).optional()),
  MEILI_MASTER_KEY: z.preprocess(blankIsUnset, z.string().optional()),
  MEILI_BIN: z.preprocess(blankIsUnset, z.string().optional()),
  ADMIN_KEY: z.preprocess(blankIsUnset, z.string().min(16).optional()),
  LOG_LEVEL: z.preprocess(
    blankIsUnset,
    z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  ),
});
export type Environment = z.infer<typeof Environment>;
