/** Mentions of one name, and how names are joined to one entity. */
import type { EntityType } from '../../../config/schema.ts';
import { formOf } from './forms.ts';
import { inflected } from './inflect.ts';
import type { Mention } from './names.ts';

export interface Group {
  /** Forms as written, most frequent first, earlier first. */
  readonly forms: Map<string, number>;
  readonly mentions: Mention[];
  type: EntityType;
  known: string | undefined;
  /** Whether the text tells its type: it joins none of another. */
  readonly sure: boolean;
}

/** One group for each key, in the order of the text; its type is the one most mentions have. */
export function groupBy(
  text: string,
  mentions: readonly Mention[],
  keyOf: (mention: Mention, form: string) => string,
): Group[] {
  const groups = new Map<string, Group>();
  for (const mention of [...mentions].sort((a, b) => a.start - b.start)) {
    const form = text.slice(mention.start, mention.end).replace(/\s+/gu, ' ');
    const sure = mention.sure === true && mention.known === undefined;
    const key = sure ? `${mention.type}: ${keyOf(mention, form)}` : keyOf(mention, form);
    const group: Group = groups.get(key) ?? {
      forms: new Map(),
      mentions: [],
      type: mention.type,
      known: mention.known,
      sure,
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

export function merged(one: Group, two: Group): Group {
  const mentions = [...one.mentions, ...two.mentions].sort((a, b) => a.start - b.start);
  const forms = new Map(one.forms);
  for (const [form, count] of two.forms) forms.set(form, (forms.get(form) ?? 0) + count);
  return {
    mentions,
    forms,
    type: one.known || !two.known ? one.type : two.type,
    known: one.known ?? two.known,
    sure: one.sure || two.sure,
  };
}

export const wordsOf = (name: string): readonly string[] => formOf(name).keyWords;

/**
 * The fullest form: most words, then most frequent, then first; a form that is not all capitals before one that is,
 * and a name as it is before its cases.
 */
export function fullest({ forms }: Group): string {
  const [only = ''] = forms.keys();
  if (forms.size < 2) return only;
  return (
    [...nominatives(forms)].sort(
      ([a, n], [b, m]) =>
        Number(isShouted(a)) - Number(isShouted(b)) || wordsOf(b).length - wordsOf(a).length || m - n,
    )[0]?.[0] ?? ''
  );
}

/** Without the forms that are a case of another one. */
function nominatives(forms: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const cases = new Set([...forms.keys()].flatMap(inflected));
  if (cases.size === 0) return forms;
  const own = new Map([...forms].filter(([form]) => !cases.has(form)));
  return own.size > 0 ? own : forms;
}

export const isShouted = (form: string): boolean => form.length > 5 && form === form.toUpperCase();

export function addTo<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Joins groups into those that `target` gives for them, and these on; the first of a chain that has none takes all. */
export function joinInto(groups: readonly Group[], target: ReadonlyMap<Group, Group>): Group[] {
  if (target.size === 0) return [...groups];
  const result = new Map<Group, Group>();
  for (const group of groups) {
    const root = rootOf(group, target);
    const base = result.get(root) ?? root;
    result.set(root, group === root ? base : merged(base, group));
  }
  return [...result.values()];
}

/** Where a group goes in the end. @param target without a circle */
export function rootOf(group: Group, target: ReadonlyMap<Group, Group>): Group {
  let root = group;
  for (let next = target.get(root); next; next = target.get(root)) root = next;
  return root;
}
