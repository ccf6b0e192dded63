/** Letters and digits of a text, in every script: what links are measured by. */

const COUNTED = /[\p{L}\p{N}]/u;
/** Whether a character of the first plane is a letter or digit, found out when first met: 1 yes, 2 no. */
const known = new Uint8Array(2 ** 16);

/** Whether a character, by its code point, is a letter or digit: 1 or 0. */
export function isCounted(point: number): 0 | 1 {
  const there = known[point] ?? 0;
  if (there !== 0) return there === 1 ? 1 : 0;
  const counts = COUNTED.test(String.fromCodePoint(point));
  known[point] = counts ? 1 : 2; // beyond the first plane there is no place: such characters are rare
  return counts ? 1 : 0;
}

/** Their number. */
export function countLettersAndDigits(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at) as number;
    if (point > 0xffff) at++;
    count += isCounted(point);
  }
  return count;
}
