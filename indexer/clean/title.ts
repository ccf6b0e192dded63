/** The headline: who says what it is, and which block of the page it stands in. */
import type { Block, Draft, Fact } from '../draft.ts';
import { fold, words } from '../text/words.ts';
import type { Span } from './body.ts';
import { endsSentence, innerStops, mass } from './measure.ts';
import type { Page } from './page.ts';
import type { RuleHits } from './rules.ts';
import { stems } from './vocabulary.ts';

export interface Headline {
  readonly fact: Fact<string>;
  /** The block it stands in, when it stands in one of its own. */
  readonly block?: Block;
}

/** A headline weighs this much: less is a section name, more is a lead. */
const LIGHTEST = 12;
const HEAVIEST = 220;
/** Share of a headline's words that come again in the article's text; a masthead or a teaser has fewer. */
const OVERLAP_FLOOR = 0.3;
/** Paragraphs of the body looked at for those words. */
const BODY_BLOCKS = 60;
/** A dash between a headline and the first sentence it runs into. */
const RUN_IN = /^\s*[–—|:-]\s*\p{L}/u;

/** Characters of a block that are compared: no headline is longer, and one line may be a whole page. */
const COMPARED = 600;

const key = (text: string): string => fold(text.slice(0, COMPARED)).replace(/[^\p{L}\p{N}]+/gu, '');

/** The readers in the order they are trusted; the first that answers wins. */
export function findHeadline(page: Page, span: Span, hits: RuleHits): Headline | undefined {
  return (
    stated(page) ??
    fromHead(page) ??
    runIn(page, span) ??
    headlineLike(page, span, hits) ??
    openingLine(page, hits) ??
    firstSentence(page, span)
  );
}

/** A sidecar or the scraper's record says it. */
function stated(page: Page): Headline | undefined {
  const { sidecar, record } = page.draft.meta;
  const [value, reader] = sidecar?.title ? [sidecar.title, 'sidecar'] : [record?.title, 'record'];
  if (!value?.trim()) return undefined;
  return withBlock(page, value.trim(), { value: value.trim(), evidence: value, reader });
}

/** The head of an HTML page says it; a heading on the page that agrees gives the wording. */
function fromHead(page: Page): Headline | undefined {
  const { head } = page.draft.meta;
  if (!head) return undefined;
  const siteNames = [...(head.metas['og:site_name'] ?? []), ...(head.metas['application-name'] ?? [])].map(
    key,
  );
  const named = head.jsonLd.map((object) => object.headline).filter((value) => typeof value === 'string');
  const said: [value: string, reader: string][] = [
    ...(head.metas['og:title'] ?? []).map((value): [string, string] => [value, 'og:title']),
    ...(head.metas['twitter:title'] ?? []).map((value): [string, string] => [value, 'twitter:title']),
    ...named.map((value): [string, string] => [value, 'json-ld headline']),
    ...(head.title ? [[head.title, 'title element'] satisfies [string, string]] : []),
  ];
  const candidates = said
    .map(([value, reader]): [string, string] => [withoutSiteName(value.trim(), siteNames), reader])
    .filter(([value]) => mass(value) > 0);
  for (const [value, reader] of candidates) {
    const block = page.blocks.find(
      (one) => one.kind === 'heading' && agrees(one.text, value) && mass(one.text) <= HEAVIEST,
    );
    if (block)
      return {
        fact: { value: oneLine(block.text), evidence: block.text, reader: `heading and ${reader}` },
        block,
      };
  }
  const [value, reader] = candidates[0] ?? [];
  if (!value || !reader) return undefined;
  return withBlock(page, value, { value, evidence: value, reader });
}

/** Same words, or one is the other cut short. */
function agrees(a: string, b: string): boolean {
  const [x, y] = [key(a), key(b)];
  if (!x || !y) return false;
  if (x === y) return true;
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  return short.length >= LIGHTEST && long.startsWith(short) && short.length >= long.length / 2;
}

const SEPARATOR = /\s+[|\-–—•·»:]{1,2}\s+/u;

/** `Headline - The Outlet` without the outlet: the last part goes when it names the site or is much shorter than the rest. */
export function withoutSiteName(title: string, siteNames: readonly string[]): string {
  const parts = title.split(SEPARATOR);
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return title;
  const rest = title.slice(0, title.lastIndexOf(last)).replace(/[\s|\-–—•·»:]+$/u, '');
  const isSite = siteNames.includes(key(last));
  const isShort = words(last).length <= 4 && mass(last) * 2 <= mass(rest);
  return mass(rest) >= LIGHTEST && (isSite || isShort) ? rest : title;
}

