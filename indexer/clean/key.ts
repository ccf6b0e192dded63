/** What lines are compared by: letters and digits alone, without case and accents. */
import { fold } from '../text/words.ts';
import { isHalf } from './units.ts';

/** Characters of a block that are compared: two longer blocks that agree so far are the same. */
const COMPARED = 600;

/** What each UTF-16 unit gives to a key: a unit, or one of these; 0: not met yet. */
const known = new Uint16Array(2 ** 16);
const NOTHING = 1;
/** More than one unit, or what depends on its neighbours: the small sigma, halves of a character. */
const SPECIAL = 2;

function keyUnit(code: number): number {
  const there = known[code] as number;
  if (there !== 0) return there;
  const decomposed = String.fromCharCode(code).normalize('NFKD').replace(/\p{M}/gu, '');
  const kept = decomposed.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const own =
    isHalf(code) || decomposed.includes('Σ') || kept.length > 1
      ? SPECIAL
      : kept === ''
        ? NOTHING
        : kept.charCodeAt(0);
  known[code] = own;
  return own;
}

const narrow = Buffer.alloc(COMPARED);
const wide = Buffer.alloc(2 * COMPARED);

/** The key of a text: equal for lines that say the same. */
export function keyOf(text: string): string {
  const end = Math.min(text.length, COMPARED);
  let length = 0;
  let seen = 0;
  for (let at = 0; at < end; at++) {
    const own = keyUnit(text.charCodeAt(at));
    if (own === SPECIAL) return keyByCharacters(text);
    if (own === NOTHING) continue;
    seen |= own;
    narrow[length] = own;
    wide[2 * length] = own;
    wide[2 * length + 1] = own >> 8;
    length++;
  }
  return seen < 256 ? narrow.toString('latin1', 0, length) : wide.toString('utf16le', 0, 2 * length);
}

/** The definition. */
const keyByCharacters = (text: string): string =>
  fold(text.slice(0, COMPARED)).replace(/[^\p{L}\p{N}]+/gu, '');
