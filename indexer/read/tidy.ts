/** White space and invisible characters of a line: alike for every format. */

/** Controls that are no white space, and byte order marks: never part of a text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
const INVISIBLE = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]/g;
/** White space that is not a single plain space already: most lines have none, and are left as they are. */
const SPACES = /[^\S ]\s*| \s+/g;

/** The text without controls (but line ends and tabs) and byte order marks. */
export const visible = (text: string): string => text.replace(INVISIBLE, '');

/** A line as a reader sees it: trimmed, runs of white space (also no-break) one space, no controls. */
export const tidy = (text: string): string => visible(text).replace(SPACES, ' ').trim();
