/** The language of a text by franc, with a configured list of candidates and an explicit floor. */
import { francAll } from 'franc';
import type { IndexFile } from '../../config/schema.ts';
import { countLetters } from './words.ts';

export const UNKNOWN_LANGUAGE = 'und';

/** How much better (franc's score, 0..1) the best candidate must be than the second to be believed on short text. */
const MARGIN = 0.02;
/** Letters from which franc is believed whatever the margin: about two lines of a paragraph. */
const ENOUGH_LETTERS = 120;

export type LanguageGuess = { readonly language: string; readonly score: number };

/**
 * Returns a guesser: the code that stands in the facet (ISO 639-1 where there is one) or `und` when the text is
 * shorter than the floor or no candidate is clearly ahead. franc reads the first 2,048 characters only.
 */
export function languageGuesser(
  index: Pick<IndexFile, 'languages' | 'languageFloor'>,
): (text: string) => LanguageGuess {
  const only = Object.keys(index.languages);
  return (text) => {
    const letters = countLetters(text);
    if (letters < index.languageFloor) return { language: UNKNOWN_LANGUAGE, score: 0 };
    const [best, second] = francAll(text, { only, minLength: 1 });
    if (!best || best[0] === UNKNOWN_LANGUAGE) return { language: UNKNOWN_LANGUAGE, score: 0 };
    const ahead = best[1] - (second?.[1] ?? 0);
    if (letters < ENOUGH_LETTERS && ahead < MARGIN) return { language: UNKNOWN_LANGUAGE, score: best[1] };
    return { language: index.languages[best[0]] ?? UNKNOWN_LANGUAGE, score: best[1] };
  };
}
