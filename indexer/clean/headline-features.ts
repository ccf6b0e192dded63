/**
 * A line above the article in numbers: could it be its headline? A headline says in few words what the text below takes
 * up, stands near it, and is followed by who wrote it and when.
 */
import type { Block } from '../draft.ts';
import { countWords } from '../text/words.ts';
import { FAR } from './feature-values.ts';
import { endsSentence, isCutOff } from './measure.ts';
import type { Page } from './page.ts';
import type { RuleHits } from './rules.ts';
import { shapeOf } from './shape.ts';
import { stems } from './vocabulary.ts';

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

/** The first paragraph of the article; -1 where it has none. */
export function leadOf(page: Page, stays: readonly boolean[]): number {
  const isLead = (at: number) => page.prose[at] === true && stays[at] === true;
  const inCompany = page.prose.findIndex(
    (_, at) => isLead(at) && stays.slice(at, at + WINDOW).filter(Boolean).length >= COMPANY,
  );
  return inCompany >= 0 ? inCompany : page.prose.findIndex((_, at) => isLead(at));
}

/** The lines that could be the headline of an article that starts where `stays` says. */
export function headlineCandidates(page: Page, stays: readonly boolean[], hits: RuleHits): Candidate[] {
  const { blocks } = page;
  const lead = leadOf(page, stays);
  const start = lead >= 0 ? lead : stays.indexOf(true);
  if (start < 0) return [];
  const body = blocks.flatMap((block, at) => (at >= start && stays[at] ? [block] : [])).slice(0, BODY_BLOCKS);
  const spread = new Map<string, number>();
  for (const block of body)
    for (const stem of stems(block.text)) spread.set(stem, (spread.get(stem) ?? 0) + 1);
  const opening = new Set(body.slice(0, LEAD_BLOCKS).flatMap((block) => [...stems(block.text)]));
  const times = new Map<string, number>();
  for (const key of page.keys()) times.set(key, (times.get(key) ?? 0) + 1);
  const kindNear = (at: number, from: number, to: number, kind: string): number => {
    for (let i = Math.max(0, at + from); i <= at + to; i++) {
      const block = blocks[i];
      if (block && hits.going.get(block)?.kind === kind) return 1;
    }
    return 0;
  };

  const asked: { at: number; told: number; numbers: Record<Name, number> }[] = [];
  for (let at = Math.max(0, start - REACH); at <= start; at++) {
    const block = blocks[at] as Block;
    const mass = page.mass[at] ?? 0;
    if (mass < LIGHTEST || mass > (at === start ? HEAVIEST_INSIDE : HEAVIEST)) continue;
    if (block.kind === 'caption' || block.kind === 'table-row') continue;
    const own = [...stems(block.text)];
    const share = (is: (stem: string) => boolean) =>
      own.length > 0 ? own.filter(is).length / own.length : -1;
    const inBody = (stem: string) => (spread.get(stem) ?? 0) - (at === start ? 1 : 0);
    const told = share((stem) => inBody(stem) >= 1);
    const shape = shapeOf(block.text);
    const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
    asked.push({
      at,
      told: told * Math.min(1, mass / FULL_MASS),
      numbers: {
        at: Math.min(at, FAR),
        distance: start - at,
        mass,
        words: countWords(block.text),
        endsSentence: endsSentence(block.text) ? 1 : 0,
        stops: shape.stops,
        told,
        toldOften: share((stem) => inBody(stem) >= 3),
        toldAtOnce: share((stem) => opening.has(stem)),
        repeats: times.get(page.keys()[at] ?? '') ?? 1,
        ruled: hits.going.has(block) ? 1 : 0,
        heading: block.kind === 'heading' ? 1 : 0,
        capitals: shape.hasCase ? ratio(shape.capitalStarts, shape.starts) : -1,
        shouting: shape.hasCase ? ratio(shape.capitals, shape.letters) : -1,
        stays: stays[at] ? 1 : 0,
        bylineBelow: kindNear(at, 1, NEAR, 'byline'),
        stampBelow: kindNear(at, 1, NEAR, 'stamp'),
        shareBelow: kindNear(at, 1, NEAR, 'share'),
        menuAbove: kindNear(at, -NEAR, -1, 'navigation'),
        question: /[?？؟]\s*$/u.test(block.text) ? 1 : 0,
        digits: ratio(shape.digits, block.text.length),
        bars: shape.bars,
        cutOff: isCutOff(block.text) ? 1 : 0,
        colonEnd: /[:：]\s*$/u.test(block.text) ? 1 : 0,
        quote: shape.hasQuote ? 1 : 0,
        massAbove: page.mass[at - 1] ?? 0,
        massBelow: page.mass[at + 1] ?? 0,
        toldCount: Math.max(0, told) * own.length,
        behindBest: 0,
        rank: 0,
        behindMost: 0,
      },
    });
  }
  const best = Math.max(0, ...asked.map(({ told }) => told));
  const most = Math.max(0, ...asked.map(({ numbers }) => numbers.toldCount));
  return asked.map(({ at, told, numbers }) => {
    const all: Record<Name, number> = {
      ...numbers,
      behindBest: best - told,
      rank: asked.filter((other) => other.told > told).length,
      behindMost: most - numbers.toldCount,
    };
    return { at, values: HEADLINE_FEATURES.map((name) => all[name]) };
  });
}
