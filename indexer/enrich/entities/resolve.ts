/**
 * From mentions to entities, within one document: spellings of one name join, and what only looks like a name goes.
 *
 * In order: a known name takes its canonical form; equal keys join (case, accents, hyphens), and an acronym whose
 * meaning the text gives; ways to write one name join (transliterations, word order, cases); a known person is known
 * by the sound; acronyms join the one name with their initials; a shorter name joins the one longer name it is part of.
 */
import type { EntityType } from '../../../config/schema.ts';
import type { Entity } from '../../draft.ts';
import { joinAcronyms } from './acronyms.ts';
import { formOf } from './forms.ts';
import { addTo, fullest, type Group, groupBy, joinInto, merged, wordsOf } from './groups.ts';
import { genitive, inflected } from './inflect.ts';
import type { Mention } from './names.ts';
import { organisationKey } from './organisations.ts';
import { joinShorter } from './shorter.ts';
import { soundKey } from './sounds.ts';

/** What is known beside the mentions. */
export interface Knowledge {
  /** Keys of acronyms and the key of the name the text gives for each. */
  readonly stands: ReadonlyMap<string, string>;
  /** The known person a full name sounds like. */
  readonly alike: (name: string) => string | undefined;
  /** Whether the text's language writes an `s` on to a name in the genitive. */
  readonly genitives: boolean;
}

/** Entities of a document, the most frequent first, then the earliest. @param text what the mentions' positions mean */
export function resolve(text: string, mentions: readonly Mention[], knowledge: Knowledge): Entity[] {
  const { stands, alike, genitives } = knowledge;
  let groups = groupBy(text, mentions, (mention, form) => {
    const { key } = formOf(form);
    return mention.known ?? stands.get(key) ?? key;
  });
  groups = joinTwins(groups);
  groups = joinCases(groups, genitives);
  groups = joinKnown(groups, alike);
  groups = joinAcronyms(groups);
  groups = joinShorter(groups);
  groups = joinWhere(groups, (group) => !isFull(group), genitives); // `Johnsons`, of whom both forms of the name were met
  return groups
    .map(toEntity)
    .sort((a, b) => b.count - a.count || (a.offsets[0]?.[0] ?? 0) - (b.offsets[0]?.[0] ?? 0));
}

/** People whose names sound alike, word for word or in another order, and organisations with one key, are one. */
function joinTwins(groups: readonly Group[]): Group[] {
  const twins = new Map<string, number>();
  const result: Group[] = [];
  for (const group of groups) {
    const keys = twinKeys(group);
    const at = keys.map((key) => twins.get(key)).find((place) => place !== undefined);
    const twin = at === undefined ? undefined : result[at];
    const joins = at !== undefined && twin && !(twin.known && group.known);
    if (joins) result[at] = merged(twin, group);
    for (const key of keys) if (joins || !twins.has(key)) twins.set(key, joins ? at : result.length);
    if (!joins) result.push(group);
  }
  return result;
}

function twinKeys(group: Group): string[] {
  const name = fullest(group);
  if (group.type === 'org') return [`org ${organisationKey(name)}`];
  if (group.type !== 'person') return [];
  const words = wordsOf(name);
  const sound = soundOf(words);
  // `Orbán Viktor`: the same words, so that two names of one family are not taken for one
  const order =
    words.length > 1 && words.every((word) => word.length > 1) ? words.toSorted().join(' ') : undefined;
  return [
    ...(sound === undefined ? [] : [`sound ${sound}`]),
    ...(order === undefined ? [] : [`words ${order}`]),
  ];
}

/** How a name sounds; undefined where that says too little to compare by. */
function soundOf(words: readonly string[]): string | undefined {
  const sounds = words.map(soundKey);
  const isTelling = sounds.every((sound) => sound.length > 1) && sounds.join('').length > 4;
  return isTelling ? sounds.join(' ') : undefined;
}

/** A person in another case joins the one whose name or surname it is a case of: `Крылову`, `Анна Крылова`. */
function joinCases(groups: readonly Group[], genitives: boolean): Group[] {
  const full = joinWhere(groups, isFull, genitives); // first, so that a surname finds one person and not two cases
  return joinWhere(full, (group) => !isFull(group), genitives);
}

const isFull = (group: Group): boolean => wordsOf(fullest(group)).length > 1;

function joinWhere(groups: readonly Group[], joins: (group: Group) => boolean, genitives: boolean): Group[] {
  const byCase = new Map<string, Group[]>();
  for (const group of groups) {
    if (group.type !== 'person') continue;
    for (const form of casesOf(fullest(group), genitives)) {
      const { key } = formOf(form);
      if (!byCase.get(key)?.includes(group)) addTo(byCase, key, group);
    }
  }
  if (byCase.size === 0) return [...groups];
  const target = new Map<Group, Group>();
  for (const group of groups) {
    if (group.known || !joins(group)) continue;
    const of = byCase.get(formOf(fullest(group)).key)?.filter((other) => other !== group) ?? [];
    if (of[0] && of.length === 1) target.set(group, of[0]);
  }
  return joinInto(groups, withoutCircles(target));
}

/** The cases of a name and of its surname. */
export function casesOf(name: string, genitives: boolean): string[] {
  const surname = /\s(\S+)$/u.exec(name)?.[1];
  return [name, ...(surname ? [surname] : [])].flatMap((form) => [
    ...inflected(form),
    ...(genitives ? [genitive(form) ?? []].flat() : []),
  ]);
}

function withoutCircles(target: Map<Group, Group>): ReadonlyMap<Group, Group> {
  for (const group of [...target.keys()]) {
    const seen = new Set([group]);
    for (let next = target.get(group); next; next = target.get(next)) {
      if (seen.has(next)) {
        target.delete(group);
        break;
      }
      seen.add(next);
    }
  }
  return target;
}

/** A full name that sounds like a known person's is theirs. */
function joinKnown(groups: readonly Group[], alike: Knowledge['alike']): Group[] {
  const byName = new Map<string, Group>();
  for (const group of groups) if (group.known) byName.set(group.known, group);
  const target = new Map<Group, Group>();
  const named = groups.map((group) => {
    const name = group.known || group.type !== 'person' ? undefined : alike(fullest(group));
    if (name === undefined) return group;
    const known: Group = { ...group, known: name };
    const same = byName.get(name);
    if (same) target.set(known, same);
    else byName.set(name, known);
    return known;
  });
  return joinInto(named, target);
}

/** A person who is named in capitals only is shown as others are. */
const spoken = (name: string, type: EntityType): string =>
  type === 'person' && /^[\p{Lu}\s'’-]{4,}$/u.test(name)
    ? name.toLowerCase().replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase())
    : name;

function toEntity(group: Group): Entity {
  const forms = [...group.forms].sort((a, b) => b[1] - a[1]).map(([form]) => form);
  return {
    name: group.known ?? spoken(fullest(group), group.type),
    type: group.type,
    count: group.mentions.length,
    forms,
    offsets: group.mentions.map(({ start, end }) => [start, end] as const),
  };
}
