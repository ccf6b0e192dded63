/** A line of a site as a number: equal lines have equal keys, whatever their case, accents and punctuation. */
import { hash } from 'node:crypto';
import { fold } from '../text/words.ts';

/** 64 bits in two halves: among tens of millions of lines two different ones meet about once in 10,000 runs. */
export interface Key {
  readonly high: number;
  readonly low: number;
}

/** The key of a site. */
export const siteKey = (site: string): Key => keyOf(`site ${site}`);

/** The key of a line of a site; null for a line without letters, such as a rule of dashes or a score. */
export function lineKey(site: Key, text: string): Key | null {
  if (!/\p{L}/u.test(text)) return null;
  return keyOf(
    `${site.high} ${site.low} ${fold(text)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()}`,
  );
}

/** One number for maps: the upper 52 bits of the key, exact in a double. */
export const nameOf = (high: number, low: number): number => high * 2 ** 20 + (low >>> 12);

function keyOf(text: string): Key {
  const digest = hash('sha256', text, 'buffer');
  return { high: digest.readUInt32LE(0), low: digest.readUInt32LE(4) };
}
