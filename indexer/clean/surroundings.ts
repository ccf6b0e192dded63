/** What stands right beside a block that goes and names it: lines that rules know, above or below it or on both sides. */
import type { RemovalKind } from '../../config/schema.ts';
import type { Block } from '../draft.ts';
import { HEADLINE_MASS, shown, type Witness } from './judged.ts';

/** What lines are called that others stand among. */
const AMONG: Readonly<Partial<Record<RemovalKind, string>>> = {
  share: 'stands in a row of share buttons',
  newsletter: 'stands in a form for a newsletter',
  donation: 'stands in a form for giving money',
  legal: 'stands among legal lines',
  sponsor: 'stands between advertisements',
  paywall: 'stands between notices for subscribers',
};
/** Lines from one such line to the next at most, and the mass of what may stand between. */
const GAP = 3;
const BETWEEN_MASS = 160;

/** A line that stands between two lines which rules know as one kind. */
export const among: Witness = ({ page, hits }, at) => {
  if ((page.mass[at] ?? 0) > BETWEEN_MASS) return undefined;
  const kindAt = (i: number) => {
    const block = page.blocks[i];
    return block && hits.going.get(block)?.kind;
  };
  const nearest = (step: 1 | -1): { kind: RemovalKind; far: number } | undefined => {
    for (let far = 1; far < GAP; far++) {
      const kind = kindAt(at + step * far);
      if (kind) return { kind, far };
    }
    return undefined;
  };
  const [before, after] = [nearest(-1), nearest(1)];
  if (!before || !after || before.kind !== after.kind || before.far + after.far > GAP) return undefined;
  const reason = AMONG[before.kind];
  return reason ? { rule: `block/${before.kind}`, kind: before.kind, reason } : undefined;
};

/** A caption weighs at most this much. */
const CAPTION_MASS = 300;

/** A line with bars between its parts is a byline or a menu. */
const BYLINE = /\s[|·•]\s/u;

/** The line right above or below the credit of a picture, among the paragraphs or near the headline. */
export const byCredit: Witness = ({ page, hits, first, last, titleAt }, at) => {
  const top = Math.min(titleAt < 0 ? first : titleAt, first) - 2;
  if (first < 0 || at < top || at > last + 2 || (page.mass[at] ?? 0) > CAPTION_MASS) return undefined;
  if (page.blocks[at] === undefined || BYLINE.test(page.blocks[at].text)) return undefined;
  const isCredit = (block: Block | undefined) => block && hits.going.get(block)?.rule === 'caption/credit';
  if (
    !isCredit(page.blocks[at + 1]) &&
    !(isCredit(page.blocks[at - 1]) && (page.mass[at] ?? 0) < HEADLINE_MASS)
  )
    return undefined;
  return { rule: 'block/caption', kind: 'caption', reason: 'stands right by the credit of a picture' };
};

const ONLY_LEADS = /^\P{L}*(?:\p{L}+[ -]?){1,2}\s?[:：]?$/u;

/** The name that follows a line which only says "By". */
export const byLead: Witness = ({ page, hits, short }, at) => {
  const above = page.blocks[at - 1];
  if (!above || !short[at] || hits.going.get(above)?.rule !== 'byline/label') return undefined;
  if (!ONLY_LEADS.test(above.text)) return undefined;
  return {
    rule: 'block/byline',
    kind: 'byline',
    reason: `follows «${shown(above.text)}», which names the writer`,
  };
};

/** The name right above a note on the writer. */
export const aboveNote: Witness = ({ page, hits, short }, at) => {
  const below = page.blocks[at + 1];
  if (!below || !short[at] || hits.going.get(below)?.rule !== 'bio/writer') return undefined;
  return { rule: 'block/bio', kind: 'bio', reason: 'stands right above a note on the writer' };
};
