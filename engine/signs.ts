/**
 * Signs that stand at words. To the engine a sign that is no punctuation is a letter: `$5`, `word→next` and `30°C` are
 * words that a search for 5, next or 30 does not find. It can be told of separators of its own, but those cost half more
 * to index and twice the time of every search (docs/decisions.md). So a space that no text holds stands between sign and
 * word in what it is given, and is taken out of what it answers.
 */

/**
 * Spaces the engine parts words at; `tidy` (indexer/read) leaves none of them in a text. Of all such spaces these two are
 * found soonest: a search for one looks for the larger of its bytes, which of U+2005 would be that of a plain space.
 */
const JOINT = '\u1680';
const MARK = '\u3000';
const OURS = /[\u1680\u3000]/g;
/** What tells the direction of writing is unseen, stands at words of Arabic and Hebrew, and is no word itself. */
const [TO_RIGHT, TO_LEFT] = ['\u200e', '\u200f'];
const [FOR_RIGHT, FOR_LEFT] = [MARK + JOINT, MARK];

/** Currency, arrows, emoji and the like; the fraction slash; rarer marks of direction. The plus parts words as it is. */
const SIGNS = /(?:(?!\+)[\p{S}\u2044\u202a-\u202e\u2066-\u2069]\p{M}*)+/gu;
const ENDS_WORD = /[\p{L}\p{N}\p{M}]$/u;
const BEGINS_WORD = /^[\p{L}\p{N}]/u;

/** The text with each sign apart from the words at it: `$5` as two words. */
export const signsApart = (text: string): string =>
  text
    .replace(OURS, ' ')
    .replaceAll(TO_RIGHT, FOR_RIGHT)
    .replaceAll(TO_LEFT, FOR_LEFT)
    .replace(SIGNS, (signs, at: number, whole: string) => {
      const end = at + signs.length;
      const before = ENDS_WORD.test(whole.slice(Math.max(at - 2, 0), at)) ? JOINT : '';
      const after = BEGINS_WORD.test(whole.slice(end, end + 2)) ? JOINT : '';
      return before + signs + after;
    });

/** The text as it was. */
export const signsTogether = (text: string): string =>
  text.replaceAll(FOR_RIGHT, TO_RIGHT).replaceAll(FOR_LEFT, TO_LEFT).replaceAll(JOINT, '');

/** Whether a word has a sign at it, so that the engine is given more than one. */
export const hasSign = (word: string): boolean => signsApart(word).replaceAll(FOR_RIGHT, '').includes(JOINT);

/** The signs of a text, one after the other. */
export const signsOf = (text: string): string => (text.match(SIGNS) ?? []).join('');
