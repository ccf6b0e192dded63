/** Places in a text: which are taken already, and which lie within others. */

/** Parts of a text that must not overlap. Asking and taking cost the length of the part. */
export class Taken {
  private readonly units: Uint8Array;

  constructor(textLength: number) {
    this.units = new Uint8Array(textLength);
  }

  /** Whether nothing from `start` up to but without `end` is taken yet. */
  isFree(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.units[at] === 1) return false;
    return true;
  }

  take(start: number, end: number): void {
    this.units.fill(1, start, end);
  }
}

/** Returns whether a part of a text lies within one of these. @param places in the order of their starts */
export function insideOf(
  places: readonly (readonly [start: number, end: number])[],
): (start: number, end: number) => boolean {
  const reach: number[] = [];
  for (const [, end] of places) reach.push(Math.max(end, reach.at(-1) ?? 0));
  return (start, end) => {
    let before = 0;
    for (let after = places.length; before < after; ) {
      const middle = (before + after) >> 1;
      if ((places[middle]?.[0] ?? 0) <= start) before = middle + 1;
      else after = middle;
    }
    return before > 0 && (reach[before - 1] as number) >= end;
  };
}
