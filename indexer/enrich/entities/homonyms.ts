/**
 * A surname that is also a place: `Jim Jordan` flies to Jordan. What stands before a mention tells which it is, and
 * where nothing does a known place is what the one before it was.
 */
import type { EntitiesFile } from '../../../config/schema.ts';
import { formOf } from './forms.ts';
import { type Mention, nameKey, SUFFIXES } from './names.ts';

/** Before these a name is a place. */
const WITHIN = new Set(
  'in into near across outside inside throughout northern southern eastern western central'.split(' '),
);
/** Before these it is one if it is taken for one anyway. */
const TOWARDS = new Set('to from at'.split(' '));
/** Characters that the word before a name is looked for in. */
const REACH = 24;
const BEFORE = /(\p{L}+)\.?\s+$/u;

/** @returns the mentions, with their types set right where a surname of the text is a place as well */
export type TellApart = (text: string, mentions: readonly Mention[]) => Mention[];

/**
 * Returns a reader of such names, for the places of `config/entities.yml` and those that another one follows.
 * @param isTitle whether a word is a title: the name after it is a person's
 */
export function createTellApart(
  { known }: Pick<EntitiesFile, 'known'>,
  isTitle: (word: string) => boolean,
): TellApart {
  const knownPlaces = new Set(
    known.flatMap(({ name, type, aliases, short }) =>
      type === 'place' ? [name, ...aliases, ...short].map(nameKey) : [],
    ),
  );
  return (text, mentions) => {
    const people = surnamesOf(text, mentions);
    if (people.size === 0) return [...mentions];
    const inOrder = mentions
      .map((mention) => ({ mention, key: formOf(text.slice(mention.start, mention.end)).key }))
      .sort((a, b) => a.mention.start - b.mention.start);
    const places = new Set(
      inOrder.flatMap(({ mention }) => (mention.type === 'place' ? [mention.start] : [])),
    );
    const homonyms = new Set(
      inOrder.flatMap(({ mention, key }) =>
        people.has(key) && (knownPlaces.has(key) || isWithin(text, mention, places)) ? [key] : [],
      ),
    );
    if (homonyms.size === 0) return [...mentions];

    const last = new Map<string, Mention['type']>();
    return inOrder.map(({ mention, key }) => {
      const surname = mention.type === 'person' ? surnameOf(key) : undefined;
      if (surname !== undefined && homonyms.has(surname)) last.set(surname, 'person');
      if (!homonyms.has(key)) return mention;
      const { start, end, known } = mention;
      const told = isWithin(text, mention, places) ? 'place' : typeBefore(text, mention, isTitle);
      const type = told ?? (known === undefined ? mention.type : (last.get(key) ?? mention.type));
      last.set(key, type);
      if (type === 'person') return { start, end, type };
      return { ...mention, type: 'place', ...(known === undefined && { sure: true }) };
    });
  };
}

function typeBefore(
  text: string,
  { start, type }: Mention,
  isTitle: (word: string) => boolean,
): Mention['type'] | undefined {
  const word = BEFORE.exec(text.slice(Math.max(0, start - REACH), start))?.[1];
  if (word === undefined) return undefined;
  if (isTitle(word)) return 'person';
  const lower = word.toLowerCase();
  return WITHIN.has(lower) || (TOWARDS.has(lower) && type === 'place') ? 'place' : undefined;
}

/** Whether a place follows that a name lies in: `Lincoln, Nebraska`. */
const isWithin = (text: string, { end, type }: Mention, places: ReadonlySet<number>): boolean =>
  type !== 'person' && text.startsWith(', ', end) && places.has(end + 2);

/** Surnames of the people who are named in full. */
function surnamesOf(text: string, mentions: readonly Mention[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { start, end, type } of mentions) {
    const surname = type === 'person' ? surnameOf(formOf(text.slice(start, end)).key) : undefined;
    if (surname !== undefined) found.add(surname);
  }
  return found;
}

function surnameOf(key: string): string | undefined {
  const words = key.split(' ').filter((word) => !SUFFIXES.has(word));
  return words.length > 1 ? words.at(-1) : undefined;
}
