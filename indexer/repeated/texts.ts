/**
 * Among what a repeated line stands. Furniture stands among different texts; a copied paragraph stands on pages that
 * are copies as a whole, or always has the same neighbours.
 */

import type { LineCounts, Repeated, Threshold } from './count.ts';
import { nameOf } from './key.ts';
import type { LineLog, PageView } from './log.ts';

/** A page of which less than this share of the text is its own is a copy of others, and tells nothing of its lines. */
const OWN_SHARE = 0.6;
/** Of the pages of a line at least this share must have a text of their own. */
const TELLING_SHARE = 1 / 3;
/** A line with less than this share of the page's own text above (or below) it stands at the edge of the text. */
const EDGE_SHARE = 0.05;
/** Different neighbours that are told apart; more are as good as these. */
const NEIGHBOURS = 16;

/** Where a line stands in the text of a page. */
export type Place = 'inside' | 'edge';

/** A line that stands among different texts. */
export interface Furniture extends Repeated {
  /** Where it stands on most pages. */
  readonly place: Place;
  readonly mass: number;
}

/** What a page tells of its lines. */
export interface PageTexts {
  /** Whether enough of the page is its own text. */
  readonly telling: boolean;
  /** Weight of all its lines. */
  readonly mass: number;
  /** Index of the nearest line of the page's own text above and below a line; -1: there is none to speak of. */
  around(line: number): { readonly above: number; readonly below: number; readonly place: Place };
  /** Whether a line is the page's own text: it does not recur. */
  isOwn(line: number): boolean;
}

/** Looks at the lines of one page; linear in them. */
export function textsOf(page: PageView, counts: LineCounts): PageTexts {
  const own: boolean[] = [];
  /** Own weight up to and with each line. */
  const ownUpTo: number[] = [];
  let mass = 0;
  let ownMass = 0;
  for (let i = 0; i < page.size; i++) {
    const weight = page.mass(i);
    mass += weight;
    own[i] = weight > 0 && !counts.recurs(page.high(i), page.low(i));
    if (own[i]) ownMass += weight;
    ownUpTo[i] = ownMass;
  }
  const edge = EDGE_SHARE * ownMass;
  return {
    telling: ownMass > 0 && ownMass >= OWN_SHARE * mass,
    mass,
    isOwn: (line) => own[line] === true,
    around(line) {
      const above = ownUpTo[line - 1] ?? 0;
      const below = ownMass - (ownUpTo[line] ?? 0);
      return {
        above: above > edge ? own.lastIndexOf(true, line - 1) : -1,
        below: below > edge ? own.indexOf(true, line + 1) : -1,
        place: above > edge && below > edge ? 'inside' : 'edge',
      };
    },
  };
}

/** The repeated lines that stand among different texts. Memory: some 130 bytes for each line looked at. */
export async function amongDifferentTexts(
  log: LineLog,
  counts: LineCounts,
  threshold: Threshold,
): Promise<Furniture[]> {
  const { repeated } = counts;
  const slotOf = new Map(repeated.map(({ key }, slot) => [nameOf(key.high, key.low), slot]));
  const telling = new Uint32Array(repeated.length);
  const inside = new Uint32Array(repeated.length);
  const masses = new Uint32Array(repeated.length);
  const above = createNeighbours(repeated.length);
  const below = createNeighbours(repeated.length);

  await log.scan((page) => {
    if (counts.pagesOf(page.site) < threshold.pages) return;
    let texts: PageTexts | undefined;
    for (let i = 0; i < page.size; i++) {
      if (page.mass(i) === 0 || page.again(i)) continue;
      const slot = slotOf.get(nameOf(page.high(i), page.low(i)));
      if (slot === undefined) continue;
      texts ??= textsOf(page, counts);
      if (!texts.telling) return;
      const around = texts.around(i);
      telling[slot] = (telling[slot] ?? 0) + 1;
      masses[slot] = page.mass(i);
      if (around.place === 'inside') inside[slot] = (inside[slot] ?? 0) + 1;
      if (around.above >= 0) above.add(slot, page.low(around.above));
      if (around.below >= 0) below.add(slot, page.low(around.below));
    }
  });

  const enough = Math.min(threshold.pages, NEIGHBOURS);
  return repeated.flatMap((line, slot) => {
    const pages = telling[slot] ?? 0;
    if (pages < threshold.pages || pages < TELLING_SHARE * line.pages) return [];
    const place: Place = 2 * (inside[slot] ?? 0) > pages ? 'inside' : 'edge';
    const sides = [above.different(slot), below.different(slot)];
    const differ = place === 'inside' ? Math.min(...sides) : Math.max(...sides);
    return differ < enough ? [] : [{ ...line, place, mass: masses[slot] ?? 0 }];
  });
}

/** For each slot up to NEIGHBOURS different numbers. */
function createNeighbours(slots: number) {
  const seen = new Uint32Array(slots * NEIGHBOURS);
  const filled = new Uint8Array(slots);
  return {
    add(slot: number, neighbour: number): void {
      const from = slot * NEIGHBOURS;
      const count = filled[slot] ?? 0;
      if (count === NEIGHBOURS || seen.subarray(from, from + count).includes(neighbour)) return;
      seen[from + count] = neighbour;
      filled[slot] = count + 1;
    },
    different: (slot: number): number => filled[slot] ?? 0,
  };
}
