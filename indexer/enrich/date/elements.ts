/** Dates by element: `time`, what schema.org calls a date, and what a class names so, where they stand by the article. */
import type { Draft, PageHead } from '../../draft.ts';
import type { Layout } from './layout.ts';
import { lists } from './lists.ts';
import { machineDate, type Order } from './parse.ts';
import { isBelow, isNear, pointsOf } from './points.ts';
import type { Scored } from './reader.ts';
import type { Label, StampReader } from './stamp.ts';
import type { Stamp } from './written.ts';

/** Points of an element that is made for dates, of one that is named so, and of one that says it is the publication. */
const TIME = 1.5;
const NAMED = 1;
const PUBLISHED = 1.5;
const PROPERTY = 3;
/** Points where all the dates of a page's elements are of one day. */
const ALONE = 1;
/** What its name counts for far from headline and text: elements of other articles are named alike. */
const FAR = 0.6;
/** Elements that are looked at: a page of a thousand comments costs no more. */
const MOST = 200;

const PUBLISHED_NAMES = /publi|posted|pubdate|entry-date|post-date|dateline/iu;
const UPDATED_NAMES = /upd|modif|revis|edited/iu;
const PUBLISHED_PROPERTY = /datepublished|datecreated|uploaddate/u;
const UPDATED_PROPERTY = /datemodified/u;

type Element = PageHead['times'][number];
type Dated = Pick<Stamp, 'date' | 'precision'> & {
  readonly element: Element;
  readonly label: Label;
  /** Names of the element itself, and of those around it. */
  readonly own: string;
  readonly path: string;
};

/** Every element of the head's `times` with a date in it that may be the article's. */
export function fromElements(draft: Draft, layout: Layout, order: Order, stamp: StampReader): Scored[] {
  const times = draft.meta.head?.times ?? [];
  if (times.length === 0) return [];
  const lineAt = lineFinder(layout);
  const all = times.slice(0, MOST).flatMap((element) => dated(element, order, stamp));
  const isListed = lists(all);
  const alone = new Set(all.map(({ date }) => date.slice(0, 10))).size === 1;
  const published = all.some(isPublication);
  return all.flatMap((one) => {
    const { element, date, precision, own, path } = one;
    const at = lineAt(element.line);
    const around = path.slice(0, -own.length);
    const seen = { at, path: around, bare: true, timed: precision === 'minute', listed: isListed(one) };
    const place = pointsOf({ ...seen, label: 'none' }, layout);
    if (place === undefined) return [];
    return [
      {
        date,
        precision,
        role: isUpdate(one, published) ? 'updated' : 'published',
        evidence: `${own.split('.')[0]} ${element.datetime || element.text}`,
        reader: 'time',
        points: place + byName(one) * (isNear(at, layout) ? 1 : FAR) + (alone ? ALONE : 0),
        isBelow: isBelow(at, layout),
      } satisfies Scored,
    ];
  });
}

/** What an element tells machines, else what it shows, where that is a stamp. */
function dated(element: Element, order: Order, stamp: StampReader): Dated[] {
  const { path } = element;
  const machine = element.datetime ? machineDate(element.datetime, order) : undefined;
  const shown = element.text ? stamp(element.text, order) : undefined;
  const read = machine ?? shown?.stamp;
  if (!read || read.precision === 'year') return [];
  const { date, precision } = read;
  const own = path.slice(path.lastIndexOf('>') + 1);
  return [{ date, precision, element, label: shown?.label ?? 'none', own, path }];
}

const isPublication = ({ element, own }: Dated): boolean =>
  PUBLISHED_PROPERTY.test(element.property ?? '') || PUBLISHED_NAMES.test(own);

/** Systems write «updated» on the only date of an article as well: it counts where the page knows another. */
function isUpdate(one: Dated, published: boolean): boolean {
  if (one.label === 'updated' || one.label === 'revised') return true;
  if (isPublication(one)) return false;
  return UPDATED_PROPERTY.test(one.element.property ?? '') || (published && UPDATED_NAMES.test(one.own));
}

function byName(one: Dated): number {
  const made = one.own.startsWith('time') ? TIME : NAMED;
  if (PUBLISHED_PROPERTY.test(one.element.property ?? '')) return made + PROPERTY;
  return made + (isPublication(one) ? PUBLISHED : 0);
}

/** The number of the line a block with this line number stands in, else of the next one; there may be none. */
function lineFinder({ lines }: Layout): (line: number) => number {
  const starts = lines.map(({ block }) => block.line);
  return (line) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
