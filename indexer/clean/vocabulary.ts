/** The words of a page, each block's as numbers: its commonest words stand for the language, its rarer ones for the topic. */
import type { Block } from '../draft.ts';
import { fold, words } from '../text/words.ts';
import { Lister, type Lists, widened } from './lists.ts';
import { Numbering } from './numbering.ts';
import { foldedUnit, isWordUnit, MANY, ODD, wordUnit } from './word-units.ts';

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
  readonly stems: Lists;
  /** Stems of the capitalised words of each block but its first word. */
  readonly names: Lists;
  /** As `stems`, but of the folded text rather than of folded words: "№ 5" has the word "no". */
  readonly topics: Lists;
  /** How many stems the page has. */
  readonly size: number;
  /** The words of each block in small letters, and how many different ones there are. */
  readonly words: Lists;
  readonly wordCount: number;
  /** Whether these are surely all words of the block, not only those it begins with: 1 or 0. */
  readonly isWhole: Uint8Array;
}

/** The part of a word that is compared; undefined for a word too short to tell a topic. */
function stemOf(word: string): string | undefined {
  const code = word.charCodeAt(0);
  if (code >= 0xac00 || (code >= 0x1100 && code < 0x1200)) return word.slice(0, 2);
  if (code >= 0x2e80) return word;
  return word.length >= 4 || /^\p{N}{2,}$/u.test(word) ? word.slice(0, STEM) : undefined;
}

/** What words are numbered in; the room is used again page after page. */
const wordNumbers = new Numbering();
const stemNumbers = new Numbering();
/** The words of all blocks, the stems of those with a capital, and the lists that are made of these. */
const tokens = new Lister();
const named = new Lister();
const listed = new Lister();
/** Stem of each word of the page, -1 where it has none. */
let stemOfWord = new Int32Array(2 ** 10);
/** The word that is being read, in small letters, and the same folded: one character folds to 18 at most. */
const lower = new Uint16Array(3 * LOOKED_AT);
const folded = new Uint16Array(18 * LOOKED_AT);

/** Reads every block once; linear in the page's text. */
export function vocabulary(page: {
  readonly blocks: readonly Block[];
  readonly prose: readonly boolean[];
}): Vocabulary {
  for (const scratch of [wordNumbers, stemNumbers, tokens, named]) scratch.clear();
  const odd: number[] = [];
  const isWhole = new Uint8Array(page.blocks.length);
  page.blocks.forEach(({ text }, at) => {
    if (!readWords(text)) odd.push(at);
    else if (text.length <= LOOKED_AT) isWhole[at] = 1;
    tokens.end();
    named.end();
  });
  const all = tokens.lists();
  const stems = stemsOf(all);
  const topics = odd.length === 0 ? stems : withTopics(stems, odd, page.blocks);
  return {
    common: commonShares(page.prose, all),
    stems,
    names: named.lists(),
    topics,
    size: stemNumbers.size,
    words: all,
    wordCount: wordNumbers.size,
    isWhole,
  };
}

/** Adds the words of a text to `tokens`. Returns whether its stems are surely those of the folded text. */
function readWords(text: string): boolean {
  const end = Math.min(text.length, LOOKED_AT);
  let isPlain = true;
  let length = 0;
  for (let at = 0; at < end; at++) {
    const own = wordUnit(text.charCodeAt(at));
    if (isWordUnit(own)) {
      lower[length++] = own;
    } else if (own === MANY) {
      tokens.undo();
      named.undo();
      readCharacters(text.slice(0, end));
      return false;
    } else {
      if (own === ODD) isPlain = false;
      if (length > 0) addWord(length, text.charCodeAt(at - length));
      length = 0;
    }
  }
  if (length > 0) addWord(length, text.charCodeAt(end - length));
  return isPlain;
}

/** The same for a text with characters that are not told unit by unit. */
function readCharacters(text: string): void {
  for (const word of words(text)) {
    const small = word.toLowerCase();
    for (let i = 0; i < small.length; i++) lower[i] = small.charCodeAt(i);
    addWord(small.length, word.charCodeAt(0), word.length);
  }
}

/** Adds the word in `lower`, which starts with the unit `first` in the text and has `written` units there. */
function addWord(length: number, first: number, written = length): void {
  const met = wordNumbers.size;
  const word = wordNumbers.of(lower, length);
  if (word === met) {
    if (word === stemOfWord.length) stemOfWord = widened(stemOfWord, 2 * word);
    stemOfWord[word] = stemNumber(length);
  }
  const stem = stemOfWord[word] as number;
  const isName = tokens.length > tokens.start && written >= NAME_LENGTH && first !== lower[0];
  if (isName && stem >= 0) named.add(stem);
  tokens.add(word);
}

