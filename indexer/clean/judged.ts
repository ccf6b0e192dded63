/** A page on which it is decided what goes: what each block that goes is asked when it gets its kind. */
import type { Why } from '../draft.ts';
import { words } from '../text/words.ts';
import type { Cues } from './cues.ts';
import { endsSentence, isCutOff } from './measure.ts';
import { once } from './once.ts';
import type { Page } from './page.ts';
import type { RuleHits } from './rules.ts';
import { sharesSpread, type Vocabulary } from './vocabulary.ts';

export interface Judged {
  readonly page: Page;
  readonly hits: RuleHits;
  readonly cues: Cues;
  /** Whether each block goes, by a rule or by the classifier. */
  readonly going: readonly boolean[];
  /** Index of the first and last block of the article's text; both -1 where nothing stays. */
  readonly first: number;
  readonly last: number;
  /** Index of the headline, -1 where it has no block of its own. */
  readonly titleAt: number;
  /** Whether each block is a line rather than a text: lighter than a headline, no sentence. */
  readonly short: readonly boolean[];
  /** How many of the words of some lines stand in what stays, and how many words they have; `text` is what they say. */
  readonly told: (lines: readonly number[], text: string) => readonly [told: number, words: number];
  /** Share of a block's longer words that stand in what stays, 0..1; 1 where it has none to compare. */
  readonly shared: (at: number) => number;
}

/** Gives a block its kind, or leaves it to the next in line. */
export type Witness = (judged: Judged, at: number) => Why | undefined;

/** A line lighter than this is an entry of a menu, a name or a label; a headline weighs more. */
export const HEADLINE_MASS = 24;
/** Characters of the article whose words are known: enough for its topic and for its language's small words. */
const KNOWN_LENGTH = 20_000;

export function judge(page: Page, stays: readonly boolean[], hits: RuleHits, cues: Cues): Judged {
  const going = page.blocks.map((block, at) => block !== page.title && (!stays[at] || hits.going.has(block)));
  const isText = (at: number) => !going[at] && page.blocks[at] !== page.title;
  const texts = page.blocks.map((_, at) => at).filter(isText);
  /** The blocks of the article whose words are known. */
  const article = once(() => {
    let length = 0;
    const known = texts.findIndex((at) => {
      length += page.blocks[at]?.text.length ?? 0;
      return length >= KNOWN_LENGTH;
    });
    return known < 0 ? texts : texts.slice(0, known + 1);
  });
  const counted = once(() => wordsTold(page, article()));
  const shares = once(() => sharesTold(page.vocabulary(), article()));
  return {
    page,
    hits,
    cues,
    going,
    first: texts[0] ?? -1,
    last: texts.at(-1) ?? -1,
    titleAt: page.title ? page.blocks.indexOf(page.title) : -1,
    short: page.blocks.map(
      ({ text }, at) => (page.mass[at] ?? 0) < HEADLINE_MASS && (!endsSentence(text) || isCutOff(text)),
    ),
    told: (lines, text) => counted()(lines, text),
    shared: (at) => shares()[at] ?? 1,
  };
}

/** Counts the words of lines that stand in the article: by their numbers where these are known, else as strings. */
function wordsTold(page: Page, article: readonly number[]): Judged['told'] {
  const { words: lists, wordCount, isWhole } = page.vocabulary();
  const numbers = new Uint8Array(wordCount);
  for (const at of article)
    for (let i = lists.starts[at] as number; i < (lists.starts[at + 1] as number); i++)
      numbers[lists.numbers[i] as number] = 1;
  const strings = once(
    () => new Set(article.flatMap((at) => words(page.blocks[at]?.text.toLowerCase() ?? ''))),
  );
  const isKnown = article.every((at) => isWhole[at] === 1);
  return (lines, text) => {
    const length = lines.reduce((sum, at) => sum + (page.blocks[at]?.text.length ?? 0) + 1, -1);
    if (!isKnown || length !== text.length || !lines.every((at) => isWhole[at] === 1)) {
      const own = words(text.toLowerCase());
      return [own.filter((word) => strings().has(word)).length, own.length];
    }
    let told = 0;
    let all = 0;
    for (const at of lines) {
      const end = lists.starts[at + 1] as number;
      for (let i = lists.starts[at] as number; i < end; i++) {
        told += numbers[lists.numbers[i] as number] as number;
        all++;
      }
    }
    return [told, all];
  };
}

/** Share of each block's longer words that stand in the blocks of the article. */
function sharesTold({ topics, size }: Vocabulary, article: readonly number[]): Float64Array {
  const told = new Int32Array(size);
  for (const at of article)
    for (let i = topics.starts[at] as number; i < (topics.starts[at + 1] as number); i++)
      told[topics.numbers[i] as number] = 1;
  return sharesSpread(topics, told, () => 1, 1);
}

/** Characters of a line that a reason quotes. */
const SHOWN = 40;

/** A line as a reason quotes it. */
export function shown(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN).trimEnd()}…` : line;
}
