/** Whether what cleaning kept is no article at all: an error page, a bot check, a consent wall, a list of links. */
import { type Block, type Draft, paragraphs } from '../draft.ts';
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

/** What is wrong with the body, in words; undefined where it reads as an article. */
export function noise(draft: Draft, cues: Cues): string | undefined {
  const kept = paragraphs(draft).slice(0, LOOKED_AT);
  if (kept.length === 0) return undefined;
  const weights = kept.map((block) => mass(block.text));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = (is: (block: Block) => boolean) =>
    kept.reduce((sum, block, at) => sum + (is(block) ? (weights[at] ?? 0) : 0), 0) / Math.max(1, total);
  const says = (cue: 'noise/missing' | 'noise/script' | 'noise/robot') => {
    const is = (text: string) => cues[cue].test(text.slice(0, START).trim());
    const opening = [draft.facts.title?.value ?? '', kept[0]?.text ?? ''];
    return total < NOTICE_MASS && (opening.some(is) || share(({ text }) => is(text)) >= MOSTLY);
  };
  if (says('noise/missing')) return 'what was kept says that the page does not exist or cannot be shown';
  if (says('noise/robot')) return 'what was kept asks the reader to prove to be human, or refuses access';
  if (says('noise/script')) return 'what was kept asks for a script or another browser';
  if (total < CONSENT_MASS && isMostly(kept, weights, total, asksConsent(cues)))
    return 'what was kept asks for consent to cookies or to the use of personal data';
  if (kept.length < LEAST_LINES) return undefined;
  if (share(({ markup }) => (markup?.linkDensity ?? 0) > LINKED) > LINKED)
    return `most of what was kept stands in links, as in a list of other pages`;
  if (total / kept.length >= LINE_MASS || kept.some(({ text }, at) => isProse(text, weights[at])))
    return undefined;
  const sentences = kept.filter(({ text }) => endsClause(text)).length / kept.length;
  if (sentences < SENTENCES) return `what was kept is ${kept.length} short lines and not one paragraph`;
  return undefined;
}

const asksConsent = (cues: Cues) => {
  const { 'noise/consent': consents, 'letter/speaks': speaks } = cues;
  return ({ text }: Block): boolean => {
    const start = text.slice(0, START);
    return consents.test(start) && speaks.test(start);
  };
};

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
