/**
 * From mentions to entities, within one document: spellings of one name join, and what only looks like a name goes.
 *
 * In order: a known name takes its canonical form; equal keys join (case, accents, hyphens); transliteration twins
 * join; acronyms join the expansion the text gives; a surname joins the one longer name that ends with it.
 */
import type { EntityType } from '../../../config/schema.ts';
import type { Entity } from '../../draft.ts';
import { formOf } from './forms.ts';
import { type Mention, PARTICLES, soundKey } from './names.ts';

/** Words after which an organisation is still the same: `Wagner`, `Wagner Group`. */
const FORMS_OF_ORGANISATION = new Set(
  'group inc corp corporation company co ltd limited llc plc ag sa se gmbh nv holdings holding organisation organization'.split(
    ' ',
  ),
);
const LOWER = /^\P{L}*\p{Ll}/u;

interface Group {
  /** Forms as written, most frequent first, earlier first. */
  readonly forms: Map<string, number>;
  readonly mentions: Mention[];
  type: EntityType;
  known: string | undefined;
}

/** Entities of a document, the most frequent first, then the earliest. @param text what the mentions' positions mean */
export function resolve(text: string, mentions: readonly Mention[]): Entity[] {
  let groups = groupBy(text, mentions, (mention, form) => mention.known ?? formOf(form).key);
  groups = joinTwins(groups);
  groups = joinAcronyms(groups);
  groups = joinShorter(groups);
  return groups
    .map(toEntity)
    .sort((a, b) => b.count - a.count || (a.offsets[0]?.[0] ?? 0) - (b.offsets[0]?.[0] ?? 0));
}

function groupBy(
  text: string,
  mentions: readonly Mention[],
  keyOf: (mention: Mention, form: string) => string,
): Group[] {
  const groups = new Map<string, Group>();
  for (const mention of [...mentions].sort((a, b) => a.start - b.start)) {
    const form = text.slice(mention.start, mention.end).replace(/\s+/gu, ' ');
    const key = keyOf(mention, form);
    const group: Group = groups.get(key) ?? {
      forms: new Map(),
      mentions: [],
      type: mention.type,
      known: mention.known,
    };
    group.forms.set(form, (group.forms.get(form) ?? 0) + 1);
    group.mentions.push(mention);
    groups.set(key, group);
  }
  for (const group of groups.values()) group.type = voted(group);
  return [...groups.values()];
}

/** The type most mentions have; of equals the one that came first. */
function voted({ mentions, type, known }: Group): EntityType {
  if (known || mentions.length === 1) return type;
  const votes = new Map<EntityType, number>();
  for (const mention of mentions) votes.set(mention.type, (votes.get(mention.type) ?? 0) + 1);
  return [...votes].reduce(
    (best, vote) => (vote[1] > best[1] ? vote : best),
    [type, votes.get(type) ?? 0],
  )[0];
}

function merged(one: Group, two: Group): Group {
  const mentions = [...one.mentions, ...two.mentions].sort((a, b) => a.start - b.start);
  const forms = new Map(one.forms);
  for (const [form, count] of two.forms) forms.set(form, (forms.get(form) ?? 0) + count);
  return {
    mentions,
    forms,
    type: one.known || !two.known ? one.type : two.type,
    known: one.known ?? two.known,
  };
}

const wordsOf = (name: string): readonly string[] => formOf(name).keyWords;

/** The fullest form: most words, then most frequent, then first; a form that is not all capitals before one that is. */
function fullest({ forms }: Group): string {
  const [only = ''] = forms.keys();
  if (forms.size < 2) return only;
  return (
    [...forms].sort(
      ([a, n], [b, m]) =>
        Number(isShouted(a)) - Number(isShouted(b)) || wordsOf(b).length - wordsOf(a).length || m - n,
    )[0]?.[0] ?? ''
  );
}

/** A person who is named in capitals only is shown as others are. */
const spoken = (name: string, type: EntityType): string =>
  type === 'person' && /^[\p{Lu}\s'’-]{4,}$/u.test(name)
    ? name.toLowerCase().replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase())
    : name;

const isShouted = (form: string): boolean => form.length > 5 && form === form.toUpperCase();

/** Groups whose names sound alike, word for word, are one person. */
function joinTwins(groups: readonly Group[]): Group[] {
  const twins = new Map<string, number>();
  const result: Group[] = [];
  for (const group of groups) {
    const sound = group.type === 'person' ? soundOf(wordsOf(fullest(group))) : undefined;
    const at = sound === undefined ? undefined : twins.get(sound);
    const twin = at === undefined ? undefined : result[at];
    if (at !== undefined && twin && !(twin.known && group.known)) result[at] = merged(twin, group);
    else {
      if (sound !== undefined) twins.set(sound, result.length);
      result.push(group);
    }
  }
  return result;
}

/** How a name sounds; undefined where that says too little to compare by. */
function soundOf(words: readonly string[]): string | undefined {
  const sounds = words.map(soundKey);
  const isTelling = sounds.every((sound) => sound.length > 1) && sounds.join('').length > 4;
  return isTelling ? sounds.join(' ') : undefined;
}

