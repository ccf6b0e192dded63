/** What the page's own paragraphs say about a block: its commonest words stand for the language, its rarer ones for the topic. */
import { fold, words } from '../text/words.ts';
import type { Page } from './page.ts';

/** The commonest words of a page's prose are the function words of its language, whichever that is. */
const COMMON_WORDS = 40;
/** Characters of one block that are looked at. */
const LOOKED_AT = 1_500;
/** Letters of a word that count when words are compared, so that `river` and `rivers` agree. */
const STEM = 5;

export interface Vocabulary {
  /** Share of the block's words that are among the commonest of the page's prose, 0..1. */
  readonly common: readonly number[];
  /** Share of the block's longer words that stand in two or more other paragraphs of the page, 0..1. */
  readonly topical: readonly number[];
  /** Share of the block's longer words that stand in the headline, or in what the page's head states for one. */
  readonly titled: readonly number[];
}

/** Beginnings of the longer words of a text; one character each in scripts without spaces, two of Hangul. */
export function stems(text: string): Set<string> {
  const found = new Set<string>();
  for (const word of words(fold(text.slice(0, LOOKED_AT)))) {
    const code = word.charCodeAt(0);
    if (code >= 0xac00 || (code >= 0x1100 && code < 0x1200)) found.add(word.slice(0, 2));
    else if (code >= 0x2e80) found.add(word);
    else if (word.length >= 4 || /^\p{N}{2,}$/u.test(word)) found.add(word.slice(0, STEM));
  }
  return found;
}

/** Counts once over the page; linear in its text. */
export function vocabulary(page: Page, titles: readonly string[]): Vocabulary {
  const tokens = page.blocks.map((block) => words(block.text.slice(0, LOOKED_AT).toLowerCase()));
  const stemmed = page.blocks.map((block) => stems(block.text));
  const count = new Map<string, number>();
  const spread = new Map<string, number>();
  page.blocks.forEach((_, at) => {
    if (!page.prose[at]) return;
    for (const word of tokens[at] ?? []) count.set(word, (count.get(word) ?? 0) + 1);
    for (const stem of stemmed[at] ?? []) spread.set(stem, (spread.get(stem) ?? 0) + 1);
  });
  const commonest = new Set(
    [...count]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, COMMON_WORDS)
      .map(([word]) => word),
  );
  const titleStems = new Set(titles.flatMap((title) => [...stems(title)]));
  const share = (all: readonly string[], is: (one: string) => boolean) =>
    all.length ? all.filter(is).length / all.length : 0;
  return {
    common: tokens.map((own) => share(own, (word) => commonest.has(word))),
    topical: stemmed.map((own, at) => {
      const itself = page.prose[at] ? 1 : 0;
      return share([...own], (stem) => (spread.get(stem) ?? 0) - itself >= 2);
    }),
    titled: stemmed.map((own) => share([...own], (stem) => titleStems.has(stem))),
  };
}
