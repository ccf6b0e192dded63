/** Finds what a page says about how much of its text is there, and where it says so. */
import type { CompletenessNotice, RemovalKind } from '../../../config/schema.ts';
import { type Block, body, type Draft, paragraphs, type Removal } from '../../draft.ts';
import { type Prefilter, prefilter } from '../../text/prefilter.ts';
import { isProse, lastCharacter, weightOf } from './ending.ts';

/** Blocks at the body's end in which a notice that was not stripped is looked for. */
const LAST_BLOCKS = 4;
/** Blocks kept below the end of the prose that are read: headlines of other pages, mostly. */
const KEPT_BELOW_END = 30;
/** Weight of prose after a notice with which the article clearly goes on: the notice is a box in its midst. */
const GOES_ON = 250;
/** The same, as a share of the body, after a notice that says in so many words that the rest is missing. */
const GOES_ON_AFTER_REST = 0.2;
/** Weight of prose a box may hold between its first notice and its last. */
const BOX = 1_200;
/** Stripped blocks that say who wrote and whose picture it is stand at the end of an article: they part nothing. */
const PARTS_NOTHING: ReadonlySet<RemovalKind> = new Set([
  'bio',
  'byline',
  'caption',
  'stamp',
  'share',
  'sponsor',
  'newsletter',
  'paywall',
  'duplicate',
  'notice',
]);
/** A notice without a number that stands so far below the text, in blocks, speaks of something else. */
const FARTHEST = 6;
/** Notices that are weighed, the nearest: a page may repeat one thousands of times, and each is weighed against all the text above it. */
const MOST_NOTICES = 40;
/** Characters at the very end of a paragraph where feeds write how much they left out, in square brackets. */
const COUNT_AT_END = 30;
const NUMBER = /[\d٠-٩۰-۹]/u;

interface Pattern {
  readonly rule: CompletenessNotice;
  readonly pattern: RegExp;
}
/** Notices that are looked for together. */
interface Patterns {
  readonly all: readonly Pattern[];
  /** Which of them can match a text at all, where asking costs less than trying. */
  readonly possible?: Prefilter;
}
export interface Found {
  readonly rule: CompletenessNotice;
  /** The block's text, blanks single. */
  readonly text: string;
  readonly match: RegExpExecArray;
}
/** A notice that ends the text: no article follows it. */
export interface EndNotice extends Found {
  /** The blocks of the body above it. */
  readonly above: readonly Block[];
  /** Stripped blocks of other kinds that stand between the text and it. */
  readonly gap: number;
}
export interface NoticeReader {
  /** Notices with a number, in page order, wherever they stand. */
  counted(draft: Draft): Found[];
  /** Notices without a number that end the text, the nearest first. */
  ending(draft: Draft): EndNotice[];
}

/** The pattern of a notice, for `readable` text. No flags: with them, lists in thirty languages take seconds to compile. */
export const noticePattern = (rule: Pick<CompletenessNotice, 'pattern'>): RegExp => new RegExp(rule.pattern);

/** A text as notices are read: small letters, single blanks. */
export const readable = (text: string): string =>
  withSingleBlanks(text).trim().toLowerCase().replaceAll('i\u0307', 'i');

const withSingleBlanks = (text: string): string =>
  /[^\S ]|\s\s/.test(text) ? text.replace(/\s+/g, ' ') : text;

const COUNTED = new Set(['percent-left', 'percent-shown', 'characters-left', 'words-left']);

