/** What a name says of itself: `Port Elsen` is a place and `Valmora Chamber of Commerce` an organisation. */
import type { EntityType, NameHead } from '../../../config/schema.ts';
import { nameKey } from './names.ts';

/** Returns the type a name of two or more words states by its first or last word; undefined when it states none. */
export function createHeads(heads: readonly NameHead[]): (name: string) => EntityType | undefined {
  const first = new Map(heads.flatMap((head) => head.first.map((word) => [nameKey(word), head.type])));
  const last = new Map(heads.flatMap((head) => head.last.map((word) => [nameKey(word), head.type])));
  return (name) => {
    const words = nameKey(name).split(' ');
    if (words.length < 2) return undefined;
    return last.get(words.at(-1) ?? '') ?? first.get(words[0] ?? '');
  };
}
