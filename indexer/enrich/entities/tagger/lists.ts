/** The word lists the tagger looks at: compromise's lexicon (word classes, first names, cities), taken over as data, and our gazetteer. */
import { readFileSync } from 'node:fs';
import type { Gazetteer } from '../gazetteer.ts';
import type { WordLists } from './features.ts';
import { knownWords } from './known-words.ts';
import { createSportSense } from './sport.ts';

/** Classes that tell most about names come first: a word may have several. */
export const CLASSES = [
  'FemaleName',
  'MaleName',
  'FirstName',
  'LastName',
  'Country',
  'City',
  'Region',
  'Place',
  'SportsTeam',
  'Organization',
  'Demonym',
  'Honorific',
  'WeekDay',
  'Month',
  'Actor',
  'Currency',
  'Unit',
  'Preposition',
  'Determiner',
  'Conjunction',
  'Pronoun',
  'Adverb',
  'Adjective',
  'PastTense',
  'PresentTense',
  'Gerund',
  'Infinitive',
  'PhrasalVerb',
  'Plural',
  'Uncountable',
  'Singular',
  'Noun',
  'Expression',
  'ProperNoun',
  'Person',
] as const;

/** Made by `npm run train:lexicon`; the words of a class stand in one line, parted by spaces. */
const LEXICON = new URL('./lexicon.json', import.meta.url);

interface Lexicon {
  readonly classes: Readonly<Record<string, string>>;
}

/** Word lists for a gazetteer. The lexicon is read once. */
export function wordLists(gazetteer: Gazetteer, sport: readonly string[]): WordLists {
  return {
    classOf: lexicon(),
    knownWords: knownWords(),
    namesIn: gazetteer.spans,
    isAboutSport: createSportSense(sport),
  };
}

/** The words of each class, parted by spaces. */
export const lexiconClasses = (): Lexicon['classes'] =>
  (JSON.parse(readFileSync(LEXICON, 'utf8')) as Lexicon).classes;

let read: Map<string, string> | undefined;

/** Returns what tells the class of a word in lower case; '' when it is not listed. Read once. */
export function lexicon(): (word: string) => string {
  const classes = read ?? new Map(wordsOf(JSON.parse(readFileSync(LEXICON, 'utf8')) as Lexicon));
  read = classes;
  return (word) => classes.get(word) ?? '';
}

const wordsOf = ({ classes }: Lexicon): (readonly [word: string, name: string])[] =>
  Object.entries(classes).flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const));
