/** What is searched for in a made corpus: words, phrases, typos and filters as people combine them, in any number. */
import type { Materials } from '../corpus/articles.ts';
import { articleOf, sourceOf } from '../corpus/articles.ts';
import { zipf } from '../corpus/wording.ts';
import { type Chance, chanceOf } from '../stories/random.ts';

/** How often each kind of search comes, in percent. */
const KINDS = { words: 45, one: 20, phrase: 10, typo: 10, filtered: 15 } as const;
type Kind = keyof typeof KINDS;

/** Distinct searches as query strings, each always the same for its number. */
export function searchesOf(materials: Materials, seed: string, articles: number, count: number): string[] {
  const found = new Set<string>();
  for (let number = 0; found.size < count; number++) {
    const chance = chanceOf(`${seed} search ${number}`);
    const article = articleOf(materials, seed, chance.between(0, articles - 1));
    const sentence = (article.paragraphs[0] ?? '')
      .split(/[^\p{L}\p{M}’']+/u)
      .filter((word) => word.length > 3);
    if (sentence.length < 4) continue;
    found.add(
      new URLSearchParams(searchOf(kindOf(chance), sentence, article.source.language, chance)).toString(),
    );
  }
  return [...found];
}

function searchOf(
  kind: Kind,
  words: readonly string[],
  language: Parameters<typeof sourceOf>[0],
  chance: Chance,
): Record<string, string> {
  const at = chance.between(0, words.length - 3);
  const word = words[at] ?? '';
  switch (kind) {
    case 'one':
      return { q: word };
    case 'words':
      return { q: `${word} ${chance.pick(words)}` };
    case 'phrase':
      return { q: `"${words.slice(at, at + 2).join(' ')}"` };
    case 'typo':
      return { q: word.slice(0, 2) + word.slice(3) };
    case 'filtered':
      return {
        q: word,
        source: sourceOf(language, zipf(chance, 25)).name,
        from: `20${chance.between(19, 22)}-01-01`,
      };
  }
}

function kindOf(chance: Chance): Kind {
  let lot = chance.next() * 100;
  for (const kind of Object.keys(KINDS) as Kind[]) {
    lot -= KINDS[kind];
    if (lot < 0) return kind;
  }
  return 'words';
}
