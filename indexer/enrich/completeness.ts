/**
 * How much of the article is present: by a notice that says so, else by a notice together with a text that looks cut.
 *
 * A notice alone proves nothing: whole pages carry subscription boxes too.
 */
import type { CompletenessNotice, Config } from '../../config/schema.ts';
import { type Block, body, type Draft, type Fact, learn, paragraphs, type Stage } from '../draft.ts';
import { countWords } from '../text/words.ts';

/** Blocks at the body's end in which a notice that was not stripped is looked for. */
const LAST_BLOCKS = 3;
/** A body of fewer words, ended by a notice, is a teaser even when its last sentence is whole. */
const TEASER_WORDS = 130;
/** Stripped blocks right below the body among which a notice, and a bare link, still ends the text. */
const NEAR_NOTICES = 4;
const NEAR_LINKS = 2;
/** A last paragraph shorter than this is a label or a credit: how it ends tells nothing. */
const PROSE_CHARACTERS = 50;
/** Characters of a quotation in the evidence. */
const QUOTE_CHARACTERS = 160;

/** The writer's own mark that text was left out at the end: `[…]`, `[...]`, `(…)`. */
const CUT_MARK = /[[(]\s?(?:…|\.{3})\s?[\])]$/u;
const ELLIPSIS = /(?:…|\.{3})["'”’»]?$/u;
/** How a text breaks off: on a letter, a digit, a comma or a dash. Marks that end magazine pieces are no letters. */
const BROKEN = /[\p{L}\p{M}\p{N},،、–—-]$/u;
/** A name after a dash, or in capitals after a full stop: who signed the piece. */
const SIGNED = /[.!?…。]["”»]?\s?[—–-]\s?\p{Lu}[\p{L}\p{M} .'’-]{2,30}$/u;

interface Notice {
  readonly rule: CompletenessNotice;
  readonly pattern: RegExp;
}
interface Found {
  readonly rule: CompletenessNotice;
  readonly block: Block;
  readonly match: RegExpExecArray;
}

/** Sets `facts.completeness`: share 0..1 of the article that is present, `null` when it is cut by an unknown amount. */
export function completenessJudge(config: Pick<Config, 'completeness'>): Stage {
  const notices = config.completeness.map(
    (rule): Notice => ({ rule, pattern: new RegExp(rule.pattern, 'iu') }),
  );
  return (draft) => {
    if (paragraphs(draft).length === 0) return draft;
    return learn(draft, { completeness: judge(draft, findNotices(draft, notices)) });
  };
}

function judge(draft: Draft, found: readonly Found[]): Fact<number | null> {
  for (const { rule, block, match } of found) {
    const share = shareOf(rule, match, draft);
    if (share !== undefined)
      return { value: share, evidence: quote(block.text), reader: `notice:${rule.id}` };
  }
  const notice = found.find(
    ({ rule, block }) =>
      rule.tells === 'more' || (rule.tells === 'more-link' && standsRightBelow(draft, block, NEAR_LINKS)),
  );
  const end = lastProse(draft);
  const ending = end && endingOf(end.text);
  if (end && ending === 'cut-mark')
    return { value: null, evidence: `the text ends «${tail(end.text)}»`, reader: 'cut-mark' };
  if (!notice) return { value: 1, evidence: 'no notice that text is missing', reader: 'no-notice' };

  const said = `«${quote(notice.block.text)}»`;
  if (end && ending)
    return {
      value: null,
      evidence: `${said}; the text ends «${tail(end.text)}»`,
      reader: `notice:${notice.rule.id}`,
    };
  const words = countWords(body(draft));
  if (words < TEASER_WORDS && standsRightBelow(draft, notice.block, NEAR_NOTICES))
    return { value: null, evidence: `${said} after only ${words} words`, reader: `notice:${notice.rule.id}` };
  return { value: 1, evidence: `${said}, but the text does not look cut`, reader: 'notice-without-cut' };
}

/** Notices of the page in page order: stripped blocks below the first paragraph, and the last blocks of the body. */
function findNotices(draft: Draft, notices: readonly Notice[]): Found[] {
  const kept = paragraphs(draft);
  const first = kept[0]?.line ?? 0;
  const blocks = [
    ...draft.removals.map((removal) => removal.block).filter((block) => block.line > first),
    ...kept.slice(-LAST_BLOCKS),
  ].sort((a, b) => a.line - b.line);
  return blocks.flatMap((block) =>
    notices.flatMap(({ rule, pattern }) => {
      const match = block.text.length <= rule.maxLength ? pattern.exec(block.text) : null;
      return match ? [{ rule, block, match }] : [];
    }),
  );
}

/** The share a notice states, to four decimals; undefined when it states none, or none that can be. */
function shareOf(rule: CompletenessNotice, match: RegExpExecArray, draft: Draft): number | undefined {
  if (rule.tells === 'more' || rule.tells === 'more-link') return undefined;
  const digits = Object.values(match.groups ?? {}).find((group) => group !== undefined);
  const stated = digits === undefined ? Number.NaN : numberOf(digits, rule.tells === 'characters-left');
  if (!(stated > 0)) return undefined;
  if (rule.tells === 'characters-left') {
    const there = body(draft).length;
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

/** The last block that is prose: not a heading, a caption or a table. */
function lastProse(draft: Draft): Block | undefined {
  return paragraphs(draft).findLast(
    (block) => block.kind === 'paragraph' && block.text.length >= PROSE_CHARACTERS,
  );
}

/** How a text breaks off; undefined when it ends whole. */
function endingOf(text: string): 'cut-mark' | 'ellipsis' | 'mid-sentence' | undefined {
  const end = text.slice(-40).trimEnd();
  if (CUT_MARK.test(end)) return 'cut-mark';
  if (ELLIPSIS.test(end)) return 'ellipsis';
  return BROKEN.test(end) && !SIGNED.test(end) ? 'mid-sentence' : undefined;
}

/** Whether a stripped block is among the first below the body's end: whatever follows the body ends there. */
function standsRightBelow(draft: Draft, notice: Block, near: number): boolean {
  const end = paragraphs(draft).at(-1)?.line ?? 0;
  if (notice.line <= end) return notice.line === end;
  const below = draft.removals
    .filter(({ block }) => block.line > end)
    .sort((a, b) => a.block.line - b.block.line);
  return below.slice(0, near).some(({ block }) => block === notice);
}

const quote = (text: string): string =>
  text.length > QUOTE_CHARACTERS ? `${text.slice(0, QUOTE_CHARACTERS)}…` : text;
const tail = (text: string): string => `…${text.slice(-60)}`;
