/** Elements that say they hold a date: `time`, dates of schema.org, and what a class or id calls so. */
import type { PageElement, Visitor } from './elements.ts';

/** An element that may hold a date, with its text and the number of the run it stands in or before. */
export interface DatedElement {
  readonly element: PageElement;
  /** For machines, as written there; empty where there is none. */
  readonly machine: string;
  readonly text: string;
  readonly run: number;
}

/** Attributes in which pages write a date for machines, the plainest first. */
const MACHINE = ['datetime', 'content', 'data-datetime', 'data-timestamp', 'data-utime', 'title'] as const;
/** Elements whose `title` is a date written out (https://microformats.org/wiki/hatom); a link's says where it leads. */
const TITLED = /^(?:abbr|time|span)$/;
/** https://schema.org/CreativeWork: `datePublished`, `dateCreated`, `dateModified`, `uploadDate`. */
const PROPERTY = /date(?:published|created|modified)|uploaddate/i;
/** Words of class and id names; that it is a date, and whose, is for the reader to tell. */
const NAMED = /date|datum|fecha|publi[sc]|posted|time|stamp|dateline/i;
/** Letters of the text that are kept: a longer one is no date. */
const LONGEST = 200;

/** An element with the part of what was said that is its text. */
interface Heard {
  readonly element: PageElement;
  readonly from: number;
  to: number;
  readonly run: number;
}

/** Hears the elements and texts that are shown and notes those that say they hold a date, in page order. */
export function datedReader(runs: readonly unknown[]): Omit<Visitor, 'end'> & { found(): DatedElement[] } {
  const all: Heard[] = [];
  const open: Heard[] = [];
  /** What was said within any of them; each has its part. */
  let said = '';
  const known = new Map<string, boolean>();
  const isNamed = (names: string | undefined): boolean => {
    if (!names) return false;
    let is = known.get(names);
    if (is === undefined) {
      is = NAMED.test(names);
      known.set(names, is);
    }
    return is;
  };
  return {
    open(element) {
      const { name, attributes, isFrame } = element;
      const dated =
        name === 'time' ||
        isNamed(attributes.class) ||
        isNamed(attributes.id) ||
        (attributes.itemprop !== undefined && PROPERTY.test(attributes.itemprop)) ||
        (name === 'abbr' && attributes.title !== undefined);
      if (!dated || isFrame) return;
      const one = { element, from: said.length, to: said.length, run: runs.length };
      all.push(one);
      open.push(one);
    },
    text(text) {
      // Where the innermost has more than a date has, so have those around it.
      const innermost = open.at(-1);
      if (innermost && said.length - innermost.from <= LONGEST) said += text;
    },
    close(element) {
      const innermost = open.at(-1);
      if (innermost?.element !== element) return;
      innermost.to = said.length;
      open.pop();
    },
    found: () =>
      all.flatMap(({ element, from, to, run }) => {
        const machine = machineOf(element);
        const text = to - from <= LONGEST ? said.slice(from, to) : '';
        return HAS_DIGIT.test(machine) || HAS_DIGIT.test(text) ? [{ element, machine, text, run }] : [];
      }),
  };
}

/** Of any script: what has none is no date. */
const HAS_DIGIT = /\p{Nd}/u;

function machineOf({ name: element, attributes }: PageElement): string {
  for (const name of MACHINE) {
    const value = name !== 'title' || TITLED.test(element) ? attributes[name]?.trim() : undefined;
    if (value && HAS_DIGIT.test(value)) return value;
  }
  return '';
}
