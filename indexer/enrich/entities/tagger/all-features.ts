/** The features of whole documents, as training wants them: they take many times the room of the text. */
import type { Sentence } from '../tokens.ts';
import { Features, MOST_ROWS, type WordLists } from './features.ts';

/** Returns what gives the features of each token of each sentence of a document. */
export function featureMaker(
  lists: WordLists,
): (document: readonly Sentence[]) => Iterable<readonly Int32Array[]> {
  const features = new Features(lists);
  const rows = new Int32Array(MOST_ROWS);
  const parts = new Int32Array(MOST_ROWS);
  return function* (document) {
    features.read(document);
    for (const [s, sentence] of document.entries()) {
      features.enter(s, lists.namesIn(sentence));
      yield sentence.map((_, token) => {
        let size = features.rows(token, rows);
        const count = features.parts(token, parts);
        for (const part of parts.subarray(0, count)) size += features.words.rowsOf(part, rows.subarray(size));
        return rows.slice(0, size);
      });
    }
  };
}
