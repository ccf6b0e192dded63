/**
 * Pairs of texts in a file, with what comparing them found: 24 bytes of a pair that is linked, 8 of one that is not, which are
 * thirteen of fourteen. In memory the names of these are kept shorter, 4 bytes each, and no pair is read back for another but by chance: some
 * 100,000 pairs are asked for anew in a run of 100,000 articles, of which one in fourteen is linked, and one of those is taken for unlinked in
 * some hundred thousand runs.
 */
import { closeSync, existsSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { grown } from '../../../engine/grown.ts';
import { cannotBeWritten } from '../../text/unwritable.ts';
import type { Nearness } from './kinship.ts';

/** What is known of a pair: that it is no link, or what a comparison found. */
export type Found = Nearness | 'unlinked';

export interface KnownPairs {
  /** By 63 bits of the pair: the lowest of `low` is 0. */
  find(high: number, low: number): Found | undefined;
}

/** Pairs kept at most, of either kind: what comes later is compared in every run. */
const MOST_LINKED = 2 ** 20;
const MOST_UNLINKED = 3 * 2 ** 21;
/** 32-bit numbers of a pair: its name; of a link also how far it reaches (64 bits), its strength, its kinship and marks. */
const NAME = 2;
const LINKED = 6;
/** In the file the lowest bit of a name says whether it is that of a link. */
const IS_LINK = 1;
/** Numbers that are written, or read, at once. */
const AT_ONCE = 2 ** 16;

const KINSHIPS = ['none', 'kin', 'link', 'copy'] as const;
const FIRST_INSIDE = 4;
const SECOND_INSIDE = 8;
const STRANGERS = 16;

export interface PairWriter {
  keep(high: number, low: number, found: Found): void;
  /** Writes what waits. Safe to call twice. @throws errors of the file system */
  close(): void;
}

/** Makes a file of pairs. @throws errors of the file system */
export function createPairWriter(path: string): PairWriter {
  const file = openSync(path, 'w');
  const waiting = new Uint32Array(AT_ONCE);
  let [filled, linked, unlinked, isOpen] = [0, 0, 0, true];
  const flush = () => {
    const bytes = new Uint8Array(waiting.buffer, 0, filled * 4);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    } catch (cause) {
      throw cannotBeWritten(path, cause);
    }
    filled = 0;
  };
  return {
    keep(high, low, found) {
      if (filled + LINKED > AT_ONCE) flush();
      if (found === 'unlinked') {
        if (unlinked++ >= MOST_UNLINKED) return;
        waiting[filled] = high;
        waiting[filled + 1] = low;
        filled += NAME;
        return;
      }
      if (linked++ >= MOST_LINKED) return;
      reaches[0] = found.reach;
      strengths[0] = found.strength;
      waiting[filled] = high;
      waiting[filled + 1] = low | IS_LINK;
      waiting[filled + 2] = reachWords[0] as number;
      waiting[filled + 3] = reachWords[1] as number;
      waiting[filled + 4] = strengthWords[0] as number;
      waiting[filled + 5] = marksOf(found);
      filled += LINKED;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      try {
        flush();
      } finally {
        closeSync(file);
      }
    },
  };
}

/** The pairs in a file; a last one that is not whole is none. Null: there is no such file. @throws errors of the file system */
export function readPairs(path: string): KnownPairs | null {
  if (!existsSync(path)) return null;
  const file = openSync(path, 'r');
  try {
    const unlinked = createNames(Math.min(MOST_UNLINKED, fstatSync(file).size / 4 / NAME));
    const linked = createLinkTable();
    eachPair(file, (numbers, at) => {
      if ((numbers[at + 1] as number) & IS_LINK) linked.add(numbers.subarray(at, at + LINKED));
      else unlinked.add(numbers[at] as number, numbers[at + 1] as number);
    });
    return {
      find: (high, low) => linked.find(high, low) ?? (unlinked.has(high, low) ? 'unlinked' : undefined),
    };
  } finally {
    closeSync(file);
  }
}

