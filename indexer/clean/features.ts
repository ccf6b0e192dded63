/**
 * A block in numbers, for the classifier: what it looks like, what the rules say of it, how it relates to the rest
 * of the page and what stands around it. Nothing here depends on one script or language, and HTML only adds to
 * what plain text has.
 */
import type { RemovalKind } from '../../config/schema.ts';
import type { Block } from '../draft.ts';
import { FAR, UNKNOWN } from './feature-values.ts';
import { markupColumns } from './markup.ts';
import { endsClause, endsSentence, isCutOff } from './measure.ts';
import { addNeighbours } from './neighbours.ts';
import { once } from './once.ts';
import type { Page } from './page.ts';
import type { Prepared } from './prepare.ts';
import { shapeOf } from './shape.ts';
import { type AddColumn, type Column, type FeatureTable, lazyTable } from './table.ts';
import { sharesSpread, spreadOf, type Vocabulary } from './vocabulary.ts';

/** What the rest of cleaning already knows when features are taken. */
export type Known = Pick<Prepared, 'hits' | 'letters' | 'cues'> & { readonly vocabulary: Vocabulary };

type Add = (name: string, value: (block: Block, at: number) => number) => void;

const log = (value: number): number => Math.log1p(Math.max(0, value));
const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
const flag = (value: boolean): number => (value ? 1 : 0);

