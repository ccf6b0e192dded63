/** Texts of requests cut to a length. Half a character is no text: the engine refuses it, and so do many readers of JSON. */

/** The beginning of a text, at most so many UTF-16 units of it. */
export const clip = (text: string, most: number): string =>
  text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
