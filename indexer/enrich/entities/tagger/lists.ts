/** The word lists the tagger looks at: compromise's lexicon (word classes, first names, cities), taken over as data, and our gazetteer. */
import { readFileSync } from 'node:fs';
import type { Gazetteer } from '../gazetteer.ts';
import type { Sentence } from '../tokens.ts';
import type { WordLists } from './features.ts';

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
export function wordLists(gazetteer: Gazetteer): WordLists {
  const classes = lexiconClasses();
  return {
    classOf: (word) => classes.get(word) ?? '',
    namesIn: (sentence) => namesIn(sentence, gazetteer),
  };
}

function namesIn(sentence: Sentence, gazetteer: Gazetteer): string[] {
  const marks = sentence.map(() => '');
  for (const { from, to, type } of gazetteer.spans(sentence))
    for (let i = from; i < to; i++) marks[i] = `${type}-${i === from ? 'B' : 'I'}${i === to - 1 ? 'E' : ''}`;
  return marks;
}

let cached: Map<string, string> | undefined;

function lexiconClasses(): Map<string, string> {
  if (cached) return cached;
  const { classes } = JSON.parse(readFileSync(LEXICON, 'utf8')) as Lexicon;
  cached = new Map(
    Object.entries(classes).flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)),
  );
  return cached;
}
