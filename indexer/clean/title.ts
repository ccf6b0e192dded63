/** The headline: who says what it is, and which block of the page it stands in. */
import type { Block, Draft } from '../draft.ts';
import { fold } from '../text/words.ts';
import { type CompiledForest, compileForest, type Forest } from './forest.ts';
import { fromHead } from './head-title.ts';
import { HEAVIEST, type Headline, LIGHTEST, oneLine, withBlock } from './headline.ts';
import { type Candidate, HEADLINE_FEATURES, headlineCandidates, leadOf } from './headline-features.ts';
import { endsSentence, mass } from './measure.ts';
import { once } from './once.ts';
import type { Page } from './page.ts';
import type { RuleHits } from './rules.ts';

/** A dash between a headline and the first sentence it runs into. */
const RUN_IN = /^\s*[–—|:-]\s*\p{L}/u;

/** Characters of a block that are compared: no headline is longer, and one line may be a whole page. */
const COMPARED = 600;

/** Finds the headline of a page of which it is known which blocks are article, before they are dropped; `isOther` knows lines that are none. */
export type HeadlineFinder = (
  page: Page,
  stays: readonly boolean[],
  hits: RuleHits,
  isOther: (block: Block) => boolean,
) => Headline | undefined;

/** The readers in the order they are trusted; the first that answers wins. The forest knows a headline by its look, its place and its words. */
export function headlineFinder(forest: Forest): HeadlineFinder {
  const compiled = whenAsked(forest);
  return (page, stays, hits, isOther) =>
    stated(page) ??
    fromHead(page) ??
    runIn(page, stays) ??
    onlyHeading(page, stays) ??
    headlineLike(page, headlineCandidates(page, stays, hits), compiled, isOther) ??
    openingLine(page, hits) ??
    firstSentence(page, stays);
}

/** Most single lines have no candidate; a forest that was compiled is not kept as it was read. */
const whenAsked = (forest: Forest) => once(() => compileForest(forest));

/** A sidecar or the scraper's record says it. */
function stated(page: Page): Headline | undefined {
  const { sidecar, record } = page.draft.meta;
  const [value, reader] = sidecar?.title ? [sidecar.title, 'sidecar'] : [record?.title, 'record'];
  if (!value?.trim()) return undefined;
  return withBlock(page, value.trim(), { value: value.trim(), evidence: value, reader });
}

/** `Headline – First sentence …` opens the body and the headline stands alone elsewhere: that line is it. */
function runIn(page: Page, stays: readonly boolean[]): Headline | undefined {
  const lead = page.blocks[leadOf(page, stays)];
  if (!lead) return undefined;
  const opening = lead.text.trim().slice(0, COMPARED);
  const folded = once(() => fold(opening));
  const block = page.blocks.find((one, at) => {
    const size = page.mass[at] ?? 0;
    if (one === lead || size < LIGHTEST || size > HEAVIEST) return false;
    const text = one.text.trim();
    // The dash first: it is hardly ever there, and folding takes longer.
    return RUN_IN.test(opening.slice(text.length)) && folded().startsWith(fold(text));
  });
  if (!block) return undefined;
  return {
    fact: {
      value: oneLine(block.text),
      evidence: lead.text.slice(0, 300),
      reader: 'headline run into the lead',
    },
    block,
  };
}

/** In Markdown the one heading of the first level, above the text. */
function onlyHeading(page: Page, stays: readonly boolean[]): Headline | undefined {
  if (page.draft.format !== 'markdown') return undefined;
  const [at, another] = page.blocks.flatMap(({ kind, markup }, i) =>
    kind === 'heading' && markup?.path.endsWith('h1') ? [i] : [],
  );
  const block = page.blocks[at ?? -1];
  const size = page.mass[at ?? -1] ?? 0;
  if (!block || another !== undefined || size < LIGHTEST || size > HEAVIEST) return undefined;
  if ((at as number) > Math.max(leadOf(page, stays), stays.indexOf(true))) return undefined;
  return { fact: { value: oneLine(block.text), evidence: block.text, reader: 'only-heading' }, block };
}

/** A line less likely than this, in log-odds, is no headline even where none is likelier. */
const LEAST_LIKELY = -1.0;

