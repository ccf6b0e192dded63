/** The names of stories: what a story was called it is called again, as long as that can be. */

export interface Naming {
  /** Positions of articles. */
  readonly size: number;
  /** The position that stands for the group of a position. */
  readonly groupOf: (position: number) => number;
  /** What the article's story was called in an earlier build; undefined when there was none. */
  readonly remembered: (position: number) => string | undefined;
  /** The position of the article with this id, undefined when there is none. */
  readonly positionOf: (id: string) => number | undefined;
}

/**
 * Groups that keep a name, and which; no two keep the same. A group keeps the one that most of its members had. The id
 * of an article that is now in another group is no name for this one, and where two groups had one name the larger
 * part keeps it. So the id of any member is free for a group that keeps none.
 */
export function keptNames({ size, groupOf, remembered, positionOf }: Naming): Map<number, string> {
  const claims = new Map<number, Map<string, number>>();
  for (let position = 0; position < size; position++) {
    const name = remembered(position);
    if (name === undefined) continue;
    const group = groupOf(position);
    const namesake = positionOf(name);
    if (namesake !== undefined && groupOf(namesake) !== group) continue;
    const votes = claims.get(group) ?? new Map<string, number>();
    votes.set(name, (votes.get(name) ?? 0) + 1);
    claims.set(group, votes);
  }
  const ranked = [...claims].flatMap(([group, votes]) =>
    [...votes].map(([name, count]) => ({ group, name, count })),
  );
  ranked.sort((a, b) => b.count - a.count || byText(a.name, b.name) || a.group - b.group);
  const names = new Map<number, string>();
  const taken = new Set<string>();
  for (const { group, name } of ranked) {
    if (names.has(group) || taken.has(name)) continue;
    names.set(group, name);
    taken.add(name);
  }
  return names;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What stories were called: 4 bytes an article, and the names that no article has. */
export interface Memory {
  /** @param slotOfName the slot of the article that has the name for its id, undefined when there is none */
  keep(slot: number, name: string, slotOfName: number | undefined): void;
  /** @param ids of the articles by slot */
  of(slot: number, ids: readonly string[]): string | undefined;
}

export function createMemory(): Memory {
  /** 0: nothing; n: the id of slot n - 1; -n: the n-th of the other names. */
  let kept = new Int32Array(1024);
  const others: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name) ?? others.push(name);
    numbers.set(name, known);
    return known;
  };
  return {
    keep(slot, name, slotOfName) {
      if (slot >= kept.length) {
        const grown = new Int32Array(Math.max(slot + 1, kept.length * 2));
        grown.set(kept);
        kept = grown;
      }
      kept[slot] = slotOfName === undefined ? -numberOf(name) : slotOfName + 1;
    },
    of(slot, ids) {
      const number = kept[slot] ?? 0;
      if (number === 0) return undefined;
      return number > 0 ? ids[number - 1] : others[-number - 1];
    },
  };
}
