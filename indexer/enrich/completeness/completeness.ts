/**
 * How much of the article is present.
 *
 * In this order: a number the page states in a notice; a notice that ends the text, weighed with how the text ends, how
 * long it is and what the page's head states; the head's own copy of the text; a text that breaks off by itself. A notice
 * alone proves nothing: whole pages carry subscription boxes too.
 */
import type { Config } from '../../../config/schema.ts';
import { type Block, body, type Draft, type Fact, learn, paragraphs, type Stage } from '../../draft.ts';
import { countWords } from '../../text/words.ts';
import { type Ending, endingOf } from './ending.ts';
import { type EndNotice, type Found, type NoticeReader, noticeReader } from './notices.ts';
import { shareOfStatedBody, showsLockedPart, statedAccess, statedWords } from './stated.ts';

/** Stripped blocks that may stand between the text and a notice that ends it, and a bare link that does. */
const NEAR_NOTICE = 4;
const NEAR_LINK = 1;
/** A whole text above «to read on, subscribe» is the beginning of a longer one up to this many words, or right above it. */
const BEGINNING_WORDS = 500;
const BEGINNING_WORDS_ABOVE = 800;
/** The same above a box that only sells subscriptions, on a page that states it is locked. */
const LOCKED_WORDS = 250;
/** And above a bare «read more»: no more than a teaser. */
const TEASER_WORDS = 60;
/** Nor, where the last full stop is missing, than a brief. */
const BRIEF_WORDS = 250;
/** A text that is the whole of its page and ends in dots is a feed's excerpt up to this many words. */
const EXCERPT_WORDS = 130;
/** Stripped blocks a page may have and still be no page but a record of a feed. */
const BARE_RECORD = 2;
/**
 * Less than this share of the words a page states is a part of its article, with a notice and without. Without one, and
 * with little left by cleaning, the words that are left tell nothing of the page.
 */
const PART_OF_STATED = 0.8;
const PART_WITHOUT_NOTICE = 0.6;
/** Characters of a block below the text from which on it may be the rest of its last sentence. */
const SENTENCE_REST = 30;
/** Characters of a quotation in the evidence. */
const QUOTE_CHARACTERS = 160;

type Judged = Fact<number | null>;

/** Sets `facts.completeness`: share 0..1 of the article that is present, `null` when it is cut by an unknown amount. */
export function completenessJudge(config: Pick<Config, 'completeness'>): Stage {
  const notices = noticeReader(config.completeness);
  return (draft) => {
    if (paragraphs(draft).length === 0) return draft;
    return learn(draft, { completeness: judge(draft, notices) });
  };
}

function judge(draft: Draft, notices: NoticeReader): Judged {
  const text = body(draft);
  for (const notice of notices.counted(draft)) {
    const share = shareOf(notice, text);
    if (share !== undefined)
      return { value: share, evidence: quote(notice.text), reader: `notice:${notice.rule.id}` };
  }
  const ending = endingOf(paragraphs(draft));
  const found = notices.ending(draft).filter(isNear);
  return (
    cutByNotice(draft, found) ??
    cutByStatement(draft, text) ??
    cutByItself(draft, text, ending) ??
    whole(found[0])
  );
}

const isNear = ({ rule, gap }: EndNotice): boolean =>
  gap <= (rule.tells === 'more-link' ? NEAR_LINK : NEAR_NOTICE);

/** The first notice that the state of the text above it makes believable. */
function cutByNotice(draft: Draft, found: readonly EndNotice[]): Judged | undefined {
  const access = accessOf(draft);
  for (const { rule, text: said, above, gap } of found) {
    const text = above.map((block) => block.text).join('\n\n');
    const words = countWords(text);
    const ending = endingOf(above);
    const because = reasonToBelieve(rule.tells, gap, ending, words, access?.value);
    if (!because) continue;
    const stated = statedWords(draft.meta.head, text);
    const reader = `notice:${rule.id}`;
    if (stated && words < PART_OF_STATED * stated.value)
      return {
        value: round(words / stated.value),
        evidence: `«${quote(said)}» below ${words} words; the page states «${stated.quote}»`,
        reader,
      };
    const locked = because === 'locked' && access ? `; the page states «${access.quote}»` : '';
    const tail =
      because === 'ending' && ending ? `; the text ends «${ending.tail}»` : ` below ${words} words${locked}`;
    return { value: null, evidence: `«${quote(said)}»${tail}`, reader };
  }
  return undefined;
}

