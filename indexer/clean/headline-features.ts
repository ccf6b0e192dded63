/**
 * A line above the article in numbers: could it be its headline? A headline says in few words what the text below takes
 * up, stands near it, and is followed by who wrote it and when.
 */
import type { RemovalKind } from '../../config/schema.ts';
import type { Block } from '../draft.ts';
import { countWords } from '../text/words.ts';
import { FAR } from './feature-values.ts';
import type { Lists } from './lists.ts';
import { endsSentence, isCutOff } from './measure.ts';
import type { Page } from './page.ts';
import type { RuleHits } from './rules.ts';
import { shapeOf } from './shape.ts';

/** Lines further above the article are not asked. */
const REACH = 80;
/** A headline weighs this much: less is a section name, more is a lead. */
const LIGHTEST = 6;
const HEAVIEST = 260;
/** The article's first block is asked too when it is no heavier: the classifier may have kept the headline. */
const HEAVIEST_INSIDE = 120;
/** Blocks of the article whose words are counted, and those that lead it. */
const BODY_BLOCKS = 60;
const LEAD_BLOCKS = 3;
/** Blocks after a line in which its byline, stamp and share bar are looked for. */
const NEAR = 3;
/** Of the blocks from a paragraph on, how many must stay for it to begin the article: a lone one above may be a teaser. */
const WINDOW = 4;
const COMPANY = 2;
/** From this weight on a line says enough to be judged by its words alone. */
const FULL_MASS = 40;

/** Names of the numbers, in their order. */
export const HEADLINE_FEATURES = [
  'at',
  'distance',
  'mass',
  'words',
  'endsSentence',
  'stops',
  'told',
  'toldOften',
  'toldAtOnce',
  'repeats',
  'ruled',
  'heading',
  'capitals',
  'shouting',
  'stays',
  'bylineBelow',
  'stampBelow',
  'shareBelow',
  'menuAbove',
  'question',
  'digits',
  'bars',
  'cutOff',
  'colonEnd',
  'quote',
  'massAbove',
  'massBelow',
  'toldCount',
  'behindBest',
  'rank',
  'behindMost',
] as const;
type Name = (typeof HEADLINE_FEATURES)[number];

export interface Candidate {
  readonly at: number;
  /** One number a feature, in the order of `HEADLINE_FEATURES`. */
  readonly values: readonly number[];
}

/** From this weight on a sentence opens an article too, where the next line goes on with it. */
const SENTENCE_MASS = 50;

/** The first paragraph of the article, or the first of two sentences in a row; -1 where it has none. */
export function leadOf(page: Page, stays: readonly boolean[]): number {
  const isSentence = (at: number) => stays[at] === true && endsSentence(page.blocks[at]?.text ?? '');
  const opens = (at: number) =>
    page.prose[at] || ((page.mass[at] ?? 0) >= SENTENCE_MASS && isSentence(at) && isSentence(at + 1));
  let alone = -1;
  for (let at = 0; at < page.prose.length; at++) {
    if (!stays[at] || !opens(at)) continue;
    if (alone < 0) alone = at;
    let company = 0;
    for (let i = at; i < at + WINDOW; i++) if (stays[i]) company++;
    if (company >= COMPANY) return at;
  }
  return alone;
}

