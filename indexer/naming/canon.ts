/**
 * One name for each entity of the corpus: of its spellings the one most articles use, unless one is the known name.
 * What is said here follows from counts alone, whatever the order of the articles.
 */
import type { EntityType, KnownEntity } from '../../config/schema.ts';
import { acronymOf, keyOf } from './key.ts';
import type { NameNotes, Note } from './notes.ts';

/** Names that get another one, at most: of more those of the fewest articles stay as they are. */
const MOST_RENAMED = 2 ** 17;
/** Acronyms that are looked at, at most. */
const MOST_ACRONYMS = 2 ** 15;
/** Articles that must say what an acronym stands for before it does so in others. */
const FEWEST_DEFINITIONS = 2;
/** Entities listed in the report. */
const LISTED = 100;

/** One entity and how many articles write it in which way, most first. */
export interface Joined {
  readonly name: string;
  readonly type: EntityType;
  readonly spellings: readonly { readonly name: string; readonly articles: number }[];
}

export interface Canon {
  /** The name of an entity in all articles. */
  nameOf(name: string, type: EntityType): string;
  /** Names that became another one. */
  readonly renamed: number;
  /** The entities of the most articles among those that had several names. */
  readonly listed: readonly Joined[];
}

/** A name as the articles write it, and by how many. */
type Counts = Map<string, number>;

/**
 * Reads the notes twice: for acronyms, and for all names.
 * @param known canonical names that stay what they are
 * @param pause is called now and then; what it throws ends the work
 */
export async function findCanon(
  notes: NameNotes,
  known: readonly KnownEntity[],
  pause: () => void = () => undefined,
): Promise<Canon> {
  const pausing = pausingBy(pause);
  const isKnown = new Set(known.map(({ name, type }) => `${type}\t${name}`));
  const acronyms = new Map<string, Acronym>();
  for await (const part of notes.read())
    for (const acronym of await acronymsOf(pausing(part), isKnown)) acronyms.set(acronym.key, acronym);
  const wanted = [...acronyms.values()].sort((a, b) => b.articles - a.articles || order(a.key, b.key));
  const kept = wanted.slice(0, MOST_ACRONYMS);
  const standing: Standing = {
    byMeaning: new Map(kept.map((acronym) => [keyOf(acronym.stands, 'org').name, acronym])),
    acronyms: new Set(kept.map(({ key }) => key)),
  };

  let joined: Joined[] = [];
  for await (const part of notes.read()) {
    for (const entity of joinedOf(await groupsOf(pausing(part)), isKnown, standing)) joined.push(entity);
    if (joined.length >= 2 * MOST_RENAMED) joined = foremost(joined);
  }
  joined = foremost(joined);
  const names = new Map<string, string>();
  for (const { name, type, spellings } of joined)
    for (const spelling of spellings)
      if (spelling.name !== name && names.size < MOST_RENAMED) names.set(`${type}\t${spelling.name}`, name);
  return {
    nameOf: (name, type) => names.get(`${type}\t${name}`) ?? name,
    renamed: names.size,
    listed: joined.slice(0, LISTED),
  };
}

/** The notes of a part, some at a time. */
type Notes = AsyncIterable<readonly Note[]>;

/** Notes between two pauses, about: a moment's work. */
const NOTES_AT_ONCE = 2 ** 16;

/** Reads parts on, and pauses after so many notes of all of them. */
function pausingBy(pause: () => void): (part: Notes) => Notes {
  let read = 0;
  return async function* pausing(part) {
    for await (const notes of part) {
      if (Math.floor((read + notes.length) / NOTES_AT_ONCE) > Math.floor(read / NOTES_AT_ONCE)) pause();
      read += notes.length;
      yield notes;
    }
  };
}

const foremost = (joined: readonly Joined[]): Joined[] =>
  joined
    .toSorted((a, b) => articlesOf(b) - articlesOf(a) || order(a.type, b.type) || order(a.name, b.name))
    .slice(0, MOST_RENAMED);

const articlesOf = ({ spellings }: Joined): number =>
  spellings.reduce((sum, { articles }) => sum + articles, 0);
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** An acronym that stands alone in some articles, and what all others say it stands for. */
interface Acronym {
  readonly key: string;
  readonly written: Counts;
  readonly articles: number;
  readonly stands: string;
}

/** The acronyms that join what they stand for, by the key of that, and their own keys. */
interface Standing {
  readonly byMeaning: ReadonlyMap<string, Acronym>;
  readonly acronyms: ReadonlySet<string>;
}

