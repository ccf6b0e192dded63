/** White space and invisible characters of a line: alike for every format. */

/**
 * Controls that are no white space, byte order marks, and what only says where a line may break or not (soft hyphen,
 * word joiner, zero width space): never part of a text. A word with a soft hyphen in it is found by no search.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
const INVISIBLE = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2011\u2060\ufeff]/g;
/** A hyphen at which no line may end: to a search it is a letter, so that `jean‑luc` is found by nobody. */
const FIRM_HYPHEN = '\u2011';
/** Scripts that write no spaces (Thai, Lao, Burmese, Khmer) mark the ends of words with a zero width space, and keep it. */
const ENDS_WORD = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]$/;

/** White space that is not a single plain space already: most lines have none, and are left as they are. */
const SPACES = /[^\S ]\s*| \s+/g;

/** The text without controls (but line ends and tabs), byte order marks and hints for line breaks; each hyphen a plain one. */
export const visible = (text: string): string =>
  text.replace(INVISIBLE, (sign, at: number) => {
    if (sign === FIRM_HYPHEN) return '-';
    return sign === '\u200b' && at > 0 && ENDS_WORD.test(text.charAt(at - 1)) ? sign : '';
  });

/** What a UTF-16 unit is in a line, found out when first met: 0 is not met yet. */
const kinds = new Uint8Array(2 ** 16);
const SHOWN = 1;
const PLAIN_SPACE = 2;
/** White space of another kind, or no part of a text as it is. */
const UNTIDY = 3;

function kindOf(unit: number): number {
  const known = kinds[unit] as number;
  if (known !== 0) return known;
  const char = String.fromCharCode(unit);
  const kind = char === ' ' ? PLAIN_SPACE : char.trim() === '' || visible(char) !== char ? UNTIDY : SHOWN;
  kinds[unit] = kind;
  return kind;
}

/** Whether nothing is to be done, as for most lines: plain spaces only, one at a time, and none at either end. */
function isTidy(text: string): boolean {
  let before = PLAIN_SPACE;
  for (let at = 0; at < text.length; at++) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === UNTIDY || (kind === PLAIN_SPACE && before === PLAIN_SPACE)) return false;
    before = kind;
  }
  return before !== PLAIN_SPACE || text === '';
}

/** A line as a reader sees it: trimmed, runs of white space (also no-break) one space, no controls. */
export function tidy(text: string): string {
  if (isTidy(text)) return text;
  const shown = visible(text).trim();
  return isTidy(shown) ? shown : shown.replace(SPACES, ' ');
}
