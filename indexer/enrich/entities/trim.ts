/** Takes from a mention what is not part of the name: titles, articles, possessives, quotes. */
import type { EntitiesFile } from '../../../config/schema.ts';
import { type Mention, nameKey } from './names.ts';
import { type Token, tokens } from './tokens.ts';

export interface Trimmer {
  /** The mention without titles and articles, or undefined when nothing is left that can be a name. */
  trim(text: string, mention: Mention): Mention | undefined;
  /** How many of these tokens, from the first on, are a title (`Field Marshal`). */
  titleLength(sentence: readonly Token[], from: number): number;
  /** Whether a name with this key is never an entity. */
  isNever(key: string): boolean;
}

const ARTICLES = new Set('the a an le la les el los il lo der die das'.split(' '));
/** With one name after it such a title is part of the name: `Prince Harry`. */
const REGNAL = new Set('king queen prince princess pope saint emperor sultan'.split(' '));
const NAME_LIKE = /\p{L}/u;
const POSSESSIVE = /^['’ʼ]s?$/iu;
const CAPITAL = /^[@#]?\P{L}*\p{Lu}/u;

/** Compiles the titles and the never list of `config/entities.yml`. */
export function createTrimmer({ titles, never }: Pick<EntitiesFile, 'titles' | 'never'>): Trimmer {
  const titleKeys = new Set(titles.map(keyOf));
  const neverKeys = new Set(never.map(keyOf));
  const longest = Math.max(1, ...titles.map((title) => tokens(title).length));

  const titleLength = (sentence: readonly Token[], from: number): number => {
    for (let length = Math.min(longest, sentence.length - from); length > 0; length--) {
      const key = sentence
        .slice(from, from + length)
        .map((token) => nameKey(token.text))
        .join(' ')
        .trim();
      if (titleKeys.has(key)) return length;
    }
    return 0;
  };

  return {
    titleLength,
    isNever: (key) => neverKeys.has(key),
    trim(text, mention) {
      let own = tokens(text.slice(mention.start, mention.end));
      const first = () => nameKey(own[0]?.text ?? '');
      let titled = false;
      for (let before = -1; before !== own.length; ) {
        before = own.length;
        const title = mention.type === 'person' ? titleLength(own, 0) : 0;
        if (title > 0 && !(own.length === 2 && REGNAL.has(first()))) {
          own = own.slice(title);
          titled = true;
        }
        if (
          own.length > 1 &&
          !mention.known &&
          ARTICLES.has(first()) &&
          !/^[A-Z]{2,}$/.test(own[0]?.text ?? '')
        )
          own = own.slice(1);
        else if (own.length > 2 && mention.type === 'person' && neverKeys.has(first())) own = own.slice(1);
        else if (first() === '' && own.length > 0) own = own.slice(1);
        const last = own.at(-1)?.text ?? '';
        if (own.length > 0 && (nameKey(last) === '' || POSSESSIVE.test(last))) own = own.slice(0, -1);
      }
      const [head, tail] = [own[0], own.at(-1)];
      if (!head || !tail) return undefined;
      const name = text.slice(mention.start + head.start, mention.start + tail.end);
      if (mention.known)
        return { ...mention, start: mention.start + head.start, end: mention.start + tail.end };
      if (!NAME_LIKE.test(name) || (neverKeys.has(keyOf(name)) && !titled) || titleKeys.has(keyOf(name)))
        return undefined;
      if (!own.some((token) => CAPITAL.test(token.text)) || name.length < 2) return undefined;
      return { ...mention, start: mention.start + head.start, end: mention.start + tail.end };
    },
  };
}

const keyOf = (words: string): string =>
  tokens(words)
    .map((token) => nameKey(token.text))
    .join(' ')
    .trim();