async function acronymsOf(part: Notes, isKnown: ReadonlySet<string>): Promise<Acronym[]> {
  const alone = new Map<string, Counts>();
  const meanings = new Map<string, Map<string, Counts>>();
  for await (const notes of part)
    for (const { type, name, articles, also } of notes) {
      if (!acronymOf(name, type)) continue;
      const key = keyOf(name, type).name;
      const [meaning, times] = also;
      if (articles !== 0) count(alone, key, name, articles);
      else if (meaning !== undefined) {
        const own = meanings.get(key) ?? new Map<string, Counts>();
        meanings.set(key, own);
        count(own, keyOf(meaning, type).name, meaning, Number(times));
      }
    }
  const found: Acronym[] = [];
  for (const [key, counts] of alone) {
    const written = present(counts);
    const said = [...(meanings.get(key)?.values() ?? [])].map(present).filter(({ size }) => size > 0);
    const [only] = said;
    if (!only || said.length > 1 || total(only) < FEWEST_DEFINITIONS || written.size === 0) continue;
    if ([...written.keys()].some((name) => isKnown.has(`org\t${name}`))) continue;
    found.push({ key, written, articles: total(written), stands: commonest(only, isKnown, 'org') });
  }
  return found;
}

/** The names of a part: by group, by spelling, as written. */
interface Group {
  readonly type: EntityType;
  readonly names: Map<string, { readonly words: number; readonly written: Counts }>;
  /** Longer names that articles use for the same person, by shorter ones. */
  readonly longer: Map<string, Counts>;
}

async function groupsOf(part: Notes): Promise<Map<string, Group>> {
  const groups = new Map<string, Group>();
  for await (const notes of part)
    for (const { type, name, articles, also } of notes) {
      if (articles === 0) continue;
      const key = keyOf(name, type);
      const group: Group = groups.get(key.group) ?? { type, names: new Map(), longer: new Map() };
      groups.set(key.group, group);
      const own = group.names.get(key.name) ?? { words: key.words, written: new Map() };
      group.names.set(key.name, own);
      own.written.set(name, (own.written.get(name) ?? 0) + articles);
      for (const other of also) {
        const shorter = keyOf(other, type);
        if (shorter.words < key.words) count(group.longer, shorter.name, key.name, articles);
      }
    }
  return groups;
}

/** The entities of a part that are written in several ways. */
function* joinedOf(
  groups: ReadonlyMap<string, Group>,
  isKnown: ReadonlySet<string>,
  standing: Standing,
): Iterable<Joined> {
  for (const { type, names, longer } of groups.values()) {
    const byKey = new Map<string, Counts>();
    for (const [key, { written }] of names) {
      const there = present(written);
      if (there.size > 0) byKey.set(key, there);
    }
    const only = longerOf(byKey, names, longer);
    if (only) {
      const [short, long] = only;
      for (const [name, articles] of byKey.get(short) ?? []) byKey.get(long)?.set(name, articles);
      byKey.delete(short);
    }
    for (const [key, written] of byKey) {
      if (standing.acronyms.has(key)) continue; // it is written where its meaning is
      for (const [name, articles] of standing.byMeaning.get(key)?.written ?? []) written.set(name, articles);
      if (
        written.size < 2 ||
        [...written.keys()].filter((name) => isKnown.has(`${type}\t${name}`)).length > 1
      )
        continue;
      const name = commonest(written, isKnown, type);
      const spellings = [...written].map(([name, articles]) => ({ name, articles }));
      yield {
        name,
        type,
        spellings: spellings.sort((a, b) => b.articles - a.articles || order(a.name, b.name)),
      };
    }
  }
}

/**
 * `John Adler` and `John Q. Adler`: one, where an article says so and no other middle name is known of any John Adler.
 * @returns the keys of the shorter and the longer name
 */
function longerOf(
  byKey: ReadonlyMap<string, Counts>,
  names: Group['names'],
  longer: Group['longer'],
): readonly [short: string, long: string] | undefined {
  if (byKey.size !== 2) return undefined;
  const [short = '', long = ''] = [...byKey.keys()].sort(
    (a, b) => (names.get(a)?.words ?? 0) - (names.get(b)?.words ?? 0),
  );
  return (longer.get(short)?.get(long) ?? 0) > 0 ? [short, long] : undefined;
}

/** The known name; else the one of the most articles, of equals the longer one, not in capitals, then by letters. */
function commonest(written: Counts, isKnown: ReadonlySet<string>, type: EntityType): string {
  const [first] = [...written].sort(
    ([a, n], [b, m]) =>
      Number(isKnown.has(`${type}\t${b}`)) - Number(isKnown.has(`${type}\t${a}`)) ||
      m - n ||
      b.length - a.length ||
      Number(isShouted(a)) - Number(isShouted(b)) ||
      order(a, b),
  );
  return first?.[0] ?? '';
}

const isShouted = (name: string): boolean => name === name.toUpperCase();

function count(counts: Map<string, Counts>, key: string, name: string, articles: number): void {
  const own = counts.get(key) ?? new Map<string, number>();
  counts.set(key, own);
  own.set(name, (own.get(name) ?? 0) + articles);
}

/** Without what was taken back. */
const present = (counts: Counts): Counts => new Map([...counts].filter(([, articles]) => articles > 0));
const total = (counts: Counts): number => [...counts.values()].reduce((sum, articles) => sum + articles, 0);
