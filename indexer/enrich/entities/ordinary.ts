/**
 * Words of a language that are the name of a known entity besides: `Bild` is a picture before it is a newspaper, Spanish
 * `Podemos` begins sentences, English `Island` is not Iceland.
 */
import type { EntitiesFile } from '../../../config/schema.ts';
import { genitive } from './inflect.ts';
import { isHeadline, type Sentence, type Token } from './tokens.ts';

/** When a word that is also an ordinary one counts as the name. */
export type Counts =
  /** As any other name. */
  | 'always'
  /** Where the text names the same in another way, or one of the words of its `with`. */
  | 'beside'
  | 'never';

export interface OrdinaryWords {
  /** When the token at `at`, a known name by itself, counts as one. */
  counts(sentence: Sentence, at: number): Counts;
  /** Whether a name is such a word, wherever it stands. */
  has(name: string): boolean;
}

const OPENS = /^["“„‟«»‹‘‚]$/u;
const CLOSES = /^["“”‟«»›’‘]$/u;
const WORD = /\p{L}/u;

/** Returns a reader of such words for each language, an ISO code; of unknown ones only what is ordinary in all. */
export function createOrdinaryWords({
  ordinary,
}: Pick<EntitiesFile, 'ordinary'>): (language: string) => OrdinaryWords {
  const ready = new Map<string, OrdinaryWords>();
  return (language) => {
    let reader = ready.get(language);
    if (!reader) {
      reader = readerOf(
        ordinary.filter(({ languages }) => languages.length === 0 || languages.includes(language)),
      );
      ready.set(language, reader);
    }
    return reader;
  };
}

function readerOf(entries: EntitiesFile['ordinary']): OrdinaryWords {
  const stands = new Map<string, EntitiesFile['ordinary'][number]['stands']>();
  for (const { words, stands: how } of entries)
    for (const word of words)
      for (const form of [word, ...[genitive(word) ?? []].flat()]) stands.set(form.toLowerCase(), how);
  return {
    has: (name) => stands.has(name.toLowerCase()),
    counts(sentence, at) {
      const how = stands.size > 0 ? stands.get(textAt(sentence, at).toLowerCase()) : undefined;
      if (how === undefined) return 'always';
      if (how === 'never') return 'never';
      if (OPENS.test(textAt(sentence, at - 1)) && CLOSES.test(textAt(sentence, at + 1))) return 'always'; // »Spiegel«
      return how === 'beside' || isFirst(sentence, at) || isHeadline(sentence) ? 'beside' : 'always';
    },
  };
}

const textAt = (sentence: Sentence, at: number): string => sentence[at]?.text ?? '';

const isFirst = (sentence: Sentence, at: number): boolean =>
  !sentence.slice(0, at).some(({ text }: Token) => WORD.test(text));
