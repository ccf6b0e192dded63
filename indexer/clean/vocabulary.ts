/** The words of a page, each block's as numbers: its commonest words stand for the language, its rarer ones for the topic. */
import { fold, words } from '../text/words.ts';
import type { Page } from './page.ts';

/** The commonest words of a page's prose are the function words of its language, whichever that is. */
const COMMON_WORDS = 40;
/** Characters of one block that are looked at. */
const LOOKED_AT = 1_500;
/** Letters of a word that count when words are compared, so that `river` and `rivers` agree. */
const STEM = 5;
/** A shorter capitalised word is an article or an initial rather than a name. */
const NAME_LENGTH = 4;

export interface Vocabulary {
  /** Share of the block's words that are among the commonest of the page's prose, 0..1. */
  readonly common: Float64Array;
  /** Stems of each block, each once, as numbers from 0 on. */
  readonly stems: readonly (readonly number[])[];
  /** Stems of the capitalised words of each block but its first word. */
  readonly names: readonly (readonly number[])[];
  /** How many stems the page has. */
  readonly size: number;
}

/** The part of a word that is compared; undefined for a word too short to tell a topic. */
function stemOf(word: string): string | undefined {
  const code = word.charCodeAt(0);
  if (code >= 0xac00 || (code >= 0x1100 && code < 0x1200)) return word.slice(0, 2);
  if (code >= 0x2e80) return word;
  return word.length >= 4 || /^\p{N}{2,}$/u.test(word) ? word.slice(0, STEM) : undefined;
}

/** Beginnings of the longer words of a text; one character each in scripts without spaces, two of Hangul. */
export function stems(text: string): Set<string> {
  const found = new Set<string>();
  for (const word of words(fold(text.slice(0, LOOKED_AT)))) {
    const stem = stemOf(word);
    if (stem !== undefined) found.add(stem);
  }
  return found;
}

/** Reads every block once; linear in the page's text. */
export function vocabulary(page: Page): Vocabulary {
  const wordIds = new Map<string, number>();
  const stemIds = new Map<string, number>();
  /** Stem of each word, -1 where it has none. */
  const stemOfWord: number[] = [];
  const count: number[] = [];
  const idOf = (word: string): number => {
    const there = wordIds.get(word);
    if (there !== undefined) return there;
    const id = wordIds.size;
    wordIds.set(word, id);
    count.push(0);
    const stem = stemOf(fold(word));
    const known = stem === undefined ? -1 : (stemIds.get(stem) ?? stemIds.size);
    if (stem !== undefined) stemIds.set(stem, known);
    stemOfWord.push(known);
    return id;
  };
  const stemmed: number[][] = [];
  const names: number[][] = [];
  const tokens = page.blocks.map((block, at) => {
    const own = words(block.text.slice(0, LOOKED_AT));
    const named: number[] = [];
    const ids = own.map((word, i) => {
      const lower = word.toLowerCase();
      const id = idOf(lower);
      const stem = stemOfWord[id] as number;
      if (i > 0 && stem >= 0 && word.length >= NAME_LENGTH && word.charCodeAt(0) !== lower.charCodeAt(0))
        named.push(stem);
      return id;
    });
    if (page.prose[at]) for (const id of ids) count[id] = (count[id] as number) + 1;
    const distinct = new Set<number>();
    for (const id of ids) if ((stemOfWord[id] as number) >= 0) distinct.add(stemOfWord[id] as number);
    stemmed.push([...distinct]);
    names.push(named);
    return ids;
  });
  const isCommon = commonest(count);
  return {
    common: Float64Array.from(tokens, (ids) => shareOf(ids, (id) => isCommon[id] === 1)),
    stems: stemmed,
    names,
    size: stemIds.size,
  };
}

/** Flags for the words that come most often; of equally frequent ones those met first. */
function commonest(count: readonly number[]): Uint8Array {
  const flags = new Uint8Array(count.length);
  const met = count.flatMap((times, id) => (times > 0 ? [id] : []));
  met.sort((a, b) => (count[b] as number) - (count[a] as number) || a - b);
  for (const id of met.slice(0, COMMON_WORDS)) flags[id] = 1;
  return flags;
}

/** Share of the numbers of which something holds; 0 where there are none. */
export function shareOf(all: readonly number[], is: (one: number) => boolean): number {
  let found = 0;
  for (const one of all) if (is(one)) found++;
  return all.length > 0 ? found / all.length : 0;
}

/** In how many of the chosen blocks each stem of the page stands. */
export function spreadOf({ stems, size }: Vocabulary, chosen: (at: number) => boolean): Int32Array {
  const spread = new Int32Array(size);
  stems.forEach((own, at) => {
    if (chosen(at)) for (const stem of own) spread[stem] = (spread[stem] as number) + 1;
  });
  return spread;
}
