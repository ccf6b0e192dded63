/** Numbers for texts and for features: the rows of the weight table. Weights belong to these very numbers. */

/** Rows of the weight table; two features in one row cost little where most are rare. */
export const ROWS = 2 ** 19;

const SPREAD = 0x9e3779b1;

export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** The finalizer of MurmurHash3. */
export function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** The first half of `rowOf`, for a value that comes with many others. */
export const begun = (template: number, one: number): number =>
  Math.imul(mix(one ^ Math.imul(template, SPREAD)), 31);

/** The second half of `rowOf`. */
export const ended = (half: number, two: number): number => mix(half ^ two) & (ROWS - 1);

/** The row of a feature: a template with one or two values. */
export const rowOf = (template: number, one: number, two = 0): number => ended(begun(template, one), two);

/** The row of a part of a word, told from others by its place and length. */
export const rowOfAffix = (template: number, letters: string): number =>
  mix(hashText(letters) ^ Math.imul(template, SPREAD)) & (ROWS - 1);
