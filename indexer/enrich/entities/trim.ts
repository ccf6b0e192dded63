/** Takes from a mention what is not part of the name: titles, articles, possessives, quotes. */
import type { EntitiesFile, EntityType } from '../../../config/schema.ts';
import { formOf } from './forms.ts';
import { type Mention, PARTICLES } from './names.ts';
import { sieveOf } from './sieve.ts';
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

/** Names kept ready between documents: most are named more than once. */
const READY = 10_000;

/** Where the name is in what was taken for it, in characters; undefined where there is none. */
type Within = readonly [start: number, end: number] | undefined;

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
  const mayBegin = sieveOf([...byFirst.keys()].map((word) => formOf(word).hash));

  const titleLength = (sentence: readonly Token[], from: number): number => {
    const form = sentence[from]?.form;
    if (!form || (form.isPlain && !mayBegin(form.keyHash))) return 0;
    const list = byFirst.get(form.keyWords[0] ?? '');
    return list ? matchedLength(list, sentence, from) : 0;
  };

  const within = (text: string, type: EntityType, isKnown: boolean): Within => {
    let own = tokens(text);
    let titled = false;
    for (let before = -1; before !== own.length; ) {
      before = own.length;
      const title = type === 'person' ? titleLength(own, 0) : 0;
      if (title > 0 && !(own.length === 2 && REGNAL.has(own[0]?.form.key ?? ''))) {
        own = own.slice(title);
        titled = true;
      }
      const first = own[0]?.text ?? '';
      const firstKey = own[0]?.form.key ?? '';
      if (own.length > 1 && !isKnown && ARTICLES.has(firstKey) && !/^[A-Z]{2,}$/.test(first))
        own = own.slice(1);
      else if (own.length > 2 && type === 'person' && neverKeys.has(firstKey)) own = own.slice(1);
      else if (firstKey === '' && own.length > 0) own = own.slice(1);
      else if (own.length > 1 && !isKnown && LOWER.test(first) && !PARTICLES.has(firstKey))
        own = own.slice(1);
      const last = own.at(-1)?.text ?? '';
      const lastKey = own.at(-1)?.form.key ?? '';
      if (own.length > 1 && !isKnown && LOWER.test(last)) own = own.slice(0, -1);
      else if (own.length > 1 && type === 'place' && !isKnown && neverKeys.has(lastKey))
        own = own.slice(0, -1);
      else if (own.length > 0 && (lastKey === '' || POSSESSIVE.test(last))) own = own.slice(0, -1);
    }
    const [head, tail] = [own[0], own.at(-1)];
    if (!head || !tail) return undefined;
    const name = text.slice(head.start, tail.end);
    const isName =
      NAME_LIKE.test(name) &&
      (titled || !neverKeys.has(keyOf(name))) &&
      !titleKeys.has(keyOf(name)) &&
      own.some((token) => CAPITAL.test(token.text)) &&
      name.length > 1;
    return isKnown || isName ? [head.start, tail.end] : undefined;
  };

  const ready = new Map<string, Within>();
  return {
    titleLength,
    isNever: (key) => neverKeys.has(key),
    trim(text, { start, end, type, known }) {
      const name = formOf(text.slice(start, end)).text; // not a part of the page, which would stay with it
      const question = `${type}${known === undefined ? '?' : '!'}${name}`;
      let found = ready.get(question);
      if (found === undefined && !ready.has(question)) {
        if (ready.size >= READY) ready.clear();
        found = within(name, type, known !== undefined);
        ready.set(question, found);
      }
      if (!found) return undefined;
      const trimmed = { start: start + found[0], end: start + found[1], type };
      return known === undefined ? trimmed : { ...trimmed, known };
    },
  };
}

/** How many tokens the longest of these titles takes from `from` on; a token may hold several of its words. */
function matchedLength(
  titles: readonly (readonly string[])[],
  sentence: readonly Token[],
  from: number,
): number {
  for (const words of titles) {
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
}

const keyOf = (words: string): string =>
  tokens(words)
    .map(({ form }) => form.key)
    .filter((key) => key !== '')
    .join(' ');
