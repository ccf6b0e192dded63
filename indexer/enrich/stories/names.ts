/** The names of stories: what a story was called it is called again, as long as that can be. */
import { grown } from '../../../engine/grown.ts';
import type { Ids } from '../../../engine/ids.ts';

/** A name as a number: `n` is the id with the number n, `-n` the n-th of the names that no article has. */
export type NameNumber = number;

/** For arrays, in which 0 is no name. */
const coded = (name: NameNumber): number => (name < 0 ? name : name + 1);
const decoded = (code: number): NameNumber | undefined =>
  code === 0 ? undefined : code < 0 ? code : code - 1;

/** What stories were called: 4 bytes an article, and the names that no article has. */
export interface Memory {
  keep(number: number, name: string): void;
  /** What the story of the article with this number was called; undefined: it had none. */
  of(number: number): NameNumber | undefined;
  text(name: NameNumber): string;
}

/** @param ids of the articles, all of which were added when the first name is kept */
export function createMemory(ids: Ids): Memory {
  /** `coded`. */
  let kept = new Int32Array(1024);
  const others: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name) ?? others.push(name);
    numbers.set(name, known);
    return known;
  };
  return {
    keep(number, name) {
      if (number >= kept.length) {
        kept = grown(kept, new Int32Array(Math.max(number + 1, kept.length * 2)));
      }
      kept[number] = coded(ids.numberOf(name) ?? -numberOf(name));
    },
    of: (number) => decoded(kept[number] ?? 0),
    text: (name) => (name >= 0 ? ids.at(name) : (others[-name - 1] ?? '')),
  };
}

export interface Naming {
  /** Positions of articles. */
  readonly size: number;
  /** The position that stands for the group of a position. */
  readonly groupOf: (position: number) => number;
  /** What the article's story was called in an earlier build; undefined when there was none. */
  readonly remembered: (position: number) => NameNumber | undefined;
  /** The position of the article that has a name for its id. */
  readonly positionOf: (name: NameNumber) => number | undefined;
  readonly text: (name: NameNumber) => string;
}

/**
 * Groups that keep a name, and which; no two keep the same. A group keeps the one that most of its members had. The id
 * of an article that is now in another group is no name for this one, and where two groups had one name the larger
 * part keeps it. So the id of any member is free for a group that keeps none.
 * @returns asks for the name of a group
 */
export function keptNames(naming: Naming): (group: number) => NameNumber | undefined {
  const { groups, names, votes } = claimsOf(naming);
  const { text } = naming;
  const ranked = Uint32Array.from(groups, (_, claim) => claim).sort(
    (a, b) =>
      (votes[b] as number) - (votes[a] as number) ||
      byText(text(names[a] as number), text(names[b] as number)) ||
      (groups[a] as number) - (groups[b] as number),
  );
  /** By group, as in the memory. */
  const kept = new Int32Array(naming.size);
  const taken = new Set<NameNumber>();
  for (const claim of ranked) {
    const [group, name] = [groups[claim] as number, names[claim] as number];
    if (kept[group] !== 0 || taken.has(name)) continue;
    kept[group] = coded(name);
    taken.add(name);
  }
  return (group) => decoded(kept[group] ?? 0);
}

/** Groups, names that members of them had, and how many had each. */
interface Claims {
  readonly groups: Uint32Array;
  readonly names: Int32Array;
  readonly votes: Uint32Array;
}

function claimsOf({ size, groupOf, remembered, positionOf }: Naming): Claims {
  const claimed = (position: number): NameNumber | undefined => {
    const name = remembered(position);
    const namesake = name === undefined ? undefined : positionOf(name);
    return namesake !== undefined && groupOf(namesake) !== groupOf(position) ? undefined : name;
  };
  const positions = Uint32Array.from({ length: size }, (_, position) => position)
    .filter((position) => claimed(position) !== undefined)
    .sort((a, b) => groupOf(a) - groupOf(b) || (claimed(a) ?? 0) - (claimed(b) ?? 0));
  const [groups, names] = [new Uint32Array(positions.length), new Int32Array(positions.length)];
  const votes = new Uint32Array(positions.length);
  let claims = 0;
  for (const position of positions) {
    const [group, name] = [groupOf(position), claimed(position) ?? 0];
    if (claims === 0 || groups[claims - 1] !== group || names[claims - 1] !== name) claims++;
    groups[claims - 1] = group;
    names[claims - 1] = name;
    votes[claims - 1] = (votes[claims - 1] as number) + 1;
  }
  return {
    groups: groups.subarray(0, claims),
    names: names.subarray(0, claims),
    votes: votes.subarray(0, claims),
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
