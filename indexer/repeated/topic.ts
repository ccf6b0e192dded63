/**
 * Whether a repeated line speaks of what its page speaks of. A newspaper explains the background of a running story in
 * the same words on many pages; that is its own prose, and its words stand in the article around it.
 */
import { fold, words } from '../text/words.ts';

/** Characters of one line that are looked at. */
const LOOKED_AT = 1_500;
/** Lines of a page that are looked at; its topic is told by then. */
const LINES = 200;
/** Beginnings of words are compared, so that `river` and `rivers` agree; of Hangul, which `fold` takes apart, two syllables. */
const STEM = 6;
/** Words shorter than this are mostly function words. */
const SHORTEST = 4;
/** A line with fewer such words than this has no topic to speak of: "Save this story". */
const FEW = 4;
/** A line that shares this much less of its words than the page's own lines do is off topic. */
const OFF_TOPIC = 0.75;
/** Whatever the page's own lines share: below this a line is off topic. */
const LEAST = 0.25;

/** A word of a script without spaces, which `words` cuts into signs. */
const SIGN = /^[\u0e00-\u0e7f\u2e80-\uabff\uf900-\uffff]$/;

/** The words of a text that tell its topic: beginnings of the longer ones, pairs of signs where there are no spaces. */
export function topicWords(text: string): Set<string> {
  const found = new Set<string>();
  let before = '';
  for (const word of words(fold(text.slice(0, LOOKED_AT)))) {
    const sign = SIGN.test(word);
    if (sign && before !== '') found.add(before + word);
    else if (word.length >= SHORTEST) found.add(word.slice(0, STEM));
    before = sign ? word : '';
  }
  return found;
}

/**
 * Tells whether a line is on the topic of a page.
 * @param own the lines of the page's own text, without any repeated one
 */
export function topicOf(title: string, own: readonly string[]): (line: string) => boolean {
  const spread = new Map<string, number>();
  const lines = [title, ...own].slice(0, LINES).map(topicWords);
  for (const line of lines) for (const word of line) spread.set(word, (spread.get(word) ?? 0) + 1);
  /** `itself`: how often the line itself is counted in `spread`. */
  const share = (line: ReadonlySet<string>, itself: 0 | 1) => {
    let shared = 0;
    for (const word of line) if ((spread.get(word) ?? 0) > itself) shared++;
    return line.size === 0 ? 0 : shared / line.size;
  };
  const shares = lines
    .slice(1)
    .filter((line) => line.size >= FEW)
    .map((line) => share(line, 1))
    .sort((a, b) => a - b);
  const floor = Math.max(LEAST, OFF_TOPIC * (shares[shares.length >> 1] ?? 0));
  return (line) => {
    const own = topicWords(line);
    return own.size >= FEW && share(own, 0) >= floor;
  };
}
