/** Small helpers on names: the keys by which spellings of one name are recognised. */
import type { EntityType } from '../../../config/schema.ts';
import { fold } from '../../text/words.ts';

/** A name where it stands in the text. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly type: EntityType;
  /** The canonical name, where the gazetteer knows it. */
  readonly known?: string;
}

/** Small words inside a person's name: `Ursula von der Leyen`, `Mohammed bin Salman`. */
export const PARTICLES: ReadonlySet<string> = new Set(
  'al el de del della der den di du da dos das van von bin ibn ben abu la le ter'.split(' '),
);

/** Case, accents, hyphens, dots and apostrophes do not tell names apart. */
export const nameKey = (name: string): string =>
  fold(name)
    .replace(/[.'’ʼ`]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/[^a-z]/g, ''],
  [/^(?:ye|je)/, 'e'],
  [/(?:yi|iy|ij|yy|ii|y|j)/g, 'i'],
  [/i+e/g, 'e'],
  [/(?:ou|oo|u)/g, 'u'],
  [/kh/g, 'h'],
  [/(?:ck|q|gh|g)/g, 'k'],
  [/(?:dh|th)/g, 'd'],
  [/t/g, 'd'],
  [/ph/g, 'f'],
  [/w/g, 'v'],
  [/(?:tch|tsch|ch|sch|sh)/g, 's'],
  [/z/g, 's'],
  [/(.)\1+/g, '$1'],
];

/** Sounds kept ready: the names of a page are compared each with each. */
const READY_SOUNDS = 10_000;
const sounds = new Map<string, string>();

/**
 * How a word of a name sounds, roughly: equal for the transliterations of one name (Yevkurov and Evkurov, Gaddafi and
 * Qadhafi), different for names that end differently (Petrov and Petrova). Empty outside the Latin script.
 */
export function soundKey(word: string): string {
  const known = sounds.get(word);
  if (known !== undefined) return known;
  if (sounds.size >= READY_SOUNDS) sounds.clear();
  const key = SOUNDS.reduce((sound, [pattern, by]) => sound.replace(pattern, by), fold(word));
  sounds.set(word, key);
  return key;
}
