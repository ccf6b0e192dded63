/** Whether what cleaning kept is no article at all: an error page, a bot check, a consent wall, a list of links. */
import { type Block, type Draft, paragraphs } from '../draft.ts';
import { prefilter } from '../text/prefilter.ts';
import type { Cues } from './cues.ts';
import { endsClause, isProse, mass } from './measure.ts';

/** Blocks looked at: what fills the first of them fills the page. */
const LOOKED_AT = 200;
/** Characters of a block in which a notice shows itself. */
const START = 600;
/** A page that opens with the words that it is missing, blocked or in need of a script says little more than that. */
const NOTICE_MASS = 900;
/** A consent wall may be long; no article that is mostly about cookies speaks to the reader so long. */
const CONSENT_MASS = 8_000;
/** Share of what is kept that must be the notice. */
const MOSTLY = 0.5;
/** Fewer lines than this are a short notice of some kind, which the floor of words judges. */
const LEAST_LINES = 8;
/** Mean weight of the lines of a menu or an index at most, and share of them that end as sentences or clauses do. */
const LINE_MASS = 40;
const SENTENCES = 0.15;
/** Share of what is kept that stands inside links from which the page is an index of others. */
const LINKED = 0.6;

/** The notices that stand for an article, in the order they are asked for, and what is wrong with a page that is one. */
const NOTICES = [
  ['noise/missing', 'what was kept says that the page does not exist or cannot be shown'],
  ['noise/robot', 'what was kept asks the reader to prove to be human, or refuses access'],
  ['noise/script', 'what was kept asks for a script or another browser'],
] as const;

/** Returns what tells what is wrong with the body, in words; undefined where it reads as an article. */
export function noiseFinder(cues: Cues): (draft: Draft) => string | undefined {
  const noticesIn = noticeFinder(cues);
  const asksConsent = consentFinder(cues);
  return (draft) => {
    const kept = paragraphs(draft).slice(0, LOOKED_AT);
    if (kept.length === 0) return undefined;
    const weights = kept.map((block) => mass(block.text));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const share = (is: (at: number) => boolean) =>
      kept.reduce((sum, _, at) => sum + (is(at) ? (weights[at] ?? 0) : 0), 0) / Math.max(1, total);
    if (total < NOTICE_MASS) {
      const said = kept.map(({ text }) => noticesIn(text));
      const opening = noticesIn(draft.facts.title?.value ?? '') | (said[0] ?? 0);
      for (const [i, [, wrong]] of NOTICES.entries()) {
        const bit = 1 << i;
        if ((opening & bit) !== 0 || share((at) => ((said[at] ?? 0) & bit) !== 0) >= MOSTLY) return wrong;
      }
    }
    if (total < CONSENT_MASS && isMostly(kept, weights, total, asksConsent))
      return 'what was kept asks for consent to cookies or to the use of personal data';
    if (kept.length < LEAST_LINES) return undefined;
    if (share((at) => (kept[at]?.markup?.linkDensity ?? 0) > LINKED) > LINKED)
      return `most of what was kept stands in links, as in a list of other pages`;
    if (total / kept.length >= LINE_MASS || kept.some(({ text }, at) => isProse(text, weights[at])))
      return undefined;
    const sentences = kept.filter(({ text }) => endsClause(text)).length / kept.length;
    if (sentences < SENTENCES) return `what was kept is ${kept.length} short lines and not one paragraph`;
    return undefined;
  };
}

/** Returns what tells which of `NOTICES` the start of a text is, one bit each. */
function noticeFinder(cues: Cues): (text: string) => number {
  const patterns = NOTICES.map(([cue]) => cues[cue]);
  const possible = prefilter(patterns.map(({ source }) => source));
  return (text) => {
    const start = text.slice(0, START).trim();
    possible.look(start);
    let found = 0;
    for (let i = possible.next(0); i >= 0; i = possible.next(i + 1))
      if (patterns[i]?.test(start)) found |= 1 << i;
    return found;
  };
}

function consentFinder(cues: Cues): (block: Block) => boolean {
  const { 'noise/consent': consents, 'letter/speaks': speaks } = cues;
  const possible = prefilter([consents.source]);
  return ({ text }) => {
    const start = text.slice(0, START);
    possible.look(start);
    return possible.mayMatch(0) && consents.test(start) && speaks.test(start);
  };
}

/** Whether something holds of most of what was kept, by weight; asked of no more blocks than tell. */
function isMostly(
  kept: readonly Block[],
  weights: readonly number[],
  total: number,
  is: (block: Block) => boolean,
): boolean {
  let holds = 0;
  let left = total;
  for (let at = 0; at < kept.length; at++) {
    const weight = weights[at] ?? 0;
    left -= weight;
    if (weight > 0 && is(kept[at] as Block)) holds += weight;
    if (holds + left < MOSTLY * Math.max(1, total)) return false;
  }
  return holds >= MOSTLY * Math.max(1, total);
}
