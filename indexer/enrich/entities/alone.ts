/**
 * Known people whose surname stands alone in a text: `Merkel said`. It is theirs unless the text gives it to another one,
 * `Max Merkel`; a text that does not say so with a single mention says nothing.
 */
import type { KnownEntity } from '../../../config/schema.ts';
import type { KnownSpan } from './gazetteer.ts';
import { isHeadline, isShouted, type Sentence } from './tokens.ts';

/** Tokens of the longest title that is looked for before a surname. */
const LONGEST_TITLE = 4;

/**
 * Those of the known people found in the sentences whose surname is theirs.
 * @param whole the names that are found in full: they come before a surname within them
 * @param titleLength tokens of the title that begins at a token, 0 for none
 */
export function standAlone(
  sentences: readonly Sentence[],
  spans: readonly (readonly KnownSpan[])[],
  whole: readonly (readonly KnownSpan[])[],
  titleLength: (sentence: Sentence, at: number) => number,
): ReadonlySet<KnownEntity> {
  const theirs = new Set<KnownEntity>();
  const others = new Set<KnownEntity>();
  spans.forEach((found, i) => {
    for (const { alone, known, from } of found) {
      const sentence = sentences[i] as Sentence;
      if (!alone) continue;
      const within = whole[i]?.find((span) => span.from <= from && from < span.to);
      if (within && within.known !== known) others.add(known); // `Michelle Obama`
      if (within || isShouted(sentence)) continue;
      if (!sentence[from - 1]?.form.startsUpper || isTitled(sentence, from, titleLength)) theirs.add(known);
      // The first word of a sentence, and any in a headline, may be one that has no capital elsewhere.
      else if (from > 1 && !isHeadline(sentence)) others.add(known);
    }
  });
  for (const known of others) theirs.delete(known);
  return theirs;
}

/** Whether the words before a token are a title: `Bundeskanzlerin Merkel`. */
function isTitled(
  sentence: Sentence,
  at: number,
  titleLength: (sentence: Sentence, at: number) => number,
): boolean {
  for (let length = 1; length <= Math.min(at, LONGEST_TITLE); length++)
    if (titleLength(sentence, at - length) === length) return true;
  return false;
}
