/** The entities of an article under the names they have in the corpus. */
import type { Entity } from '../draft.ts';
import type { Canon } from './canon.ts';

/** Entities that get one name become one, with the forms and places of all; the most frequent first, then the earliest. */
export function withCanonicalNames(entities: readonly Entity[], canon: Canon): readonly Entity[] {
  if (canon.renamed === 0) return entities;
  const byName = new Map<string, Entity>();
  let changed = false;
  for (const entity of entities) {
    const name = canon.nameOf(entity.name, entity.type);
    const key = `${entity.type}\t${name}`;
    const same = byName.get(key);
    if (name !== entity.name || same) changed = true;
    byName.set(key, same ? joined(same, entity) : { ...entity, name });
  }
  if (!changed) return entities;
  return [...byName.values()].sort(
    (a, b) => b.count - a.count || (a.offsets[0]?.[0] ?? 0) - (b.offsets[0]?.[0] ?? 0),
  );
}

const joined = (one: Entity, two: Entity): Entity => ({
  ...one,
  count: one.count + two.count,
  forms: [...new Set([...one.forms, ...two.forms])],
  offsets: [...one.offsets, ...two.offsets].sort((a, b) => a[0] - b[0]),
});
