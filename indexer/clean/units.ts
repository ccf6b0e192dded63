/** Classes of characters, told UTF-16 unit by unit: a table answers what a regular expression would be asked again and again. */

/** Whether a unit is half of a character beyond the first plane. */
export const isHalf = (code: number): boolean => code >= 0xd800 && code < 0xe000;

/** Returns what tells the class of a unit, a number below 255, and asks for each only once. */
export function unitClasses(find: (char: string, code: number) => number): (code: number) => number {
  /** One more than the class; 0: not met yet. */
  const known = new Uint8Array(2 ** 16);
  return (code) => {
    const there = known[code] as number;
    if (there !== 0) return there - 1;
    const own = find(String.fromCharCode(code), code);
    known[code] = own + 1;
    return own;
  };
}
