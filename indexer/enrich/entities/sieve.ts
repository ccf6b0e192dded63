/** Tells most words at one look at a bit that a set does not hold them; a search of its own costs many times that. */

/** Bits for sets of some thousand words: one word in fifty is let through. */
const MANY = 2 ** 18;
/** Bits for the words of a page that are looked for in it again. */
export const FEW = 2 ** 12;

/**
 * Returns whether a word with this hash may be among those with the hashes given; false is certain.
 * @param bits a power of two
 */
export function sieveOf(hashes: Iterable<number>, bits = MANY): (hash: number) => boolean {
  const words = new Uint8Array(bits / 8);
  for (const hash of hashes) {
    const bit = (hash ^ (hash >>> 14)) & (bits - 1);
    words[bit >>> 3] = (words[bit >>> 3] as number) | (1 << (bit & 7));
  }
  return (hash) => {
    const bit = (hash ^ (hash >>> 14)) & (bits - 1);
    return ((words[bit >>> 3] as number) & (1 << (bit & 7))) !== 0;
  };
}
