/** Names of English text by the trained tagger. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KnownSpan } from '../gazetteer.ts';
import type { Mention } from '../names.ts';
import { isNearOther, isShouted, type Sentence } from '../tokens.ts';
import { Features, MOST_ROWS } from './features.ts';
import { knownWords } from './known-words.ts';
import { lexicon } from './lists.ts';
import { addScores, decoder, spansOf, unpack } from './model.ts';
import { createSportSense } from './sport.ts';
import { Sums } from './sums.ts';

const WEIGHTS = fileURLToPath(new URL('./weights.bin.gz', import.meta.url));

/** The names in the sentences of one document; `known` is what the gazetteer finds in each. */
export type Tagger = (document: readonly Sentence[], known: readonly (readonly KnownSpan[])[]) => Mention[];

/**
 * Returns a function that finds the names in the sentences of one English document. It reads the weights when it is first
 * called: a run over pages in other languages needs none. @param sport words of matches and results
 */
export function createTagger(sport: readonly string[], weights: string = WEIGHTS): Tagger {
  let made: Tagger | undefined;
  return (document, known) => {
    made ??= loadTagger(sport, weights);
    return made(document, known);
  };
}

function loadTagger(sport: readonly string[], weights: string): Tagger {
  const model = unpack(readFileSync(weights));
  const features = new Features({
    classOf: lexicon(),
    knownWords: knownWords(),
    isAboutSport: createSportSense(sport),
  });
  const sums = new Sums(features.words, model);
  const bestTags = decoder(model);
  const rows = new Int32Array(MOST_ROWS);
  return (document, known) => {
    const mentions: Mention[] = [];
    if (features.read(document)) sums.clear();
    document.forEach((sentence, s) => {
      if (!sentence.some(({ form }) => form.hasOther)) return;
      features.enter(s, known[s] ?? []);
      const tags = bestTags(sentence.length, (token, scores) => {
        if (!isNearOther(sentence, token)) return false;
        sums.add(rows, features.parts(token, rows), scores);
        addScores(model, rows, features.rows(token, rows), scores);
        return true;
      });
      for (const { from, to, type } of spansOf(tags)) {
        const [first, last] = [sentence[nameStart(sentence, from, to)], sentence[to - 1]];
        const isTeam = features.isSport && type === 'org';
        // among capitals `US` is as likely us
        const unsure = from + 1 === to && (first?.text.length ?? 0) < 4 && isShouted(sentence);
        if (first && last && !unsure)
          mentions.push({ start: first.start, end: last.end, type, ...(isTeam ? { isTeam } : {}) });
      }
    });
    return mentions;
  };
}

/** Where the name begins in a span: `UN-backed` before it is said of it, and no part of it. */
function nameStart(sentence: Sentence, from: number, to: number): number {
  const isSaid =
    from + 3 < to &&
    sentence[from + 1]?.text === '-' &&
    sentence[from + 2]?.form.startsLower &&
    sentence[from + 3]?.form.startsUpper;
  return isSaid ? from + 3 : from;
}
