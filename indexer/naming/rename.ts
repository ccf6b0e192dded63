/** The entities of an article under the names they have in the corpus. */
import type { EntityType } from '../../config/schema.ts';
import type { Entity } from '../draft.ts';
import type { NamedHere } from '../load/told.ts';
import type { Canon } from './canon.ts';

/** Entities that get one name become one, with the forms and places of all; the most frequent first, then the earliest. */
export const withCanonicalNames = (entities: readonly Entity[], canon: Canon): readonly Entity[] =>
  renamed(entities, canon, { join: joinedEntity, at: ({ offsets }) => offsets[0]?.[0] ?? 0 });

/** The names `withCanonicalNames` gives these entities, in the same order. */
export const canonicalNames = (names: readonly NamedHere[], canon: Canon): readonly NamedHere[] =>
  renamed(names, canon, { join: joinedName, at: ({ at }) => at });

/** The same list where no name is another. */
function renamed<T extends { readonly name: string; readonly type: EntityType; readonly count: number }>(
  entities: readonly T[],
  canon: Canon,
  { join, at }: { readonly join: (one: T, two: T) => T; readonly at: (entity: T) => number },
): readonly T[] {
  if (canon.renamed === 0) return entities;
  const byName = new Map<string, T>();
  let changed = false;
  for (const entity of entities) {
    const name = canon.nameOf(entity.name, entity.type);
    const key = `${entity.type}\t${name}`;
    const same = byName.get(key);
    if (name !== entity.name || same) changed = true;
    byName.set(key, same ? join(same, entity) : { ...entity, name });
  }
  if (!changed) return entities;
  return [...byName.values()].sort((a, b) => b.count - a.count || at(a) - at(b));
}

const joinedEntity = (one: Entity, two: Entity): Entity => ({
  ...one,
  count: one.count + two.count,
  forms: [...new Set([...one.forms, ...two.forms])],
  offsets: [...one.offsets, ...two.offsets].sort((a, b) => a[0] - b[0]),
});

function joinedName(one: NamedHere, two: NamedHere): NamedHere {
  const from = Math.min(one.from, two.from);
  return { ...one, count: one.count + two.count, at: from, from };
}
