/** How a text ends: whole, or broken off, in any script. */
import type { Block } from '../../draft.ts';

/** A paragraph that weighs less is a label, a credit or a score: how it ends tells nothing. */
const PROSE_WEIGHT = 50;
/** What a letter weighs in a script that writes words in one or two. */
const DENSE_LETTER = 2.5;
/** Of the other paragraphs, this share must end on a sentence's end before a missing one means anything. */
const HABIT = 0.7;
/** More paragraphs than this that end in dots are the writer's manner, or teasers of other pages. */
const MANNER = 2;
/** So often must a word stand inside sentences, and never at an end, to be one that sentences don't end on. */
const INNER_WORD = 3;
const INNER_SHARE = 0.004;
const INNER_LETTER = 5;
/** Characters at the end in which a bracket is looked for, and of a quotation in the evidence. */
const LAST_CHARACTERS = 200;
/** Characters in which an ending shows itself: one line may be a whole book, and an address without an end. */
const END_CHARACTERS = 400;
const TAIL = 60;
/** Units that dots, or a mark in brackets behind them, take at most. */
const MARK_CHARACTERS = 80;
/** Characters of the text that are read for the words it uses. */
const SAMPLE = 20_000;

/**
 * `cut-mark`: the mark of an editor or a feed that text was left out, `[…]`. `ellipsis`: three dots. `broken`: in the
 * midst of a sentence or a word, for sure. `open`: no mark of a sentence's end, where the text's other paragraphs
 * have one. `signed`: the writer's initials, an agency or an end mark close it.
 */
export type EndingKind = 'cut-mark' | 'ellipsis' | 'broken' | 'open' | 'whole' | 'signed';
export interface Ending {
  readonly kind: EndingKind;
  /** The last words, to quote. */
  readonly tail: string;
}

