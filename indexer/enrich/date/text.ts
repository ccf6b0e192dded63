/** Dates by layout: a stamp near the headline, by the outlet's name, or below the text. */
import type { RemovalKind } from '../../../config/schema.ts';
import { type Block, type Draft, paragraphs } from '../../draft.ts';
import type { Order } from './parse.ts';
import type { Candidate, DateReader } from './reader.ts';
import type { StampLine, StampReader } from './stamp.ts';

/** Characters from which a kept block is prose and not a label. */
const PROSE = 120;
/** Lines around headline and text that are looked at; no page has its stamp beyond. */
const REACH = 400;
/** Points from which a stamp is taken before the vaguer meta elements, and from which it is taken at all. */
const SURE = 4;
const LIKELY = 2.5;
/** Characters from which a heading that is part of the title is the headline. */
const HEADLINE = 12;
/** Lines of one block that are looked at: an address block holds a stamp among its lines. */
const LINES = 8;
/** Points of a place from which a line stands by the headline or right above the text. */
const NEAR = 2;
/** Characters at the start of the text in which place and date may stand before a dash. */
const START = 70;

/** Kinds of removals whose dates are of a photograph, of readers or of other articles. */
const NEVER: ReadonlySet<RemovalKind> = new Set(['caption', 'sponsor', 'comment']);
const BY_KIND: Readonly<Partial<Record<RemovalKind, number>>> = {
  stamp: 1,
  byline: 1,
  teaser: -2,
  feed: -2,
  related: -2,
  legal: -1,
  navigation: -1,
  bio: -1,
};
/** Class words of elements that hold the date of the page's article, and of those that hold other articles'. */
const OF_ARTICLE = /date|time|publi|posted|byline|meta|stamp|stand\b/iu;
const ELSEWHERE =
  /related|sidebar|recent|popular|recommend|latest|trending|most-|widget|comment-|teaser|event|newslist|archive|carousel/iu;

interface Line {
  readonly block: Block;
  readonly kind: RemovalKind | undefined;
}
interface Scored extends StampLine {
  readonly text: string;
  readonly points: number;
}

/** Where the article stands among the lines of the page. */
interface Place {
  readonly title: number;
  readonly first: number;
  readonly last: number;
}

/** The readers of stamps in the text: `sure` for what can hardly be another date, `likely` for the rest. */
export function textReaders(stamp: StampReader): { readonly sure: DateReader; readonly likely: DateReader } {
  const scored = memoised((draft, order) => scoreStamps(draft, order, stamp));
  const above =
    (least: number): DateReader =>
    (draft, order) =>
      scored(draft, order)
        .filter(({ points }) => points >= least)
        .map(toCandidate);
  return { sure: above(SURE), likely: above(LIKELY) };
}

/** Remembers the answer for the draft at hand: two readers ask for the same one. */
function memoised<T>(read: (draft: Draft, order: Order) => T): (draft: Draft, order: Order) => T {
  const answers = new WeakMap<Draft, T>();
  return (draft, order) => {
    const known = answers.get(draft);
    if (known !== undefined) return known;
    const answer = read(draft, order);
    answers.set(draft, answer);
    return answer;
  };
}

function scoreStamps(draft: Draft, order: Order, stamp: StampReader): Scored[] {
  const { lines, place } = layOut(draft);
  const month = monthInAddress(draft);
  const scored: Scored[] = [];
  for (const [i, { block, kind }] of lines.entries()) {
    if (!HAS_DIGIT.test(block.text)) continue;
    if (block.kind === 'caption' || block.kind === 'title' || (kind && NEVER.has(kind))) continue;
    const near = byPlace(i, place);
    for (const text of block.text.split('\n', LINES)) {
      const found = stamp(text, order);
      if (!found) continue;
      const { label, stamp: date } = found;
      const agrees = month === undefined ? 0 : date.date.startsWith(month) ? 2 : -1.5;
      const vague = date.precision === 'month' ? 0.5 : 0;
      const said = label === 'published' || label === 'sentence';
      const points =
        byLabel[label] +
        near +
        byKind(kind, near, said) +
        byPath(block.markup?.path ?? '', near, said) +
        agrees -
        vague;
      scored.push({ ...found, text, points });
    }
  }
  const leading = leadingStamp(draft, order, stamp);
  return [...(leading ? [leading] : []), ...scored].sort(
    (a, b) => Number(a.label === 'updated') - Number(b.label === 'updated') || b.points - a.points,
  );
}

