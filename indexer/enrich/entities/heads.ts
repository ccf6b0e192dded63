/** What a name says of itself: `Port Elsen` is a place and `Valmora Chamber of Commerce` an organisation. */
import type { EntityType, NameHead, OtherNames } from '../../../config/schema.ts';
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

/** Returns whether a name is one of neither a person, an organisation nor a place: `Suez Crisis`, `Athenians`. */
export function createOthers(others: OtherNames): (name: string) => boolean {
  const keys = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(nameKey));
  const [first, last, whole] = [keys(others.first), keys(others.last), keys(others.whole)];
  return (name) => {
    const key = nameKey(name);
    if (whole.has(key)) return true;
    const words = key.split(' ');
    return words.length > 1 && (last.has(words.at(-1) ?? '') || first.has(words[0] ?? ''));
  };
}
