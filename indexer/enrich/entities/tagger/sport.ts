/** Whether a document is about sport, where a country or a town may be the name of a team. */
import { formOf } from '../forms.ts';
import { FEW, sieveOf } from '../sieve.ts';
import type { Sentence } from '../tokens.ts';

/** Different words of sport, and the most words of any kind there may be for one of sport. */
const DIFFERENT = 3;
const WORDS_FOR_ONE = 40;

/** Returns whether the sentences of a document are about sport. @param words of matches, results and players */
export function createSportSense(words: readonly string[]): (document: readonly Sentence[]) => boolean {
  const known = new Set(words);
  const mayBe = sieveOf(
    words.map((word) => formOf(word).hash),
    FEW,
  );
  return (document) => {
    const found = new Set<string>();
    let count = 0;
    let all = 0;
    for (const sentence of document)
      for (const { form } of sentence) {
        if (form.isWord) all++;
        const plain = form.text === form.lower ? form : formOf(form.lower);
        if (!mayBe(plain.hash) || !known.has(plain.text)) continue;
        found.add(plain.text);
        count++;
      }
    return found.size >= DIFFERENT && count * WORDS_FOR_ONE >= all;
  };
}
