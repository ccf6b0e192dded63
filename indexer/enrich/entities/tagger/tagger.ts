/** Names of English text by the trained tagger. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Gazetteer } from '../gazetteer.ts';
import type { Mention } from '../names.ts';
import { isShouted, type Sentence } from '../tokens.ts';
import { featureMaker } from './features.ts';
import { wordLists } from './lists.ts';
import { decode, spansOf, unpack } from './model.ts';

const WEIGHTS = fileURLToPath(new URL('./weights.bin.gz', import.meta.url));

/** The names in the sentences of one document. */
export type Tagger = (document: readonly Sentence[]) => Mention[];

/** Returns a function that finds the names in the sentences of one English document. Reads the weights once. */
export function createTagger(gazetteer: Gazetteer, weights: string = WEIGHTS): Tagger {
  const model = unpack(readFileSync(weights));
  const featuresOf = featureMaker(wordLists(gazetteer));
  return (document) => {
    const mentions: Mention[] = [];
    let at = 0;
    for (const features of featuresOf(document)) {
      const sentence = document[at++] ?? [];
      for (const { from, to, type } of spansOf(decode(model, features))) {
        const [first, last] = [sentence[from], sentence[to - 1]];
        // among capitals `US` is as likely us
        const unsure = from + 1 === to && (first?.text.length ?? 0) < 4 && isShouted(sentence);
        if (first && last && !unsure) mentions.push({ start: first.start, end: last.end, type });
      }
    }
    return mentions;
  };
}
