/**
 * A block in numbers, for the classifier: what it looks like, what the rules say of it, how it relates to the rest
 * of the page and what stands around it. Nothing here depends on one script or language, and HTML only adds to
 * what plain text has.
 */
import type { Block } from '../draft.ts';
import { fold } from '../text/words.ts';
import { pathFeatures, pathSignature } from './markup.ts';
import { endsClause, endsSentence, innerStops, isCutOff } from './measure.ts';
import type { Page } from './page.ts';
import type { Prepared } from './prepare.ts';
import { vocabulary } from './vocabulary.ts';

/** One row a block, one number a name. */
export interface FeatureTable {
  readonly names: readonly string[];
  readonly rows: readonly Float64Array[];
}

/** What the rest of cleaning already knows when features are taken. */
export type Known = Pick<Prepared, 'hits' | 'letters' | 'span'>;

/** Stands for "cannot be told": plain text has no link density. */
const UNKNOWN = -1;
/** Distances are counted up to this many blocks: further off is far. */
const FAR = 60;
/** Characters of a block that are looked at. */
const LOOKED_AT = 3_000;

const log = (value: number): number => Math.log1p(Math.max(0, value));
const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
const flag = (value: boolean): number => (value ? 1 : 0);
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

const CASED = /[\p{Lu}\p{Ll}]/u;
const BULLET = /^\s*(?:[-–—•*·»›►▪●]|\(?\d{1,2}[.)])\s/u;
const QUOTE = /["“”«»„「『]/u;
const DATE_LIKE = /\b(?:19|20)\d\d\b|\b\d{1,2}[:h.]\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|年|월/u;
/** Weekday, day, month and year, as captions of agencies have: prose seldom says all four. */
const FULL_DATE = /\p{L}{3,}day,? (?:\p{L}{3,9}\.? \d{1,2}|\d{1,2} \p{L}{3,9}),? (?:19|20)\d\d/iu;
const ADDRESS = /https?:|www\.|@[\p{L}\d]|\b[\w-]+\.(?:com|org|net|de|fr|ru|co\.uk)\b/iu;
/** Kinds of rules that say different things about what stands around them. */
const RULE_KINDS = [
  'navigation',
  'share',
  'related',
  'caption',
  'byline',
  'stamp',
  'comment',
  'newsletter',
  'sponsor',
  'legal',
  'bio',
  'notice',
  'donation',
  'paywall',
] as const;
/** Kinds whose lines head what follows them: a bio under "About the author", teasers under "More stories". */
const LEADING_KINDS = ['related', 'bio', 'comment', 'newsletter', 'caption', 'sponsor'] as const;
/** Columns that are also taken from the blocks before and after. */
const NEIGHBOURED = [
  'mass',
  'prose',
  'endsSentence',
  'hit',
  'common',
  'topical',
  'capitals',
  'cutOff',
  'inArticle',
  'links',
  'pathProse',
] as const;
const OFFSETS = [-3, -2, -1, 1, 2, 3] as const;
const WINDOWS = [5, 12] as const;

/** The features of every block. Linear in the page. */
export function featuresOf(page: Page, known: Known): FeatureTable {
  const columns = new Map<string, number[]>();
  const add = (name: string, value: (block: Block, at: number) => number) =>
    columns.set(name, page.blocks.map(value));
  addLook(add, page);
  addRules(known, add);
  addRelations(page, add);
  addMarkup(page, add);
  addPlace(page, known, add);
  addNeighbours(page, columns);
  const names = [...columns.keys()];
  const values = [...columns.values()];
  const rows = page.blocks.map((_, at) => {
    const row = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) row[i] = values[i]?.[at] ?? 0;
    return row;
  });
  return { names, rows };
}

type Add = (name: string, value: (block: Block, at: number) => number) => void;