/** What makes a notice believable; undefined where nothing does. */
function reasonToBelieve(
  tells: string,
  gap: number,
  ending: Ending | undefined,
  words: number,
  access: 'locked' | 'free' | undefined,
): 'ending' | 'says so' | 'short' | 'locked' | undefined {
  const kind = ending?.kind ?? 'whole';
  if (kind === 'cut-mark' || kind === 'ellipsis' || kind === 'broken') return 'ending';
  if (kind === 'signed') return undefined;
  if (tells === 'rest') return 'says so';
  if (access === 'free') return undefined;
  if (kind === 'open' && (tells === 'more' || (tells === 'more-link' && gap === 0 && words < BRIEF_WORDS)))
    return 'ending';
  if (tells === 'more-link') return words < TEASER_WORDS ? 'short' : undefined;
  if (access === 'locked' && (tells === 'more' || words < LOCKED_WORDS)) return 'locked';
  return tells === 'more' && words < (gap === 0 ? BEGINNING_WORDS_ABOVE : BEGINNING_WORDS)
    ? 'short'
    : undefined;
}

/** What the page states of who may read it; nothing where the part it calls locked is there all the same. */
function accessOf(draft: Draft): ReturnType<typeof statedAccess> {
  const { head } = draft.meta;
  return showsLockedPart(head, paragraphs(draft)) ? undefined : statedAccess(head);
}

/** A page whose head says it is locked and far longer, or carries more of the text than the page shows. */
function cutByStatement(draft: Draft, text: string): Judged | undefined {
  const { head } = draft.meta;
  if (!head) return undefined;
  const longer = shareOfStatedBody(head, text, () => pageText(draft));
  if (longer) return { value: round(longer.value), evidence: longer.quote, reader: 'article-body' };
  const access = accessOf(draft);
  if (access?.value !== 'locked') return undefined;
  const stated = statedWords(head, text);
  const words = countWords(text);
  if (!stated || draft.facts.bodyLoss || words >= PART_WITHOUT_NOTICE * stated.value) return undefined;
  return {
    value: round(words / stated.value),
    evidence: `${words} words; the page states «${stated.quote}» and «${access.quote}»`,
    reader: 'stated-words',
  };
}

/** A text that breaks off, whatever the page says: an excerpt of a feed, or a text that a scraper cut. */
function cutByItself(draft: Draft, text: string, ending: Ending | undefined): Judged | undefined {
  if (!ending) return undefined;
  const evidence = `the text ends «${ending.tail}»`;
  const last = paragraphs(draft).at(-1);
  if (!last?.text.trimEnd().endsWith(ending.tail.slice(1))) return undefined;
  const alone = draft.removals.length <= BARE_RECORD;
  if (ending.kind === 'cut-mark' && alone) return { value: null, evidence, reader: 'cut-mark' };
  if (ending.kind === 'broken' && !isTakenUp(draft, last.line))
    return { value: null, evidence, reader: 'broken-off' };
  if (ending.kind === 'ellipsis' && alone && countWords(text) < EXCERPT_WORDS)
    return { value: null, evidence, reader: 'excerpt' };
  return undefined;
}

/** Whether the block below the text is the end of a sentence: the page goes on there, though cleaning took it out. */
function isTakenUp(draft: Draft, line: number): boolean {
  const below = draft.removals.map(({ block }) => block).filter((block) => block.line > line);
  const next = below.reduce<Block | undefined>((a, b) => (a && a.line < b.line ? a : b), undefined);
  return (
    next !== undefined &&
    next.text.length >= SENTENCE_REST &&
    /[.!?…。！？]["'”’»」]?$/u.test(next.text.trimEnd())
  );
}

const whole = (notice: EndNotice | undefined): Judged =>
  notice
    ? {
        value: 1,
        evidence: `«${quote(notice.text)}», but the text does not look cut`,
        reader: 'notice-without-cut',
      }
    : { value: 1, evidence: 'no notice that text is missing', reader: 'no-notice' };

const pageText = (draft: Draft): string =>
  [...draft.blocks, ...draft.removals.map(({ block }) => block)].map((block) => block.text).join('\n');

/** The share a notice states, to four decimals; undefined when it states none that can be. */
function shareOf({ rule, match }: Found, text: string): number | undefined {
  const digits = Object.values(match.groups ?? {}).find((group) => group !== undefined);
  if (digits === undefined) return undefined;
  const counts = rule.tells === 'characters-left' || rule.tells === 'words-left';
  const stated = numberOf(digits, counts);
  if (!(stated > 0)) return undefined;
  if (counts) {
    const there = rule.tells === 'words-left' ? countWords(text) : text.length;
    return round(there / (there + stated));
  }
  if (stated >= 100) return undefined;
  return round((rule.tells === 'percent-left' ? 100 - stated : stated) / 100);
}

const round = (share: number): number => Math.round(share * 10_000) / 10_000;

/** `31,43`, `٣١٫٤`, `1,240` (a count: separators group thousands). */
function numberOf(digits: string, count: boolean): number {
  const ascii = digits.replace(/[٠-٩۰-۹]/gu, (digit) => String(digit.charCodeAt(0) & 0xf));
  return Number(count ? ascii.replace(/[.,]/g, '') : ascii.replace(/[,٫]/, '.'));
}

const quote = (text: string): string =>
  text.length > QUOTE_CHARACTERS ? `${text.slice(0, QUOTE_CHARACTERS)}…` : text;