/** Of any script: a line without one holds no date. */
const HAS_DIGIT = /[\d٠-٩۰-۹０-９]/u;

const byLabel = { sentence: 5, published: 3, updated: 2, none: 0 } as const;

/** Near the headline, or by a label, it tells little why a line was stripped; elsewhere it tells whose date it is. */
function byKind(kind: RemovalKind | undefined, near: number, said: boolean): number {
  const points = (kind && BY_KIND[kind]) ?? 0;
  if (near >= NEAR) return Math.max(0, points);
  return said && points < 0 ? points / 2 : points;
}

function byPath(path: string, near: number, said: boolean): number {
  const own = path.split('>').slice(-3).join('>');
  const elsewhere = near >= NEAR || said ? 1 : 3;
  return (OF_ARTICLE.test(own) ? 1 : 0) - (ELSEWHERE.test(own) ? elsewhere : 0);
}

/** Nearest to the headline first; without one, nearest above the text; then within it and right below. */
function byPlace(i: number, { title, first, last }: Place): number {
  if (title >= 0 && i > title && i <= title + 4) return 3.25 - (i - title) / 4;
  if (title >= 0 && i > title && i <= title + 12) return 2 - (i - title) / 24;
  if (title >= 0 && i < title) return title - i <= 2 ? 2.75 - (title - i) / 4 : 0;
  if (title < 0 && i < first) return first - i <= 6 ? 3 - (first - i) / 8 : 0;
  if (i > first && i < last) return 0.5;
  if (i > last) return i - last <= 3 ? 1.75 - (i - last) / 4 : 0;
  return 1;
}

/** Kept and stripped lines in page order, cut to those around the article. */
function layOut(draft: Draft): { readonly lines: readonly Line[]; readonly place: Place } {
  const all: Line[] = [
    ...draft.removals.map(({ block, kind }) => ({ block, kind })),
    ...draft.blocks.map((block) => ({ block, kind: undefined })),
  ].sort((a, b) => a.block.line - b.block.line || a.block.offset - b.block.offset);
  const prose = paragraphs(draft).filter(({ text, kind }) => text.length >= PROSE && kind !== 'caption');
  const edge = prose.length > 0 ? prose : paragraphs(draft);
  const indexOf = (block: Block | undefined) => (block ? all.findIndex((line) => line.block === block) : -1);
  const first = indexOf(edge[0]);
  const title = all.findIndex(({ block }) => block.kind === 'title' || isHeadline(block, draft));
  const last = indexOf(edge.at(-1));
  const from = Math.max(0, Math.min(first, title < 0 ? first : title) - REACH);
  const lines = [
    ...all.slice(from, from + 2 * REACH),
    ...all.slice(Math.max(from + 2 * REACH, last), last + REACH),
  ];
  const at = (index: number) => (index < 0 ? index : lines.indexOf(all[index] as Line));
  return { lines, place: { title: at(title), first: at(first), last: at(last) } };
}

/** Whether a block that was not taken for the headline repeats it: heads of pages state headlines with a site's name. */
function isHeadline({ text, kind }: Block, { facts, format }: Draft): boolean {
  const title = facts.title?.value ?? '';
  return format === 'html' && kind === 'heading' && text.length >= HEADLINE && title.includes(text);
}

/** A stamp before the first words of the text: `Varnholm, 3 March 2021 – The harbour…`, `Varnholm (3.3.2021).` */
function leadingStamp(draft: Draft, order: Order, stamp: StampReader): Scored | undefined {
  const block = paragraphs(draft).find(({ kind, text }) => kind === 'paragraph' && text.length >= PROSE);
  const start =
    block && /^.{4,60}?(?:\s[-–—|]{1,2}\s|\)\s?[.:–—-]|:\s)/u.exec(block.text.slice(0, START))?.[0];
  const found = start ? stamp(start, order) : undefined;
  return found && start ? { ...found, text: start, points: LIKELY + 0.5 } : undefined;
}

/** `2021-08`, where the address says so. */
function monthInAddress({ url }: Draft): string | undefined {
  const match = url ? /\/((?:19|20)\d{2})\/(0?[1-9]|1[0-2])\//u.exec(url.slice(0, 500)) : null;
  return match ? `${match[1]}-${match[2]?.padStart(2, '0')}` : undefined;
}

const toCandidate = ({ stamp, label, text }: Scored): Candidate => ({
  date: stamp.date,
  precision: stamp.precision,
  role: label === 'updated' ? 'updated' : 'published',
  evidence: text.replace(/\s+/gu, ' '),
});
