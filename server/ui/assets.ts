/** The files of the pages, read once; the hash in their addresses lets browsers keep them for good. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ASSETS_DIR = fileURLToPath(new URL('./assets/', import.meta.url));

const versioned = (name: string): string => {
  const hash = createHash('sha256').update(readFileSync(`${ASSETS_DIR}${name}`));
  return `/assets/${name}?v=${hash.digest('hex').slice(0, 12)}`;
};

export const ASSETS = {
  style: versioned('style.css'),
  buildStyle: versioned('build.css'),
  reference: versioned('reference.css'),
  live: versioned('live.js'),
  keys: versioned('keys.js'),
  icon: versioned('icon.svg'),
} as const;
