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

/** Keys kept ready: a corpus has few words and very many tokens. */
const READY_KEYS = 100_000;
const ready = new Map<string, string>();

/** `nameKey` of one token, remembered. */
export function tokenKey(token: string): string {
  const known = ready.get(token);
  if (known !== undefined) return known;
  if (ready.size >= READY_KEYS) ready.clear();
  const key = nameKey(token);
  ready.set(token, key);
  return key;
}

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

/**
 * How a word of a name sounds, roughly: equal for the transliterations of one name (Yevkurov and Evkurov, Gaddafi and
 * Qadhafi), different for names that end differently (Petrov and Petrova). Empty outside the Latin script.
 */
export function soundKey(word: string): string {
  return SOUNDS.reduce((key, [pattern, by]) => key.replace(pattern, by), fold(word));
}
