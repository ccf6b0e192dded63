/** What only HTML can tell of a block: the names in its path, and how much of the page's prose shares its place. */

import { CUE_IDS } from '../../config/schema.ts';
import { type Prefilter, prefilter } from '../text/prefilter.ts';
import type { Cues } from './cues.ts';
import { UNKNOWN } from './feature-values.ts';
import { once } from './once.ts';
import type { Page } from './page.ts';
import type { Column } from './table.ts';

/** Elements at the end of a path that are near the block. */
const NEAR = 4;

/** The groups of `config/cues.yml` that are features of the classifier: one for the near and one for the whole path. */
const NAMES = CUE_IDS.flatMap((id) =>
  id.startsWith('name/') ? [[id.slice('name/'.length), id] as const] : [],
);

/** What is read off one path; blocks of a page share few. */
interface PathFacts {
  readonly depth: number;
  /** One flag a group of names, in the order of `NAMES`. */
  readonly near: readonly number[];
  readonly whole: readonly number[];
  /** The block's own element with its parents, and its parents alone: what blocks of one kind share. */
  readonly self: string;
  readonly parent: string;
  readonly path: string;
}

/** What tells which groups of names a path can hold at all; made once for the cues in use. */
const filters = new WeakMap<Cues, Prefilter>();

function filterOf(cues: Cues): Prefilter {
  const there = filters.get(cues) ?? prefilter(NAMES.map(([, id]) => cues[id].source));
  filters.set(cues, there);
  return there;
}

function factsOf(path: string, cues: Cues): PathFacts {
  const whole = path.toLowerCase();
  const nearby = whole.slice(startOfLast(NEAR, whole));
  const near = NAMES.map(() => 0);
  const all = NAMES.map(() => 0);
  const possible = filterOf(cues);
  possible.look(whole);
  for (let i = possible.next(0); i >= 0; i = possible.next(i + 1)) {
    const [, id] = NAMES[i] as (typeof NAMES)[number];
    if (cues[id].test(nearby)) near[i] = 1;
    if (cues[id].test(whole)) all[i] = 1;
  }
  return {
    depth: whole.split('>').length,
    near,
    whole: all,
    self: whole.slice(startOfLast(3, whole)),
    parent: whole.slice(0, Math.max(0, whole.lastIndexOf('>'))),
    path: whole,
  };
}

/** Where the last `count` elements of a path begin. */
function startOfLast(count: number, path: string): number {
  let end = path.length;
  for (let i = 0; i < count && end >= 0; i++) end = end === 0 ? -1 : path.lastIndexOf('>', end - 1);
  return end + 1;
}

/**
 * The most prose that one of the elements holds directly in which the block stands: a list in the article shares one of
 * them with its paragraphs. The outermost is the body of the page and does not count.
 */
function containerProse(path: string, proseIn: ReadonlyMap<string, number>): number {
  let most = 0;
  // Few elements hold prose, and paths are long: it is quicker to try them all than to look up every part of a path.
  for (const [element, share] of proseIn)
    if (share > most && element.includes('>') && path[element.length] === '>' && path.startsWith(element))
      most = share;
  return most;
}

/** Names and makers of the columns; plain text has -1 in all of them. */
export function markupColumns(page: Page, cues: Cues): [name: string, make: () => Column][] {
  const paths = once(() => {
    const known = new Map<string, PathFacts>();
    return page.blocks.map(({ markup }) => {
      if (!markup) return undefined;
      const facts = known.get(markup.path) ?? factsOf(markup.path, cues);
      known.set(markup.path, facts);
      return facts;
    });
  });
  const column = (value: (facts: PathFacts, at: number) => number) => (): Column => {
    const all = paths();
    const found = new Float64Array(all.length).fill(UNKNOWN);
    all.forEach((facts, at) => {
      if (facts) found[at] = value(facts, at);
    });
    return found;
  };
  const prose = once(() => proseByPlace(page, paths()));
  const ofContainers = new Map<PathFacts, number>();
  const mostAround = (facts: PathFacts): number => {
    const there = ofContainers.get(facts) ?? containerProse(facts.path, prose().parent);
    ofContainers.set(facts, there);
    return there;
  };
  const sameParent = (at: number, other: number) =>
    paths()[at]?.parent === paths()[other]?.parent && other >= 0 && other < page.blocks.length ? 1 : 0;
  return [
    ['pathProse', column(({ self }) => prose().self.get(self) ?? 0)],
    ['parentProse', column(({ parent }) => prose().parent.get(parent) ?? 0)],
    ['containerProse', column(mostAround)],
    ['samePathBefore', column((_, at) => sameParent(at, at - 1))],
    ['samePathAfter', column((_, at) => sameParent(at, at + 1))],
    ['depth', column(({ depth }) => depth)],
    ...NAMES.flatMap(([name], i): [string, () => Column][] => [
      [`near:${name}`, column(({ near }) => near[i] ?? 0)],
      [`path:${name}`, column(({ whole }) => whole[i] ?? 0)],
    ]),
  ];
}

/** Share of the page's prose, by weight, that stands in each place. */
function proseByPlace(page: Page, paths: readonly (PathFacts | undefined)[]) {
  const total = page.mass.reduce((sum, mass, at) => sum + (page.prose[at] ? mass : 0), 0);
  const self = new Map<string, number>();
  const parent = new Map<string, number>();
  paths.forEach((facts, at) => {
    if (!facts || !page.prose[at]) return;
    const share = (page.mass[at] ?? 0) / total;
    self.set(facts.self, (self.get(facts.self) ?? 0) + share);
    parent.set(facts.parent, (parent.get(facts.parent) ?? 0) + share);
  });
  return { self, parent };
}