export function noticeReader(notices: readonly CompletenessNotice[]): NoticeReader {
  const patterns = notices.map((rule): Pattern => ({ rule, pattern: noticePattern(rule) }));
  const free = patterns.filter(({ rule }) => rule.tells === 'free');
  const counted = { all: patterns.filter(({ rule }) => COUNTED.has(rule.tells)) };
  const ofFeeds = { all: patterns.filter(({ rule }) => rule.tells === 'characters-left') };
  const uncounted = patterns.filter(({ rule }) => !COUNTED.has(rule.tells) && rule.tells !== 'free');
  const others = { all: uncounted, possible: prefilter(uncounted.map(({ rule }) => rule.pattern)) };
  const longest = Math.max(0, ...notices.map(({ maxLength }) => maxLength));

  const read = (block: Block, among: Patterns): Found | undefined => {
    if (block.text.length > longest) return undefined;
    return readText(block.text, among);
  };
  const readText = (original: string, { all, possible }: Patterns): Found | undefined => {
    const text = readable(original);
    possible?.look(text);
    for (let i = 0; i < all.length; i++) {
      const { rule, pattern } = all[i] as Pattern;
      if (text.length > rule.maxLength || possible?.mayMatch(i) === false) continue;
      const match = pattern.exec(text);
      if (match) return isFree(text, free) ? undefined : { rule, text: withSingleBlanks(original), match };
    }
    return undefined;
  };

  return {
    counted(draft) {
      const kept = paragraphs(draft);
      const isShort = ({ text }: Block) => text.length <= longest && NUMBER.test(text);
      const gone = draft.removals.map(({ block }) => block).filter(isShort);
      return [...gone, ...kept.slice(-LAST_BLOCKS).filter(isShort)]
        .sort((a, b) => a.line - b.line)
        .flatMap((block) => read(block, counted) ?? [])
        .concat(
          kept
            .filter(({ text }) => text.endsWith(']'))
            .flatMap(({ text }) => readText(text.slice(-COUNT_AT_END), ofFeeds) ?? []),
        );
    },
    ending(draft) {
      const kept = paragraphs(draft);
      const located = (blocks: readonly Block[]) =>
        blocks.flatMap((block) => found(block, read(block, others)));
      const boxEnd = located(kept.slice(-LAST_BLOCKS)).at(-1)?.line ?? 0;
      const end = lineOfTheEnd(kept, boxEnd, GOES_ON);
      const from = Math.min(end, lineOfTheEnd(kept, boxEnd, GOES_ON_AFTER_REST * weightOf(body(draft))));
      const keptNotices = located(kept.filter((block) => block.line > from).slice(0, KEPT_BELOW_END));
      const gone = draft.removals
        .filter(({ block }) => block.line > from)
        .sort((a, b) => a.block.line - b.block.line);
      const notices: Located[] = [...keptNotices];
      let gap = 0;
      for (const { block, kind } of gone) {
        notices.push(...located([block]));
        if (block.line > (kept.at(-1)?.line ?? 0) && !PARTS_NOTHING.has(kind)) gap += 1;
        if (gap > FARTHEST) break;
      }
      return notices
        .filter(({ notice, line }) => line > end || notice.rule.tells === 'rest')
        .sort((a, b) => a.line - b.line)
        .slice(0, MOST_NOTICES)
        .flatMap((notice) => placed(notice, kept, draft.removals));
    },
  };
}

interface Located {
  readonly notice: Found;
  readonly line: number;
}
const found = (block: Block, notice: Found | undefined): Located[] =>
  notice ? [{ notice, line: block.line }] : [];

/** With the text above it; none where there is none. */
function placed(
  { notice, line }: Located,
  kept: readonly Block[],
  removals: readonly Removal[],
): EndNotice[] {
  const above = kept.filter((block) => block.line < line);
  const end = above.at(-1)?.line;
  if (end === undefined) return [];
  const gap = removals.filter(
    ({ block, kind }) => block.line > end && block.line < line && !PARTS_NOTHING.has(kind),
  ).length;
  return [{ ...notice, above, gap }];
}

/**
 * The line from which on less prose than `limit` follows: too little for the article to go on. `boxEnd` is the last notice in the body: prose
 * right above it may praise what is sold.
 */
function lineOfTheEnd(kept: readonly Block[], boxEnd: number, limit: number): number {
  let below = 0;
  let inBox = 0;
  for (const block of kept.toReversed()) {
    if (!isSentences(block)) continue;
    if (block.line > boxEnd) below += weightOf(block.text);
    else inBox += weightOf(block.text);
    if (below >= limit || inBox >= (boxEnd > 0 ? BOX : limit)) return block.line;
  }
  return kept[0]?.line ?? 0;
}

/** Prose that ends as prose does: a headline of another page has no full stop. */
const isSentences = (block: Block): boolean =>
  block.kind !== 'list-item' && isProse(block) && !/^[\p{L}\p{N}]$/u.test(lastCharacter(block.text));

const isFree = (text: string, free: readonly Pattern[]): boolean =>
  free.some(({ rule, pattern }) => text.length <= rule.maxLength && pattern.test(text));