/** The line above the article that the forest takes for its headline. */
function headlineLike(
  page: Page,
  candidates: readonly Candidate[],
  compiled: () => CompiledForest,
  isOther: (block: Block) => boolean,
): Headline | undefined {
  if (candidates.length === 0) return undefined;
  const forest = compiled();
  const names: readonly string[] = HEADLINE_FEATURES;
  const columns = forest.features.map((name) => columnOf(candidates, names.indexOf(name)));
  const odds = forest.logOdds(columns, candidates.length);
  const likely = candidates
    .map((candidate, i) => ({ candidate, odds: odds[i] as number }))
    .filter((one) => one.odds > LEAST_LIKELY && !isDoubledName(page, one.candidate))
    .sort((a, b) => b.odds - a.odds);
  // The likeliest is asked first: mostly nobody need ask again.
  const best = likely.find(({ candidate }) => !isOther(page.blocks[candidate.at] as Block));
  const block = page.blocks[best?.candidate.at ?? -1];
  if (!block) return undefined;
  return {
    fact: { value: oneLine(block.text), evidence: block.text, reader: 'headline-like line' },
    block,
  };
}

/** A headline that stands twice has more than this share of its words taken up by the text. */
const TAKEN_UP = 0.5;
const TOLD = HEADLINE_FEATURES.indexOf('told');

/**
 * Twice in a row, and the text takes up no more than half of it: an outlet by logo and name, as aggregators put it above a text.
 * A headline that stands twice, as the end of a path and as itself, is taken up.
 */
function isDoubledName(page: Page, { at, values }: Candidate): boolean {
  const keys = page.keys();
  const isDoubled = keys[at] === keys[at - 1] || keys[at] === keys[at + 1];
  return isDoubled && (values[TOLD] ?? 0) <= TAKEN_UP;
}

function columnOf(candidates: readonly Candidate[], feature: number): Float64Array {
  const column = new Float64Array(candidates.length);
  for (let i = 0; i < column.length; i++) column[i] = candidates[i]?.values[feature] ?? 0;
  return column;
}

/** The shortest line that may be a headline when it is all that stands above the text: two short words. */
const SHORTEST = 4;

/** A page that opens with one short line and goes straight on with its text: "Two Smiths". A masthead has company. */
function openingLine(page: Page, hits: RuleHits): Headline | undefined {
  const [block] = page.blocks;
  const size = page.mass[0] ?? 0;
  if (!block || page.prose.indexOf(true) !== 1 || hits.going.has(block) || endsSentence(block.text))
    return undefined;
  if (size < SHORTEST || size > HEAVIEST || block.kind === 'table-row') return undefined;
  return { fact: { value: oneLine(block.text), evidence: block.text, reader: 'opening-line' }, block };
}

/** No headline anywhere: the first sentence of the body stands in for it and stays in the body. */
function firstSentence(page: Page, stays: readonly boolean[]): Headline | undefined {
  const block = page.blocks[leadOf(page, stays)] ?? page.blocks[stays.indexOf(true)];
  if (!block) return undefined;
  const value = sentenceOf(block.text);
  return value ? { fact: { value, evidence: value, reader: 'first-sentence' } } : undefined;
}

/** Characters in which the first sentence is looked for; a longer one is cut there. */
const SENTENCE_WINDOW = 400;
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** What a sentence can end on (UAX 29), besides the end of the text: where none of these is, there is one sentence. */
const SENTENCE_END = /[\p{Sentence_Terminal}.\u2024\ufe52\uff0e\u0085]/u;

/** The first sentence of a text, or its first sentences where the first says little; on one line. */
export function sentenceOf(text: string): string {
  const line = oneLine(text.slice(0, SENTENCE_WINDOW));
  if (!SENTENCE_END.test(line)) return line;
  let taken = '';
  for (const { segment } of sentences.segment(line)) {
    taken += segment;
    if (mass(taken) >= LIGHTEST && endsSentence(taken)) break;
  }
  return taken.trim();
}

/** The draft with its headline known and marked. */
export function withHeadline(draft: Draft, headline: Headline | undefined): Draft {
  if (!headline) return draft;
  const blocks = draft.blocks.map(
    (block): Block => (block === headline.block ? { ...block, kind: 'title' } : block),
  );
  return { ...draft, blocks, facts: { ...draft.facts, title: headline.fact } };
}

/**
 * Which blocks stay once the headline is known: short lines right above it are no article, however they sound. They are
 * the end of a menu, a section name or a date.
 */
export function belowHeadline(
  page: Page,
  stays: readonly boolean[],
  headline: Headline | undefined,
): readonly boolean[] {
  const at = headline?.block ? page.blocks.indexOf(headline.block) : -1;
  if (at < 0) return stays;
  let from = at;
  while (from > 0 && !page.prose[from - 1]) from--;
  return stays.map((own, i) => own && (i < from || i >= at));
}