const CUT_MARK = /(?:[[(]\s?(?:…|\.{3})\s?[\])]|(?:…|\.{3})\s?\[[^\]]{1,30}\])$/u;
const ELLIPSIS = /\s?(?:…|\.{2,4}|。{3})["'”’»」』]?$/u;
/** Ends that say nothing: addresses and hashtags close many texts, smileys too. */
const NO_PROSE = /(?:https?:|www\.|[@#])\S*$|\S+\.[a-z]{2,6}(?:\/\S*)?$|[:;]-?[)(DP]$/iu;
/** Letters, digits and their marks: a text that stops on one has no sentence's end. The magazines' ♦ is no letter. */
const UNFINISHED = /^[\p{L}\p{M}\p{N}]$/u;
/** Signs no sentence ends on: an opening bracket or quotation mark, a comma, a dash. */
const DANGLING = /[,،、，([{（「『«„¿¡&/]$|[\p{L}\p{N}]\s?[-–—]$/u;
/** Initials or a name after a dash, a code in brackets after the last full stop, the magazines' mark: a piece's end. */
const SIGNED =
  /(?:[.!?…。]["”»]?\s?[—–-]\s?\p{Lu}[\p{L}\p{M} .'’-]{2,30}|[.!?]["”»]?\s(?:\([\p{L}/. -]{2,24}\)|(?:\p{Lu}\p{Ll}?){1,4}|\p{Ll}{2,3})|[—–-]\s[\p{L} ]{2,30}\s?[—–-]|[.!?…。]["”»]?\s?[♦■❖●◆▪∎]|#{2,3}|-30-)$/u;
/** Scripts that end sentences with a blank at most. */
const WITHOUT_STOPS = /[\p{Script=Thai}\p{Script=Lao}]$/u;
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;
const LAST_WORD = /[\p{L}\p{M}\p{N}'’]+$/u;

/** Whether how a block ends tells anything: no heading, caption, table or label. */
export const isProse = ({ kind, text }: Block): boolean =>
  (kind === 'paragraph' || kind === 'quote' || kind === 'list-item') &&
  (text.length >= PROSE_WEIGHT || weightOf(text) >= PROSE_WEIGHT);

/** Units that a dense script may write in: most texts have none, and what is written there is not looked at again. */
const MAY_BE_DENSE = /[\u1100-\u11ff\u2e80-\uffff]/;

/** Characters of a text, alike in every script. */
export const weightOf = (text: string): number =>
  (MAY_BE_DENSE.test(text) && DENSE.test(text) ? DENSE_LETTER : 1) * text.length;

/** The last character that is no blank, whole. */
export function lastCharacter(text: string): string {
  const end = text.trimEnd();
  const point = end.codePointAt(end.length - 2) ?? 0;
  return point > 0xffff ? String.fromCodePoint(point) : end.slice(-1);
}

/** How the last prose among the blocks ends; undefined where there is none. */
export function endingOf(blocks: readonly Block[]): Ending | undefined {
  const at = blocks.findLastIndex(isProse);
  const last = blocks[at];
  if (!last) return undefined;
  const text = last.text.slice(last.text.trimEnd().lastIndexOf('\n') + 1).trim();
  const tail = `…${last.text.trimEnd().slice(-TAIL)}`;
  if (weightOf(text) < PROSE_WEIGHT && text.length < last.text.trim().length) return { kind: 'whole', tail };
  const others = blocks.filter((block, i) => i !== at && isProse(block) && block.kind === 'paragraph');
  return { kind: kindOf(text, last, others, blocks), tail };
}

function kindOf(whole: string, last: Block, others: readonly Block[], all: readonly Block[]): EndingKind {
  const text = whole.slice(-END_CHARACTERS);
  const cuts = others.filter(({ text: other }) => endsInDots(other.slice(-MARK_CHARACTERS))).length;
  if (CUT_MARK.test(text)) return cuts === 0 ? 'cut-mark' : 'whole';
  const words = () =>
    all
      .map((block) => block.text)
      .join('\n')
      .slice(0, SAMPLE);
  const ellipsis = ELLIPSIS.exec(text);
  if (ellipsis && cuts > 0) return cuts > MANNER ? 'whole' : 'ellipsis';
  if (ellipsis) {
    const written = text.slice(0, ellipsis.index);
    return breaksAWord(written, words()) || endsOnAnInnerWord(written, words()) ? 'broken' : 'ellipsis';
  }
  if (SIGNED.test(text)) return 'signed';
  if (NO_PROSE.test(text) || WITHOUT_STOPS.test(text)) return 'whole';
  const dangles = DANGLING.test(text) || leavesABracketOpen(text);
  if (!dangles && !UNFINISHED.test(lastCharacter(text))) return 'whole';
  if (last.kind === 'list-item' || !endsItsSentences(whole, others)) return 'whole';
  return dangles || endsOnAnInnerWord(text, words()) ? 'broken' : 'open';
}

const endsInDots = (end: string): boolean => ELLIPSIS.test(end) || CUT_MARK.test(end);

/** Whether the text's paragraphs, or the sentences of its only one, end with marks as a rule. */
function endsItsSentences(text: string, others: readonly Block[]): boolean {
  if (others.length === 0) return /[.!?。！？।۔։።]["'”’»」』)]*\s?\S/u.test(text.slice(0, -1));
  return (
    others.filter(({ text: other }) => !UNFINISHED.test(lastCharacter(other))).length >= HABIT * others.length
  );
}

function leavesABracketOpen(text: string): boolean {
  const end = text.slice(-LAST_CHARACTERS);
  const open = Math.max(end.lastIndexOf('('), end.lastIndexOf('（'));
  return open >= 0 && !/[)）]/.test(end.slice(open)) && !/[:;]-?$/.test(end.slice(0, open));
}

/** «interactions économi…»: the last letters are no word of the text, but begin one. */
function breaksAWord(text: string, all: string): boolean {
  const word = LAST_WORD.exec(text)?.[0] ?? '';
  if (word.length < 3 || UNSPACED.test(word)) return false;
  const own = all.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const part = word.toLowerCase();
  const whole = own.filter((other) => other === part).length;
  return whole <= 1 && own.some((other) => other.length > part.length + 1 && other.startsWith(part));
}

/**
 * Whether the text stops on a word that it uses inside sentences only: articles, prepositions and particles show
 * themselves so in every language, without a list. Where words are not parted it is the last letter.
 */
function endsOnAnInnerWord(text: string, all: string): boolean {
  if (UNSPACED.test(text)) {
    const letter = Array.from(text).at(-1) ?? '';
    const parts = all.split(letter);
    return (
      parts.length - 2 >= INNER_LETTER &&
      !parts.slice(1, -1).some((after) => /^["”」』)）]?[。！？!?]/u.test(after))
    );
  }
  const last = LAST_WORD.exec(text)?.[0] ?? '';
  const word = last.toLowerCase();
  if (word !== last || !/^\p{L}/u.test(word)) return false;
  const lower = all.toLowerCase();
  let inner = 0;
  let final = 0;
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
    const end = at + word.length;
    if (ENDS_IN_WORD.test(lower.slice(Math.max(0, at - 2), at)) || matchesAt(IN_WORD, lower, end)) continue;
    const sign = matchesAt(SIGN, lower, end)?.[0];
    if (sign === undefined) inner++;
    else if (/[.!?…:;"”»)\n]/u.test(sign)) final++;
  }
  if (inner < INNER_WORD || final > 1 || final * 6 > inner) return false;
  return inner >= INNER_SHARE * (lower.match(WORDS)?.length ?? 0);
}

const WORDS = /[\p{L}\p{M}\p{N}'’]+/gu;
const ENDS_IN_WORD = /[\p{L}\p{M}\p{N}'’]$/u;
const IN_WORD = /[\p{L}\p{M}\p{N}'’]/uy;
/** What may follow a word: a sign, also after a blank. */
const SIGN = /\s?[^\p{L}\p{M}\p{N}'’ ]/uy;

function matchesAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}