/** Kinds of rules that say different things about what stands around them. */
const RULE_KINDS = [
  'navigation',
  'share',
  'related',
  'tags',
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

/** The features of every block. Linear in the page. */
export function featuresOf(page: Page, known: Known): FeatureTable {
  const { table, add: addColumn } = lazyTable();
  const { blocks } = page;
  const add: Add = (name, value) =>
    addColumn(name, () => {
      const column = new Float64Array(blocks.length);
      for (let at = 0; at < blocks.length; at++) column[at] = value(blocks[at] as Block, at);
      return column;
    });
  addLook(add, page);
  addRules(page, known, add, addColumn);
  addRelations(page, known, add, addColumn);
  addMarkup(page, known, add, addColumn);
  addPlace(page, add);
  const { column } = table();
  addNeighbours(page, column, addColumn);
  return table();
}

const BULLET = /^\s*(?:[-–—•*·»›►▪●]|\(?\d{1,2}[.)])\s/u;
const NUMBERED = /^\s*[(#№]?\s?(\d{1,3})(?:[.):]|\s?[-–—]|\s)/u;
const DATE_LIKE = /\b(?:19|20)\d\d\b|\b\d{1,2}[:h.]\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|年|월/u;
/** Weekday, day, month and year, as captions of agencies have: prose seldom says all four. */
const FULL_DATE = /day,? (?:\p{L}{3,9}\.? \d{1,2}|\d{1,2} \p{L}{3,9}),? (?:19|20)\d\d/iu;
const ADDRESS = /https?:|www\.|@[\p{L}\d]|\.(?:com|org|net|de|fr|ru|co\.uk)\b/iu;
/** Characters in which dates and addresses are looked for. */
const LOOKED_AT = 3_000;
/** Blocks on either side in which the next number of a list is looked for: an entry may be several blocks. */
const NEXT_NUMBER = 10;

const looked = ({ text }: Block): string => (text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text);

/** What the block looks like by itself. */
function addLook(add: Add, page: Page): void {
  const shapes = once(() => page.blocks.map((block) => shapeOf(block.text)));
  const byShape = (name: string, value: (shape: ReturnType<typeof shapeOf>, block: Block) => number) =>
    add(name, (block, at) => {
      const shape = shapes()[at];
      return shape ? value(shape, block) : UNKNOWN;
    });
  add('mass', (_, at) => log(page.mass[at] ?? 0));
  add('prose', (_, at) => flag(page.prose[at] ?? false));
  add('endsSentence', (block) => flag(endsSentence(block.text)));
  add('endsClause', (block) => flag(endsClause(block.text)));
  add('cutOff', (block) => flag(isCutOff(block.text)));
  byShape('stops', ({ stops }) => stops);
  byShape('digits', ({ digits }, { text }) => ratio(digits, text.length));
  byShape('commas', ({ commas }, { text }) => ratio(commas, text.length) * 100);
  byShape('marks', ({ marks }, { text }) => ratio(marks, text.length) * 100);
  byShape('bars', ({ bars }) => bars);
  add('bullet', (block) => flag(BULLET.test(block.text)));
  byShape('quote', ({ hasQuote }) => flag(hasQuote));
  add('date', (block) => flag(DATE_LIKE.test(block.text.slice(0, 200))));
  add('fullDate', (block) => flag(FULL_DATE.test(looked(block))));
  add('address', (block) => flag(ADDRESS.test(looked(block))));
  add('question', ({ text }) => flag(/[?？؟]\s*$/u.test(text.slice(-8))));
  byShape('exclaims', ({ exclaims }) => flag(exclaims));
  add('colonEnd', ({ text }) => flag(/[:：]\s*$/u.test(text.slice(-8))));
  add('startsLow', (block) => flag(/^\s*[("“«]?\p{Ll}/u.test(block.text)));
  byShape('capitals', ({ hasCase, capitalStarts, starts }) =>
    hasCase ? ratio(capitalStarts, starts) : UNKNOWN,
  );
  byShape('shouting', ({ hasCase, capitals, letters }) => (hasCase ? ratio(capitals, letters) : UNKNOWN));
  add('kind', (block) =>
    ['paragraph', 'heading', 'list-item', 'quote', 'caption', 'table-row', 'code'].indexOf(block.kind),
  );
  const numbers = once(() => page.blocks.map(({ text }) => Number(NUMBERED.exec(text)?.[1] ?? Number.NaN)));
  const hasNear = (at: number, wanted: number, from: number, to: number): boolean => {
    for (let i = Math.max(0, at + from); i <= at + to; i++) if (numbers()[i] === wanted) return true;
    return false;
  };
  add('numbered', (_, at) => {
    const own = numbers()[at] ?? Number.NaN;
    if (Number.isNaN(own)) return 0;
    const before = hasNear(at, own - 1, -NEXT_NUMBER, -1) || hasNear(at, own + 1, -NEXT_NUMBER, -1);
    const after = hasNear(at, own + 1, 1, NEXT_NUMBER) || hasNear(at, own - 1, 1, NEXT_NUMBER);
    return flag(before) + flag(after);
  });
}

/** What the rules say. */
function addRules(page: Page, { hits, letters }: Known, add: Add, addColumn: AddColumn): void {
  const { blocks } = page;
  const kinds = once(() => blocks.map((block) => hits.going.get(block)?.kind));
  add('hit', (_, at) => flag(kinds()[at] !== undefined));
  for (const kind of RULE_KINDS) addColumn(`hit:${kind}`, () => isKind(kinds(), kind));
  add('section', (block) => flag(hits.sections.has(block)));
  add('letter', (block) => flag(letters.has(block)));
  const ends = once(() => blocks.map((block) => hits.ends.has(block)));
  addColumn('sinceEnd', () => since(ends()));
  for (const kind of LEADING_KINDS)
    addColumn(`since:${kind}`, () => since(kinds().map((own) => own === kind)));
  addColumn('endsBefore', () => endsUpTo(ends()));
  addColumn('endsAfter', () => {
    const passed = endsUpTo(ends());
    const all = passed.at(-1) ?? 0;
    return passed.map((count) => all - count);
  });
}

function isKind(kinds: readonly (RemovalKind | undefined)[], kind: RemovalKind): Column {
  const column = new Float64Array(kinds.length);
  for (let at = 0; at < kinds.length; at++) if (kinds[at] === kind) column[at] = 1;
  return column;
}

/** Blocks since the last one that is so, itself counted. */
function since(is: readonly boolean[]): Column {
  const column = new Float64Array(is.length);
  let gap = FAR;
  for (let at = 0; at < is.length; at++) {
    gap = is[at] ? 0 : Math.min(FAR, gap + 1);
    column[at] = gap;
  }
  return column;
}

/** How many blocks up to each, itself counted, end the article. */
function endsUpTo(ends: readonly boolean[]): Column {
  const column = new Float64Array(ends.length);
  let count = 0;
  for (let at = 0; at < ends.length; at++) {
    if (ends[at]) count++;
    column[at] = count;
  }
  return column;
}

/** How its words relate to the page's. */
function addRelations(page: Page, { vocabulary }: Known, add: Add, addColumn: AddColumn): void {
  addColumn('common', () => vocabulary.common);
  addColumn('topical', () => {
    const spread = spreadOf(vocabulary, (at) => page.prose[at] === true);
    return sharesSpread(vocabulary.stems, spread, (at) => (page.prose[at] ? 3 : 2), 0);
  });
  add('repeats', (_, at) => Math.min(9, page.repeats()[at] ?? 1));
}

/** What only HTML can tell. */
function addMarkup(page: Page, { cues }: Known, add: Add, addColumn: AddColumn): void {
  add('links', ({ markup }) => markup?.linkDensity ?? UNKNOWN);
  for (const [name, make] of markupColumns(page, cues)) addColumn(name, make);
}

/** Where on the page it stands. Nothing says what page it is: of a hundred pages each would be learned by heart. */
function addPlace(page: Page, add: Add): void {
  const { length } = page.blocks;
  const firstProse = page.prose.indexOf(true);
  const lastProse = page.prose.lastIndexOf(true);
  const total = page.mass.reduce((sum, mass) => sum + mass, 0);
  const proseTotal = page.mass.reduce((sum, mass, at) => sum + (page.prose[at] ? mass : 0), 0);
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
}
