/**
 * A block in numbers, for the classifier: what it looks like, what the rules say of it, how it relates to the rest
 * of the page and what stands around it. Nothing here depends on one script or language, and HTML only adds to
 * what plain text has.
 */
import type { Block } from '../draft.ts';
import { fold } from '../text/words.ts';
import { FAR, UNKNOWN } from './feature-values.ts';
import { PATH_FEATURES, pathFeatures, pathSignature } from './markup.ts';
import { endsClause, endsSentence, innerStops, isCutOff } from './measure.ts';
import { addNeighbours } from './neighbours.ts';
import { once } from './once.ts';
import type { Page } from './page.ts';
import type { Prepared } from './prepare.ts';
import { vocabulary } from './vocabulary.ts';

/** One column a name, one number a block. A column is made when it is first asked for: no forest asks for all. */
export interface FeatureTable {
  readonly names: readonly string[];
  /** @throws if there is no such feature */
  column(name: string): readonly number[];
}

/** What the rest of cleaning already knows when features are taken. */
export type Known = Pick<Prepared, 'hits' | 'letters' | 'span' | 'cues'>;

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
/** The features of every block. Linear in the page. */
export function featuresOf(page: Page, known: Known): FeatureTable {
  const makers = new Map<string, () => readonly number[]>();
  const made = new Map<string, readonly number[]>();
  const column = (name: string): readonly number[] => {
    const there = made.get(name);
    if (there) return there;
    const make = makers.get(name);
    if (!make) throw new Error(`the feature «${name}» is not measured: run npm run train:blocks`);
    const values = make();
    made.set(name, values);
    return values;
  };
  const add: Add = (name, value) => makers.set(name, () => page.blocks.map(value));
  addLook(add, page);
  addRules(page, known, add);
  addRelations(page, add);
  addMarkup(page, known, add);
  addPlace(page, known, add);
  addNeighbours(page, column, (name, make) => makers.set(name, make));
  return { names: [...makers.keys()], column };
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
function addRules(page: Page, { hits, letters }: Known, add: Add): void {
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
  let before = 0;
  add('endsBefore', (block) => {
    if (hits.ends.has(block)) before++;
    return before;
  });
  const all = once(() => page.blocks.filter((block) => hits.ends.has(block)).length);
  let passed = 0;
  add('endsAfter', (block) => {
    if (hits.ends.has(block)) passed++;
    return all() - passed;
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
  const told = once(() =>
    vocabulary(
      page,
      titles.filter((title) => title !== undefined),
    ),
  );
  add('common', (_, at) => told().common[at] ?? 0);
  add('topical', (_, at) => told().topical[at] ?? 0);
  add('titled', (_, at) => told().titled[at] ?? 0);
  const repeated = once(() => {
    const keys = page.blocks.map((block) => fold(block.text.slice(0, 300)));
    const times = new Map<string, number>();
    for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
    return keys.map((key) => times.get(key) ?? 1);
  });
  add('repeats', (_, at) => Math.min(9, repeated()[at] ?? 1));
}

/** What only HTML can tell. */
function addMarkup(page: Page, { cues }: Known, add: Add): void {
  const hasMarkup = page.blocks.some((block) => block.markup);
  add('inArticle', ({ markup }) => (markup?.inArticle === undefined ? UNKNOWN : flag(markup.inArticle)));
  add('links', ({ markup }) => markup?.linkDensity ?? UNKNOWN);
  const shared = once(() => {
    const proseMass = page.mass.reduce((sum, mass, at) => sum + (page.prose[at] ? mass : 0), 0);
    const byPath = new Map<string, number>();
    const byParent = new Map<string, number>();
    const own = page.blocks.map((block) => pathSignature(block.markup?.path ?? ''));
    own.forEach(({ self, parent }, at) => {
      if (!page.prose[at]) return;
      byPath.set(self, (byPath.get(self) ?? 0) + (page.mass[at] ?? 0));
      byParent.set(parent, (byParent.get(parent) ?? 0) + (page.mass[at] ?? 0));
    });
    return {
      parent: (at: number) => own[at]?.parent,
      pathProse: (at: number) => ratio(byPath.get(own[at]?.self ?? '') ?? 0, proseMass),
      parentProse: (at: number) => ratio(byParent.get(own[at]?.parent ?? '') ?? 0, proseMass),
    };
  });
  const withMarkup = (name: string, value: (at: number) => number) =>
    add(name, (_, at) => (hasMarkup ? value(at) : UNKNOWN));
  withMarkup('pathProse', (at) => shared().pathProse(at));
  withMarkup('parentProse', (at) => shared().parentProse(at));
  withMarkup('samePathBefore', (at) => flag(shared().parent(at) === shared().parent(at - 1)));
  withMarkup('samePathAfter', (at) => flag(shared().parent(at) === shared().parent(at + 1)));
  const paths = once(() => page.blocks.map((block) => pathFeatures(block.markup?.path, cues)));
  for (const name of PATH_FEATURES) add(name, (_, at) => paths()[at]?.[name] ?? UNKNOWN);
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
