/** Names of English text by the trained tagger. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Gazetteer } from '../gazetteer.ts';
import type { Mention } from '../names.ts';
import { isShouted, type Sentence } from '../tokens.ts';
import { featureReader, MOST_ROWS } from './features.ts';
import { wordLists } from './lists.ts';
import { addScores, bestTags, spansOf, unpack } from './model.ts';

const WEIGHTS = fileURLToPath(new URL('./weights.bin.gz', import.meta.url));

/** The names in the sentences of one document. */
export type Tagger = (document: readonly Sentence[]) => Mention[];

/** Returns a function that finds the names in the sentences of one English document. Reads the weights once. */
export function createTagger(gazetteer: Gazetteer, weights: string = WEIGHTS): Tagger {
  const model = unpack(readFileSync(weights));
  const featuresOf = featureReader(wordLists(gazetteer));
  const rows = new Int32Array(MOST_ROWS);
  return (document) => {
    const mentions: Mention[] = [];
    const features = featuresOf(document);
    document.forEach((sentence, s) => {
      features.enter(s);
      const tags = bestTags(model, sentence.length, (token, scores) => {
        if (!isNearOther(sentence, token)) return false;
        addScores(model, rows, features.rows(token, rows), scores);
        return true;
      });
      for (const { from, to, type } of spansOf(tags)) {
        const [first, last] = [sentence[from], sentence[to - 1]];
        // among capitals `US` is as likely us
        const unsure = from + 1 === to && (first?.text.length ?? 0) < 4 && isShouted(sentence);
        if (first && last && !unsure) mentions.push({ start: first.start, end: last.end, type });
      }
    });
    return mentions;
  };
}

/** Small words a name may have in a row, on either side of a middle: `Office of the … of the North`. */
const REACH = 2;

/** Whether a token has a capital (or a letter of a script without), or stands near one: no name is without, so the others need no tagging. */
function isNearOther(sentence: Sentence, token: number): boolean {
  for (let at = token - REACH; at <= token + REACH; at++) if (sentence[at]?.form.hasOther) return true;
  return false;
}
