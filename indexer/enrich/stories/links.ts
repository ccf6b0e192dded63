/** Links between texts in flat memory: at most LINKS_EACH of a text, whatever the corpus. */
import { grown } from '../../../engine/grown.ts';

/** A text with more links than this is joined by those it has. */
const LINKS_EACH = 24;
/** Pairs that were compared lately and are remembered at most, a power of two: copies meet at many of their shingles. */
const MOST_REMEMBERED = 2 ** 20;
const REMEMBERED_EACH = 32;

export interface Link {
  readonly a: number;
  readonly b: number;
}

export interface Links {
  /** Whether the pair, the smaller first, was noted lately: then it needs no comparing. */
  isKnown(a: number, b: number): boolean;
  /** Remembers the pair, and keeps it as a link when its strength is more than 0 and one of the two has room. */
  note(a: number, b: number, strength: number): void;
  /** Every link once, by strength, then by position. After the first call there is nothing more to note. */
  strongestFirst(): Iterable<Link>;
}

/** Room for links between `size` texts; it grows with the links that are there. */
export function createLinks(size: number): Links {
  const room = Math.min(MOST_REMEMBERED, 2 ** Math.ceil(Math.log2(size * REMEMBERED_EACH + 1)));
  const remembered = new Float64Array(room).fill(-1);
  const degrees = new Uint8Array(size);
  let firsts = new Uint32Array(1024);
  let seconds = new Uint32Array(1024);
  let strengths = new Float32Array(1024);
  let count = 0;
  const nameOf = (a: number, b: number) => a * size + b;
  const slotOf = (a: number, b: number) => (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) & (room - 1);
  const isFull = (position: number) => (degrees[position] as number) >= LINKS_EACH;
  /** Names of the links in their order. */
  let sorted: Float64Array | undefined;
  const inOrder = (): Float64Array => {
    // Strengths are parts of small numbers: there are some thousands of them, however many links.
    const counts = new Map<number, number>();
    for (let at = 0; at < count; at++) {
      const strength = strengths[at] as number;
      counts.set(strength, (counts.get(strength) ?? 0) + 1);
    }
    const starts = new Map<number, number>();
    let start = 0;
    for (const strength of [...counts.keys()].sort((x, y) => y - x)) {
      starts.set(strength, start);
      start += counts.get(strength) as number;
    }
    const names = new Float64Array(count);
    const ends = new Map(starts);
    for (let at = 0; at < count; at++) {
      const end = ends.get(strengths[at] as number) as number;
      names[end] = nameOf(firsts[at] as number, seconds[at] as number);
      ends.set(strengths[at] as number, end + 1);
    }
    for (const [strength, from] of starts) names.subarray(from, ends.get(strength)).sort();
    [firsts, seconds, strengths] = [new Uint32Array(0), new Uint32Array(0), new Float32Array(0)];
    return withoutRepeats(names);
  };
  return {
    isKnown: (a, b) => remembered[slotOf(a, b)] === nameOf(a, b),
    note(a, b, strength) {
      if (sorted) throw new Error(`the pair ${a}, ${b} is noted after links were told`);
      remembered[slotOf(a, b)] = nameOf(a, b);
      if (strength === 0 || (isFull(a) && isFull(b))) return;
      if (count === firsts.length) {
        firsts = grown(firsts, new Uint32Array(count * 2));
        seconds = grown(seconds, new Uint32Array(count * 2));
        strengths = grown(strengths, new Float32Array(count * 2));
      }
      firsts[count] = a;
      seconds[count] = b;
      strengths[count] = strength;
      count++;
      for (const end of [a, b]) if (!isFull(end)) degrees[end] = (degrees[end] as number) + 1;
    },
    *strongestFirst() {
      sorted ??= inOrder();
      for (const name of sorted) {
        const a = Math.floor(name / size);
        yield { a, b: name - a * size };
      }
    },
  };
}

/** Of equal numbers that follow each other the first: the beginning of what was given. */
function withoutRepeats(numbers: Float64Array): Float64Array {
  let kept = 0;
  for (const number of numbers) if (kept === 0 || number !== numbers[kept - 1]) numbers[kept++] = number;
  return numbers.subarray(0, kept);
}
