/**
 * How many pages of its site each line stands on, counted exactly in memory of a fixed size.
 *
 * A table holds the counts of a share of all lines; the log is read once for each share. So a million pages need more
 * time, not more memory, nothing is estimated, and the order of the pages makes no difference.
 */
import { type Key, nameOf } from './key.ts';
import type { LineLog } from './log.ts';

/** A line that stands on enough pages of its site to be looked at. */
export interface Repeated {
  readonly key: Key;
  readonly pages: number;
  /** Pages of the site. */
  readonly of: number;
}

/** From when on a line counts as repeated. */
export interface Threshold {
  /** Pages, at least. */
  readonly pages: number;
  /** Share of the site's pages, 0..1. */
  readonly share: number;
}

/** The memory of the count; the defaults make 25 MB. */
export interface CountingSpace {
  /** Lines counted at a time, a power of 2; 16 bytes each. */
  readonly slots: number;
  /** Bits that remember which lines stand on `Threshold.pages` pages, a power of 2. */
  readonly bits: number;
  /** Lines looked at, at most: those on the most pages. */
  readonly most: number;
}

export const SPACE: CountingSpace = { slots: 2 ** 20, bits: 2 ** 26, most: 2 ** 14 };
/** A table that is fuller than this gets slow. */
const FILL = 0.7;
/** Of a small corpus: then one line of at least 64 is taken for a recurring one. */
const BITS_A_LINE = 64;

export interface LineCounts {
  /** Lines above both thresholds, those on the most pages first. */
  readonly repeated: readonly Repeated[];
  /**
   * Whether a line stands on at least `Threshold.pages` pages of its site, whatever share that is. Among a million such
   * lines one of 70 others is taken for one, always the same.
   */
  recurs(high: number, low: number): boolean;
  /** Pages of a site. */
  pagesOf(site: Key): number;
  /** Bytes of the typed arrays that were used. */
  readonly memoryBytes: number;
}

/** Counts the lines of a log. @throws errors of the file system */
export async function countLines(
  log: LineLog,
  threshold: Threshold,
  space: CountingSpace = SPACE,
): Promise<LineCounts> {
  const sites = new Map<number, { index: number; pages: number }>();
  await log.scan(({ site: { high, low } }) => {
    const name = nameOf(high, low);
    const site = sites.get(name) ?? { index: sites.size, pages: 0 };
    site.pages++;
    sites.set(name, site);
  });
  const sitePages = Uint32Array.from(sites.values(), ({ pages }) => pages);
  const pagesOf = ({ high, low }: Key) => sites.get(nameOf(high, low))?.pages ?? 0;

  const slots = Math.min(space.slots, powerOf2(log.lines / FILL));
  const parts = Math.max(1, Math.ceil(log.lines / (slots * FILL)));
  const table = createTable(slots);
  const width = Math.min(space.bits, powerOf2(log.lines * BITS_A_LINE));
  const bits = new Uint32Array(width / 32);
  const bitOf = (high: number, low: number) => (high ^ Math.imul(low, 0x9e3779b1)) & (width - 1);
  let found: Repeated[] = [];

  for (let part = 0; part < parts; part++) {
    table.clear();
    await log.scan((page) => {
      const site = sites.get(nameOf(page.site.high, page.site.low));
      if (!site || site.pages < threshold.pages) return;
      for (let i = 0; i < page.size; i++) {
        if (page.mass(i) === 0 || page.again(i)) continue;
        const low = page.low(i);
        if (low % parts === part) table.count(page.high(i), low, site.index);
      }
    });
    table.each((high, low, pages, site) => {
      if (pages < threshold.pages) return;
      const bit = bitOf(high, low);
      bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
      const of = sitePages[site] ?? 0;
      if (pages < threshold.share * of) return;
      found.push({ key: { high, low }, pages, of });
      if (found.length >= 2 * space.most) found = foremost(found, space.most);
    });
  }
  return {
    repeated: foremost(found, space.most),
    recurs: (high, low) => {
      const bit = bitOf(high, low);
      return ((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
    },
    pagesOf,
    memoryBytes: table.bytes + bits.byteLength,
  };
}

const foremost = (found: readonly Repeated[], most: number): Repeated[] =>
  found
    .toSorted((a, b) => b.pages - a.pages || a.key.high - b.key.high || a.key.low - b.key.low)
    .slice(0, most);

/** At least 1,024. */
const powerOf2 = (least: number): number => 2 ** Math.max(10, Math.ceil(Math.log2(Math.max(1, least))));

/** Open addressing over flat arrays; a count of 0 is an empty slot. */
function createTable(slots: number) {
  const highs = new Uint32Array(slots);
  const lows = new Uint32Array(slots);
  const counts = new Uint32Array(slots);
  const sites = new Uint32Array(slots);
  return {
    bytes: 4 * highs.byteLength,
    clear: () => void counts.fill(0),
    count(high: number, low: number, site: number): void {
      let at = high & (slots - 1);
      while (counts[at] !== 0 && (highs[at] !== high || lows[at] !== low)) at = (at + 1) & (slots - 1);
      highs[at] = high;
      lows[at] = low;
      sites[at] = site;
      counts[at] = (counts[at] ?? 0) + 1;
    },
    each(visit: (high: number, low: number, count: number, site: number) => void): void {
      for (let at = 0; at < slots; at++) {
        const count = counts[at] ?? 0;
        if (count > 0) visit(highs[at] ?? 0, lows[at] ?? 0, count, sites[at] ?? 0);
      }
    },
  };
}