/** The number of the stem of the word in `lower`, -1 where it has none: that of `stemOf`, without making strings. */
function stemNumber(length: number): number {
  for (let i = 0; i < length; i++) {
    const own = foldedUnit(lower[i] as number);
    if (own === MANY) return numberOf(stemOf(fold(String.fromCharCode(...lower.subarray(0, length)))));
    folded[i] = own;
  }
  const first = folded[0] as number;
  if (first < 0x1100 && length >= 4) return stemNumbers.of(folded, Math.min(length, STEM));
  if (first >= 0x61 && first <= 0x7a) return -1;
  return numberOf(stemOf(String.fromCharCode(...folded.subarray(0, length))));
}

function numberOf(stem: string | undefined): number {
  if (stem === undefined) return -1;
  for (let i = 0; i < stem.length; i++) folded[i] = stem.charCodeAt(i);
  return stemNumbers.of(folded, stem.length);
}

/** The stems of the words of each block, each once. */
function stemsOf({ numbers, starts }: Lists): Lists {
  listed.clear();
  /** The last block each stem was met in. */
  const metIn = new Int32Array(stemNumbers.size).fill(-1);
  for (let at = 0; at + 1 < starts.length; at++) {
    const end = starts[at + 1] as number;
    for (let i = starts[at] as number; i < end; i++) {
      const stem = stemOfWord[numbers[i] as number] as number;
      if (stem < 0 || metIn[stem] === at) continue;
      metIn[stem] = at;
      listed.add(stem);
    }
    listed.end();
  }
  return listed.lists();
}

/** The same lists, but for some blocks those of their folded text. */
function withTopics({ numbers, starts }: Lists, odd: readonly number[], blocks: readonly Block[]): Lists {
  listed.clear();
  let next = 0;
  blocks.forEach(({ text }, at) => {
    if (odd[next] === at) {
      next++;
      for (const topic of topicsOf(text)) listed.add(topic);
    } else
      for (let i = starts[at] as number; i < (starts[at + 1] as number); i++)
        listed.add(numbers[i] as number);
    listed.end();
  });
  return listed.lists();
}

/** Beginnings of the longer words of a folded text; one character each in scripts without spaces, two of Hangul. */
function topicsOf(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const word of words(fold(text.slice(0, LOOKED_AT)))) {
    const stem = numberOf(stemOf(word));
    if (stem >= 0) found.add(stem);
  }
  return found;
}

/** Share of each block's words that are among the commonest of the prose. */
function commonShares(prose: readonly boolean[], { numbers, starts }: Lists): Float64Array {
  const count = new Int32Array(wordNumbers.size);
  prose.forEach((isProse, at) => {
    if (!isProse) return;
    const end = starts[at + 1] as number;
    for (let i = starts[at] as number; i < end; i++) {
      const word = numbers[i] as number;
      count[word] = (count[word] as number) + 1;
    }
  });
  const isCommon = commonest(count);
  const shares = new Float64Array(prose.length);
  for (let at = 0; at < shares.length; at++) {
    const start = starts[at] as number;
    const end = starts[at + 1] as number;
    let found = 0;
    for (let i = start; i < end; i++) found += isCommon[numbers[i] as number] as number;
    if (end > start) shares[at] = found / (end - start);
  }
  return shares;
}

/** Flags for the words that come most often; of equally frequent ones those met first. */
function commonest(count: Int32Array): Uint8Array {
  const most = count.reduce((max, times) => Math.max(max, times), 0);
  /** How many words come so often. */
  const frequent = new Int32Array(most + 1);
  for (const times of count) frequent[times] = (frequent[times] as number) + 1;
  let left = COMMON_WORDS;
  let least = most;
  while (least > 0 && (frequent[least] as number) <= left) left -= frequent[least--] as number;
  const flags = new Uint8Array(count.length);
  for (let word = 0; word < count.length; word++) {
    const times = count[word] as number;
    if (times > least || (times === least && times > 0 && left-- > 0)) flags[word] = 1;
  }
  return flags;
}

/** In how many of the chosen blocks each stem of the page stands. */
export function spreadOf({ stems, size }: Vocabulary, chosen: (at: number) => boolean): Int32Array {
  const { numbers, starts } = stems;
  const spread = new Int32Array(size);
  for (let at = 0; at + 1 < starts.length; at++) {
    if (!chosen(at)) continue;
    const end = starts[at + 1] as number;
    for (let i = starts[at] as number; i < end; i++) {
      const stem = numbers[i] as number;
      spread[stem] = (spread[stem] as number) + 1;
    }
  }
  return spread;
}

/** Share of each block's numbers that stand for at least `least` in `spread`; `none` where a block has no numbers. */
export function sharesSpread(
  { numbers, starts }: Lists,
  spread: Int32Array,
  least: (at: number) => number,
  none: number,
): Float64Array {
  const shares = new Float64Array(starts.length - 1).fill(none);
  for (let at = 0; at < shares.length; at++) {
    const start = starts[at] as number;
    const end = starts[at + 1] as number;
    const limit = least(at);
    let found = 0;
    for (let i = start; i < end; i++) if ((spread[numbers[i] as number] as number) >= limit) found++;
    if (end > start) shares[at] = found / (end - start);
  }
  return shares;
}
