/** What a block that is not article is, in words a reader understands: each removal names a kind and a reason that holds of it. */
import type { Block, Why } from '../draft.ts';
import { words } from '../text/words.ts';
import { boxes } from './boxes.ts';
import type { Cues } from './cues.ts';
import { headings } from './headings.ts';
import { HEADLINE_MASS, type Judged, judge, type Witness } from './judged.ts';
import { keyOf } from './key.ts';
import { foreignFeeds, type Guess } from './language.ts';
import { look } from './look.ts';
import type { Page, Verdicts } from './page.ts';
import type { RuleHits } from './rules.ts';
import { isMenu } from './runs.ts';
import { aboveNote, among, byCredit, byLead } from './surroundings.ts';
import { aboutWriter, writers } from './writers.ts';

/**
 * Why each block goes: by a rule, by the classifier, or both. The witness with the plainest evidence is heard first,
 * and the first that knows the block is believed; the look of a block and its place come last and always answer.
 */
export function reasons(
  page: Page,
  stays: readonly boolean[],
  hits: RuleHits,
  cues: Cues,
  guess: Guess,
): Verdicts {
  const judged = judge(page, stays, hits, cues);
  const box = boxes(judged);
  const heading = headings(judged);
  const witnesses: readonly Witness[] = [
    ruled,
    headlineAgain,
    (_, at) => box(at),
    address,
    contact,
    stampByHeadline,
    byLead,
    byCredit,
    aboveNote,
    among,
    (_, at) => heading(at),
    aboutWriter(writers(judged)),
    appeal,
  ];
  const going = new Map<Block, Why>();
  page.blocks.forEach((block, at) => {
    if (!judged.going[at]) return;
    for (const witness of witnesses) {
      const why = witness(judged, at);
      if (why) {
        going.set(block, why);
        return;
      }
    }
    going.set(block, look(judged, at));
  });
  return foreignFeeds(judged, going, guess);
}

/** Rules that read a single word: in a menu the word is an entry, "Latest" or "Newsletters". */
const ENTRIES: ReadonlySet<string> = new Set([
  'related/heading',
  'related/tags',
  'newsletter/form',
  'donation/choices',
  'bio/company',
]);
/** Blocks on either side in which a second line of its kind makes a form or a list of a line. */
const COMPANY = 3;

/** What a rule says, unless it read a single word and the word stands in a menu. */
const ruled: Witness = (judged, at) => {
  const { page, hits, short } = judged;
  const block = page.blocks[at] as Block;
  const why = hits.going.get(block);
  // "Comments" between "Share" and "Print" is a button.
  if (why?.rule === 'comment/section') return among(judged, at) ?? why;
  if (!why || !ENTRIES.has(why.rule) || !short[at] || !isMenu(judged, at)) return why;
  // A colon says that the line heads something.
  if (/[:：]\s*$/u.test(block.text) || (why.kind !== 'related' && hasCompany(judged, at, why))) return why;
  return undefined;
};

function hasCompany({ page, hits }: Judged, at: number, { kind }: Why): boolean {
  for (let i = Math.max(0, at - COMPANY); i <= at + COMPANY; i++) {
    const block = page.blocks[i];
    if (i !== at && block && hits.going.get(block)?.kind === kind) return true;
  }
  return false;
}

const headlineAgain: Witness = ({ page }, at) => {
  const title = page.draft.facts.title?.value;
  const text = page.blocks[at]?.text ?? '';
  if (!title || (page.mass[at] ?? 0) < HEADLINE_MASS || keyOf(text) !== keyOf(title)) return undefined;
  return { rule: 'duplicate/headline', kind: 'duplicate', reason: 'repeats the headline' };
};

const ADDRESS = /(?:https?:\/\/|www\.)\S/iu;
const isAddress = (text: string): boolean => !/\s/u.test(text) && ADDRESS.test(text);

const address: Witness = ({ page }, at) =>
  isAddress(page.blocks[at]?.text.trim() ?? '')
    ? { rule: 'block/address', kind: 'navigation', reason: 'an address and nothing else' }
    : undefined;

/** A line with a telephone number is no longer than this, in weight. */
const CONTACT_MASS = 120;

const contact: Witness = ({ page, cues }, at) =>
  (page.mass[at] ?? 0) <= CONTACT_MASS && cues['line/contact'].test(page.blocks[at]?.text ?? '')
    ? { rule: 'block/contact', kind: 'legal', reason: 'a telephone number, as an imprint has' }
    : undefined;

/** Lines above the headline, and below it up to the text, among which the article's date stands. */
const ABOVE_TITLE = 3;
const DATE = /(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[./]\d{1,2}[./]\d\d|\d{1,2}[:.h]\d\d|年\d|월 \d/u;
const TIME = /^\W*\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?(?: ?\p{Lu}{2,5})?\W*$/iu;
/** Words of a line that is a date, with its weekday, a label and a place. */
const STAMP_WORDS = 9;

/** A date by the headline, or a time among the entries of a live page. */
const stampByHeadline: Witness = ({ page, first, last, titleAt }, at) => {
  const text = page.blocks[at]?.text ?? '';
  if (at > first && at < last && TIME.test(text))
    return { rule: 'block/stamp', kind: 'stamp', reason: 'a time and nothing else' };
  const top = (titleAt < 0 ? first : titleAt) - ABOVE_TITLE;
  if (at < top || at > first || (page.mass[at] ?? 0) > 2 * HEADLINE_MASS) return undefined;
  if (!DATE.test(text) || words(text).length > STAMP_WORDS) return undefined;
  return { rule: 'block/stamp', kind: 'stamp', reason: 'a short line with a date or a time by the headline' };
};

/** Prose outside the article that speaks to the reader and asks for support. */
const appeal: Witness = ({ page, cues, first, last }, at) => {
  const text = page.blocks[at]?.text ?? '';
  if (!page.prose[at] || (at > first && at < last)) return undefined;
  if (!cues['letter/asks'].test(text) || !cues['letter/speaks'].test(text)) return undefined;
  return { rule: 'block/appeal', kind: 'donation', reason: 'speaks to the reader and asks for support' };
};