/** The lines that could be the headline of an article that starts where `stays` says. */
export function headlineCandidates(page: Page, stays: readonly boolean[], hits: RuleHits): Candidate[] {
  const { blocks } = page;
  const lead = leadOf(page, stays);
  const start = lead >= 0 ? lead : stays.indexOf(true);
  if (start < 0) return [];
  const lines: number[] = [];
  for (let at = Math.max(0, start - REACH); at <= start; at++)
    if (mayBeHeadline(page, at, at === start)) lines.push(at);
  // Many pages have no such line: nobody need read the words of the page then.
  if (lines.length === 0) return [];
  const body: number[] = [];
  for (let at = start; at < blocks.length && body.length < BODY_BLOCKS; at++) if (stays[at]) body.push(at);
  const { topics, size } = page.vocabulary();
  const spread = spreadOver(body, topics, size);
  const opening = spreadOver(body.slice(0, LEAD_BLOCKS), topics, size);
  const repeats = page.repeats();

  const asked: { at: number; told: number; numbers: Record<Name, number> }[] = [];
  for (const at of lines) {
    const block = blocks[at] as Block;
    const { text } = block;
    const mass = page.mass[at] ?? 0;
    // The article's own first block does not tell itself.
    const itself = at === start ? 1 : 0;
    const told = shareSpread(topics, at, spread, 1 + itself);
    const shape = shapeOf(text);
    asked.push({
      at,
      told: told * Math.min(1, mass / FULL_MASS),
      numbers: {
        at: Math.min(at, FAR),
        distance: start - at,
        mass,
        words: countWords(text),
        endsSentence: endsSentence(text) ? 1 : 0,
        stops: shape.stops,
        told,
        toldOften: shareSpread(topics, at, spread, 3 + itself),
        toldAtOnce: shareSpread(topics, at, opening, 1),
        repeats: repeats[at] ?? 1,
        ruled: hits.going.has(block) ? 1 : 0,
        heading: block.kind === 'heading' ? 1 : 0,
        capitals: shape.hasCase ? ratio(shape.capitalStarts, shape.starts) : -1,
        shouting: shape.hasCase ? ratio(shape.capitals, shape.letters) : -1,
        stays: stays[at] ? 1 : 0,
        bylineBelow: kindNear(page, hits, at + 1, at + NEAR, 'byline'),
        stampBelow: kindNear(page, hits, at + 1, at + NEAR, 'stamp'),
        shareBelow: kindNear(page, hits, at + 1, at + NEAR, 'share'),
        menuAbove: kindNear(page, hits, at - NEAR, at - 1, 'navigation'),
        question: /[?？؟]\s*$/u.test(text) ? 1 : 0,
        digits: ratio(shape.digits, text.length),
        bars: shape.bars,
        cutOff: isCutOff(text) ? 1 : 0,
        colonEnd: /[:：]\s*$/u.test(text) ? 1 : 0,
        quote: shape.hasQuote ? 1 : 0,
        massAbove: page.mass[at - 1] ?? 0,
        massBelow: page.mass[at + 1] ?? 0,
        toldCount: Math.max(0, told) * ((topics.starts[at + 1] as number) - (topics.starts[at] as number)),
        behindBest: 0,
        rank: 0,
        behindMost: 0,
      },
    });
  }
  let best = 0;
  let most = 0;
  for (const { told, numbers } of asked) {
    best = Math.max(best, told);
    most = Math.max(most, numbers.toldCount);
  }
  return asked.map(({ at, told, numbers }) => {
    numbers.behindBest = best - told;
    for (const other of asked) if (other.told > told) numbers.rank++;
    numbers.behindMost = most - numbers.toldCount;
    return { at, values: HEADLINE_FEATURES.map((name) => numbers[name]) };
  });
}

/** Whether a line weighs what a headline does; the article's own first block must be light to be one. */
function mayBeHeadline({ blocks, mass }: Page, at: number, isOfArticle: boolean): boolean {
  const own = mass[at] ?? 0;
  const kind = blocks[at]?.kind;
  return (
    own >= LIGHTEST &&
    own <= (isOfArticle ? HEAVIEST_INSIDE : HEAVIEST) &&
    kind !== 'caption' &&
    kind !== 'table-row'
  );
}

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/** In how many of some blocks each stem stands. */
function spreadOver(body: readonly number[], { numbers, starts }: Lists, size: number): Int32Array {
  const spread = new Int32Array(size);
  for (const at of body)
    for (let i = starts[at] as number; i < (starts[at + 1] as number); i++) {
      const stem = numbers[i] as number;
      spread[stem] = (spread[stem] as number) + 1;
    }
  return spread;
}

/** Share of a block's stems that stand in at least `least` blocks of the spread; -1 where it has none. */
function shareSpread({ numbers, starts }: Lists, at: number, spread: Int32Array, least: number): number {
  const start = starts[at] as number;
  const end = starts[at + 1] as number;
  let found = 0;
  for (let i = start; i < end; i++) if ((spread[numbers[i] as number] as number) >= least) found++;
  return end > start ? found / (end - start) : -1;
}

/** Whether a rule takes one of the blocks for a kind. */
function kindNear({ blocks }: Page, hits: RuleHits, from: number, to: number, kind: RemovalKind): number {
  for (let i = Math.max(0, from); i <= to; i++) {
    const block = blocks[i];
    if (block && hits.going.get(block)?.kind === kind) return 1;
  }
  return 0;
}