/** Visits every whole pair: where it begins among the numbers, which are others after the call. */
function eachPair(file: number, visit: (numbers: Uint32Array, at: number) => void): void {
  const numbers = new Uint32Array(AT_ONCE);
  const bytes = new Uint8Array(numbers.buffer);
  let [filled, from] = [0, 0];
  for (;;) {
    const read = readSync(file, bytes, filled, bytes.length - filled, from);
    if (read === 0) return;
    filled += read;
    from += read;
    const end = Math.floor(filled / 4);
    let at = 0;
    while (at + NAME <= end) {
      const width = (numbers[at + 1] as number) & IS_LINK ? LINKED : NAME;
      if (at + width > end) break;
      visit(numbers, at);
      at += width;
    }
    bytes.copyWithin(0, at * 4, filled);
    filled -= at * 4;
  }
}

/** A set of names, 4 bytes each: 32 bits and the place where they lie. */
function createNames(most: number): {
  add(high: number, low: number): void;
  has(high: number, low: number): boolean;
} {
  const room = 2 ** Math.ceil(Math.log2((4 / 3) * most + 2));
  /** 0: free. */
  const names = new Uint32Array(room);
  const slotOf = (name: number, low: number): number => {
    let slot = (low >>> 1) & (room - 1);
    while (names[slot] !== 0 && names[slot] !== name) slot = (slot + 1) & (room - 1);
    return slot;
  };
  return {
    add(high, low) {
      names[slotOf(high || 1, low)] = high || 1;
    },
    has: (high, low) => names[slotOf(high || 1, low)] !== 0,
  };
}

/** Links by their names. */
function createLinkTable(): {
  add(numbers: Uint32Array): void;
  find(high: number, low: number): Nearness | undefined;
} {
  let links = new Uint32Array(LINKED * 1024);
  /** One more than the number of a link; 0: free. */
  let slots = new Int32Array(2 * 1024);
  let count = 0;
  const slotOf = (high: number, low: number): number => {
    for (let slot = (low >>> 1) & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const at = ((slots[slot] as number) - 1) * LINKED;
      if (at < 0 || (links[at] === high && links[at + 1] === low)) return slot;
    }
  };
  return {
    add(numbers) {
      if (LINKED * count === links.length) {
        links = grown(links, new Uint32Array(2 * links.length));
        slots = new Int32Array(2 * slots.length);
        for (let link = 0; link < count; link++)
          slots[slotOf(links[LINKED * link] as number, links[LINKED * link + 1] as number)] = link + 1;
      }
      links.set(numbers, LINKED * count);
      slots[slotOf(numbers[0] as number, numbers[1] as number)] = ++count;
    },
    find(high, low) {
      const link = slots[slotOf(high, (low | IS_LINK) >>> 0)] as number;
      return link === 0 ? undefined : nearnessAt(links, (link - 1) * LINKED);
    },
  };
}

const marksOf = ({ near, isFirstInside, isSecondInside, areStrangers }: Nearness): number =>
  KINSHIPS.indexOf(near) |
  (isFirstInside ? FIRST_INSIDE : 0) |
  (isSecondInside ? SECOND_INSIDE : 0) |
  (areStrangers ? STRANGERS : 0);

/** A number as its 32-bit halves, and a smaller one. */
const reaches = new Float64Array(1);
const reachWords = new Uint32Array(reaches.buffer);
const strengths = new Float32Array(1);
const strengthWords = new Uint32Array(strengths.buffer);

function nearnessAt(links: Uint32Array, at: number): Nearness {
  const marks = links[at + 5] as number;
  reachWords[0] = links[at + 2] as number;
  reachWords[1] = links[at + 3] as number;
  strengthWords[0] = links[at + 4] as number;
  return {
    near: KINSHIPS[marks & 3] ?? 'none',
    reach: reaches[0] as number,
    strength: strengths[0] as number,
    isFirstInside: (marks & FIRST_INSIDE) !== 0,
    isSecondInside: (marks & SECOND_INSIDE) !== 0,
    areStrangers: (marks & STRANGERS) !== 0,
  };
}