function withBlock(page: Page, value: string, fact: Fact<string>): Headline {
  const own = key(value);
  const block = page.blocks.find((one) => key(one.text) === own);
  return block ? { fact, block } : { fact };
}

/** `Headline – First sentence …` opens the body and the headline stands alone elsewhere: that line is it. */
function runIn(page: Page, span: Span): Headline | undefined {
  const lead = page.blocks.slice(span.from, span.to).find((_, i) => page.prose[span.from + i]);
  if (!lead) return undefined;
  const opening = lead.text.trim().slice(0, COMPARED);
  const folded = fold(opening);
  const block = page.blocks.find((one, at) => {
    const size = page.mass[at] ?? 0;
    if (one === lead || size < LIGHTEST || size > HEAVIEST) return false;
    const text = one.text.trim();
    return folded.startsWith(fold(text)) && RUN_IN.test(opening.slice(text.length));
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

/** The line above the first paragraph that reads as a headline and whose words the article takes up. */
function headlineLike(page: Page, span: Span, hits: RuleHits): Headline | undefined {
  const { blocks } = page;
  const firstProse = page.prose.findIndex((isProse, at) => isProse && at >= span.from);
  const limit = firstProse < 0 ? span.to : firstProse;
  const told = new Set(
    blocks.slice(limit, Math.min(span.to, limit + BODY_BLOCKS)).flatMap((block) => [...stems(block.text)]),
  );
  const times = new Map<string, number>();
  for (const block of blocks) times.set(key(block.text), (times.get(key(block.text)) ?? 0) + 1);
  let best: { block: Block; score: number } | undefined;
  for (let at = 0; at < limit; at++) {
    const block = blocks[at];
    const size = page.mass[at] ?? 0;
    if (!block || size < LIGHTEST || size > HEAVIEST || hits.going.has(block) || block.kind === 'caption')
      continue;
    if (page.prose[at] || /\.\s*$/u.test(block.text) || words(block.text).length < 3) continue;
    const own = [...stems(block.text)];
    const overlap = own.length ? own.filter((stem) => told.has(stem)).length / own.length : 0;
    if (overlap < OVERLAP_FLOOR && block.kind !== 'heading' && told.size > 0) continue;
    const score =
      overlap +
      Math.min(1, size / 40) +
      (block.kind === 'heading' ? 0.5 : 0) +
      ((times.get(key(block.text)) ?? 0) > 1 ? 0.1 : 0) -
      (innerStops(block.text) > 0 || endsSentence(block.text) ? 0.35 : 0) -
      (at > 0 && best ? 0.15 : 0);
    if (!best || score > best.score) best = { block, score };
  }
  if (!best) return undefined;
  return {
    fact: { value: oneLine(best.block.text), evidence: best.block.text, reader: 'headline-like line' },
    block: best.block,
  };
}

/** The shortest line that may be a headline when it is all that stands above the text: two short words. */
const SHORTEST = 4;

/** A page that opens with one short line and goes straight on with its text: "Two Smiths". A masthead has company. */
function openingLine(page: Page, hits: RuleHits): Headline | undefined {
  const [block] = page.blocks;
  const size = page.mass[0] ?? 0;
  if (!block || page.prose.indexOf(true) !== 1 || hits.going.has(block) || endsSentence(block.text))
    return undefined;
  if (size < SHORTEST || size > HEAVIEST) return undefined;
  return { fact: { value: oneLine(block.text), evidence: block.text, reader: 'opening-line' }, block };
}

/** No headline anywhere: the first sentence of the body stands in for it and stays in the body. */
function firstSentence(page: Page, span: Span): Headline | undefined {
  const { blocks } = page;
  const at = page.prose.findIndex((isProse, i) => isProse && i >= span.from && i < span.to);
  const block = blocks[at] ?? blocks[span.from];
  if (!block) return undefined;
  const value = sentenceOf(block.text);
  return value ? { fact: { value, evidence: value, reader: 'first-sentence' } } : undefined;
}

/** Characters in which the first sentence is looked for; a longer one is cut there. */
const SENTENCE_WINDOW = 400;
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

function sentenceOf(text: string): string {
  let taken = '';
  for (const { segment } of sentences.segment(oneLine(text.slice(0, SENTENCE_WINDOW)))) {
    taken += segment;
    if (mass(taken) >= LIGHTEST && endsSentence(taken)) break;
  }
  return taken.trim();
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** The draft with its headline known and marked. */
export function withHeadline(draft: Draft, headline: Headline | undefined): Draft {
  if (!headline) return draft;
  const blocks = draft.blocks.map(
    (block): Block => (block === headline.block ? { ...block, kind: 'title' } : block),
  );
  return { ...draft, blocks, facts: { ...draft.facts, title: headline.fact } };
}
