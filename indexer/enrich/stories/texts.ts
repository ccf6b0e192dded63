/** Some texts of each group, in flat memory. */
import { grown } from '../../../engine/grown.ts';

/** Texts of a group that are kept; of copies any one will do. */
const KEPT = 8;

export interface GroupTexts {
  of(group: number): Uint32Array;
  /** Where there is room for it and it is new. */
  add(group: number, position: number): void;
  /** The first of these in the place of what was kept. */
  set(group: number, positions: readonly number[]): void;
}

/** @param size all groups are below */
export function createGroupTexts(size: number): GroupTexts {
  /** One more than the row of a group; 0: it has none. */
  const rowOf = new Uint32Array(size);
  let texts = new Uint32Array(KEPT * 64);
  let counts = new Uint8Array(64);
  let rows = 0;
  const rowFor = (group: number): number => {
    const known = rowOf[group] as number;
    if (known > 0) return known - 1;
    if (rows === counts.length) {
      texts = grown(texts, new Uint32Array(2 * texts.length));
      counts = grown(counts, new Uint8Array(2 * rows));
    }
    rowOf[group] = rows + 1;
    return rows++;
  };
  const of = (group: number): Uint32Array => {
    const row = (rowOf[group] as number) - 1;
    return row < 0 ? NONE : texts.subarray(row * KEPT, row * KEPT + (counts[row] as number));
  };
  return {
    of,
    add(group, position) {
      const row = rowFor(group);
      const count = counts[row] as number;
      if (count === KEPT || of(group).includes(position)) return;
      texts[row * KEPT + count] = position;
      counts[row] = count + 1;
    },
    set(group, positions) {
      const row = rowFor(group);
      const kept = positions.slice(0, KEPT);
      texts.set(kept, row * KEPT);
      counts[row] = kept.length;
    },
  };
}

const NONE = new Uint32Array(0);
