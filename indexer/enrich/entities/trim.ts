/** Takes from a mention what is not part of the name: titles, articles, possessives, quotes. */
import type { EntitiesFile } from '../../../config/schema.ts';
import { type Mention, PARTICLES } from './names.ts';
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
const LOWER = /^\p{Ll}[^\p{Lu}]*$/u;
const NAME_LIKE = /\p{L}/u;
const POSSESSIVE = /^['’ʼ]s?$/iu;
const CAPITAL = /^[@#]?\P{L}*\p{Lu}/u;

/** Compiles the titles and the never list of `config/entities.yml`. */
export function createTrimmer({ titles, never }: Pick<EntitiesFile, 'titles' | 'never'>): Trimmer {
  const titleKeys = new Set(titles.map(keyOf));
  const neverKeys = new Set(never.map(keyOf));
  /** By their first word, the longest first. */
  const byFirst = new Map<string, string[][]>();
  for (const key of titleKeys) {
    const words = key.split(' ');
    byFirst.set(words[0] ?? '', [...(byFirst.get(words[0] ?? '') ?? []), words]);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length);

  const titleLength = (sentence: readonly Token[], from: number): number => {
    const list = byFirst.get(sentence[from]?.form.keyWords[0] ?? '');
    if (!list) return 0;
    for (const words of list) {
      let at = from;
      let matched = 0;
      while (matched < words.length && at < sentence.length) {
        const own = sentence[at]?.form.keyWords ?? [];
        if (!own.every((word, i) => word === words[matched + i])) break;
        matched += own.length;
        at++;
      }
      if (matched === words.length) return at - from;
    }
    return 0;
  };

  return {
    titleLength,
    isNever: (key) => neverKeys.has(key),
    trim(text, mention) {
      let own = tokens(text.slice(mention.start, mention.end));
      const first = () => own[0]?.form.key ?? '';
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
        else if (
          own.length > 1 &&
          !mention.known &&
          LOWER.test(own[0]?.text ?? '') &&
          !PARTICLES.has(first())
        )
          own = own.slice(1);
        const last = own.at(-1)?.text ?? '';
        const lastKey = own.at(-1)?.form.key ?? '';
        if (own.length > 1 && !mention.known && LOWER.test(last)) own = own.slice(0, -1);
        else if (own.length > 1 && mention.type === 'place' && !mention.known && neverKeys.has(lastKey))
          own = own.slice(0, -1);
        else if (own.length > 0 && (lastKey === '' || POSSESSIVE.test(last))) own = own.slice(0, -1);
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
    .map(({ form }) => form.key)
    .filter((key) => key !== '')
    .join(' ');
