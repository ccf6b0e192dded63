/**
 * Which names of different articles may be one: never a lone surname, which is anybody's, and of full names only what
 * differs as the spellings of one name do.
 */
import type { EntityType } from '../../config/schema.ts';
import { nameKey, SUFFIXES } from '../enrich/entities/names.ts';
import { organisationKey } from '../enrich/entities/organisations.ts';
import { spellingKey } from '../enrich/entities/sounds.ts';

export interface NameKey {
  /** Equal for names that may become one: a person's first and last name. */
  readonly group: string;
  /** Equal for spellings of one name. */
  readonly name: string;
  /** Words of the name. */
  readonly words: number;
}

/** Articles of Arabic names, which one paper writes and another does not. */
const ARTICLES = new Set(['al', 'el']);

export function keyOf(name: string, type: EntityType): NameKey {
  if (type === 'org') return plain(organisationKey(name), type);
  if (type === 'place') return plain(nameKey(name), type);
  const words = nameKey(name)
    .split(' ')
    .filter((word) => !ARTICLES.has(word));
  const suffix = words.length > 1 && SUFFIXES.has(words.at(-1) ?? '') ? words.pop() : undefined;
  // a single word is a name by itself only as it is written: across articles `Todt` and `Tod` are two
  if (words.length < 2) return plain([...words, suffix].filter(Boolean).join(' '), type);
  const spelled = words.map((word) => spellingKey(word) || word);
  const ends = [type, spelled[0], spelled.at(-1), suffix ?? ''].join('\t');
  return { group: ends, name: `${ends}\t${spelled.join(' ')}`, words: words.length };
}

const plain = (key: string, type: EntityType): NameKey => {
  const name = `${type}\t${key}`;
  return { group: name, name, words: key.split(' ').length };
};

/** The letters of a name that is an acronym; undefined for others. */
export function acronymOf(name: string, type: EntityType): string | undefined {
  const letters = name.replaceAll('.', '');
  return type === 'org' && /^\p{Lu}[\p{Lu}\p{N}]{1,7}$/u.test(letters) ? letters : undefined;
}