function joinAcronyms(groups: readonly Group[]): Group[] {
  const letters = groups.map(acronymOf);
  if (letters.every((own) => own === undefined)) return [...groups];
  const byInitials = new Map<string, Group[]>();
  for (const group of groups)
    if (group.type !== 'person') for (const own of new Set(initials(group))) addTo(byInitials, own, group);
  return joinInto(groups, (acronym, i) => {
    const own = letters[i];
    const long = own === undefined ? undefined : byInitials.get(own);
    return long?.filter((group) => group !== acronym) ?? [];
  });
}

function addTo<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The letters of a name that is nothing but an acronym. */
function acronymOf({ known, forms }: Group): string | undefined {
  const [form, ...more] = forms.keys();
  if (known || form === undefined || more.length > 0) return undefined;
  const letters = form.replaceAll('.', '');
  return /^\p{Lu}{2,}$/u.test(letters) ? letters : undefined;
}

/** The first letters of a name's words, with and without its small words. */
function initials(group: Group): string[] {
  const words = fullest(group)
    .split(/[\s-]+/u)
    .filter((word) => /\p{L}/u.test(word));
  if (words.length < 2) return [];
  return [firstLetters(words), firstLetters(words.filter((word) => !LOWER.test(word)))];
}

const firstLetters = (words: readonly string[]): string =>
  words.map((word) => word[0]?.toUpperCase()).join('');

interface Named {
  readonly group: Group;
  readonly words: readonly string[];
}

function joinShorter(groups: readonly Group[]): Group[] {
  const named = groups.map((group): Named => ({ group, words: wordsOf(fullest(group)) }));
  // Names by the first word, and people by how the last one sounds: no others can be the longer one. The longest come
  // first, so that no name is compared with its equals in length.
  const byFirst = new Map<string, Named[]>();
  const byLast = new Map<string, Named[]>();
  for (const name of named.toSorted((a, b) => b.words.length - a.words.length)) {
    if (name.group.type !== 'place') addTo(byFirst, name.words[0] ?? '', name);
    if (name.group.type === 'person') addTo(byLast, soundOfWord(name.words.at(-1)), name);
  }
  return joinInto(groups, (_, i) => {
    const shorter = named[i] as Named;
    const surname = shorter.words.findLast((word) => !PARTICLES.has(word));
    const found = new Set<Group>();
    for (const longer of [byFirst.get(shorter.words[0] ?? ''), byLast.get(soundOfWord(surname))])
      addLonger(shorter, longer ?? [], found);
    return [...found];
  });
}

/** Adds the groups that a name is a part of, two at most: more say no more. */
function addLonger(shorter: Named, among: readonly Named[], found: Set<Group>): void {
  for (const longer of among) {
    if (longer.words.length <= shorter.words.length || found.size > 1) return;
    if (isPartOf(shorter, longer)) found.add(longer.group);
  }
}

function isPartOf({ group: shorter, words: short }: Named, { group: longer, words: long }: Named): boolean {
  if (shorter.known && longer.known) return false;
  if (longer.type === 'person') return !shorter.known && isPartOfPerson(short, long, shorter.type);
  return (
    longer.type === 'org' &&
    shorter.type !== 'place' &&
    short.every((word, i) => word === long[i]) &&
    long.slice(short.length).every((word) => FORMS_OF_ORGANISATION.has(word))
  );
}

const soundOfWord = (word: string | undefined): string => (word ? soundKey(word) || word : '');

/** `Mesmari` is a part of `Ahmad al-Mesmari`, `von der Leyen` of `Ursula von der Leyen`. */
function isPartOfPerson(short: readonly string[], long: readonly string[], type: EntityType): boolean {
  const own = short.filter((word) => !PARTICLES.has(word));
  const surname = long.slice(-own.length);
  if (
    own.length > 0 &&
    own.every((word, i) => word === surname[i] || soundOfWord(word) === soundOfWord(surname[i]))
  )
    return own.length === 1 || short.length < long.length;
  // the first and the last word of a longer name, or a first name alone
  if (short.length === 2) return short[0] === long[0] && short[1] === long.at(-1);
  return type === 'person' && short.length === 1 && short[0] === long[0];
}

/** Joins a group into the one group that `into` names for it; into none when there are several. */
function joinInto(groups: readonly Group[], into: (group: Group, i: number) => readonly Group[]): Group[] {
  const target = new Map<Group, Group>();
  groups.forEach((group, i) => {
    const [only, ...more] = into(group, i);
    if (only && more.length === 0) target.set(group, only);
  });
  if (target.size === 0) return [...groups];
  const result = new Map<Group, Group>();
  for (const group of groups) {
    let root = group;
    for (let next = target.get(root); next; next = target.get(root)) root = next;
    const base = result.get(root) ?? root;
    result.set(root, group === root ? base : merged(base, group));
  }
  return [...result.values()];
}

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
