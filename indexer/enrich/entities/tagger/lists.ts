/** The word lists the tagger looks at: compromise's lexicon (word classes, first names, cities) and our gazetteer. */
import nlp from 'compromise';
import type { Gazetteer } from '../gazetteer.ts';
import type { Sentence } from '../tokens.ts';
import type { WordLists } from './features.ts';

/** Classes that tell most about names come first: a word may have several. */
const CLASSES = [
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

interface Lexicon {
  readonly one: { readonly lexicon: Readonly<Record<string, string | readonly string[]>> };
}

/** Word lists for a gazetteer. compromise's lexicon is read once. */
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
  const { lexicon } = (nlp.model() as unknown as Lexicon).one;
  const classes = new Map<string, string>();
  for (const [word, given] of Object.entries(lexicon)) {
    const own = typeof given === 'string' ? [given] : given;
    const best = CLASSES.find((name) => own.includes(name));
    if (best) classes.set(word, best);
  }
  cached = classes;
  return classes;
}