/** What the block looks like by itself. */
function addLook(add: Add, page: Page): void {
  add('mass', (_, at) => log(page.mass[at] ?? 0));
  add('prose', (_, at) => flag(page.prose[at] ?? false));
  add('endsSentence', (block) => flag(endsSentence(block.text)));
  add('endsClause', (block) => flag(endsClause(block.text)));
  add('cutOff', (block) => flag(isCutOff(block.text)));
  add('stops', (block) => innerStops(block.text));
  add('digits', (block) => ratio(count(looked(block), /\p{N}/gu), block.text.length));
  add('commas', (block) => ratio(count(looked(block), /[,;、，،；]/gu), block.text.length) * 100);
  add('marks', (block) => ratio(count(looked(block), /[|•·›»<>/\\:_–—-]/gu), block.text.length) * 100);
  add('bars', (block) => count(looked(block), /[|•·›»]/gu));
  add('bullet', (block) => flag(BULLET.test(block.text)));
  add('quote', (block) => flag(QUOTE.test(looked(block))));
  add('date', (block) => flag(DATE_LIKE.test(block.text.slice(0, 200))));
  add('fullDate', (block) => flag(FULL_DATE.test(looked(block))));
  add('address', (block) => flag(ADDRESS.test(looked(block))));
  add('question', (block) => flag(/[?？؟]\s*$/u.test(block.text)));
  add('exclaims', (block) => flag(/[!！]/u.test(looked(block))));
  add('colonEnd', (block) => flag(/[:：]\s*$/u.test(block.text)));
  add('startsLow', (block) => flag(/^\s*[("“«]?\p{Ll}/u.test(block.text)));
  add('capitals', (block) => {
    const text = looked(block);
    if (!CASED.test(text)) return UNKNOWN;
    const starts = text.match(/(?<![\p{L}\p{N}])\p{L}/gu) ?? [];
    return ratio(starts.filter((letter) => letter !== letter.toLowerCase()).length, starts.length);
  });
  add('shouting', (block) => {
    const text = looked(block);
    return CASED.test(text) ? ratio(count(text, /\p{Lu}/gu), count(text, /\p{L}/gu)) : UNKNOWN;
  });
  add('kind', (block) =>
    ['paragraph', 'heading', 'list-item', 'quote', 'caption', 'table-row', 'code', 'title'].indexOf(
      block.kind,
    ),
  );
  add('isTitle', (block) => flag(block === page.title));
}

const looked = (block: Block): string =>
  block.text.length > LOOKED_AT ? block.text.slice(0, LOOKED_AT) : block.text;

/** What the rules say. */
function addRules({ hits, letters }: Known, add: Add): void {
  add('hit', (block) => flag(hits.going.has(block)));
  for (const kind of RULE_KINDS) add(`hit:${kind}`, (block) => flag(hits.going.get(block)?.kind === kind));
  add('section', (block) => flag(hits.sections.has(block)));
  add('letter', (block) => flag(letters.has(block)));
  let sinceEnd = FAR;
  add('sinceEnd', (block) => {
    sinceEnd = hits.ends.has(block) ? 0 : Math.min(FAR, sinceEnd + 1);
    return sinceEnd;
  });
  for (const kind of LEADING_KINDS) {
    let since = FAR;
    add(`since:${kind}`, (block) => {
      since = hits.going.get(block)?.kind === kind ? 0 : Math.min(FAR, since + 1);
      return since;
    });
  }
  let ends = 0;
  add('endsBefore', (block) => {
    if (hits.ends.has(block)) ends++;
    return ends;
  });
  const total = ends;
  let left = total;
  add('endsAfter', (block) => {
    if (hits.ends.has(block)) left--;
    return left;
  });
}

/** How its words relate to the page's. */
function addRelations(page: Page, add: Add): void {
  const { head, sidecar, record } = page.draft.meta;
  const titles = [
    page.draft.facts.title?.value,
    page.title?.text,
    head?.title,
    sidecar?.title,
    record?.title,
  ];
  const told = vocabulary(
    page,
    titles.filter((title) => title !== undefined),
  );
  add('common', (_, at) => told.common[at] ?? 0);
  add('topical', (_, at) => told.topical[at] ?? 0);
  add('titled', (_, at) => told.titled[at] ?? 0);
  const times = new Map<string, number>();
  const keys = page.blocks.map((block) => fold(block.text.slice(0, 300)));
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  add('repeats', (_, at) => Math.min(9, times.get(keys[at] ?? '') ?? 1));
}

/** What only HTML can tell. */
function addMarkup(page: Page, add: Add): void {
  const hasMarkup = page.blocks.some((block) => block.markup);
  add('inArticle', ({ markup }) => (markup?.inArticle === undefined ? UNKNOWN : flag(markup.inArticle)));
  add('links', ({ markup }) => markup?.linkDensity ?? UNKNOWN);
  const proseMass = page.mass.reduce((sum, mass, at) => sum + (page.prose[at] ? mass : 0), 0);
  const byPath = new Map<string, number>();
  const byParent = new Map<string, number>();
  const own = page.blocks.map((block) => pathSignature(block.markup?.path ?? ''));
  own.forEach(({ self, parent }, at) => {
    if (!page.prose[at]) return;
    byPath.set(self, (byPath.get(self) ?? 0) + (page.mass[at] ?? 0));
    byParent.set(parent, (byParent.get(parent) ?? 0) + (page.mass[at] ?? 0));
  });
  add('pathProse', (_, at) => (hasMarkup ? ratio(byPath.get(own[at]?.self ?? '') ?? 0, proseMass) : UNKNOWN));
  add('parentProse', (_, at) =>
    hasMarkup ? ratio(byParent.get(own[at]?.parent ?? '') ?? 0, proseMass) : UNKNOWN,
  );
  add('samePathBefore', (_, at) => (hasMarkup ? flag(own[at]?.parent === own[at - 1]?.parent) : UNKNOWN));
  add('samePathAfter', (_, at) => (hasMarkup ? flag(own[at]?.parent === own[at + 1]?.parent) : UNKNOWN));
  const paths = page.blocks.map((block) => pathFeatures(block.markup?.path));
  for (const name of Object.keys(pathFeatures(undefined))) add(name, (_, at) => paths[at]?.[name] ?? UNKNOWN);
}

/** Where on the page it stands. */
function addPlace(page: Page, { span }: Known, add: Add): void {
  const { length } = page.blocks;
  const firstProse = page.prose.indexOf(true);
  const lastProse = page.prose.lastIndexOf(true);
  const total = page.mass.reduce((sum, mass) => sum + mass, 0);
  const proseTotal = page.mass.reduce((sum, mass, at) => sum + (page.prose[at] ? mass : 0), 0);
  const titleAt = page.title ? page.blocks.indexOf(page.title) : -1;
  const clamp = (value: number) => Math.max(-FAR, Math.min(FAR, value));
  add('place', (_, at) => ratio(at, length));
  let before = 0;
  add('massBefore', (_, at) => {
    const share = ratio(before, total);
    before += page.mass[at] ?? 0;
    return share;
  });
  let proseBefore = 0;
  add('proseBefore', (_, at) => {
    const share = ratio(proseBefore, proseTotal);
    if (page.prose[at]) proseBefore += page.mass[at] ?? 0;
    return share;
  });
  add('sinceFirstProse', (_, at) => (firstProse < 0 ? -FAR : clamp(at - firstProse)));
  add('tillLastProse', (_, at) => (lastProse < 0 ? -FAR : clamp(lastProse - at)));
  add('sinceSpan', (_, at) => clamp(at - span.from));
  add('tillSpanEnd', (_, at) => clamp(span.to - 1 - at));
  add('inSpan', (_, at) => flag(at >= span.from && at < span.to));
  add('sinceTitle', (_, at) => (titleAt < 0 ? -FAR : clamp(at - titleAt)));
}

/** What stands around it: single neighbours, windows, and how long the run of its like is. */
function addNeighbours(page: Page, columns: Map<string, number[]>): void {
  const { length } = page.blocks;
  for (const name of NEIGHBOURED) {
    const column = columns.get(name) ?? [];
    for (const offset of OFFSETS)
      columns.set(
        `${name}${offset > 0 ? '+' : ''}${offset}`,
        column.map((_, at) => column[at + offset] ?? -2),
      );
  }
  for (const name of [
    'prose',
    'hit',
    'section',
    'mass',
    'common',
    'inArticle',
    'links',
    'repeats',
  ] as const) {
    const sums = runningSums(columns.get(name) ?? []);
    for (const size of WINDOWS) {
      columns.set(
        `${name}<${size}`,
        page.blocks.map((_, at) => mean(sums, Math.max(0, at - size), at)),
      );
      columns.set(
        `${name}>${size}`,
        page.blocks.map((_, at) => mean(sums, at + 1, Math.min(length, at + 1 + size))),
      );
    }
  }
  const mass = columns.get('mass') ?? [];
  columns.set(
    'likeBefore',
    mass.map((own, at) => Math.abs(own - (mass[at - 1] ?? -2))),
  );
  columns.set(
    'likeAfter',
    mass.map((own, at) => Math.abs(own - (mass[at + 1] ?? -2))),
  );
  columns.set('sinceProse', gaps(page.prose));
  columns.set('tillProse', gaps([...page.prose].reverse()).reverse());
}

function runningSums(column: readonly number[]): number[] {
  const sums = [0];
  for (const value of column) sums.push((sums.at(-1) ?? 0) + value);
  return sums;
}

const mean = (sums: readonly number[], from: number, to: number): number =>
  to > from ? ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from) : UNKNOWN;

/** Blocks since the last paragraph, itself not counted. */
function gaps(prose: readonly boolean[]): number[] {
  let gap = FAR;
  return prose.map((isProse) => {
    const own = gap;
    gap = isProse ? 0 : Math.min(FAR, gap + 1);
    return own;
  });
}
